"""The pages that lead to questions, charts and tables. In: metadata, the schema, counts of rows. Out: three pages.

Everything they print is in metadata.yml or the schema; only the numbers of rows are asked of the database.
"""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl
from markupsafe import Markup

from scrapers.database.codes import code_lists
from scrapers.database.columns import Column, Table
from scrapers.database.exports.codebook import anchor, codes, section
from scrapers.database.exports.content import Sheet
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS
from scrapers.pages.addresses import DATABASE
from scrapers.pages.drawing_tables import table_map
from scrapers.pages.questions import questions

DRAWN = (
    "parties", "sources", "places", "briefings", "target_kinds", "texts", "announcements", "tallies", "claims",
    "statements", "unread", "notices", "carriers", "ledger", "proofs", "claims_flat",
)  # fmt: skip
MADE_OF = {"claims_flat": ("claims", "sources")}  # filled from these, without a reference


async def questions_page(datasette: Any, request: Any) -> Response:
    """All named queries by what a reader wants to know."""
    groups = datasette.metadata("query_groups", database=DATABASE) or []
    queries = await datasette.get_canned_queries(DATABASE, request.actor)
    told = {"groups": questions(groups, queries)}
    return Response.html(await datasette.render_template("questions.html", told, request=request))


async def charts_page(datasette: Any, request: Any) -> Response:
    """All charts by dashboard, each with its sentence and its table."""
    told = {"dashboards": datasette.plugin_config("datasette-dashboards") or {}}
    return Response.html(await datasette.render_template("charts.html", told, request=request))


def as_table(view: Any) -> Table:
    """A view as if it were a table; what its columns hold is known when it is asked."""
    columns = tuple(Column(name, "", about, must=True) for name, about in view.columns.items())
    return Table(view.name, view.about, columns, key=())


async def sheets(datasette: Any) -> list[Sheet]:
    """Every table and view of the schema that the served file has, with its number of rows."""
    db = datasette.get_database(DATABASE)
    names = {*await db.table_names(), *await db.view_names()}
    counts = await db.table_counts(1000)
    found = []
    for table in (*TABLES, *map(as_table, VIEWS)):
        if table.name in names:
            rows = counts.get(table.name)
            if rows is None:
                rows = (await db.execute(f'select count(*) from "{table.name}"')).single_value()
            found.append(Sheet(table, rows))
    return found


def links(sheet: Sheet) -> str:
    """The ways to a table's rows, and the tables that refer to it."""
    others = {one.name for one in TABLES for column in one.columns if column.refers == sheet.name} - {sheet.name}
    path = f"/{DATABASE}/{sheet.name}"
    rows = f' <a href="{path}">Rows</a> · <a href="{path}.json?_shape=objects">JSON</a>'
    back = ", ".join(f'<a href="#{name}">{name}</a>' for name in sorted(others))
    return rows + (f". Referred to by {back}." if back else "")


async def schema_page(datasette: Any, request: Any) -> Response:
    """Every table, column and code of the schema in words."""
    known = await sheets(datasette)
    refers = {
        name: sorted({column.refers for column in sheet.table.columns if column.refers} | {*MADE_OF.get(name, ())})
        for name in DRAWN
        for sheet in known
        if sheet.name == name
    }
    titles = datasette.metadata("tables", database=DATABASE) or {}
    lists = code_lists(sheet.table for sheet in known)
    told = {
        "tables": [(one.name, titles.get(one.name, {}).get("title", one.name), one.rows) for one in known],
        "drawing": table_map(refers, "How the tables hang together: a line runs from a table to one it refers to"),
        "sections": Markup("").join(Markup(section(one, links(one))) for one in known),
        "lists": [(anchor(one.name), one.name) for one in lists],
        "codes": Markup("").join(Markup(codes(one)) for one in lists),
    }
    return Response.html(await datasette.render_template("schema.html", told, request=request))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the three pages."""
    return [(r"^/questions$", questions_page), (r"^/charts$", charts_page), (r"^/schema$", schema_page)]
