"""What the claims that name a thing add up to. In: a thing with a page, the built database. Out: counts, map, newest.

Only claims are counted, and only those of a party about its own deeds; what it says that another did is counted beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scrapers.pages.addresses import entity_path, slug
from scrapers.pages.drawing_time import timeline
from scrapers.pages.entity import KINDS, Named
from scrapers.pages.facts import fact_path, what
from scrapers.pages.parties import parties
from scrapers.pages.select import Row, Select
from scrapers.pages.tables import csv_path, table_path

TABLE = "claims_flat"
NEWEST = 20
BESIDE = ("target", "action", "governorate", "place", "words", "precision")
WIDEST = 7  # precision code of what is said least exactly
OWN = {"own": "1"}
MONTHS = """
SELECT month, party, sum(own) AS own, sum(claims) AS claims FROM claim_counts
WHERE kind = :kind AND name IN ({names}) GROUP BY month, party ORDER BY month
"""
PAIRS = "SELECT beside, value, party, claims FROM claim_pairs WHERE kind = :kind AND name IN ({names})"
PLACES = """
SELECT p.id, p.name, p.kind, p.province, p.latitude, p.longitude, sum(n.claims) = sum(n.at_place) AS is_exact
FROM places p JOIN claim_counts n ON n.kind = 'place' AND n.name = p.id
WHERE p.id IN (SELECT value FROM claim_pairs WHERE kind = :kind AND name IN ({names}) AND beside = 'place')
GROUP BY p.id
"""
LATEST = """
SELECT f.day, f.date_precision, f.phrase, f.party, f.place, f.bearing, f.province, f.source, f.briefing, f.id, f.quote
FROM claims_flat f WHERE {claims} AND f.own ORDER BY f.day DESC, f.number LIMIT :most
"""
EDGE = """
SELECT f.day FROM claims_flat f WHERE {claims} AND f.own AND f.party = :party AND f.day BETWEEN :start AND :end
ORDER BY f.day {order} LIMIT 1
"""


async def counted(select: Select, thing: Named) -> Row:
    """What the page of any kind shows: counts by party and year, timeline, newest claims, links to the rows."""
    months = await select(thing.sql(MONTHS), kind=thing.kind, **thing.values)
    names = {row["id"]: row["name"] for row in await parties(select)}
    shares = [await of_party(select, thing, party, names[party], months) for party in names]
    by_month: dict[str, dict[str, int]] = {}
    for row in months:
        if row["month"] and row["own"]:
            by_month.setdefault(row["month"], {})[row["party"]] = row["own"]
    label = f"Claims that name {thing.label}, by month and party"
    return {
        "kind": thing.kind,
        "words": KINDS[thing.kind]._asdict(),
        "label": thing.label,
        "names": thing.names,
        "parties": shares,
        "claims": sum(share["claims"] for share in shares),
        "others": sum(row["claims"] - row["own"] for row in months),
        "others_href": table_path(TABLE, thing.filters | {"own": "0"}),
        "undated": sum(row["own"] for row in months if not row["month"]),
        "timeline": timeline(by_month, label),
        "years": years(by_month, list(names), thing),
        "newest": [
            row
            | {"what": what(row["phrase"]), "href": fact_path(row["briefing"], row["id"])}
            | {"by": names[row["party"]]}
            for row in await select(thing.sql(LATEST), most=NEWEST, **thing.values)
        ],
        "table": table_path(TABLE, thing.filters | OWN),
        "csv": csv_path(TABLE, thing.filters | OWN),
    }


async def of_party(select: Select, thing: Named, party: str, name: str, months: list[Row]) -> Row:
    """How often a party names it, and the first and last day of those claims."""
    some = [row for row in months if row["party"] == party and row["own"]]
    dated = [row["month"] for row in some if row["month"]]
    edges: dict[str, str] = {}
    for edge, month, order in (("first", min(dated, default=""), "ASC"), ("last", max(dated, default=""), "DESC")):
        if month:
            sql = thing.sql(EDGE, order=order)
            values = thing.values | {"party": party, "start": f"{month}-01", "end": f"{month}-31"}
            edges[edge] = (await select(sql, **values))[0]["day"]
    claims = sum(row["own"] for row in some)
    href = table_path(TABLE, thing.filters | {"party": party} | OWN)
    return {"id": party, "name": name, "claims": claims, "href": href} | edges


def years(by_month: dict[str, dict[str, int]], parties: list[str], thing: Named) -> list[Row]:
    """Claims by year, in the order of `parties`, each number with the address of its rows."""
    found: dict[str, Counter[str]] = {}
    for month, numbers in by_month.items():
        found.setdefault(month[:4], Counter()).update(numbers)

    def cell(year: str, party: str) -> Row:
        filters = thing.filters | {"party": party, "year": year} | OWN
        return {"claims": found[year][party], "href": table_path(TABLE, filters)}

    return [{"year": year, "cells": [cell(year, party) for party in parties]} for year in sorted(found)]


async def beside(select: Select, thing: Named) -> dict[str, list[Row]]:
    """What its claims name beside it, by party, the most frequent first: targets, actions, governorates, words ..."""
    found: dict[str, list[tuple[str | None, str, int]]] = {what: [] for what in BESIDE}
    for row in await select(thing.sql(PAIRS), kind=thing.kind, **thing.values):
        found.setdefault(row["beside"], []).append((row["value"] or None, row["party"], row["claims"]))
    return {what: by_party(rows, what) for what, rows in found.items()}


def by_party(rows: Iterable[tuple[str | None, str, int]], kind: str) -> list[Row]:
    """A row for each name with its claims by party, the most frequent first; without a name last."""
    found: dict[str | None, Counter[str]] = {}
    for name, party, claims in rows:
        found.setdefault(name, Counter())[party] += claims
    ranked = sorted(found.items(), key=lambda one: (one[0] is None, -one[1].total(), one[0] or ""))
    return [
        {"name": name, "page": page_of(kind, name), "claims": numbers.total(), "by": dict(numbers)}
        for name, numbers in ranked
    ]


def page_of(kind: str, name: str | None) -> str | None:
    """The page of a name, nothing where it has none, or no letters to make an address of."""
    return entity_path(kind, name) if kind in KINDS and name and slug(name) else None


async def located(select: Select, thing: Named, named: list[Row]) -> list[Row]:
    """The places beside it as a map and a list need them: with their point, and whether claims mean them exactly."""
    about = {row["id"]: row for row in await select(thing.sql(PLACES), kind=thing.kind, **thing.values)}
    nowhere = {"name": None, "kind": None, "province": None, "latitude": None, "longitude": None, "is_exact": 0}
    return [
        one
        | about.get(one["name"], nowhere)
        | {"place": one["name"], "precision": 1 if about.get(one["name"], nowhere)["is_exact"] else WIDEST}
        for one in named
    ]
