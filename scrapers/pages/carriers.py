"""Documents that carry one announcement, side by side. In: the key of a briefing. Out: columns, rows, what differs.

A row stands here only where the build has linked what at least two documents state; nothing is likened by this room.
"""

from __future__ import annotations

import json

from scrapers.pages.facts import fact_path
from scrapers.pages.letters import language_name
from scrapers.pages.said import hedged
from scrapers.pages.select import Row, Select
from scrapers.pages.tables import table_path

CARRIERS = """
SELECT b.id, b.page, b.title, b.day, b.language, k.announcement, s.title AS source, k.rule, k.shared, k.differing
FROM carriers mine
JOIN carriers k ON k.announcement = mine.announcement AND k.briefing <> mine.briefing
JOIN briefings b ON b.id = k.briefing JOIN sources s ON s.id = b.source
WHERE mine.briefing = :key ORDER BY b.day, b.id
"""
FACTS = """
SELECT t.id, t.briefing, coalesce(t.same_as, t.id) AS kept, 0 AS is_claim, t.metric AS what,
  coalesce(p.name, t.place_text, t.country) AS place, t.count, t.hedge, NULL AS printed
FROM tallies t LEFT JOIN places p ON p.id = t.place
WHERE t.briefing IN (SELECT value FROM json_each(:keys)) AND t.repeats IS NULL AND NOT t.withdrawn
  AND t.voice <> 'background' AND t.scope IN ('period', 'place')
UNION ALL
SELECT c.id, c.briefing, coalesce(c.same_as, c.id), 1, c.action || ': ' || c.target, coalesce(p.name, c.place_text),
  c.count, c.hedge, c.target_text
FROM claims c LEFT JOIN places p ON p.id = c.place
WHERE c.briefing IN (SELECT value FROM json_each(:keys)) AND c.repeats IS NULL AND NOT c.withdrawn
  AND c.voice <> 'background' AND c.own
ORDER BY 4, 1
"""


async def side_by_side(select: Select, head: Row) -> Row | None:
    """The documents of this briefing's announcements as a table, nothing where no other carries them."""
    others: dict[str, Row] = {}
    for row in await select(CARRIERS, key=head["id"]):
        others.setdefault(row["id"], row)
    if not others:
        return None
    own = {name: head[name] for name in ("id", "page", "title", "language")} | {"source": head["source_title"]}
    columns = [one | {"language_name": language_name(one["language"])} for one in (own, *others.values())]
    translations = [one for one in columns if one["language"] != head["language"]]
    facts = await select(FACTS, keys=json.dumps([one["id"] for one in columns]))
    by_kept: dict[str, list[Row]] = {}
    for fact in facts:
        by_kept.setdefault(fact["kept"], []).append(fact)
    rows = [
        compared(some, columns)
        for some in by_kept.values()
        if len({one["briefing"] for one in some}) > 1 and any(one["briefing"] == head["id"] for one in some)
    ]
    shared = {fact["id"] for some in by_kept.values() if len({one["briefing"] for one in some}) > 1 for fact in some}
    alone = [
        column | {"alone": sum(one["briefing"] == column["id"] and one["id"] not in shared for one in facts)}
        for column in columns
    ]
    return {
        "columns": alone,
        "translations": translations,
        "pairs": [
            table_path("language_pairs", {"announcement": one})
            for one in dict.fromkeys(one["announcement"] for one in translations)
        ],
        "totals": [row for row in rows if not row["is_claim"]],
        "claims": [row for row in rows if row["is_claim"]],
        "differing": sum(row["differs"] for row in rows),
    }


def compared(some: list[Row], columns: list[Row]) -> Row:
    """One figure or claim as each document states it, and whether the numbers or nouns differ."""
    cells = []
    for column in columns:
        stated = [one for one in some if one["briefing"] == column["id"]]
        cells.append([
            {"number": hedged(one["count"], one["hedge"]), "href": fact_path(one["briefing"], one["id"])}
            | {"what": one["what"], "printed": one["printed"]}
            for one in stated
        ])
    stated_alike = {(cell["number"], cell["what"]) for stated in cells for cell in stated}
    first = some[0]
    return {
        "what": first["what"],
        "place": first["place"],
        "is_claim": bool(first["is_claim"]),
        "cells": cells,
        "differs": len(stated_alike) > 1,
    }
