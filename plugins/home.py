"""The contents of the front page. In: the built database, read only. Out: template variables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

from scrapers.pages.addresses import DATABASE
from scrapers.pages.home import home
from scrapers.pages.select import Row, selecting


@hookimpl
def extra_template_vars(datasette: Any, view_name: str) -> Row | Callable[[], Awaitable[Row]]:
    """What the front page prints; nothing for other pages."""
    if view_name != "index" or DATABASE not in datasette.databases:
        return {}

    async def contents() -> Row:
        return {"home": await home(selecting(datasette.get_database(DATABASE)))}

    return contents
