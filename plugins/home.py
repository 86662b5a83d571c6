"""The front page. In: the built database, read only. Out: a page.

Datasette's own would count and open every table first, some hundred queries of which the page shows nothing.
"""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl

from scrapers.pages.addresses import DATABASE
from scrapers.pages.home import home
from scrapers.pages.select import selecting


async def page(datasette: Any, request: Any) -> Response:
    """The front page; its JSON stays Datasette's list of databases."""
    told = {"home": await home(selecting(datasette.get_database(DATABASE))), "metadata": datasette.metadata()}
    return Response.html(await datasette.render_template("index.html", told, request=request, view_name="index"))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the front page."""
    return [("^/$", page)]
