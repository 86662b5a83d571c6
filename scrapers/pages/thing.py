"""The page of a governorate, armed group, aircraft type or kind of target. In: its slug. Out: what was claimed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from scrapers.pages.areas import drawn
from scrapers.pages.counted import beside, counted, located, page_of
from scrapers.pages.drawing_map import area_map
from scrapers.pages.entity import Named, find_named
from scrapers.pages.select import Row, Select

SIBLINGS = 24
NAMED_ELSEWHERE = ("group", "aircraft", "target")  # a governorate has its names in the gazetteer
WRITTEN = """
SELECT language, spelling FROM spellings WHERE kind = :kind AND name IN ({names}) AND language <> 'en'
ORDER BY language, spelling
"""
GAZETTEER = "SELECT * FROM places WHERE kind = 'governorate' AND name = :label ORDER BY id LIMIT 1"
CLASS = "SELECT class, family FROM target_kinds WHERE id IN ({names}) ORDER BY class IS NULL, id LIMIT 1"
SAME_CLASS = """
SELECT k.id AS name, coalesce(sum(n.own), 0) AS claims FROM target_kinds k
LEFT JOIN claim_counts n ON n.kind = 'target' AND n.name = k.id
WHERE k.class = :class AND k.id NOT IN ({names}) GROUP BY k.id ORDER BY claims DESC, k.id LIMIT :most
"""


async def thing(select: Select, kind: str, wanted: str) -> Row | None:
    """What the page shows, nothing where no name makes this address."""
    one = await find_named(select, kind, wanted)
    if one is None:
        return None
    page, named = await counted(select, one), await beside(select, one)
    places = await located(select, one, named["place"])
    label = f"Where the claims that name {one.label} lie"
    if kind == "governorate":
        drawing = drawn([row | {"province": one.label} for row in places], label, fit=True)
    else:
        drawing = area_map({row["name"]: row["claims"] for row in named["governorate"] if row["name"]}, (), label)
    page |= {
        "beside": named,
        "map": drawing,
        "places": [row for row in places if row["place"] and row["kind"] != "governorate"],
        "unplaced": sum(row["claims"] for row in places if row["latitude"] is None),
    }
    page["written"] = await select(one.sql(WRITTEN), kind=kind, **one.values) if kind in NAMED_ELSEWHERE else []
    return page | (await DETAILS[kind](select, one) if kind in DETAILS else {})


async def of_governorate(select: Select, one: Named) -> Row:
    """Its row in the gazetteer: its names in other languages and where they come from."""
    found = await select(GAZETTEER, label=one.label)
    return {"place": found[0] if found else None}


async def of_target(select: Select, one: Named) -> Row:
    """Its class and family, and the other kinds of that class."""
    found = (await select(one.sql(CLASS), **one.values))[0]
    values = one.values | {"class": found["class"], "most": SIBLINGS}
    same = await select(one.sql(SAME_CLASS), **values) if found["class"] else []
    return {"class": found, "siblings": [row | {"page": page_of("target", row["name"])} for row in same]}


DETAILS: dict[str, Callable[[Select, Named], Awaitable[Row]]] = {
    "governorate": of_governorate,
    "target": of_target,
}
