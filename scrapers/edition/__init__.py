"""The site as a folder that any static host can serve: pages as Datasette renders them, files, SQL in the browser."""
