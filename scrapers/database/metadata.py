"""The site's metadata.yml. In: the schema, site.yml, queries, dashboards.yml. Out: its text, never edited by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from scrapers.database.columns import Table, View, described
from scrapers.database.named_queries import groups, queries
from scrapers.database.schema import TABLES
from scrapers.database.stamp import stamp
from scrapers.database.views import VIEWS

HERE = Path(__file__).parent
HEAD = (
    "# Made by `python -m scrapers build` from scrapers/database: schema.py, views.py, site.yml, queries/, "
    "dashboards.yml. Edit those.\n"
)
SEARCHED = {
    "claims": ("claims_fts", "rowid"),
    "claims_flat": ("claims_fts", "number"),
    "briefings": ("briefings_fts", "rowid"),
    "spellings": ("spellings_fts", "rowid"),
}
SIZE, FEW, WIDE = 50, 25, 20  # rows of a page; fewer where they are wide, for making cells is most of its time
FACET_SIZE = 8


class Dumper(yaml.SafeDumper):
    """YAML with SQL and prose in blocks, as a person would write it; what is said twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always: a reader of the file finds each thing where it belongs."""
        return True


def in_block(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """A string, in a block where it has lines."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


Dumper.add_representer(str, in_block)


def shown(one: Table | View, columns: dict[str, str]) -> dict[str, Any]:
    """How the site shows a table or view."""
    size = SIZE if len(columns) <= WIDE else FEW
    entry: dict[str, Any] = {"description": one.about, "columns": columns, "size": size}
    if one.facets:
        entry |= {"facets": list(one.facets), "facet_size": FACET_SIZE}
    if one.sort_desc:
        entry["sort_desc"] = one.sort_desc
    if one.name in SEARCHED:
        entry["fts_table"], entry["fts_pk"] = SEARCHED[one.name]
    return entry


def table_entry(table: Table) -> dict[str, Any]:
    """How the site shows a table."""
    entry = shown(table, {column.name: described(column) for column in table.columns})
    if table.sort:
        entry["sort"] = table.sort
    if table.label:
        entry["label_column"] = table.label
    if table.hidden:
        entry["hidden"] = True
    return entry


def dashboards(asked: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The dashboards, each chart with the SQL of its question; raises KeyError for a question that nobody can ask."""
    boards: dict[str, Any] = yaml.safe_load((HERE / "dashboards.yml").read_text(encoding="utf-8"))
    for board in boards.values():
        for chart in board["charts"].values():
            chart |= {"library": "vega-lite", "db": "briefings", "query": asked[chart["question"]]["sql"]}
    return boards


def metadata() -> str:
    """The whole of metadata.yml as text."""
    site: dict[str, Any] = yaml.safe_load((HERE / "site.yml").read_text(encoding="utf-8"))
    database = site["databases"]["briefings"]
    tables = {table.name: table_entry(table) for table in TABLES}
    tables |= {view.name: shown(view, view.columns) for view in VIEWS}
    for name, extra in database.pop("tables", {}).items():
        tables[name] |= extra
    database["tables"] = tables
    database["query_groups"] = groups()
    database["queries"] = queries(site["site_url"])
    site["schema_stamp"] = stamp()
    site["plugins"]["datasette-dashboards"] = dashboards(database["queries"])
    return HEAD + yaml.dump(site, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)


def write_metadata(path: Path) -> bool:
    """Write metadata.yml where it differs; whether it did."""
    text = metadata()
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
