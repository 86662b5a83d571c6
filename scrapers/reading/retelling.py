"""Targets in the singular without a number in, those told again out, where nouns decline and no article tells.

"A depot was destroyed" may introduce a depot or speak of one already told of: the second must not be counted again.
Two such targets are one where the noun is the same or of the same class and no place parts them.
"""

from __future__ import annotations

from scrapers.languages import fold
from scrapers.reading.deeds import Deed
from scrapers.reading.naming import HEADLINE, same_noun, same_place
from scrapers.reading.nouns import PLANTS, PRODUCTION

QUOTE = "quote"  # the voice of the party's own words
OUTCOMES = ("destroyed", "damaged")
ENDING, STEM = 2, 4  # letters of a case at the most, of what stays of a noun at the least
SPECIFIC, ROUND, NEAR = 20, 50, 0.1  # counts that are no chance, that can be rounded, and how far
SEVERAL, LESS_SAID = 2, ("at least", "exact")
CERTAIN = 100  # a count that no text tells of two strikes
MOST = 60  # targets without a number that are compared with each other; no briefing tells so many


def retold(deeds: list[Deed], voices: list[str]) -> dict[int, int]:
    """For each deed on a target that another deed tells of as well, which it is; that one takes a later outcome.

    `voices` says for each deed who tells it.
    """
    again: dict[int, int] = {}
    kept: list[int] = []
    opening = min((deed.item.first for deed in deeds if deed.sentence.voice != HEADLINE), default=0)
    told = [at for at, deed in enumerate(deeds) if is_implied(deed) or _is_vague(deed)][:MOST]
    for at in told:
        deed = deeds[at]
        leads = [one for one in kept if deeds[one].sentence.first <= opening < deeds[one].sentence.last]
        one = next((one for one in kept if _is_one(deeds[one], deed, one in leads)), None)
        if one is None:
            kept.append(at)
            continue
        _name(deeds[one], deed)
        if _is_told_apart(deeds[one]) < _is_told_apart(deed):
            again[one] = at  # the first sentence tells it without its place
            ended = deed.action == "hit" and deeds[one].action in OUTCOMES
            if ended and voices[one] != HEADLINE and voices[at] != QUOTE:  # a quotation is taken at its word
                deed.action = deeds[one].action
            again |= {key: at for key, value in again.items() if value == one}
            kept[kept.index(one)] = at
        else:
            again[at] = one
            if deeds[one].action == "hit" and deed.action in OUTCOMES:
                deeds[one].action = deed.action
    return again


def _name(first: Deed, again: Deed) -> None:
    """Gives both deeds the name of the one that says more, and that they are one where only one says so."""
    if first.sentence.voice == HEADLINE:
        return  # the text has its own words
    if first.item.count != again.item.count:
        for deed in (first, again):
            deed.item = deed.item._replace(count=1, hedge="exact", plural=False)
    if first.item.target == again.item.target or same_noun(first.item.target, again.item.target):
        return
    best = max((first.item, again.item), key=lambda item: len(item.text.split()))
    best = best if best.target not in PLANTS else min((first.item, again.item), key=lambda item: item.target in PLANTS)
    for deed in (first, again):
        deed.item = deed.item._replace(target=best.target, kind=best.kind)


def finished(deeds: list[Deed]) -> dict[int, int]:
    """For each count of destroyed targets that were hit in a sentence before, those; they take the outcome."""
    again: dict[int, int] = {}
    for at, deed in enumerate(deeds[:MOST]):
        if deed.action not in OUTCOMES or not deed.item.counted or (deed.item.count or 0) < 2:
            continue
        struck = (one for one in range(at) if deeds[one].action == "hit" and _has_count(deeds[one], deed))
        one = next((n for n in struck if deeds[n].sentence.voice != HEADLINE), None)
        if one is not None:
            again[at] = one
            deeds[one].action = deed.action
    return again


def _has_count(first: Deed, again: Deed) -> bool:
    """Whether two counts can be one: as many of the same, and no two places."""
    if first.sentence is again.sentence or first.actor != again.actor:
        return False
    same = (first.item.count, first.item.hedge) == (again.item.count, again.item.hedge)
    if not same or not same_noun(first.item.target, again.item.target):
        return False
    return None in (_place(first), _place(again)) or same_place(_place(first), _place(again))


def rounded(deeds: list[Deed], voices: list[str]) -> dict[int, int]:
    """For each count of the opening, or of words around a quotation, that the text gives again, which deed has it."""
    again: dict[int, int] = {}
    opening = min((deed.item.first for deed in deeds if deed.sentence.voice != HEADLINE), default=0)
    for at, deed in enumerate(deeds[:MOST]):
        theirs = next((n for n in range(at + 1, min(len(deeds), MOST)) if _is_of_others(deed, deeds[n], deeds)), None)
        if theirs is not None:
            again[at], deed.actor = theirs, deeds[theirs].actor
            continue
        count = deed.item.count or 0
        bare = count >= SEVERAL and deed.item.cases != "" and deed.place is deed.province is None
        if deed.sentence.voice == HEADLINE or not deed.item.counted or not (count >= SPECIFIC or bare):
            continue
        opens = deed.sentence.first <= opening < deed.sentence.last
        later = (n for n in range(at + 1, min(len(deeds), MOST)) if _is_same_count(deed, deeds[n]))
        sure = count >= CERTAIN or (opens and count >= SPECIFIC)
        one = next((n for n in later if sure or QUOTE == voices[n] != voices[at]), None)
        if one is not None and one not in again and (deed.item.hedge, deeds[one].item.hedge) == LESS_SAID:
            again[one] = at  # over 30, then 30
        elif one is not None:
            again[at] = one
            if deed.item.cases and deeds[one].place is deeds[one].province is None:
                deeds[one].place, deeds[one].province = deed.place, deed.province
    return again


