"""One article in, its reading out: the steps of the reader in order. Pure: no file, no clock, no network."""

from __future__ import annotations

import gc
import hashlib
import re
from typing import Any

from scrapers.errors import EmptyInput, ForeignDigits, HugeNumber, ImpossibleDate, UnknownParty
from scrapers.languages import pack
from scrapers.models import PARTIES, Article, Reading, Span
from scrapers.reading import bulletins, figures, periods, remainder, statements, totals
from scrapers.reading.claims import claims, place_notices
from scrapers.reading.deeds import Scene
from scrapers.reading.draft import Draft
from scrapers.reading.scenes import scenes
from scrapers.reading.second import agreed
from scrapers.reading.sentences import layout
from scrapers.reading.tallies import tallies
from scrapers.reading.tokens import tag

VERSION = "7"  # of the rules; goes up when a reading of the same text changes
PERSON = re.compile("P")
FOREIGN = re.compile(r"[^\D0-9]")
HUGE = re.compile(r"[0-9](?:[,\u00a0\u202f\u2009]?[0-9]){20,}")  # longer than the number of any page or post


def read(article: Article) -> Reading:
    """Everything that the text of an article says, each fact with the span that proves it.

    Raises EmptyInput, UnknownParty, UnknownLanguage, NoDate, ImpossibleDate, ForeignDigits or HugeNumber.
    """
    check(article)
    collects = gc.isenabled()
    gc.disable()  # what a reading makes holds no cycles; looking for some took a quarter of a long text's time
    try:
        return _read(article)
    finally:
        if collects:
            gc.enable()


def _read(article: Article) -> Reading:
    draft = prepare(article)
    told = list(scenes(draft.text, draft.tokens, draft.pack, draft.plan.sentences, draft.party))
    said = statements.said(draft, told)
    mute = {id(one.scene) for one in said if one.kind in statements.NOT_DEEDS}
    facts = figures.facts(told, mute)
    days = bulletins.days(draft, told)
    period, notices = bulletins.period(draft, told, facts, days, mute)
    all_tallies = tallies(draft, facts, days, period)
    all_claims = claims(draft, facts, days, period)
    all_statements = statements.statements(draft, said, facts)
    all_tallies, doubtful = agreed(all_tallies, draft.text, draft.pack)
    all_claims, more = agreed(all_claims, draft.text, draft.pack)
    all_statements, others = agreed(all_statements, draft.text, draft.pack)
    impossible = bulletins.date_notices(draft, told)
    if impossible and article.date_source != "given":
        raise ImpossibleDate(article.id, f"{impossible[0].detail}; check the copy of the text")
    notices += impossible
    notices += totals.rate_notices(all_tallies)
    notices += totals.differing_notices(all_tallies, draft.party, period.end)
    notices += totals.unit_notices(all_tallies) + totals.province_notices(all_tallies, fullest(draft, told))
    if article.party == "coalition":
        notices += totals.closure_notices(all_tallies, complete=article.via is None)
        notices += totals.country_notices(all_tallies)
    notices += place_notices(draft, all_claims)
    covered = [t.span for t in all_tallies] + [c.span for c in all_claims] + [s.span for s in all_statements]
    left = remainder.numbers(draft, told, covered + [one.span for one in (*doubtful, *more, *others)])
    left += remainder.targets(told, covered) + doubtful + more + others
    return Reading(
        article.id, article.source, article.via, article.party, article.url, article.archive, article.language,
        (article.published or draft.day.isoformat())[:10], dateline(draft), digest(draft.text), period,
        totals.totals(all_tallies, draft.party, period.end), provinces(draft, told, mute), tuple(all_tallies),
        tuple(all_claims), tuple(all_statements), people(draft), tuple(sorted(left, key=lambda one: one.span)),
        tuple(notices), VERSION,
    )  # fmt: skip


def check(article: Article) -> None:
    """Raises the error that tells why a text cannot be read at all."""
    text, where = article.text, article.id
    if not text.strip():
        raise EmptyInput(where, "the text is empty; fetch or copy it again")
    if article.party not in PARTIES:
        raise UnknownParty(where, f"party {article.party!r} is neither {' nor '.join(PARTIES)}; correct the line")
    foreign = None if text.isascii() else FOREIGN.search(text)
    if foreign:
        raise ForeignDigits(where, f"character {foreign.start()} is the digit {foreign.group()!r}; check the copy")


def prepare(article: Article) -> Draft:
    """The words, sentences and day of an article."""
    words = pack(article.language, article.id)
    tokens = tag(article.text, words)
    if None in tokens.values:
        huge = HUGE.search(article.text)
        if huge:
            raise HugeNumber(
                article.id, f"the number at character {huge.start()} has over 20 digits; check the copy of the text"
            )
    plan = layout(article.text, tokens, words)
    strict = article.date_source != "given"
    day = periods.dated(tokens, article.text, article.id, plan.dateline, article.published, strict)
    return Draft(article, article.text, article.party, words, tokens, plan, day)


def dateline(draft: Draft) -> dict[str, Any] | None:
    """Place and day of the dateline."""
    if draft.plan.dateline is None:
        return None
    first, last = draft.plan.dateline
    stop = next(i for i in range(first, last) if draft.tokens.tags[i] in ",.M01")
    start, end = draft.span(first, stop)
    return {"place": draft.text[start:end], "date": draft.day.isoformat()}


def provinces(draft: Draft, told: list[Scene], mute: set[int]) -> tuple[str, ...]:
    """The provinces that the text ties to what the party did, in the order of its fullest list."""
    lists = [
        where.provinces
        for scene in told
        if scene.sentence.voice != "background" and id(scene) not in mute and draft.is_own(scene)
        if scene.told_by is None
        if scene.metrics or scene.deeds
        for where in (*scene.provinces, *scene.places)
    ]
    return tuple(dict.fromkeys(name for names in sorted(lists, key=len, reverse=True) for name in names))


def fullest(draft: Draft, told: list[Scene]) -> tuple[tuple[str, ...], Span] | None:
    """The longest list of provinces of one sentence, and where it stands."""
    lists = [where for scene in told for where in scene.provinces if scene.sentence.voice != "background"]
    longest = max(lists, key=lambda where: len(where.provinces), default=None)
    return (longest.provinces, draft.span(longest.first, longest.last)) if longest is not None else None


def people(draft: Draft) -> tuple[str, ...]:
    """The spokespeople that a text names."""
    named = [match.start() for match in PERSON.finditer(draft.tokens.tags)]
    return tuple(dict.fromkeys(draft.tokens.values[at] for at in named))


def digest(text: str) -> str:
    """The SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
