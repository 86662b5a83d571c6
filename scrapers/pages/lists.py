"""Lists of what has a page: places, governorates, groups, aircraft, kinds of targets. In: the database. Out: rows.

Each row says how many claims of each party name it, first and last month beside; only what is named is listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from scrapers.pages.counted import page_of
from scrapers.pages.drawing_map import area_map
from scrapers.pages.entity import KINDS
from scrapers.pages.parties import parties
from scrapers.pages.select import Row, Select

COUNTS = """
SELECT name, party, sum(own) AS claims, min(nullif(month, '')) AS first, max(nullif(month, '')) AS last
FROM claim_counts WHERE kind = :kind AND own > 0 GROUP BY name, party ORDER BY name
"""
# What a name is listed under, and what it is called.
ABOUT = {
    "place": "SELECT id, name AS label, kind AS sort, coalesce(province, country) AS heading, country FROM places",
    "governorate": "SELECT id, id AS label, NULL AS sort, country AS heading, country FROM provinces",
    "group": "SELECT id, id AS label, NULL AS sort, NULL AS heading, NULL AS country FROM armed_groups",
    "aircraft": "SELECT id, id AS label, NULL AS sort, NULL AS heading, NULL AS country FROM aircraft",
    "target": "SELECT id, id AS label, NULL AS sort, class AS heading, family AS country FROM target_kinds",
}
NO_HEADING = {"place": "No governorate", "target": "No class settled"}


async def listed(select: Select, kind: str) -> Row:
    """All names of a kind that claims name, under their headings, the most often named first."""
    about = {row["id"]: row for row in await select(ABOUT[kind])}
    found: dict[str, Row] = {}
    for row in await select(COUNTS, kind=kind):
        one = found.setdefault(row["name"], about.get(row["name"], {"label": row["name"]}) | {"by": {}, "claims": 0})
        one["by"][row["party"]] = row["claims"]
        one["claims"] += row["claims"]
        one["first"] = min(filter(None, (one.get("first"), row["first"])), default=None)
        one["last"] = max(filter(None, (one.get("last"), row["last"])), default=None)
        one["page"] = page_of(kind, row["name"])
    if kind == "place":  # a claim that names a governorate and no place in it has that as its place
        found = {key: one for key, one in found.items() if one.get("sort") != "governorate"}
    shades = {one["label"]: one["claims"] for one in found.values()}
    return {
        "kind": kind,
        "words": KINDS[kind]._asdict(),
        "groups": grouped(found.values(), NO_HEADING.get(kind)),
        "number": len(found),
        "parties": await parties(select),
        "map": area_map(shades, (), "Claims by governorate, both parties") if kind == "governorate" else None,
    }


def grouped(rows: Iterable[Row], without: str | None) -> list[Row]:
    """Rows under their headings, headings in the order of their claims, what has no heading last."""

    def heading(row: Row) -> str:
        return str(row.get("heading") or "")

    some = [(name, list(own)) for name, own in groupby(sorted(rows, key=heading), key=heading)]
    some.sort(key=lambda one: (not one[0], -sum(row["claims"] for row in one[1]), one[0]))
    return [
        {"heading": name or without, "rows": sorted(own, key=lambda row: (-row["claims"], row["label"]))}
        for name, own in some
    ]
