"""The map page, its numbers as JSON and its shapes as GeoJSON. In: the built database, data/*.geojson. Out: answers.

The page alone may show pictures of a tile server, and only asks it when the reader ticks a box.
"""

from __future__ import annotations

from typing import Any

from datasette import NotFound, Response, hookimpl

from scrapers.pages.addresses import DATABASE
from scrapers.pages.map import contents, counted
from scrapers.pages.outlines import DATA
from scrapers.pages.select import Select, selecting

TILES = "https://tile.openstreetmap.org"
# The tile server refuses readers who do not say from which site they come; the address of the page stays here.
HEADERS = {
    "content-security-policy": "default-src 'self'; script-src 'self'; "
    f"style-src 'self' 'unsafe-inline'; img-src 'self' data: {TILES}; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'",
    "referrer-policy": "strict-origin-when-cross-origin",
}


def asking(datasette: Any) -> Select:
    """How this page asks the built database; not found where there is none."""
    if DATABASE not in datasette.databases:
        raise NotFound("There is no database of briefings here")
    return selecting(datasette.get_database(DATABASE))


async def page(datasette: Any, request: Any) -> Response:
    """The page with its tables, complete without a script."""
    told = await contents(asking(datasette)) | {"tiles": TILES}
    return Response.html(await datasette.render_template("map.html", told, request=request), headers=HEADERS)


async def numbers(datasette: Any) -> Response:
    """The numbers that the page's script draws."""
    return Response.json(await counted(asking(datasette)))


async def shapes(request: Any) -> Response:
    """A file of outlines as it stands in data/."""
    path = DATA / f"{request.url_vars['name']}.geojson"
    if not path.is_file():
        raise NotFound("There are no such outlines")
    headers = {"cache-control": "public, max-age=86400"}
    return Response(path.read_text(encoding="utf-8"), content_type="application/geo+json", headers=headers)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the map page."""
    return [
        (r"^/map$", page),
        (r"^/map\.json$", numbers),
        (r"^/map/(?P<name>governorates|outlines)\.geojson$", shapes),
    ]
