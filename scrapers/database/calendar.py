"""Every day of each party: briefed, within a longer period, stated to be without strikes, lost, or silent.

In: announcements, statements and data/lost.csv. Out: rows of `calendar`. A silent day is one of which this record has
no text; it is no day without strikes.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.errors import MalformedTable
from scrapers.models import PARTIES

Row = dict[str, Any]
BRIEFED, LONGER, NONE, LOST, SILENT = STATUSES = ("briefed", "longer period", "no strikes", "lost", "silent")
LOST_COLUMNS = ("party", "day", "url", "reason", "source")

COVERED = """
SELECT a.party, coalesce(a.period_start, a.day), a.day, a.lead, a.documents,
  EXISTS (SELECT 1 FROM carriers k JOIN briefings b ON b.id = k.briefing
    WHERE k.announcement = a.id AND b.via IS NULL) AS whole,
  EXISTS (SELECT 1 FROM carriers k JOIN statements s ON s.briefing = k.briefing
    WHERE k.announcement = a.id AND s.kind = 'no activity' AND s.topic = 'strikes' AND s.voice <> 'background')
  AND NOT EXISTS (SELECT 1 FROM carriers k JOIN claims c ON c.briefing = k.briefing
    WHERE k.announcement = a.id AND c.own AND c.voice <> 'background')
  AND NOT EXISTS (SELECT 1 FROM carriers k JOIN tallies t ON t.briefing = k.briefing
    WHERE k.announcement = a.id AND t.scope IN ('period', 'place') AND t.voice <> 'background') AS none,
  EXISTS (SELECT 1 FROM carriers k JOIN claims c ON c.briefing = k.briefing
    WHERE k.announcement = a.id AND c.own AND c.voice <> 'background')
  OR EXISTS (SELECT 1 FROM carriers k JOIN tallies t ON t.briefing = k.briefing
    WHERE k.announcement = a.id AND t.voice <> 'background') AS tells
FROM announcements a WHERE a.day IS NOT NULL ORDER BY a.party, a.day, a.id
"""


class Lost(NamedTuple):
    """A briefing that is known to have been published and that no text is left of."""

    party: str
    day: str
    url: str
    reason: str
    source: str


def lost(path: Path) -> list[Lost]:
    """The rows of data/lost.csv; raises MalformedTable with file and line."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != LOST_COLUMNS:
            raise MalformedTable(f"{path}:1", f"the columns are not {', '.join(LOST_COLUMNS)}")
        out = []
        for row in reader:
            where = f"{path}:{reader.line_num}"
            if None in row or not all(row.values()):
                raise MalformedTable(where, f"a cell is empty, or one too many; give {', '.join(LOST_COLUMNS)}")
            if row["party"] not in PARTIES or not is_day(row["day"]):
                raise MalformedTable(where, f"{row['party']!r}, {row['day']!r}: no party, or no day as 2016-03-04")
            out.append(Lost(**row))
    return out


def is_day(text: str) -> bool:
    """Whether a text is a day as 2016-03-04."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def calendar(connection: sqlite3.Connection, missing: list[Lost]) -> Iterator[Row]:
    """The rows of `calendar`: every day of each party from its first to its last."""
    days: dict[tuple[str, str], dict[str, list[tuple[Any, ...]]]] = defaultdict(lambda: defaultdict(list))
    for party, start, end, lead, documents, whole, none, tells in connection.execute(COVERED):
        if not (tells or none):
            continue
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        long = (last - first) > timedelta(days=1)
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
            status = NONE if none else LONGER if long and day != last else BRIEFED
            days[party, day.isoformat()][status].append((lead, documents, whole, start, end))
    for one in missing:
        days[one.party, one.day][LOST].append((None, 0, 0, None, None))
    for party in sorted({party for party, _ in days}):
        own = [day for of, day in days if of == party]
        day, last = date.fromisoformat(min(own)), date.fromisoformat(max(own))
        while day <= last:
            yield calendar_row(party, day.isoformat(), days.get((party, day.isoformat()), {}))
            day += timedelta(days=1)


def calendar_row(party: str, day: str, told: dict[str, list[tuple[Any, ...]]]) -> Row:
    """The row of one day."""
    status = next((status for status in STATUSES if told.get(status)), SILENT)
    some = told.get(status) or [(None, 0, 0, None, None)]
    lead, _, _, start, end = max(some, key=lambda one: (one[2], one[3] or "", one[0] or ""))
    return {
        "party": party,
        "day": day,
        "status": status,
        "briefing": lead,
        "documents": sum(one[1] for one in some),
        "whole": int(any(one[2] for one in some)),
        "covered_from": start,
        "covered_to": end,
    }
