"""The front page. In: the built database. Out: what each party stated, when, where, and how old the record is.

Claims are those of a party about its own strikes, each counted once. Sums are ranges of what stands in the record,
never totals of a campaign: days without a text are missing in them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from scrapers.pages.addresses import entity_path
from scrapers.pages.drawing_map import area_map
from scrapers.pages.drawing_time import timeline
from scrapers.pages.said import ranged
from scrapers.pages.select import Row, Select

PARTIES = """
SELECT p.id, p.name, count(b.id) AS briefings, min(b.day) AS first, max(b.day) AS last,
  (SELECT coalesce(sum(own), 0) FROM claim_counts c WHERE c.kind = 'all' AND c.party = p.id) AS claims
FROM parties p LEFT JOIN briefings b ON b.party = p.id GROUP BY p.id ORDER BY p.id DESC
"""
TOTALS = """
SELECT party, metric, count(*) AS periods, sum(low) AS low, sum(high) AS high, sum(high IS NULL) AS open,
  min(coalesce(period_start, period_end)) AS first, max(period_end) AS last
FROM figures WHERE NOT within_longer GROUP BY party, metric ORDER BY party, metric
"""
MONTHS = "SELECT month, party, own AS claims FROM claim_counts WHERE kind = 'all' AND month <> '' AND own"
GOVERNORATES = """
SELECT name AS province, party, sum(own) AS claims FROM claim_counts WHERE kind = 'governorate' AND own
GROUP BY name, party
"""
NEWEST = "SELECT day, title, page FROM briefings WHERE party = :party AND claims > 0 ORDER BY day DESC, id LIMIT 4"
AGE = """
SELECT (SELECT max(day) FROM briefings) AS newest, (SELECT max(recorded) FROM versions) AS recorded,
  (SELECT max(day) FROM runs) AS asked, (SELECT max(day) FROM verifications) AS verified
"""
LISTED = 8  # governorates beside the map; all of them have a page


def by_month(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """Numbers of claims by month and party."""
    months: dict[str, dict[str, int]] = {}
    for row in rows:
        months.setdefault(row["month"], {})[row["party"]] = row["claims"]
    return months


def by_governorate(rows: Iterable[Row]) -> list[Row]:
    """A row for each governorate with the claims of each party and of both, the most often named first."""
    found: dict[str, Row] = {}
    for row in rows:
        one = found.setdefault(row["province"], {"name": row["province"], "claims": 0})
        one[row["party"]] = row["claims"]
        one["claims"] += row["claims"]
    for name, one in found.items():
        one["page"] = entity_path("governorate", name)
    return sorted(found.values(), key=lambda one: (-one["claims"], one["name"]))


async def home(select: Select) -> Row:
    """Everything that the front page shows."""
    parties, totals, months, governorates, build, age = await asyncio.gather(
        *(select(sql) for sql in (PARTIES, TOTALS, MONTHS, GOVERNORATES, "SELECT * FROM build", AGE))
    )
    shades = by_governorate(governorates)
    for party in parties:
        party["newest"] = await select(NEWEST, party=party["id"])
        own = [one for one in totals if one["party"] == party["id"]]
        party["totals"] = [one | {"number": ranged(one["low"], one["high"], one["open"])} for one in own]
    return {
        "parties": parties,
        "build": build[0],
        "age": age[0],
        "timeline": timeline(by_month(months), "Claims about targets in the record, by month and party"),
        "months": sorted(by_month(months).items()),
        "map": area_map({one["name"]: one["claims"] for one in shades}, (), "Claims by governorate, both parties"),
        "governorates": shades[:LISTED],
        "governorates_named": len(shades),
    }
