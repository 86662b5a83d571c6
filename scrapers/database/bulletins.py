"""What each document states for each day, as figures that can be compared. In: the file being built. Out: bulletins.

A document can carry announcements of several days: each day it states something for is a bulletin of its own.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, NamedTuple

Key = tuple[str, str]  # briefing and day
Same = tuple[Any, ...]  # what two figures must agree on

# What each document states for each day, in order. A day is `stated` where the text gives it, not its publication.
OPEN = "? "  # before a place that is not in the gazetteer, as printed
STATED = f"""
SELECT b.party, coalesce(t.period_end, b.day) AS day, t.briefing, 0 AS claim, t.id, t.metric AS what,
  CASE t.scope WHEN 'place' THEN coalesce(t.place, '{OPEN}' || lower(t.place_text), '') END AS place,
  t.country AS country,
  '' AS action, t.count, t.hedge, NULL AS strikes,
  CASE WHEN t.period_end IS NULL OR t.period_end = b.period_end THEN coalesce(t.period_start, b.period_start)
    ELSE t.period_start END AS start, coalesce(t.period_end, b.period_end) IS NOT NULL AS stated, b.language
FROM tallies t JOIN briefings b ON b.id = t.briefing
WHERE t.repeats IS NULL AND NOT t.withdrawn AND t.voice <> 'background' AND t.count IS NOT NULL
  AND t.scope IN ('period', 'place') AND coalesce(t.period_end, b.day) IS NOT NULL
UNION ALL
SELECT b.party, c.day, c.briefing, 1, c.id, c.target, coalesce(c.place, '{OPEN}' || lower(c.place_text)), c.country,
  c.action, c.count, c.hedge, c.strikes, CASE WHEN c.date IS NULL THEN b.period_start END,
  coalesce(c.date, b.period_end) IS NOT NULL, b.language
FROM claims c JOIN briefings b ON b.id = c.briefing
WHERE c.own AND c.repeats IS NULL AND NOT c.withdrawn AND c.voice <> 'background' AND c.day IS NOT NULL
ORDER BY 1, 2, 3, 4, 5
"""


class Figure(NamedTuple):
    """One stated number: what it is of, and what it says."""

    id: str
    is_claim: bool
    what: str
    place: str | None
    country: str | None
    action: str
    count: int | None  # type: ignore[assignment]  # the contract's word for it
    hedge: str
    strikes: int | None
    start: str | None

    @property
    def same(self) -> Same:
        """What two documents must agree on to carry one figure, its place apart."""
        country = None if self.is_claim or self.place is not None else self.country
        return self.what, country, self.action, self.count, self.hedge

    @property
    def subject(self) -> Same:
        """What it is of, whatever the number, its place apart."""
        whole = (self.country, self.start) if not self.is_claim and self.place is None else ()
        return self.what, self.action, whole

    @property
    def is_placed(self) -> bool:
        """Whether its place is one of the gazetteer, so that two languages call it the same."""
        return self.place is not None and not self.place.startswith(OPEN)


@dataclass
class Line:
    """What a document tells of one place: how many strikes, where it counts them, and the claims about them."""

    place: str
    strikes: int | None
    tallies: list[Figure] = field(default_factory=list)
    claims: list[Figure] = field(default_factory=list)

    def shared(self, other: Line) -> int:
        """How many claims both tell alike."""
        return (alike(self.claims) & alike(other.claims)).total()


@dataclass
class Bulletin:
    """What one document states for one day."""

    party: str
    day: str
    briefing: str
    start: str | None = None
    stated: bool = False
    language: str = ""
    totals: list[Figure] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    placeless: list[Figure] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Its document and day."""
        return self.briefing, self.day

    def copy(self) -> Bulletin:
        """The same with lists of its own."""
        lines = [replace(line, tallies=[*line.tallies], claims=[*line.claims]) for line in self.lines]
        return replace(self, totals=[*self.totals], lines=lines, placeless=[*self.placeless])

    @property
    def figures(self) -> list[Figure]:
        """All that it states."""
        return [*self.totals, *self.placeless, *(one for line in self.lines for one in (*line.tallies, *line.claims))]


class Copies(NamedTuple):
    """What a document carries again: rows that are the same, and rows whose value differs, with the row they repeat."""

    same: dict[str, str]
    differing: dict[str, str]

    @property
    def twins(self) -> set[str]:
        """The rows that are repeated."""
        return {*self.same.values(), *self.differing.values()}


def alike(figures: Iterable[Figure]) -> Counter[Same]:
    """Figures as what must agree."""
    return Counter(one.same for one in figures)


def bulletin(party: str, day: str, briefing: str, figures: list[Figure]) -> Bulletin:
    """The figures of one document and day, sorted into totals, place lines and claims without a place."""
    out = Bulletin(party, day, briefing)
    lines: dict[tuple[str, int | None], Line] = {}
    for one in figures:
        out.start = out.start or one.start
        if one.place is None:
            (out.placeless if one.is_claim else out.totals).append(one)
            continue
        strikes = one.strikes if one.is_claim else one.count if one.what == "strikes" else None
        line = lines.setdefault((one.place, strikes), Line(one.place, strikes))
        (line.claims if one.is_claim else line.tallies).append(one)
    out.lines = list(lines.values())
    return out


def bulletins(connection: sqlite3.Connection) -> Iterator[list[Bulletin]]:
    """The bulletins of each party and day, day after day."""
    for (party, day), rows in groupby(connection.execute(STATED), key=lambda row: (row[0], row[1])):
        today = []
        for briefing, own in groupby(rows, key=lambda row: row[2]):
            told = list(own)
            figures = [Figure(row[4], bool(row[3]), *row[5:13]) for row in told]
            today.append(bulletin(party, day, briefing, figures))
            today[-1].stated, today[-1].language = any(row[13] for row in told), told[0][14]
        yield today
