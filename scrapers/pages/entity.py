"""Things that claims name and that have a page. In: a kind and a slug. Out: names, and how their claims are found.

A place, governorate, armed group, aircraft type or kind of target. This room counts nothing.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from scrapers.pages.addresses import slug
from scrapers.pages.select import Row, Select


class Kind(NamedTuple):
    """A kind of thing: its words, the table of its names, and how claims are found by it."""

    title: str
    plural: str
    table: str
    column: str  # of claims_flat
    claims: str  # a condition on claims_flat, with {} for the names
    about: str


KINDS = {
    "place": Kind(
        "Place",
        "Places",
        "places",
        "place",
        "f.place = :label AND EXISTS (SELECT 1 FROM claims c WHERE c.rowid = f.number AND c.place IN ({}))",
        "Claims that say at or near this place. Those that name only its governorate are not counted here.",
    ),
    "governorate": Kind(
        "Governorate",
        "Governorates",
        "provinces",
        "province",
        "f.province IN ({})",
        "Claims that name this governorate, or a place in it.",
    ),
    "group": Kind(
        "Armed group",
        "Armed groups",
        "armed_groups",
        "armed_group",
        "f.armed_group IN ({})",
        "Claims whose target the party says belonged to this group. The naming is the party's: it tells who was named, "
        "not who was there. Words such as militants or terrorists name no group.",
    ),
    "aircraft": Kind(
        "Aircraft",
        "Aircraft",
        "aircraft",
        "aircraft",
        "f.id IN (SELECT claim FROM claim_aircraft WHERE aircraft IN ({}))",
        "Claims that the text ties to this type of aircraft. Most claims name none. Sorties are not counted here.",
    ),
    "target": Kind(
        "Kind of target",
        "Kinds of targets",
        "target_kinds",
        "target",
        "f.target IN ({})",
        "Claims whose target is this noun. Numbers of targets are not added up: many are hedged, and parts stand "
        "beside their whole.",
    ),
}


class Named(NamedTuple):
    """A thing with a page: its kind, the names that share its address, what to call it, the filter of claims_flat."""

    kind: str
    names: tuple[str, ...]
    label: str
    filters: dict[str, str]

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of its queries."""
        return numbered(self.names) | {"label": self.label}

    def sql(self, query: str, **other: str) -> str:
        """A query about it, its names as parameters."""
        names = ", ".join(f":{name}" for name in numbered(self.names))
        return query.format(claims=KINDS[self.kind].claims.format(names), names=names, **other)


def numbered(names: tuple[str, ...]) -> dict[str, Any]:
    """Names as parameters; one name stays one parameter, so that SQLite walks an index in its order."""
    return {f"n{at}": name for at, name in enumerate(names)}


async def find_named(select: Select, kind: str, wanted: str) -> Named | None:
    """The governorate, group, aircraft or kind of target at an address; names that differ in signs alone share one."""
    rows = await select(f"SELECT id FROM {KINDS[kind].table} ORDER BY id")
    names = tuple(row["id"] for row in rows if wanted and slug(row["id"]) == wanted)
    if not names:
        return None
    thing = Named(kind, names, " / ".join(names), one_of(KINDS[kind].column, list(names)))
    return await of_aircraft(select, thing) if kind == "aircraft" else thing


async def of_aircraft(select: Select, thing: Named) -> Named:
    """The same with a filter for each text of the column, for a claim can name several types."""
    sql = "SELECT DISTINCT f.aircraft FROM claims_flat f WHERE {claims} ORDER BY 1"
    texts = [row["aircraft"] for row in await select(thing.sql(sql), **thing.values)]
    return thing._replace(filters=one_of("aircraft", texts or list(thing.names)))


def of_place(place: Row, namesakes: list[Row]) -> Named:
    """A place of the gazetteer; where others bear its name the filter keeps their claims out."""
    filters = {"place": place["name"]}
    others = [one for one in namesakes if one["id"] != place["id"]]
    if any(one["kind"] == "governorate" for one in others):
        filters["place_precision__not"] = "4"
    if any(one["kind"] != "governorate" for one in others) and place["province"]:
        filters["province"] = place["province"]
    return Named("place", (place["id"],), place["name"], filters)


def one_of(column: str, values: list[str]) -> dict[str, str]:
    """A filter for one value, or for any of several.

    >>> one_of("target", ["front end-loader", "front-end loader"])
    {'target__in': '["front end-loader", "front-end loader"]'}
    """
    return {column: values[0]} if len(values) == 1 else {f"{column}__in": json.dumps(values, ensure_ascii=False)}
