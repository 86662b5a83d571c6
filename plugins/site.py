"""What the site's pages need beside Datasette: links in cells, contents of the front page and of the list of tables.

In: the built database and metadata, read only. Out: template variables and cells; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.database import Database
from datasette.utils import tilde_encode
from markupsafe import Markup

Row = dict[str, Any]
DATABASE = "briefings"
LINKS = {"source_url": "source", "link": "source", "url": "source", "archive_url": "archive"}
PARTIES = (
    "SELECT p.id, p.name, count(b.id) AS briefings, coalesce(sum(b.claims), 0) AS claims, "
    "min(b.day) AS first, max(b.day) AS last FROM parties p LEFT JOIN briefings b ON b.party = p.id "
    "GROUP BY p.id ORDER BY p.id DESC"
)
NEWEST = "SELECT title, page FROM briefings WHERE party = ? AND claims > 0 ORDER BY day DESC, id LIMIT 4"


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    """Addresses as short links, the site's own pages as links, and truly nothing where there is nothing."""
    if value is None:
        return Markup("")
    if not isinstance(value, str):
        return None
    if column in ("page", "briefing_page") and value.startswith("/briefings/briefings/"):
        return Markup('<a href="{}">briefing</a>').format(value)
    if column == "briefing" and "/" in value:
        return Markup('<a href="/briefings/briefings/{}">{}</a>').format(tilde_encode(value), value)
    if column in LINKS and value.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(value, LINKS[column])
    return None


async def select(db: Database, sql: str, *values: Any) -> list[Row]:
    """The rows of a query as dictionaries."""
    return [dict(row) for row in (await db.execute(sql, list(values))).rows]


async def home(db: Database) -> Row:
    """Everything that the front page shows."""
    parties = await select(db, PARTIES)
    return {
        "parties": [party | {"newest": await select(db, NEWEST, party["id"])} for party in parties],
        "build": (await select(db, "SELECT * FROM build"))[0],
    }


@hookimpl
def extra_template_vars(datasette: Any, view_name: str) -> Row | Callable[[], Awaitable[Row]]:
    """The site's name for every page, and the contents of the front page and of the list of tables."""
    base = {"site_title": datasette.metadata("title"), "site": datasette.metadata()}
    if DATABASE not in datasette.databases:
        return base

    async def contents() -> Row:
        if view_name == "index":
            queries = await datasette.get_canned_queries(DATABASE, None)
            return base | {"home": await home(datasette.get_database(DATABASE)), "queries": queries}
        if view_name in ("database", "row"):
            return base | {"about": datasette.metadata("tables", database=DATABASE) or {}}
        return base

    return contents
