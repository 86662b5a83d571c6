"""Facts in, the same facts with an id and marked repeats out.

An id is made of what is claimed, so it survives edits elsewhere in the text and better code: `destroyed-truck-3-homs`.
Two facts that say the same in different voices are one told twice: the best voice keeps it, the others repeat it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

BEST = {"quote": 0, "body": 1, "lead": 2, "headline": 3, "background": 4}
HEADLINE, LEAD, BODY = "headline", "lead", "body"
UNSTATED = "unstated"
MOST_LIKELY = 2  # facts of a first sentence that are told again; one alone may be another of its kind
MOST_ALIKE = 100  # facts of one count that a fact is compared with; no briefing tells so many
REMEMBERED = 20_000  # ids; releases of one week tell much the same
SLUG = re.compile(r"[^a-z0-9]+")
MARKS = re.compile(r"\W+")
ENDING = 1  # letters that the case of a name changes


class Named(NamedTuple):
    """The id of a fact and the id of the fact that it repeats."""

    id: str
    repeats: str | None


class Mention(NamedTuple):
    """What makes a fact: parts of its id, what must agree, noun, place, voice, its sentence and where that begins."""

    parts: tuple[object, ...]
    same: tuple[object, ...]
    noun: str
    place: str | None
    province: str | None
    voice: str
    words: str
    at: int


@lru_cache(REMEMBERED, typed=True)
def slug(*parts: object) -> str:
    """The parts of an id as lower-case words joined by hyphens, empty ones left out.

    >>> slug("destroyed", "oil rig", 3, None, "Deir ez-Zor")
    'destroyed-oil-rig-3-deir-ez-zor'
    """
    words = " ".join(str(part) for part in parts if part not in (None, "")).lower()
    return SLUG.sub("-", words.replace("’", "").replace("'", "")).strip("-")


def named(mentions: list[Mention]) -> list[Named]:
    """An id for each mention in order, and the id of the best telling for those that repeat it."""
    order = sorted(range(len(mentions)), key=lambda i: (BEST[mentions[i].voice], i))
    ids: dict[int, Named] = {}
    told: dict[tuple[object, ...], list[int]] = {}  # by what must agree and voice; in one voice by the words as well
    met: set[tuple[object, ...]] = set()  # most are told once: nothing to look for
    taken: dict[str, int] = {}
    for i in order:
        mention = mentions[i]
        alike = told.setdefault((mention.same, mention.voice, mention.words), [])
        first = None
        if mention.same in met:
            better = [told.get((mention.same, voice), ()) for voice in BEST if voice != mention.voice]
            before = (k for ks in (*better, alike) for k in ks[:MOST_ALIKE])
            first = next((k for k in before if _retold(mentions[k], mention)), None)
        if first is None and mention.voice == HEADLINE:
            first = next((k for k in order[: order.index(i)] if _rounds(mentions[k], mention)), None)
        met.add(mention.same)
        base = slug(*mention.parts)
        taken[base] = taken.get(base, 0) + 1
        own = base if taken[base] == 1 else f"{base}-{taken[base]}"
        ids[i] = Named(own, ids[first].id if first is not None else None)
        if first is None:
            told.setdefault((mention.same, mention.voice), []).append(i)
            alike.append(i)
    return [ids[i] for i in range(len(mentions))]


def with_lede(mentions: list[Mention]) -> list[Mention]:
    """The mentions, those of a first sentence without places as the lead's where the text tells most of them again."""
    body = [mention for mention in mentions if mention.voice == BODY]
    opening = min((mention.at for mention in mentions if mention.voice != HEADLINE), default=0)
    lede = [mention for mention in body if mention.at == opening]
    later = [mention for mention in mentions if mention.at != opening][:MOST_ALIKE]
    again = {id(one): next((other for other in later if _details(one, other)), None) for one in lede}
    told = {key: other for key, other in again.items() if other is not None}
    placed = any(other.place or other.province for other in told.values())
    if not told or (len(told) < MOST_LIKELY and not (placed and len(told) == len(lede))):
        return mentions
    return [one._replace(voice=LEAD) if id(one) in told else one for one in mentions]


def _details(lede: Mention, again: Mention) -> bool:
    """Whether a fact without a place is told again."""
    return lede.same == again.same and not (lede.place or lede.province) and same_noun(lede.noun, again.noun)


def _rounds(first: Mention, again: Mention) -> bool:
    """Whether a headline leaves out the hedge of what the text tells: about 600 of them, 600 in the headline."""
    bare = again.same[1:3] == (None, UNSTATED) and first.same[0] == again.same[0]  # strikes on bases: on four bases
    same = first.voice != HEADLINE and (bare or (first.same[:2] == again.same[:2] and first.same[1] is not None))
    return same and same_noun(first.noun, again.noun) and same_place(first.place, again.place)


def _retold(first: Mention, again: Mention) -> bool:
    if first.at == again.at or (first.voice == again.voice and first.words != again.words):
        return False
    if not same_noun(first.noun, again.noun):
        return False
    return same_place(first.place, again.place) or bool(first.province and first.province == again.province)


def same_noun(one: str, other: str) -> bool:
    """Whether one noun is the other told shorter: depot and ammunition depot, vehicle and vehicle with heavy weapon."""
    shorter, longer = sorted((one, other), key=len)
    return longer == shorter or longer.endswith(f" {shorter}") or longer.startswith(f"{shorter} with ")


def same_place(one: str | None, other: str | None) -> bool:
    """Whether two printed names can be one place: one is the other with an article before it, or is not given."""
    if not one or not other:
        return True
    a, b = (SLUG.sub("", name.lower()) for name in (one, other))
    if not (a and b):  # other letters than these
        a, b = (MARKS.sub("", name.lower()) for name in (one, other))
        return a.endswith(b) or b.endswith(a) or a[:-ENDING] == b[:-ENDING] or a == b[:-1] or b == a[:-1]
    return a == b or a.endswith(b) or b.endswith(a)
