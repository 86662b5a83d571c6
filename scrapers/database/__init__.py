"""The database and the site's metadata. In: data/record and the gazetteer. Out: data/briefings.db and metadata.yml."""

from __future__ import annotations

from scrapers.database.build import BuildReport, again, build
from scrapers.database.checks import check
from scrapers.database.metadata import metadata, write_metadata

__all__ = ["BuildReport", "again", "build", "check", "metadata", "write_metadata"]
