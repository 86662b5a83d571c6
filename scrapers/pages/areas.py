"""Claims on a map of outlines. In: rows with a place, a governorate, a point where there is one, a number of claims.

Out: one <svg>, or nothing where no row can be drawn. What has no point is drawn as its governorate, never as a pin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from scrapers.pages.addresses import entity_path
from scrapers.pages.drawing_map import Dot, area_map
from scrapers.pages.select import Row


def each_once(places: Iterable[Row]) -> list[Row]:
    """The places that some claims name, each once with how many of them name it."""
    found: dict[tuple[object, ...], Row] = {}
    for one in places:
        found.setdefault(tuple(one.values()), one | {"claims": 0})["claims"] += 1
    return list(found.values())


def drawn(rows: Iterable[Row], label: str, fit: bool = False) -> Markup | None:
    """The map of some places; each row has place, name, latitude, longitude, precision, province and claims."""
    shades: Counter[str] = Counter()
    dots = []
    for row in rows:
        if row["latitude"] is not None:
            page = entity_path("place", row["place"])
            dots.append(
                Dot(row["latitude"], row["longitude"], row["claims"], row["name"], page, row["precision"])
            )
        elif row["province"]:
            shades[row["province"]] += row["claims"]
    return area_map(shades, dots, label, fit) if dots or shades else None
