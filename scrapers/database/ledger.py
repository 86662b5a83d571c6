"""Running totals that a party states, against its earlier ones and against the sum of what it stated period by period.

In: tallies of the file being built. Out: rows of `ledger` and notices. The sum holds what the record has, days without
a text are missing in it: it can be smaller than a running total, and a running total smaller than it contradicts it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from scrapers.database.hedges import bounds

Row = dict[str, Any]

RUNNING = """
SELECT t.id, t.briefing, b.party, t.metric, coalesce(t.country, ''), t.period_start, coalesce(b.published, b.day),
  t.count, t.hedge
FROM tallies t JOIN briefings b ON b.id = t.briefing
WHERE t.scope = 'cumulative' AND NOT t.withdrawn AND t.repeats IS NULL AND t.count IS NOT NULL
  AND coalesce(b.published, b.day) IS NOT NULL
  AND t.metric IN ('sorties', 'strikes', 'engagements', 'targets') AND t.place_text IS NULL AND t.provinces = '[]'
ORDER BY b.party, t.metric, coalesce(t.country, ''), coalesce(b.published, b.day), t.count, t.id
"""
PERIODIC = """
SELECT t.count, t.hedge, coalesce(t.period_start, b.period_start, t.period_end, b.day),
  coalesce(t.period_end, b.day), t.id
FROM tallies t JOIN briefings b ON b.id = t.briefing
WHERE b.party = ? AND t.metric = ? AND coalesce(t.country, '') = ? AND t.scope = 'period' AND t.voice <> 'background'
  AND t.repeats IS NULL AND t.same_as IS NULL AND NOT t.withdrawn AND t.count IS NOT NULL
  AND coalesce(t.period_end, b.day) IS NOT NULL
ORDER BY 4, 3 DESC, 5
"""


class Periodic(NamedTuple):
    """A total of some days."""

    low: int
    start: str
    end: str


def periodic(connection: sqlite3.Connection, party: str, metric: str, country: str) -> list[Periodic]:
    """A party's totals by the end of their days; one whose days overlap those of an earlier one is left out."""
    out: list[Periodic] = []
    for count, hedge, start, end, _ in connection.execute(PERIODIC, [party, metric, country]):
        if not out or start > out[-1].end or (start == out[-1].end and start < end):  # 24 hours touch two dates
            out.append(Periodic(bounds(count, hedge)[0], start, end))
    return out


def ledger(connection: sqlite3.Connection) -> tuple[list[Row], list[Row]]:
    """The rows of `ledger`, and a notice for each running total that falls or is less than what it must hold."""
    rows: list[Row] = []
    notices: list[Row] = []
    summed: dict[tuple[str, str, str], list[Periodic]] = {}
    before: Row | None = None
    for id, briefing, party, metric, country, since, until, count, hedge in connection.execute(RUNNING).fetchall():
        key = party, metric, country
        if key not in summed:
            summed[key], before = periodic(connection, *key), None
        some = [one for one in summed[key] if since is not None and since <= one.start and one.end <= until]
        total, high = sum(one.low for one in some) if since else None, bounds(count, hedge)[1]
        comparable = before if since is not None and before is not None and before["since"] == since else None
        least = bounds(comparable["count"], comparable["hedge"])[0] if comparable else 0
        row = {
            "id": id, "briefing": briefing, "party": party, "metric": metric, "country": country or None,
            "since": since, "until": until, "count": count, "hedge": hedge, "summed": total, "periods": len(some),
            "before": comparable["id"] if comparable else None,
            "before_count": comparable["count"] if comparable else None,
            "falls": int(high is not None and high < least),
            "short": int(high is not None and total is not None and high < total),
        }  # fmt: skip
        rows.append(row)
        notices += contradictions(row)
        before = row
    return rows, notices


def contradictions(row: Row) -> Iterator[Row]:
    """The notices of one running total."""
    of = f"{row['count']:,} {row['metric']} by {row['until']}"
    if row["falls"]:
        detail = f"The running total falls: {of}, after {row['before_count']:,} stated earlier."
        yield notice(row, "running total falls", detail, [row["id"], row["before"]])
    if row["short"]:
        detail = f"The running total, {of}, is less than the {row['summed']:,} that its periods add up to."
        yield notice(row, "running total short", detail, [row["id"]])


def notice(row: Row, check: str, detail: str, facts: list[str]) -> Row:
    """A notice about a running total."""
    id = f"{row['id']}/{check.replace(' ', '-')}"
    return {"id": id, "briefing": row["briefing"], "check_name": check, "detail": detail, "facts": facts}
