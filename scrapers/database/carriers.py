"""Documents that carry one announcement are found by the figures they share. In: bulletins. Out: links, groups, copies.

Nothing is linked by likeness: each link has a figure that both documents print, and a rule that a reader can check.
Kinds of targets, actions and places of the gazetteer have one name in every language, so a text and its translation
are compared as two texts of one language are; translations.py says what else goes for them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from scrapers.database.bulletins import Bulletin, Copies, Figure, Key, Line, Same, alike, bulletins
from scrapers.database.translations import (
    LARGE,
    NUMBER,
    elsewhere,
    is_own,
    is_told_again,
    is_translation,
    numbers,
    renamed,
)

TOTAL = "one total for the same days"
LINE = "the strikes of one place on one day"
CLAIM = "a claim about one place on one day"
ALL = "all that the shorter one states, one day apart"
SMALLEST = 2  # a total of one strike shows nothing
FEWEST = 3  # figures that must agree where the days do not
ENOUGH = 2  # claims that must agree where the strikes of one place do not, and half of them


class Link(NamedTuple):
    """Two bulletins that carry one announcement, by which rule, and how many figures they share."""

    one: Bulletin
    other: Bulletin
    rule: str
    shared: int


def is_same_line(one: Line, other: Line) -> bool:
    """Whether two documents tell one thing of a place: as many strikes and no other claims, or claims alike."""
    if (one.place, one.strikes) != (other.place, other.strikes):
        return False
    return one.shared(other) > 0 or (one.strikes is not None and not (one.claims and other.claims))


def same_day(one: Bulletin, other: Bulletin) -> Link | None:
    """Whether two bulletins of one day share a total, a place line or a claim about a place."""
    if one.start and other.start and one.start != other.start:
        return None
    large = [[figure for figure in bulletin.totals if (figure.count or 0) >= SMALLEST] for bulletin in (one, other)]
    if totals := alike(large[0]) & alike(large[1]):
        return Link(one, other, TOTAL, totals.total())
    if is_translation(one, other) and (shared := numbers(one) & numbers(other)):
        return Link(one, other, NUMBER, len(shared))
    lines = [(mine, theirs) for mine in one.lines for theirs in other.lines if is_same_line(mine, theirs)]
    if not lines:
        return None
    counted = any(mine.strikes is not None for mine, _ in lines)
    return Link(one, other, LINE if counted else CLAIM, sum(1 + mine.shared(theirs) for mine, theirs in lines))


def with_places(bulletin: Bulletin) -> Counter[Same]:
    """All figures of a bulletin with their places, as what must agree."""
    return Counter((one.place, *one.same) for one in bulletin.figures)


def next_day(one: Bulletin, other: Bulletin) -> Link | None:
    """Whether a document dated by its publication alone says all that another says for the day before or after."""
    if one.stated and other.stated:
        return None
    mine, theirs = with_places(one), with_places(other)
    shorter = min(mine, theirs, key=Counter.total)
    tallied = any(line.tallies for line in min(one, other, key=lambda b: len(b.figures)).lines)
    enough = shorter.total() >= FEWEST and tallied
    return Link(one, other, ALL, shorter.total()) if enough and mine & theirs == shorter else None


def pairs(first: list[Bulletin], second: list[Bulletin]) -> list[tuple[Bulletin, Bulletin]]:
    """The bulletins of two days (or of one, given twice) that print any figure alike."""
    holders: dict[Same, list[int]] = defaultdict(list)
    for number, bulletin in enumerate(second):
        for same in (*with_places(bulletin), *numbers(bulletin)):
            holders[same].append(number)
    met = {
        (number, other)
        for number, bulletin in enumerate(first)
        for same in (*with_places(bulletin), *numbers(bulletin))
        for other in holders.get(same, ())
        if first is not second or number < other
    }
    return [(first[number], second[other]) for number, other in sorted(met)]


def is_day_after(day: str, before: str) -> bool:
    """Whether a day follows another."""
    return date.fromisoformat(day) - date.fromisoformat(before) == timedelta(days=1)


def links(connection: sqlite3.Connection, seen: list[Bulletin]) -> Iterator[Link]:
    """Every link between bulletins; those met are added to `seen` without their figures."""
    before: list[Bulletin] = []
    linked: set[Key] = set()
    for today in bulletins(connection):
        found = [link for pair in pairs(today, today) if (link := same_day(*pair))]
        linked.update(one.key for link in found for one in (link.one, link.other))
        if before and before[0].party == today[0].party and is_day_after(today[0].day, before[0].day):
            for one, other in pairs(before, today):
                shorter, longer = sorted((one, other), key=lambda bulletin: len(bulletin.figures))
                free = shorter.key not in linked or len(shorter.figures) == len(longer.figures)
                if free and (link := next_day(one, other)):
                    found.append(link)
        yield from found
        seen += [Bulletin(one.party, one.day, one.briefing, one.start, one.stated) for one in today]
        before = today


def groups(found: Iterable[Link]) -> Iterator[tuple[list[Bulletin], dict[Key, Link]]]:
    """The bulletins that links join, the one that leads first, and the link by which each of them is known.

    A text in the party's own language leads, for it is nearer to what was said than a translation is, and where their
    numbers differ one must be taken; then the fullest, then one that states its days.
    """
    head: dict[Key, Key] = {}
    by_key: dict[Key, Bulletin] = {}
    known: dict[Key, Link] = {}

    def top(key: Key) -> Key:
        while head[key] != key:
            head[key] = head[head[key]]
            key = head[key]
        return key

    for link in found:
        for one in (link.one, link.other):
            by_key[one.key] = one
            head.setdefault(one.key, one.key)
            known.setdefault(one.key, link)
        low, high = sorted((top(link.one.key), top(link.other.key)))
        head[high] = low
    members: dict[Key, list[Bulletin]] = defaultdict(list)
    for key in sorted(by_key):
        members[top(key)].append(by_key[key])
    for _, some in sorted(members.items()):
        yield sorted(some, key=lambda one: (not is_own(one), -len(one.figures), not one.stated, one.key)), known


def match(kept: list[Figure], other: list[Figure], told: Copies) -> list[Figure]:
    """Pairs figures of one subject, whole ones first; what is left over is new."""
    free = list(kept)
    left = []
    for one in other:
        twin = next((k for k in free if k.same == one.same), None)
        if twin is None:
            left.append(one)
        else:
            free.remove(twin)
            told.same[one.id] = twin.id
    new = []
    for one in left:
        twin = next((k for k in free if k.subject == one.subject), None)
        if twin is None:
            new.append(one)
        else:
            free.remove(twin)
            told.differing[one.id] = twin.id
    return new


def is_near_line(one: Line, other: Line) -> bool:
    """Whether two lines of a place tell one thing though they count other strikes: most claims are alike."""
    fewer = min(len(one.claims), len(other.claims))
    counted = one.strikes is not None and other.strikes is not None
    return one.place == other.place and counted and one.shared(other) >= max(ENOUGH, fewer / 2)


def copies(kept: Bulletin, other: Bulletin) -> Copies:
    """Which figures of another document are among those kept; what is in none of them is added to these."""
    told = Copies({}, {})
    translated = is_translation(kept, other)
    totals = match(kept.totals, other.totals, told)
    kept.totals += renamed(kept.totals, totals, told, LARGE) if translated else totals
    used: set[int] = set()
    for test in (is_same_line, is_near_line, *([is_told_again] if translated else [])):
        for line in other.lines:
            twins = [k for k in kept.lines if id(k) not in used and test(k, line)]
            if id(line) in used or not twins:
                continue
            twin = max(twins, key=line.shared)
            used |= {id(twin), id(line)}
            match(twin.tallies, line.tallies, told)
            new = match(twin.claims, line.claims, told)
            twin.claims += renamed(twin.claims, new, told) if translated else new
    rest = [line for line in other.lines if id(line) not in used]
    anywhere = [one for one in kept.figures if one.is_claim and one.id not in told.twins]
    if translated:
        rest = [replace(line, claims=elsewhere(anywhere, line.claims, told)) for line in rest]
    kept.lines += rest
    for claim in other.placeless:  # a claim without a place may be one that has it elsewhere
        known = next((k for k in anywhere if k.same == claim.same), None)
        if known is None:
            kept.placeless.append(claim)
        else:
            anywhere.remove(known)
            told.same[claim.id] = known.id
    return told
