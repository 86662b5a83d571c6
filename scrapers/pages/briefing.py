"""The page of a briefing. In: the built database and a key. Out: everything the page shows, in the order of the text.

Nothing is computed here that SQL could not show; a number that the text does not print stays away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from scrapers.pages.addresses import entity_path
from scrapers.pages.areas import drawn, each_once
from scrapers.pages.carriers import side_by_side
from scrapers.pages.facts import placed, told
from scrapers.pages.said import hedged
from scrapers.pages.select import Row, Select
from scrapers.pages.tables import row_path

METRICS = ("sorties", "strikes", "engagements", "targets")
KINDS = ("claim", "tally", "statement")
HEAD = (
    "SELECT b.*, p.name AS party_name, s.title AS source_title FROM briefings b JOIN parties p ON p.id = b.party "
    "JOIN sources s ON s.id = b.source WHERE b.id = :key"
)
TEXTS = """
SELECT texts.*, verifications.day AS verified, route, grade, differing FROM texts
LEFT JOIN verifications ON verifications.text = texts.id WHERE texts.briefing = :key ORDER BY texts.id
"""
CLAIMS = (
    "SELECT c.*, pl.name AS place_name, (SELECT group_concat(aircraft, ', ') FROM (SELECT aircraft FROM "
    "claim_aircraft WHERE claim = c.id ORDER BY aircraft)) AS aircraft FROM claims c LEFT JOIN places pl "
    "ON pl.id = c.place WHERE c.briefing = :key"
)
PROOFS = "SELECT * FROM proofs WHERE briefing = :key ORDER BY quote IS NULL, text"


async def briefing(select: Select, key: str) -> Row | None:
    """Everything that the page of a briefing shows, nothing where there is no such briefing."""
    found = await select(HEAD, key=key)
    if not found:
        return None
    head = found[0]
    texts = await select(TEXTS, key=key)
    facts = await facts_of(select, key, {text["id"]: text for text in texts})
    own = {kind: [one for one in some if one["voice"] != "background"] for kind, some in facts.items()}
    back = {kind: [one for one in some if one["voice"] == "background"] for kind, some in facts.items()}
    return {
        "head": head,
        "row": row_path("briefings", key),
        "provinces": [
            {"name": name, "page": entity_path("governorate", name)} for name in json.loads(head["provinces"])
        ],
        "totals": totals(head, own["tally"]),
        "own": own,
        "background": back if any(back.values()) else None,
        "map": drawn(places(own["claim"]), f"Places that this briefing names, by claims: {head['title']}", fit=True),
        "unplaced": sum(is_counted(one) and one["latitude"] is None for one in own["claim"]),
        "beside": await side_by_side(select, head),
        "notices": await select("SELECT * FROM notices WHERE briefing = :key ORDER BY id", key=key),
        "unread": await select("SELECT * FROM unread WHERE briefing = :key ORDER BY text, span_start", key=key),
        "texts": texts,
        "corrections": {
            row["id"]: row
            for row in await select("SELECT * FROM corrections WHERE briefing = :key ORDER BY id", key=key)
        },
        "versions": await select("SELECT * FROM versions WHERE briefing = :key AND number > 1 ORDER BY id", key=key),
        "people": await select("SELECT person FROM briefing_people WHERE briefing = :key ORDER BY person", key=key),
        "earlier": await neighbour(select, head, "<", "DESC"),
        "later": await neighbour(select, head, ">", "ASC"),
    }


async def facts_of(select: Select, key: str, texts: dict[str, Row]) -> dict[str, list[Row]]:
    """The claims, totals and statements of a briefing with their proofs."""
    proofs = await select(PROOFS, key=key)
    rows = {
        "claim": [placed(claim) for claim in await select(CLAIMS, key=key)],
        "tally": await select("SELECT * FROM tallies WHERE briefing = :key", key=key),
        "statement": await select("SELECT * FROM statements WHERE briefing = :key", key=key),
    }
    return {
        kind: [one | {"row": row_path(table, one["id"])} for one in told(rows[kind], proofs, kind, texts)]
        for kind, table in zip(KINDS, ("claims", "tallies", "statements"), strict=True)
    }


def totals(head: Row, tallies: list[Row]) -> list[Row]:
    """The briefing's own figures with their hedges, each with the anchor of the total that proves it."""
    proving: dict[tuple[str, int | None], str] = {}
    for one in tallies:
        if one["scope"] == "period" and not one["repeats"] and not one["withdrawn"]:
            proving.setdefault((one["metric"], one["count"]), one["anchor"])
    return [
        {
            "metric": name,
            "number": hedged(head[name], head[f"{name}_hedge"]),
            "anchor": proving.get((name, head[name])),
        }
        for name in METRICS
        if head[name] is not None or head[f"{name}_hedge"] is not None
    ]


def is_counted(claim: Row) -> bool:
    """Whether a claim of the briefing stands for itself: no restatement, not withdrawn."""
    return not claim["repeats"] and not claim["withdrawn"]


def places(claims: Iterable[Row]) -> list[Row]:
    """What the map draws: each named point, and each governorate named without one, with its number of claims."""
    return each_once(
        {
            "place": one["place"],
            "name": ", ".join(filter(None, (one["bearing"], one["place_name"]))),
            "latitude": one["latitude"],
            "longitude": one["longitude"],
            "precision": one["place_precision"],
            "province": one["province"],
        }
        for one in claims
        if is_counted(one)
    )


async def neighbour(select: Select, head: Row, side: str, order: str) -> Row | None:
    """The party's briefing before or after this one."""
    sql = (
        f"SELECT page, title FROM briefings WHERE party = :party AND (day, id) {side} (:day, :key) "
        f"ORDER BY day {order}, id {order} LIMIT 1"
    )
    found = await select(sql, party=head["party"], day=head["day"], key=head["id"])
    return found[0] if found else None
