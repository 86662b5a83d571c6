"""What the map of a table needs beside its plugin: our script and colours. In: the columns of a page. Out: addresses.

The script must stand before the plugin's own, for it hears Leaflet come; pages without points do without it.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl


def mapped(columns: list[str] | None) -> bool:
    """Whether a page's rows have points."""
    return {"latitude", "longitude"} <= {column.lower() for column in columns or ()}


@hookimpl
def extra_js_urls(columns: list[str] | None, datasette: Any) -> list[str]:
    """The script of such a page."""
    return [datasette.urls.path("/static/map.js")] if mapped(columns) else []


@hookimpl
def extra_css_urls(columns: list[str] | None, datasette: Any) -> list[str]:
    """Its colours."""
    return [datasette.urls.path("/static/map.css")] if mapped(columns) else []
