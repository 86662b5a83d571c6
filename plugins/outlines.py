"""Outlines as pictures: the sheet that drawn maps refer to, and tiles for maps that move. In: addresses. Out: SVG."""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl

from scrapers.pages.drawing_map import SHEET, sheet
from scrapers.pages.drawing_tiles import DEEPEST, tile

A_DAY = {"cache-control": "public, max-age=86400"}


async def whole() -> Response:
    """All shapes of the drawn maps."""
    return Response(sheet(), content_type="image/svg+xml; charset=utf-8")


async def part(request: Any) -> Response:
    """The picture that a map asks for; beyond the world and the deepest zoom there is none."""
    zoom, column, row = (int(request.url_vars[name]) for name in ("zoom", "column", "row"))
    if zoom > DEEPEST or column >= 2**zoom or row >= 2**zoom:
        return Response.text("There is no such tile.", status=404)
    return Response(tile(zoom, column, row), content_type="image/svg+xml", headers=A_DAY)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the sheet and of the tiles."""
    return [
        ("^" + SHEET.replace(".", r"\.") + "$", whole),
        (r"^/-/outline/(?P<zoom>[0-9]{1,2})/(?P<column>[0-9]{1,5})/(?P<row>[0-9]{1,5})\.svg$", part),
    ]
