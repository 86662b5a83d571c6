"""The page of questions. In: named queries and their groups, as metadata has them. Out: groups with their queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scrapers.pages.tables import table_path

Entry = dict[str, Any]


def asked(name: str, query: Mapping[str, Any]) -> Entry:
    """A query with its address and, where it has an example, that of the example and its values in words."""
    example: Mapping[str, str] = query.get("example") or {}
    labels = {field["name"]: field["label"] for field in query.get("fields", [])}
    return {
        "name": name,
        "title": query["title"],
        "about": query["description"],
        "sql": query["sql"],
        "path": table_path(name, {}),
        "asks": [field["label"] for field in query.get("fields", [])],
        "example": table_path(name, example) if example else None,
        "example_words": ", ".join(f"{labels[key].lower()} {value}" for key, value in example.items()),
    }


def questions(groups: Iterable[Mapping[str, Any]], queries: Mapping[str, Mapping[str, Any]]) -> list[Entry]:
    """The groups that a reader sees, each with its queries; hidden ones and queries of no group are left out."""
    return [
        {"key": group["key"], "title": group["title"], "about": group["about"]}
        | {"queries": [asked(name, one) for name, one in queries.items() if one.get("group") == group["key"]]}
        for group in groups
        if not group.get("hidden")
    ]
