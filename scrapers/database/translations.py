"""What goes for two documents of one announcement in two languages. In: what each states. Out: which rows are one.

Nouns, actions and places of the gazetteer have one name in all languages. What a translation can lose is a hedge, a
noun, or a place that the gazetteer does not know in one of the two spellings: these must not make one claim two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scrapers.database.bulletins import Bulletin, Copies, Figure, Line, Same

NUMBER = "one number for the same days, in two languages"
LARGE = 10  # a smaller number stands in many totals
OWN_LANGUAGES = {"russia": "ru", "coalition": "en"}  # in which each party speaks first


def is_own(bulletin: Bulletin) -> bool:
    """Whether a document is in the language its party speaks."""
    return bulletin.language == OWN_LANGUAGES[bulletin.party]


def is_translation(one: Bulletin, other: Bulletin) -> bool:
    """Whether two documents are in two languages."""
    return one.language != other.language


def numbers(bulletin: Bulletin) -> set[Same]:
    """Its large totals without their hedges."""
    return {(one.what, one.country, one.count) for one in bulletin.totals if (one.count or 0) >= LARGE}


def is_told_again(one: Line, other: Line) -> bool:
    """Whether two lines are of one place of the gazetteer and do not count different strikes there."""
    placed = any(figure.is_placed for figure in (*one.claims, *one.tallies))
    counted = {one.strikes, other.strikes} - {None}
    return placed and one.place == other.place and len(counted) < 2


def renamed(kept: Iterable[Figure], new: list[Figure], told: Copies, smallest: int = 1) -> list[Figure]:
    """What is still new where a number that stands only once on each side is one figure called by two nouns."""

    def number(one: Figure) -> Same:
        return one.action, one.count

    free = [one for one in kept if one.id not in told.twins]
    often = Counter(map(number, free)), Counter(map(number, new))
    twins = {number(one): one.id for one in free if (one.count or 0) >= smallest}
    left = []
    for one in new:
        if number(one) in twins and {often[0][number(one)], often[1][number(one)]} == {1}:
            told.differing[one.id] = twins[number(one)]
        else:
            left.append(one)
    return left


def elsewhere(anywhere: list[Figure], claims: list[Figure], told: Copies) -> list[Figure]:
    """What is still new where a claim stands alike with a place of which the gazetteer knows one spelling alone."""
    left = []
    for claim in claims:
        known = next((k for k in anywhere if k.same == claim.same and not (k.is_placed and claim.is_placed)), None)
        if known is None or claim.count is None:
            left.append(claim)
        else:
            anywhere.remove(known)
            told.same[claim.id] = known.id
    return left
