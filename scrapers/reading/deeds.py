"""What a sentence tells, while it is being put together: deeds, numbers of sorties and strikes, places.

These are the working types of the reader; `scrapers.models` has the frozen ones that leave it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from scrapers.reading.phrases import Item, Where
from scrapers.reading.sentences import Sentence

OTHERS = "not reported"  # accuse, or ask for a report: what stands in such a sentence is no report
OWN = {"russia": "Russia", "coalition": "Coalition"}


@dataclass(slots=True)
class Deed:
    """A claim in the making: an action on an item; what is tied to it is filled in by the sentence."""

    action: str
    item: Item
    actor: str
    sentence: Sentence
    clause: int = 0  # which part of its sentence tells it
    place: Where | None = None
    province: Where | None = None
    country: str | None = None
    group: str | None = None
    group_text: str | None = None
    aircraft: tuple[str, ...] = ()
    aircraft_count: int | None = None
    weapon: str | None = None
    platform: str | None = None
    strikes: int | None = None
    shares_line: bool = False  # told of strikes at several places together
    on: bool = False  # strikes are told to be on it
    nameless: bool = False  # its sentence does not say who did it
    apart: bool = False  # its place is named before a deed that has the province: a bunker near X and | a depot in Q


@dataclass(slots=True)
class Metric:
    """A number of sorties, strikes, engagements, targets, provinces, missiles in its sentence."""

    metric: str
    first: int
    last: int
    span: tuple[int, int]
    count: int | None
    hedge: str
    sentence: Sentence
    subject: bool = False  # a strike line: the strikes that its verbs are told of
    place: Where | None = None
    country: str | None = None
    provinces: tuple[str, ...] = ()
    actor: str = ""
    passive: bool = False
    clause: int = 0  # which part of its sentence tells it


class Frame(NamedTuple):
    """What a sentence says about all its totals: the tokens of a plan and of "since", and the scope it sets.

    `parted` tells that a comma or an "and" stands between its first total and "since", `of_month` that the days are a
    month without a day.
    """

    plan: int
    since: int
    parted: bool
    scope: str
    of_month: bool


@dataclass(slots=True)
class Scene:
    """What one sentence told, and what the next may go on from."""

    sentence: Sentence
    deeds: list[Deed] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)  # for each place, which part of the sentence names it
    provinces: list[Where] = field(default_factory=list)
    aircraft: tuple[str, ...] = ()
    aircraft_count: int | None = None
    actor: str = ""
    group: str | None = None
    group_text: str | None = None
    weapon: str | None = None
    platform: str | None = None
    country: str | None = None
    continues: bool = False  # goes on from the scene before: the outcome of its strike
    both: bool = False  # the sentence names both countries together
    several: bool = False  # the sentence tells of each country apart
    negative: bool = False
    listed: bool = False  # lists what was hit in the sentence before
    sure: bool = False  # says itself what was done to what it lists
    told_by: str | None = None  # who tells it, where that is neither party
    sums: bool = False  # counts in all what may have been told before
    adds: bool = False  # begins with words for one thing more
    rate: int | None = None  # the token that says how often: every day
    since: bool = False  # told of all the time since a day, not of this bulletin
    silent: list[Where] = field(default_factory=list)  # places of a negation or a relative clause
    left: list[Item] = field(default_factory=list)  # counted targets that no verb governs
    seen: list[Item] = field(default_factory=list)  # targets that were only found, or that no verb governs
    subject: Item | None = None  # what a sentence without deeds speaks of
    frame: Frame | None = None  # what the sentence says about all its totals, made when first asked for
    named: list[tuple[int, int]] = field(default_factory=list)  # tokens of what is known to be no claim
