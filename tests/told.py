"""Readings as short lines, so that what a text must give can be written, read and compared by people.

claim destroyed 3 truck | at Tel Amra | in Homs | of IS | by Su-34
total sorties 12+            12 exact, 12+ at least, ~12 about, <=12 up to, dozens / several / some: no number
days 2016-05-03 2016-05-04
"""

from __future__ import annotations

from typing import Any

from scrapers.models import Article, Claim, Reading, Statement, Tally
from scrapers.reading.reader import read

DAY = "2016-05-04"  # a Wednesday; the day of every phrase that names no other
OWN = {"russia": ("Russia", None), "coalition": ("Coalition", "IS")}


def reading_of(party: str, text: str, published: str | None = DAY, language: str = "en") -> Reading:
    """The reading of a text that some outlet carries."""
    return read(Article("outlet/1", party, "outlet", None, None, language, published, text))


def language_of(name: str) -> str:
    """The language of a table or a briefing: the second part of its name where that is `ru`, else English."""
    return "ru" if name.split("-")[1:2] == ["ru"] else "en"


def quantity(count: int | None, hedge: str) -> str:
    """A count with its hedge: 12, 12+, ~12, <=12, dozens, several, some."""
    if count is None:
        return {"unstated": "some", "exact": "?"}.get(hedge, hedge)
    return {"exact": f"{count}", "at least": f"{count}+", "about": f"~{count}", "up to": f"<={count}"}.get(
        hedge, f"{hedge} {count}"
    )


def claim(party: str, one: Claim, day: str | None = DAY) -> str:
    """A claim in a line; what goes without saying (the party, IS in a coalition release, the one day) is left out."""
    actor, group = OWN[party]
    craft = ", ".join(one.aircraft)
    if one.aircraft_count not in (None, 1):
        craft = f"{one.aircraft_count} {craft}"
    parts: list[Any] = [
        f"claim {one.action} {quantity(one.count, one.hedge)} {one.target}",
        one.place and f"at {one.place.removeprefix('the ')}",
        one.province and f"in {one.province}",
        one.group != group and f"of {one.group or 'nobody named'}",
        craft and f"by {craft}",
        one.weapon and f"with {one.weapon}",
        one.platform and f"from {one.platform}",
        one.actor != actor and f"actor {one.actor}",
        one.country not in (None, "Syria") and one.country,
        one.date and one.date != day and f"on {one.date}",
    ]
    return " | ".join(part for part in parts if part)


def tally(one: Tally) -> str:
    """A stated total in a line."""
    where = one.place or one.country
    return f"tally {one.scope} {one.metric} {quantity(one.count, one.hedge)}" + (f" | at {where}" if where else "")


def statement(one: Statement) -> str:
    """A statement in a line, without who says it."""
    figure = "" if one.hedge is None else f" {quantity(one.count, one.hedge)}"
    return f"{one.kind}: {one.topic}{figure}"


def lines(party: str, reading: Reading) -> list[str]:
    """Everything that a reading says once, a line each; what repeats another fact is left out."""
    period = reading.period
    day = period.end if period.start == period.end else None  # the one day that the text is about
    out = [claim(party, one, day) for one in reading.claims if one.repeats is None and one.voice != "background"]
    out += [f"total {name} {quantity(one['count'], one['hedge'])}" for name, one in reading.totals.items()]
    out += [tally(one) for one in reading.tallies if one.repeats is None]
    out += [statement(one) for one in reading.statements if one.repeats is None]
    out.append(f"days {period.start} {period.end}" if period.end else "days unknown")
    out += [f"stated days {period.days_stated}"] if period.days_stated else []
    out += [f"province {name}" for name in reading.provinces]
    out += [f"unread {one.kind}: {one.text}" for one in reading.unread]
    out += [f"notice {check}" for check in dict.fromkeys(one.check for one in reading.notices)]
    out += [f"person {name}" for name in reading.spokespeople]
    return out
