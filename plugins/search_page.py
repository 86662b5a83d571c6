"""The search page. In: the words of the address, the built database. Out: a page of what bears them."""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl

from scrapers.pages.addresses import DATABASE
from scrapers.pages.search import search
from scrapers.pages.select import selecting


async def page(datasette: Any, request: Any) -> Response:
    """What the site has for the words of ?q=; without words, the empty form."""
    found = await search(selecting(datasette.get_database(DATABASE)), request.args.get("q") or "")
    return Response.html(await datasette.render_template("search.html", {"found": found}, request=request))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the search."""
    return [("^/search$", page)]