def _is_of_others(first: Deed, again: Deed, deeds: list[Deed]) -> bool:
    """Whether a sentence does not say who did what the text tells of others: as many of the same, and no chance.

    Of small numbers it takes two in both sentences: 13 tanks and nine mortars.
    """
    if not first.nameless or again.nameless or first.actor == again.actor or not _is_as_many(first, again):
        return False
    beside = [one for one in deeds[:MOST] if one.sentence is first.sentence and one is not first]
    others = [one for one in deeds[:MOST] if one.sentence is again.sentence and one is not again]
    alike = any(_is_as_many(one, other) for one in beside for other in others)
    return alike or (first.item.count or 0) >= SPECIFIC


def _is_as_many(first: Deed, again: Deed) -> bool:
    same = (first.action, first.item.count, first.item.hedge) == (again.action, again.item.count, again.item.hedge)
    return same and (first.item.count or 0) >= SEVERAL and same_noun(first.item.target, again.item.target)


def _is_same_count(first: Deed, again: Deed) -> bool:
    """Whether a count told later is that of the opening: the same number, or the one that it rounds."""
    if first.sentence is again.sentence or (first.action, first.actor) != (again.action, again.actor):
        return False
    one, other = first.item.count, again.item.count
    if not one or not other or not same_noun(first.item.target, again.item.target):
        return False
    if None not in (_place(first), _place(again)) and not same_place(_place(first), _place(again)):
        return False
    if one == other:
        hedges = (first.item.hedge, again.item.hedge)
        return hedges[0] == hedges[1] or one % ROUND == 0 or (hedges == LESS_SAID and one >= SPECIFIC)
    return again.item.hedge == "exact" != first.item.hedge and abs(one - other) <= other * NEAR


def is_implied(deed: Deed) -> bool:
    """Whether a deed is on one target that no word counts."""
    item = deed.item
    return item.count == 1 and not item.counted and item.cases != "" and item.kind != "people"


def _is_alike(first: Deed, again: Deed) -> bool:
    """Whether both targets are one or both are several; an abbreviation tells neither."""
    return first.item.count == again.item.count or first.item.text.isupper() or again.item.text.isupper()


def _is_vague(deed: Deed) -> bool:
    """Whether a deed is on a bare plural: depots were destroyed."""
    item = deed.item
    return item.count is None and not item.counted and item.cases != "" and not item.generic and item.kind != "people"


def _is_one(first: Deed, again: Deed, is_lead: bool) -> bool:
    if first.sentence is again.sentence or first.actor != again.actor or not _is_alike(first, again):
        return False
    if first.item.count is again.item.count is None and not (is_lead or first.action == again.action):
        return False
    if first.item.count is again.item.count is None and not _shares_word(first.item.text, again.item.text):
        return False  # command posts, staffs
    nouns = (first.item.target, again.item.target)
    if not (same_noun(*nouns) or _is_made_alike(first, again) or _is_cut_short(first, again)):
        return False
    place, other = _place(first), _place(again)
    province, another = _province(first), _province(again)
    if place and other:
        return same_place(place, other)
    if province and another:
        return province == another
    return (is_lead and not place) or not ((place or province) and (other or another))


def _shares_word(one: str, other: str) -> bool:
    """Whether two printed nouns hold a word of one stem; an abbreviation can stand for any."""
    stems = [{word[:STEM] for word in fold(text).split()} for text in (one, other)]
    return bool(stems[0] & stems[1]) or one.isupper() or other.isupper()


def _is_made_alike(first: Deed, again: Deed) -> bool:
    """Whether of two plants one is not said to make anything: a plant making rockets, the plant."""
    plants = (first.item.target, again.item.target)
    made = first.item.kind == PRODUCTION and again.item.kind == PRODUCTION
    return made and any(name in PLANTS for name in plants)


def _is_cut_short(first: Deed, again: Deed) -> bool:
    """Whether one noun is printed as a single word of the other: the command post, the post."""
    short, long = sorted((fold(deed.item.text).split() for deed in (first, again)), key=len)
    if len(short) != 1 or len(long) == 1:
        return False
    stem = short[0][:-ENDING] if len(short[0]) > ENDING + STEM else short[0]
    return len(stem) >= STEM and any(word.startswith(stem) and len(word) < len(stem) + 2 * ENDING for word in long)


def _is_told_apart(deed: Deed) -> int:
    return 2 * (deed.sentence.voice != HEADLINE) + (_place(deed) is not None)


def _place(deed: Deed) -> str | None:
    return deed.place.place if deed.place is not None else None


def _province(deed: Deed) -> tuple[str, ...] | None:
    where = deed.place if deed.place is not None and deed.place.provinces else deed.province
    return where.provinces or None if where is not None else None
