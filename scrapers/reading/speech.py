"""Dates in, the day of a speech out: on which day a party spoke, apart from the days that it spoke of.

Rules for languages whose nouns decline; where sentences are English the day of a report is its dateline.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from scrapers.reading.deeds import Scene
from scrapers.reading.draft import Draft
from scrapers.reading.periods import YESTERDAY, Length, Stated

ON_WEEKDAY = re.compile("[!]i?F|i?F[mwA]{0,2}!")  # said on Monday
EARLIER, RETOLD = re.compile("[i<]?[01]M0?[mwA]{0,3}!"), timedelta(days=5)
THE_EVE = re.compile("[!]l|l[mwA]{0,2}!")  # said yesterday
WEEKDAY = 4  # tokens of who spoke and on which weekday, before the date
LATE = 3  # days after which a text still tells of a briefing


def is_speech(draft: Draft, day: Stated) -> bool:
    """Whether a date stands beside the verb of saying: on 14 September he said; he said on Friday, 4 December."""
    tags = draft.tokens.tags
    before = tags[max(0, day.first - WEEKDAY) : day.first]
    before = before.rstrip("iF,") if draft.pack.cases else before  # said on Friday, | 4 December
    return before[-1:] == "!" or tags[day.last : day.last + 2].strip(",")[:1] == "!"


def is_retold(draft: Draft, scene: Scene, dates: list[Stated]) -> bool:
    """Whether a sentence opens with a day well before the text on which the party spoke: on 12 April it reported."""
    if not draft.pack.cases or not dates or EARLIER.match(draft.tokens.tags, scene.sentence.first) is None:
        return False
    return draft.day - dates[0].end > RETOLD


def without_speech(
    draft: Draft, covered: dict[int, list[Stated]], dates: list[list[Stated]], named: list[list[Length]]
) -> dict[int, list[Stated]]:
    """The dates without those on which somebody only spoke, where other days are told as well.

    `dates` and `named` are those of all sentences of the bulletin: he said on 14 September that yesterday they struck.
    """
    if not draft.pack.cases:
        return covered
    spoken = {n: [day for day in own if is_speech(draft, day)] for n, own in covered.items()}
    told = [day for own in dates for day in own if not day.report and not is_speech(draft, day)]
    counted = any(one.days or one.unit == str(YESTERDAY) for own in named for one in own)
    if not (told or counted):
        return covered
    return {n: [day for day in own if day not in spoken[n]] for n, own in covered.items()}


def spoke_on(draft: Draft, scenes: list[Scene]) -> date:
    """The day on which the party spoke: of the text, or the weekday shortly before it that is told with who said it."""
    for scene in scenes if draft.pack.cases else ():
        if scene.sentence.voice == "background":
            continue
        eve = THE_EVE.search(draft.tokens.tags, scene.sentence.first, scene.sentence.last)
        if eve is not None and draft.tokens.values[draft.tokens.tags.index("l", eve.start())] == YESTERDAY:
            return draft.day - timedelta(days=1)
        told = ON_WEEKDAY.search(draft.tokens.tags, scene.sentence.first, scene.sentence.last)
        if told is not None:
            weekday = draft.tokens.values[draft.tokens.tags.index("F", told.start())]
            before = (draft.day.isoweekday() - weekday) % 7
            return draft.day - timedelta(days=before if before <= LATE else 0)
    return draft.day
