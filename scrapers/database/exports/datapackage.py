"""The Data Package descriptor (version 2 of the standard). In: what is exported and the files. Out: a JSON object."""

from __future__ import annotations

from typing import Any

from scrapers.database.columns import Column, Table, described
from scrapers.database.exports.content import Edition, Sheet, kind
from scrapers.database.exports.files import File
from scrapers.pages.dataset import HOME, LICENCE, NAME, NOTICE, TITLE

PROFILES = "https://datapackage.org/profiles/2.0"
TYPES = {"day": "date", "address": "string", "list": "array", "object": "object"}


def descriptor(edition: Edition, files: list[File]) -> dict[str, Any]:
    """The whole descriptor: a resource for the CSV of each table. Other files are the same rows and are left out."""
    sizes = {file.path.as_posix(): file for file in files}
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": NOTICE,
        "version": edition.version,
        "homepage": HOME,
        "licenses": [dict(zip(("name", "title", "path"), LICENCE, strict=True))],
        "contributors": [{"title": "Syria air briefings", "roles": ["author"]}],
        "sources": [{"title": "Official briefings; the publisher and address stand in every row"}],
        "resources": [resource(sheet, sizes[f"csv/{sheet.name}.csv"]) for sheet in edition.sheets],
    }


def resource(sheet: Sheet, file: File) -> dict[str, Any]:
    """The CSV of a table, with its columns and how many rows it has."""
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": sheet.name,
        "path": file.path.as_posix(),
        "type": "table",
        "description": sheet.table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "rowCount": sheet.rows,
        "schema": schema(sheet.table),
    }


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table: its columns, key and references."""
    out: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    references = [
        {"fields": [column.name], "reference": {"resource": column.refers, "fields": ["id"]}}
        for column in table.columns
        if column.refers
    ]
    return out | ({"foreignKeys": references} if references else {})


def field(column: Column) -> dict[str, Any]:
    """One column with its type, sentence, codes and whether it is always filled."""
    what = kind(column)
    out: dict[str, Any] = {"name": column.name, "type": TYPES.get(what, what), "description": described(column)}
    if what == "address":
        out["format"] = "uri"
    constraints: dict[str, Any] = {"required": True} if column.must else {}
    if column.codes:
        constraints["enum"] = list(column.codes)
    return out | ({"constraints": constraints} if constraints else {})
