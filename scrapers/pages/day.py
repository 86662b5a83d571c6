"""The page of a day. In: an ISO date. Out: what each party said of it, or that the record has no text of it.

A day covered by a briefing of several days shows that briefing; its claims can be of any of these days.
"""

from __future__ import annotations

import json
from datetime import date

from scrapers.pages.areas import drawn, each_once
from scrapers.pages.facts import fact_path, what
from scrapers.pages.said import hedged
from scrapers.pages.select import Row, Select
from scrapers.pages.tables import csv_path, table_path

SHOWN = 300  # claims that a page lists; the table behind its link has all
STATUSES = {
    "briefed": "A briefing for this day is in the record.",
    "longer period": "A briefing that covers several days is in the record; what it states is not of this day alone.",
    "no strikes": "The party stated that it made no strikes.",
    "lost": "A briefing is known to have been published; no text of it is left.",
    "silent": "Silent: the record has no text of this day. That is not a day without strikes.",
    None: "Outside the days that the record has of this party.",
}
SPAN = """
SELECT min(day) AS first, max(day) AS last FROM (
  SELECT min(day) AS day FROM calendar UNION ALL SELECT max(day) FROM calendar
  UNION ALL SELECT min(day) FROM briefings UNION ALL SELECT max(day) FROM briefings
  UNION ALL SELECT min(day) FROM claims_flat UNION ALL SELECT max(day) FROM claims_flat)
"""
CALENDAR = """
SELECT p.id, p.name, c.status, c.covered_from, c.covered_to FROM parties p
LEFT JOIN calendar c ON c.party = p.id AND c.day = :day ORDER BY p.id DESC
"""
BRIEFINGS = """
SELECT b.id, b.party, b.title, b.page, b.period_start, b.period_end, b.via, s.title AS source
FROM briefings b JOIN sources s ON s.id = b.source
WHERE b.day = :day OR (b.day > :day AND b.period_start <= :day AND b.period_end >= :day)
ORDER BY coalesce(b.period_start, b.day) DESC, b.day, b.id
"""
FIGURES = """
SELECT party, metric, count, hedge, period_start, period_end, documents, briefing_page FROM figures
WHERE period_end >= :day AND coalesce(period_start, period_end) <= :day
ORDER BY days, period_end, metric
"""
CLAIMS = """
SELECT f.id, f.briefing, f.party, f.own, f.phrase, f.place, f.bearing, f.province, f.country, f.latitude, f.longitude,
  f.place_precision AS precision, f.date_from, f.date_to, f.date_precision, f.source, f.quote, c.place AS place_id
FROM claims_flat f JOIN claims c ON c.rowid = f.number
WHERE f.number IN (
  SELECT number FROM claims_flat WHERE day = :day
  UNION SELECT number FROM claims_flat WHERE briefing IN (SELECT value FROM json_each(:covering))
    AND date_from <= :day AND date_to >= :day)
ORDER BY f.date_precision IS NOT 1, f.date_to, f.number LIMIT :most
"""
BEFORE = """
SELECT max(day) AS day FROM (SELECT max(day) AS day FROM calendar WHERE day < :day AND status <> 'silent'
  UNION ALL SELECT max(day) FROM claims_flat WHERE day < :day)
"""
AFTER = """
SELECT min(day) AS day FROM (SELECT min(day) AS day FROM calendar WHERE day > :day AND status <> 'silent'
  UNION ALL SELECT min(day) FROM claims_flat WHERE day > :day)
"""


def is_day(text: str) -> bool:
    """Whether a text is a day as 2015-12-23.

    >>> is_day("2016-02-29"), is_day("2015-02-29"), is_day("20151223")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


async def span(select: Select) -> tuple[str, str] | None:
    """The first and last day that the record has anything of, nothing where it is empty."""
    row = (await select(SPAN))[0]
    return (row["first"], row["last"]) if row["first"] else None


async def day(select: Select, wanted: str) -> Row | None:
    """What the page of a day shows, nothing where it is no day or lies outside the record."""
    whole = await span(select) if is_day(wanted) else None
    if whole is None or not whole[0] <= wanted <= whole[1]:
        return None
    briefings = await select(BRIEFINGS, day=wanted)
    covering = json.dumps([row["id"] for row in briefings])
    claims = [
        row
        | {"what": what(row["phrase"]), "href": fact_path(row["briefing"], row["id"])}
        | {"alone": row["date_from"] == row["date_to"] == wanted}
        for row in await select(CLAIMS, day=wanted, covering=covering, most=SHOWN + 1)
    ]
    figures = [
        row | {"number": hedged(row["count"], row["hedge"]) if row["count"] is not None else None}
        for row in await select(FIGURES, day=wanted)
    ]
    is_cut = len(claims) > SHOWN
    claims = claims[:SHOWN]
    return {
        "day": wanted,
        "span": whole,
        "parties": [
            party
            | {"says": STATUSES[party["status"]]}
            | {"briefings": [row for row in briefings if row["party"] == party["id"]]}
            | {"figures": [row for row in figures if row["party"] == party["id"]]}
            | {"claims": [row for row in claims if row["party"] == party["id"]]}
            for party in await select(CALENDAR, day=wanted)
        ],
        "claims": claims,
        "is_cut": is_cut,
        "map": drawn(places(claims), f"Places that claims of {wanted} name", fit=True),
        "table": table_path("claims_flat", {"date_from__lte": wanted, "date_to__gte": wanted}),
        "csv": csv_path("claims_flat", {"date_from__lte": wanted, "date_to__gte": wanted}),
        "earlier": (await select(BEFORE, day=wanted))[0]["day"],
        "later": (await select(AFTER, day=wanted))[0]["day"],
    }


def places(claims: list[Row]) -> list[Row]:
    """What the map draws of the claims, each place and bearing once."""
    return each_once(
        {name: one[name] for name in ("latitude", "longitude", "province", "precision")}
        | {"place": one["place_id"], "name": ", ".join(filter(None, (one["bearing"], one["place"])))}
        for one in claims
    )
