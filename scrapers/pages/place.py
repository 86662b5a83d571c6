"""The page of a place of the gazetteer. In: its key, or its name. Out: its names, point, sources, claims, near places.

A governorate has a page of its own; a name that several places bear leads to the choice between them.
"""

from __future__ import annotations

import math

from scrapers.pages.addresses import entity_path, slug
from scrapers.pages.areas import drawn
from scrapers.pages.counted import WIDEST, beside, counted
from scrapers.pages.entity import of_place
from scrapers.pages.facts import PRECISIONS
from scrapers.pages.select import Row, Select

NEAR_KM = 60.0
NEAREST = 10
DEGREE = 111.2  # kilometres of a degree of latitude
PLACES = "SELECT id, name, kind, province, country, latitude, longitude FROM places ORDER BY id"
CLAIMS = "SELECT name, sum(own) AS claims FROM claim_counts WHERE kind = 'place' GROUP BY name"


async def find_places(select: Select, wanted: str) -> list[Row]:
    """The place with this key, else all whose name makes this address."""
    rows = await select(PLACES)
    exact = [row for row in rows if row["id"] == wanted]
    return exact or [row for row in rows if wanted and slug(row["name"]) == wanted]


def leads_to(found: list[Row], wanted: str) -> str | None:
    """The page that a name or a governorate's key leads to; nothing where it is a key with a page, or stays open."""
    points = [one for one in found if one["kind"] != "governorate"]
    if not points and found:
        return entity_path("governorate", found[0]["name"])
    return entity_path("place", points[0]["id"]) if len(points) == 1 and points[0]["id"] != wanted else None


async def place(select: Select, key: str) -> Row:
    """What the page of a place shows; the key is one of the gazetteer."""
    row = (await select("SELECT * FROM places WHERE id = :key", key=key))[0]
    thing = of_place(row, await select("SELECT id, kind FROM places WHERE name = :name", name=row["name"]))
    page, named = await counted(select, thing), await beside(select, thing)
    near = await nearest(select, row)
    said = named["precision"]
    is_exact = {one["name"] for one in said} == {"1"}
    own = row | {"place": key, "precision": 1 if is_exact else WIDEST, "claims": page["claims"]}
    dots = [own, *(one | {"place": one["id"], "precision": WIDEST} for one in near)]
    return page | {
        "place": row,
        "province_page": entity_path("governorate", row["province"]) if row["province"] else None,
        "near": near,
        "beside": named
        | {"precision": [one | {"name": PRECISIONS[int(one["name"]) if one["name"] else None]} for one in said]},
        "map": drawn(dots, f"{row['name']} and places near it that claims name", fit=True) if has_point(row) else None,
        "is_point": has_point(row),
    }


def has_point(row: Row) -> bool:
    """Whether the gazetteer gives a place coordinates."""
    return row["latitude"] is not None and row["longitude"] is not None


async def nearest(select: Select, here: Row) -> list[Row]:
    """The nearest places that claims name, with their distance; none where the place has no point."""
    if not has_point(here):
        return []
    claims = {row["name"]: row["claims"] for row in await select(CLAIMS) if row["claims"]}
    near = [
        one | {"km": apart(here, one), "claims": claims[one["id"]], "page": entity_path("place", one["id"])}
        for one in await select(PLACES)
        if one["id"] in claims and one["id"] != here["id"] and has_point(one)
    ]
    return sorted((one for one in near if one["km"] <= NEAR_KM), key=lambda one: (one["km"], one["id"]))[:NEAREST]


def apart(one: Row, other: Row) -> float:
    """Kilometres between two points, right to about one per cent at these distances."""
    north = (one["latitude"] - other["latitude"]) * DEGREE
    middle = math.radians((one["latitude"] + other["latitude"]) / 2)
    east = (one["longitude"] - other["longitude"]) * DEGREE * math.cos(middle)
    return math.hypot(north, east)
