"""The sheet of outlines that the drawn maps refer to, served as one file. In: data/*.geojson. Out: an SVG picture."""

from __future__ import annotations

from typing import Any

from datasette import Response, hookimpl

from scrapers.pages.drawing_map import SHEET, sheet


async def outlines() -> Response:
    """All shapes of the maps."""
    return Response(sheet(), content_type="image/svg+xml; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of the sheet."""
    return [("^" + SHEET.replace(".", r"\.") + "$", outlines)]
