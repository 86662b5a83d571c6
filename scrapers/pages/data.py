"""The page of downloads. In: the folder of an export, the tables and queries as the site describes them. Out: links.

Rows, bytes and checksums are those that the export wrote down about itself; where there is no export the tables' own
CSV stands instead. Nothing is counted here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from scrapers.pages.addresses import DATABASE
from scrapers.pages.dataset import MEDIA

Row = dict[str, Any]
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
START = ("claims_flat", "briefings", "figures", "tallies", "statements", "claims")  # what most readers came for
KINDS = ("csv", "ndjson", "parquet")
USES = {
    "briefings.db": ("The whole database as one SQLite file", "SQL anywhere: sqlite3, DB Browser, Datasette, DuckDB"),
    "claims.geojson": ("Claims that name a place with a point", "QGIS and other map programs"),
    "codebook.html": ("Every table and column explained, one page", "to read beside the files"),
    PACKAGE: ("Data Package: types, keys and checksums of the CSV files", "programs that load by schema"),
    "croissant.json": ("Croissant: the same for data catalogues", "dataset search and loaders"),
    "quotes.jsonl": ("The short quotations of the record", "to build the database on another machine"),
    "README.txt": ("What the files are, with the rows of each", "to keep beside them"),
    SUMS: ("Checksums of all files", "sha256sum -c SHA256SUMS"),
}  # fmt: skip
EXAMPLES = {
    "claims_by_month.ipynb": "Jupyter: claims of each party, month by month, and its own totals as ranges",
    "claims_by_month.html": "Observable: the same, as the source of a notebook",
    "oil_by_governorate.R": "R: claims about oil, by governorate and party",
    "hedges_by_party.py": "DuckDB: how firmly each party states its numbers",
    "README.md": "how to run each of them",
}


class Export(NamedTuple):
    """A finished export: its folder, version, the rows of each table, bytes and SHA-256 of each file by its path."""

    folder: Path
    version: str
    rows: dict[str, int]
    sizes: dict[str, int]
    sums: dict[str, str]


def exported(folder: Path) -> Export | None:
    """The export in a folder; nothing where there is none, or where it does not describe itself."""
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
        sizes = {path: (folder / path).stat().st_size for path in sums}
        rows = {one["name"]: int(one["rowCount"]) for one in package["resources"]}
        return Export(folder, str(package["version"]), rows, sizes | {SUMS: (folder / SUMS).stat().st_size}, sums)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def media(path: str) -> str:
    """The media type of a file of the export."""
    return MEDIA.get(Path(path).suffix, "text/plain")


def size(count: int) -> str:
    """A number of bytes as a reader sees it, in decimal units."""
    for unit, one in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= one:
            return f"{count / one:.1f} {unit}" if count < 10 * one else f"{count / one:,.0f} {unit}"
    return f"{count} bytes"


def whole_files(export: Export | None, version: str, bytes_of_it: int) -> list[Row]:
    """The files that hold more than one table: the database first, whether or not there is an export."""
    same = export is not None and export.version == version and export.sizes.get("briefings.db") == bytes_of_it
    digest = export.sums["briefings.db"] if export and same else None
    first: Row = {"name": "briefings.db", "address": f"/{DATABASE}.db", "size": size(bytes_of_it), "sum": digest}
    kept = [] if export is None else [name for name in USES if name in export.sizes and name != "briefings.db"]
    rest: list[Row] = [
        {"name": name, "address": f"/export/{name}", "size": size(export.sizes[name]), "sum": export.sums.get(name)}
        for name in kept
        if export
    ]
    return [one | dict(zip(("about", "use"), USES[str(one["name"])], strict=True)) for one in (first, *rest)]


def tables(export: Export | None, told: dict[str, Row], counts: dict[str, int | None]) -> list[Row]:
    """Each table with its rows and its files, or with the CSV that the site streams where it has no file."""
    out = []
    first = [name for name in START if name in told]
    for name, entry in {one: told[one] for one in (*first, *told)}.items():
        if entry.get("hidden") and not (export and name in export.rows):
            continue
        files: list[Row] = []
        if export and name in export.rows:
            paths = {kind: f"{kind}/{name}.{kind}" for kind in KINDS}
            files = [
                {"kind": kind, "address": f"/export/{path}", "size": size(export.sizes[path])}
                for kind, path in paths.items()
                if path in export.sizes
            ]
        live = {"kind": "csv", "address": f"/{DATABASE}/{quote(name)}.csv?_stream=on&_size=max&_dl=on", "size": None}
        out.append({
            "name": name,
            "title": entry.get("title") or name,
            "about": entry.get("description", ""),
            "rows": export.rows.get(name, counts.get(name)) if export else counts.get(name),
            "files": files or [live],
        })  # fmt: skip
    return out


def feeds(queries: dict[str, Row]) -> list[Row]:
    """The Atom feeds: the named queries that begin feed_."""
    return [
        {"title": one.get("title") or name, "about": one.get("description", ""), "address": f"/{DATABASE}/{name}.atom"}
        for name, one in queries.items()
        if name.startswith("feed_")
    ]


def notebooks(folder: Path) -> list[Row]:
    """The examples that can be taken away, each with what its file says it answers."""
    return [
        {"name": name, "address": f"/examples/{name}", "about": about}
        for name, about in EXAMPLES.items()
        if (folder / name).is_file()
    ]


def lite(site_url: str) -> str | None:
    """The address that opens the database in Datasette Lite; it needs an address that the public can reach."""
    if not site_url.startswith("https://"):
        return None
    return "https://lite.datasette.io/?url=" + quote(f"{site_url}/briefings.db", safe=":/")
