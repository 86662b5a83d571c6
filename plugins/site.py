"""What the site's pages need beside Datasette: its name, links in cells, and what the tables are.

In: the built database and metadata, read only. Out: template variables and cells; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup

Row = dict[str, Any]
DATABASE = "briefings"
LINKS = {"source_url": "source", "link": "source", "url": "source", "archive_url": "archive"}


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


@hookimpl
def extra_template_vars(datasette: Any, view_name: str) -> Row | Callable[[], Awaitable[Row]]:
    """The site's name for every page, and what the tables are for those that list them."""
    base = {"site_title": datasette.metadata("title"), "site": datasette.metadata()}
    if DATABASE not in datasette.databases:
        return base

    async def contents() -> Row:
        if view_name in ("database", "row"):
            return base | {"about": datasette.metadata("tables", database=DATABASE) or {}}
        return base

    return contents
