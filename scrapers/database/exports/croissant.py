"""The dataset described for search engines and loaders: Croissant 1.1, which is schema.org JSON-LD.

In: what is exported and the files. Out: a JSON object. Terms: http://mlcommons.org/croissant/1.1
"""

from __future__ import annotations

from typing import Any

from scrapers.database.columns import described
from scrapers.database.exports.content import Edition, Sheet, kind
from scrapers.database.exports.files import File
from scrapers.pages.cite import Cited, footnote
from scrapers.pages.dataset import AUTHORS, HOME, MEDIA, TITLE, schema_org

TYPES = {
    "integer": "sc:Integer", "number": "sc:Float", "day": "sc:Date", "address": "sc:URL",
}  # fmt: skip
OWN_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
} | {term: f"cr:{term}" for term in OWN_TERMS}


def dataset(edition: Edition, files: list[File]) -> dict[str, Any]:
    """The whole description."""
    out = schema_org(edition.version, edition.first_day, edition.last_day) | {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "isLiveDataset": True,
        "datePublished": edition.last_day,
        "creator": {"@type": "sc:Organization", "name": AUTHORS, "url": HOME},
        "citeAs": footnote(Cited(TITLE, HOME, edition.version)),
        "rai:dataLimitations": "A claim of a belligerent is not a finding. The record has gaps: a day without a row is "
        "not a day without strikes, and the two sides cannot be weighed against each other.",
        "distribution": [file_object(file) for file in files],
        "recordSet": [record_set(sheet) for sheet in edition.sheets],
    }
    return {name: value for name, value in out.items() if value is not None}


def file_object(file: File) -> dict[str, Any]:
    """One file."""
    return {
        "@type": "cr:FileObject",
        "@id": file.path.as_posix(),
        "name": file.path.name,
        "contentUrl": file.path.as_posix(),
        "contentSize": f"{file.size} B",
        "encodingFormat": MEDIA[file.path.suffix],
        "sha256": file.sha256,
    }


def record_set(sheet: Sheet) -> dict[str, Any]:
    """One table, read from its CSV."""
    return {
        "@type": "cr:RecordSet",
        "@id": sheet.name,
        "name": sheet.name,
        "description": sheet.table.about,
        "key": [{"@id": f"{sheet.name}/{name}"} for name in sheet.table.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{sheet.name}/{column.name}",
                "name": column.name,
                "description": described(column),
                "dataType": TYPES.get(kind(column), "sc:Text"),
                "source": {"fileObject": {"@id": f"csv/{sheet.name}.csv"}, "extract": {"column": column.name}},
            }
            | ({"references": {"field": {"@id": f"{column.refers}/id"}}} if column.refers else {})
            for column in sheet.table.columns
        ],
    }
