"""The page of downloads, the export's files and the examples. In: the database's own folder. Out: /data and files.

A file is given away only where the export names it, so no path leads out of the folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.utils.asgi import asgi_send_file

from plugins.answering import open_to_others
from scrapers.pages import data
from scrapers.pages.addresses import DATABASE
from scrapers.pages.dataset import build_of, version_of
from scrapers.pages.select import selecting

EXAMPLES = Path(__file__).parent.parent / "examples"


def export_of(datasette: Any) -> data.Export | None:
    """The export beside the database that is served."""
    path = datasette.get_database(DATABASE).path
    return data.exported(Path(path).parent / "export") if path else None


async def page(datasette: Any, request: Any) -> Response:
    """Every download, feed, notebook and door for programs."""
    db = datasette.get_database(DATABASE)
    metadata = datasette.metadata()
    told = metadata["databases"][DATABASE]
    export = export_of(datasette)
    build = await build_of(selecting(db))
    version = version_of(build["version"], build["record_sha256"])
    site_url = str(metadata.get("site_url") or "")
    counts = await db.table_counts(1_000)
    contents = {
        "page_title": "The data",
        "page_description": "Every download with its rows and bytes, feeds, notebooks, and how programs ask.",
        "version": version,
        "export": export,
        "is_older": bool(export and export.version != version),
        "files": data.whole_files(export, version, db.size),
        "tables": data.tables(export, told["tables"], counts),
        "feeds": data.feeds(told["queries"]),
        "notebooks": data.notebooks(EXAMPLES),
        "lite": data.lite(site_url),
        "base": site_url or "http://localhost:8001",
        "most": datasette.setting("max_returned_rows"),
        "seconds": datasette.setting("sql_time_limit_ms") / 1000,
    }
    return Response.html(await datasette.render_template("data.html", contents, request=request))


async def handed(datasette: Any, send: Any, path: Path, media: str) -> None:
    """Hand a file out, to other sites too."""
    await asgi_send_file(send, path, content_type=media, chunk_size=65_536, headers=open_to_others(datasette))


async def export_file(datasette: Any, request: Any, send: Any) -> None:
    """A file of the export."""
    export, path = export_of(datasette), request.url_vars["path"]
    if export is None or path not in export.sizes:
        raise NotFound("There is no such file in the export; /data lists what there is")
    await handed(datasette, send, export.folder / path, data.media(path))


async def example(datasette: Any, request: Any, send: Any) -> None:
    """A file of the examples, as text to take away."""
    name = request.url_vars["name"]
    if name not in data.EXAMPLES or not (EXAMPLES / name).is_file():
        raise NotFound("There is no such example; /data lists what there is")
    media = "application/x-ipynb+json" if name.endswith(".ipynb") else "text/plain; charset=utf-8"
    await handed(datasette, send, EXAMPLES / name, media)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the page and of the files."""
    return [
        (r"^/data$", page),
        (r"^/export/(?P<path>[A-Za-z0-9_./-]+)$", export_file),
        (rf"^/examples/(?P<name>{'|'.join(map(re.escape, data.EXAMPLES))})$", example),
    ]
