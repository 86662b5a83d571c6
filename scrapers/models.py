"""The nouns of the project: what one step hands to the next. This room knows no verbs.

Facts are named tuples because a busy page makes hundreds of them: they are immutable, cheap, and turn into
JSON without a library. Every span is a pair of character offsets into the canonical text of the reading.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

Span = tuple[int, int]

PARTIES = ("russia", "coalition")
VOICES = ("headline", "lead", "body", "quote", "background")
HEDGES = ("exact", "at least", "about", "up to", "dozens", "hundreds", "several", "unstated")
SCOPES = ("period", "cumulative", "part", "plan", "rate", "place")
METRICS = ("sorties", "strikes", "engagements", "targets", "provinces", "aircraft", "missiles")


class Link(NamedTuple):
    """An address that a listing gives for a text, with the title and the moment (ISO) that it states there."""

    url: str
    title: str | None
    published: str | None
    listed_in: str


class Page(NamedTuple):
    """Bytes as a server or a folder gave them; `url` is the address that finally answered.

    `etag` and `modified` are what a server names its version by; a page of status 304 has no body and is the one kept.
    """

    url: str
    status: int
    body: bytes
    content_type: str
    fetched: str
    route: str
    etag: str | None = None
    modified: str | None = None


class Snapshot(NamedTuple):
    """A page kept on disk, named by the SHA-256 of its bytes; `meta` holds address, time and route."""

    path: Path
    sha256: str
    meta: dict[str, Any]


class Article(NamedTuple):
    """One text and what its publisher says about it; `text` is canonical, every span counts its characters."""

    id: str
    party: str
    source: str
    via: str | None
    url: str | None
    language: str
    published: str | None
    text: str
    date_source: str = "given"
    archive: str | None = None


class Period(NamedTuple):
    """Days that a bulletin covers, both inclusive, and the length it states; any part may be missing."""

    start: str | None
    end: str | None
    days_stated: int | None
    span: Span | None


class Tally(NamedTuple):
    """A stated total: how many sorties, strikes, engagements or targets, over what, in whose voice."""

    id: str
    metric: str
    count: int | None  # type: ignore[assignment]  # the contract's word for it
    hedge: str
    scope: str
    period: dict[str, Any] | None
    place: str | None
    country: str | None
    provinces: tuple[str, ...]
    voice: str
    repeats: str | None
    span: Span


class Claim(NamedTuple):
    """What a party says was done to a target, in neutral words beside the printed ones."""

    id: str
    action: str
    target: str
    target_text: str
    count: int | None  # type: ignore[assignment]  # the contract's word for it
    hedge: str
    place: str | None
    place_text: str | None
    bearing: str | None
    province: str | None
    country: str | None
    group: str | None
    group_text: str | None
    actor: str
    aircraft: tuple[str, ...]
    aircraft_count: int | None
    weapon: str | None
    platform: str | None
    strikes: int | None
    date: str | None
    voice: str
    repeats: str | None
    span: Span


class Statement(NamedTuple):
    """What is said but is no deed of this briefing: a denial, an accusation, an estimate, an order of battle."""

    id: str
    kind: str
    topic: str
    speaker: str | None
    about: str | None
    count: int | None  # type: ignore[assignment]  # the contract's word for it
    hedge: str | None
    unit: str | None
    voice: str
    repeats: str | None
    span: Span


class Unread(NamedTuple):
    """A number or a target that no rule read, shown instead of guessed."""

    kind: str
    text: str
    reason: str
    span: Span


class Notice(NamedTuple):
    """A contradiction inside one document: which check saw it, a plain sentence, and the words in question."""

    check: str
    detail: str
    spans: tuple[Span, ...]


class Reading(NamedTuple):
    """Everything read from one text. Same bytes in, same bytes out."""

    id: str
    source: str
    via: str | None
    party: str
    url: str | None
    archive: str | None
    language: str
    published: str | None
    dateline: dict[str, Any] | None
    sha256: str
    period: Period
    totals: dict[str, dict[str, Any]]
    provinces: tuple[str, ...]
    tallies: tuple[Tally, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    spokespeople: tuple[str, ...]
    unread: tuple[Unread, ...]
    notices: tuple[Notice, ...]
    reader: str
