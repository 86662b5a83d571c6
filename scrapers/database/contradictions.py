"""What does not agree within a briefing's rows or between briefings. In: a file being built. Out: rows of `notices`.

The reader sees what one text says of itself; here stand the checks that need several rows. Each notice names its rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from scrapers.database.hedges import high, low

Row = dict[str, Any]


class Check(NamedTuple):
    """A kind of contradiction: how much it weighs and what it means."""

    severity: str
    about: str


SEVERITIES = ("error", "warning", "note")
CHECKS = {
    "unit": Check("warning", "One number is told of two units, such as strikes and targets."),
    "place": Check("note", "Two tellings of one claim place it differently."),
    "rate": Check("error", "More sorties than could be flown in the days they are told for."),
    "closure": Check("warning", "The strikes told place by place are not those told in all."),
    "provinces": Check("note", "The governorates counted are not those listed."),
    "period": Check("note", "The stated length of the period is not that of its dates."),
    "date": Check("error", "A day that is in no calendar."),
    "figures differ": Check("warning", "A text states two numbers for one figure; none is taken."),
    "texts differ": Check("warning", "Texts of one briefing state different figures; none is taken."),
    "carriers differ": Check("warning", "Documents of one announcement state a number or noun differently."),
    "headline": Check("warning", "The headline's number is not in the text."),
    "part": Check("warning", "A part is larger than the total it is part of."),
    "same figure": Check("note", "One large exact number is stated for two periods that do not touch."),
    "running total falls": Check("warning", "A running total is less than an earlier one."),
    "running total short": Check("warning", "A running total is less than the sum of its periods."),
}

# A headline's number that no total in the text could be: none of the same metric has a common value.
HEADLINE = f"""
WITH ranged AS (
  SELECT t.*, {low("t.count", "h")} AS least, coalesce({high("t.count", "h")}, 1000000000) AS most
  FROM tallies t JOIN hedges h ON h.id = t.hedge
  WHERE t.count IS NOT NULL AND NOT t.withdrawn AND t.metric IN ('sorties', 'strikes', 'engagements', 'targets')
)
SELECT a.briefing, a.id, a.metric, a.count, a.hedge, (SELECT b.id FROM ranged b WHERE b.briefing = a.briefing
  AND b.metric = a.metric AND b.voice IN ('body', 'quote', 'lead') ORDER BY b.scope <> 'period', b.id LIMIT 1) AS other
FROM ranged a
WHERE a.voice = 'headline' AND other IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM ranged b WHERE b.briefing = a.briefing AND b.voice <> 'headline' AND b.least <= a.most
    AND b.most >= a.least AND (b.metric = a.metric OR (a.metric = 'strikes' AND b.metric = 'targets')))
ORDER BY a.id
"""
# A part that is larger than every total of its metric in the briefing.
PART = """
SELECT p.briefing, p.id, p.metric, p.count, p.hedge,
  (SELECT t.id FROM tallies t WHERE t.briefing = p.briefing AND t.metric = p.metric AND t.scope = 'period'
    AND t.country IS p.country ORDER BY t.count DESC, t.id LIMIT 1) AS whole
FROM tallies p
WHERE p.scope = 'part' AND NOT p.withdrawn AND p.hedge = 'exact' AND p.voice <> 'background' AND p.repeats IS NULL
  AND whole IS NOT NULL AND p.count > (SELECT max(coalesce(t.count, 1e9)) FROM tallies t WHERE t.briefing = p.briefing
    AND t.metric = p.metric AND t.scope = 'period')
ORDER BY p.id
"""
# One exact number of three digits or more, stated for two periods apart.
SAME = """
WITH own AS (
  SELECT t.id, t.briefing, b.party, t.metric, t.country, t.count, coalesce(t.period_start, t.period_end) AS start,
    t.period_end AS last
  FROM tallies t JOIN briefings b ON b.id = t.briefing
  WHERE t.scope = 'period' AND t.hedge = 'exact' AND t.count >= 100 AND t.repeats IS NULL AND t.same_as IS NULL
    AND NOT t.withdrawn AND t.voice <> 'background' AND t.period_end IS NOT NULL
)
SELECT a.briefing, a.id, a.metric, a.count, min(b.id), min(b.last), a.start, a.last
FROM own a JOIN own b ON b.party = a.party AND b.metric = a.metric AND b.country IS a.country AND b.count = a.count
  AND b.last < a.start
GROUP BY a.id ORDER BY a.id
"""


def notice(briefing: str, check: str, fact: str, other: str, detail: str) -> Row:
    """A notice about two rows."""
    id = f"{fact}/{check.replace(' ', '-')}"
    return {"id": id, "briefing": briefing, "check_name": check, "detail": detail, "facts": [fact, other]}


def contradictions(connection: sqlite3.Connection) -> Iterator[Row]:
    """The notices that several rows make together."""
    for briefing, id, metric, count, hedge, other in connection.execute(HEADLINE).fetchall():
        number = f"{count:,}" if hedge == "exact" else f"{hedge} {count:,}"
        detail = f"The headline's {number} {metric} is no total that the text states."
        yield notice(briefing, "headline", id, other, detail)
    for briefing, id, metric, count, _, whole in connection.execute(PART).fetchall():
        detail = f"A part of {count:,} {metric} is larger than the total it is part of."
        yield notice(briefing, "part", id, whole, detail)
    for briefing, id, metric, count, other, last, start, end in connection.execute(SAME).fetchall():
        detail = f"{count:,} {metric} for {start} to {end} is the number that was stated for days up to {last} as well."
        yield notice(briefing, "same figure", id, other, detail)


def weighed(row: Row) -> Row:
    """The notice with the severity of its check; a check that is not described here is worth a note."""
    known = CHECKS.get(row["check_name"])
    return row | {"severity": known.severity if known else "note"}
