"""Reads the source of each recorded text again and grades its facts. In: the record, texts, pages. Out: `Verified`.

A fact is intact where the same words stand at the same place, moved where they stand elsewhere, reworded where the
number or its hedge is another, gone where it is told no more. A kept text is the one recorded, to the bit, so only our
reading of it can differ: then it is read otherwise, and recording it again tells what changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scrapers import record
from scrapers.changes import KINDS, facts
from scrapers.errors import PageGone, ScraperError, SnapshotDamaged
from scrapers.gather import snapshots
from scrapers.models import Article, Page
from scrapers.reading.reader import read
from scrapers.sources.files import articles
from scrapers.verified import (
    ARCHIVE,
    GONE,
    GRADES,
    INTACT,
    KEPT,
    LIVE,
    MOVED,
    OTHERWISE,
    REWORDED,
    UNARCHIVED,
    Verified,
)

Reading = dict[str, Any]
Ask = Callable[[str], Page]
ARTICLE = ("id", "party", "source", "via", "url", "language", "published", "archive")
# What a fact is about, whatever its number; a page may tell more around it than a quotation that was recorded.
SUBJECT = ("metric", "scope", "action", "target", "place", "kind", "topic", "unit", "country")


class Told(NamedTuple):
    """One fact: its key, what it is about, its number with its hedge, and where its words stand."""

    key: str
    subject: tuple[object, ...]
    number: tuple[int | None, str | None]
    span: tuple[int, int]


def verify(
    readings: Iterable[Reading], folder: Path, ask: Ask | None, today: date
) -> Iterator[Verified | ScraperError | None]:
    """For each reading its verification, the error that kept it from being read, or None: nothing of it is at hand.

    `folder` holds the snapshots; where `ask` is given, pages are asked for, else kept texts are read.
    """
    for reading in readings:
        try:
            yield online(reading, folder, ask, today) if ask else kept(reading, folder / "texts", today)
        except ScraperError as error:
            yield error


def kept(reading: Reading, texts: Path, today: date) -> Verified | None:
    """The verification of a text against the copy that is kept; None where there is none."""
    path = texts / f"{reading['sha256']}.txt"
    if not path.is_file():
        return None
    body = path.read_bytes()
    if hashlib.sha256(body).hexdigest() != reading["sha256"]:
        raise SnapshotDamaged(path, "the text is not the one its name promises: delete it and record the text again")
    again = plain(Article(text=body.decode(), **{name: reading[name] for name in ARTICLE}))
    return verified(reading, again, KEPT, today)


def online(reading: Reading, folder: Path, ask: Ask, today: date) -> Verified | None:
    """The verification of a text at its address, and where it is not to be had there, in the archive."""
    if not reading["url"]:
        return None
    try:
        return asked(reading, reading["url"], LIVE, folder, ask, today)
    except PageGone:
        is_gone = True
    except ScraperError:  # refused, out of order or in a dress that no layout knows: the archive may have it as it was
        is_gone = False
    try:
        return asked(reading, archived(reading), ARCHIVE, folder, ask, today)
    except PageGone:
        grade = GONE if is_gone else UNARCHIVED
        return Verified(reading["id"], today.isoformat(), ARCHIVE, grade, None, {})


def asked(reading: Reading, url: str, route: str, folder: Path, ask: Ask, today: date) -> Verified:
    """The verification of a text against a page at an address, which is kept."""
    snapshot = snapshots.keep(ask(url), folder, reading["source"])
    return verified(reading, plain(next(articles(snapshot.path))), route, today)


def plain(article: Article) -> Reading:
    """The reading of an article, as the record has it."""
    return record.parse(record.line(read(article)), article.id)


def archived(reading: Reading) -> str:
    """The address of the archive's copy as it was served, the one nearest to the day of publication."""
    day = (reading["published"] or "").replace("-", "") or "2016"
    return f"https://web.archive.org/web/{day}id_/{reading['url']}"


def verified(before: Reading, after: Reading, route: str, today: date) -> Verified:
    """How what was recorded stands in what is read now."""
    same = before["sha256"] == after["sha256"]
    grades = graded(list(told(before)), list(told(after)), same)
    worst = max(grades.values(), key=GRADES.index, default=INTACT)
    if worst == INTACT and not same:
        worst = MOVED  # words around the facts are others
    differing = {key: grade for key, grade in grades.items() if grade != INTACT}
    return Verified(before["id"], today.isoformat(), route, worst, after["sha256"], differing)


def told(reading: Reading) -> Iterator[Told]:
    """The facts of a reading, a briefing's own totals included."""
    places = {(kind, fact["id"]): fact["span"] for kind, key in KINDS.items() for fact in reading[key]}
    places |= {("total", metric): total["span"] for metric, total in reading["totals"].items()}
    for (kind, id), fact in facts(reading).items():
        subject = (kind, id if kind == "total" else None, *(fact.get(name) for name in SUBJECT))
        yield Told(f"{kind}/{id}", subject, (fact.get("count"), fact.get("hedge")), tuple(places[kind, id]))


STAGES: tuple[tuple[Callable[[Told, Told], bool], str], ...] = (
    (lambda one, other: one[1:] == other[1:], INTACT),
    (lambda one, other: one.subject == other.subject and one.number == other.number, MOVED),
    (lambda one, other: one.subject == other.subject, REWORDED),
)


def graded(before: list[Told], after: list[Told], same: bool) -> dict[str, str]:
    """The grade of each fact; what is read now stands for one of them each."""
    grades: dict[str, str] = {}
    left = [*after]
    for alike, grade in STAGES:
        for one in before:
            other = None if one.key in grades else next((other for other in left if alike(one, other)), None)
            if other is not None:
                left.remove(other)
                grades[one.key] = OTHERWISE if same and grade != INTACT else grade
    return {one.key: grades.get(one.key, OTHERWISE if same else GONE) for one in before}


def oldest_first(readings: Iterable[Reading], known: Mapping[str, Verified]) -> list[Reading]:
    """Readings that have an address, those never verified online first, then those verified longest ago."""
    days = {one.text: one.day for one in known.values() if one.route != KEPT}
    with_address = [reading for reading in readings if reading["url"]]
    return sorted(with_address, key=lambda reading: (days.get(reading["id"], ""), reading["id"]))
