"""Sentences in, scenes out, each with what it goes on from the one before.

A place, a group and an aircraft hold for their sentence and for the outcome sentences that follow it; a country that
heads a list holds until the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.languages import Pack
from scrapers.reading.beside import COLUMNS, GATHERING
from scrapers.reading.deeds import OWN, Scene
from scrapers.reading.grammar import CONTINUES, OPENS_COUNTRY, OUTCOME
from scrapers.reading.naming import same_noun
from scrapers.reading.nouns import LONGEST
from scrapers.reading.phrases import Item, Where
from scrapers.reading.sentences import Sentence
from scrapers.reading.tokens import Tokens
from scrapers.reading.walk import Walk

# In the course of the operation, as a result of it, | by them | destroyed were
THEIRS = re.compile(r'"?(?:(?:\*|Vw)[mwA]{0,3}|(?P<by>t))b?m?Π')
MORE = re.compile('"?m?(?:&,?)?b?m?Π')
THEM = "them"  # the value of the word for those who did it
OWN_TIME = re.compile("[UMlrF]")


def scenes(text: str, tokens: Tokens, pack: Pack, sentences: list[Sentence], party: str) -> Iterator[Scene]:
    """The scene of every sentence, with what it goes on from the one before."""
    country: str | None = None
    before: Scene | None = None
    over: int | None = None  # the paragraph whose last sentence counts over months
    actor = ""  # whom the sentence before names
    summed: str | None = None  # the country whose strikes the sentence before counts in all
    for sentence in sentences:
        tags = tokens.tags[sentence.first : sentence.last]
        if tags.strip("-_:.*") == "Y":
            country = tokens.values[sentence.first + tags.index("Y")]
            before = None
            continue
        if "λ" in tags:
            country, before = None, None  # strikes told late: of both countries again
        if OPENS_COUNTRY.match(tags):
            country = tokens.values[sentence.first + tags.index("Y")]
        scene = Walk(text, tokens, pack, sentence, party).run()
        if scene.listed and not scene.sure and (before is None or not (before.deeds or before.metrics)):
            scene.deeds = []  # those were no targets
        if pack.cases and scene.listed and not scene.sure and not is_list(scene, before):
            scene.deeds, scene.listed = [], False
        struck = pack.cases != {} and before is not None and strikes_found(scene, before)
        continues = before is not None and (
            struck
            or scene.listed
            or CONTINUES.match(tokens.tags, sentence.first, sentence.last) is not None
            or is_found(scene, before)
            or (pack.cases != {} and (is_detail(scene, before) or is_more(tokens, scene, before)))
            or is_outcome(tokens.tags, scene, before)
        )
        if pack.cases and over == sentence.paragraph and not OWN_TIME.search(tags):
            scene.since = True
        over = sentence.paragraph if scene.since else None
        if pack.cases and not scene.actor and before is not None and goes_on(scene, before):
            scene.actor = before.actor
        if pack.cases and not scene.actor and actor != OWN[party] and theirs(tokens, sentence):
            scene.actor = actor
        actor = scene.actor
        settle(scene, before if continues else None, country, party)
        if pack.cases and before is not None:
            place_subject(scene, before)
        yield scene
        missiles = any(metric.metric == "missiles" and metric.count for metric in scene.metrics)
        if before is not None and pack.cases and not (scene.deeds or scene.places or scene.provinces):
            scene.places, scene.provinces = before.places, before.provinces  # which ship fired: of the same strike
        found = pack.cases and any(item.counted for item in scene.seen)
        if scene.deeds or scene.places or scene.provinces or scene.platform or missiles or found:
            before = scene
        told = any(not deed.item.generic for deed in scene.deeds)  # but: strikes against ISIS targets
        alone = not (told or scene.places or scene.both or scene.several)
        if party == "coalition" and scene.metrics and alone:
            # Strikes of a country in all: the places that follow are there, but for the totals of two in a row.
            country = None if summed not in (None, scene.country) else scene.country
            summed = scene.country
        else:
            summed = None


def together(before: Scene) -> list[Where]:
    """The places of a sentence for what its strikes led to: several as one, since which of them is not told."""
    places = before.places
    if len(places) < 2 or any(not deed.item.generic or not deed.item.cases for deed in before.deeds):
        return places
    names = ", ".join(one.place for one in places if one.place)[:LONGEST]
    text = ", ".join(one.text for one in places if one.text)[:LONGEST]
    return [places[0]._replace(place=names, text=text, bearing=None, names=())]


def is_outcome(tags: str, scene: Scene, before: Scene) -> bool:
    """Whether a sentence that begins with what was destroyed tells how the strikes of the one before it ended."""
    if OUTCOME.match(tags, scene.sentence.first, scene.sentence.last) is None:
        return False
    if not before.deeds and before.places:
        return any(metric.metric == "strikes" for metric in before.metrics)
    told = [deed.action == "hit" for deed in before.deeds if deed.item.count is None or not deed.item.counted]
    return bool(told) and all(told) and len(told) == len(before.deeds)


def place_subject(scene: Scene, before: Scene) -> None:
    """Gives a sentence's one target the place that the next one tells: it stood near X; strikes were made near X."""
    told = [deed for deed in before.deeds if not deed.item.generic]
    if scene.deeds or len(told) != 1 or len(scene.places) != 1 or len(scene.places[0].names) > 1:
        return
    deed, subject = told[0], scene.subject
    if deed.place is not None or deed.province is not None:
        return
    known = subject is not None and (subject.generic or same_noun(subject.target, deed.item.target))
    alike = subject is not None and deed.item.count == subject.count == 1
    if (known and alike) or any(one.metric == "strikes" and one.count is None for one in scene.metrics):
        deed.place = scene.places[0]
        deed.province = scene.provinces[0] if scene.provinces else None
        before.provinces = before.provinces or scene.provinces


def strikes_found(scene: Scene, before: Scene) -> bool:
    """Whether a strike met what the sentence before it only found; then its deeds are on that: struck the object.

    A column was found of 15 trucks; it was struck: the trucks are counted, so they are what was struck.
    """
    counted = [item for item in before.seen if item.counted and item.count]
    found = counted if len(counted) == 1 else [item for item in before.seen if item.count]
    if (before.deeds and not before.continues) or len(found) != 1 or scene.places or scene.provinces:
        return False
    if found[0].kind == "aircraft":
        return False  # drones that air defence shot down
    known = [deed for deed in scene.deeds if not deed.item.counted]
    met = [deed for deed in known if _is_it(deed.item) or _is_same(deed.item, found[0])]
    for deed in met:
        deed.item = found[0]
    if met:  # struck it, destroying it
        met[0].action = next((deed.action for deed in met if deed.action != "hit"), "hit")
        scene.deeds = [deed for deed in scene.deeds if deed is met[0] or deed not in met]
    scene.seen = before.seen if met else scene.seen
    return bool(met)


def _is_it(item: Item) -> bool:
    return (item.generic and item.definite) or (item.target in (*COLUMNS, GATHERING) and item.count == 1)


def _is_same(item: Item, found: Item) -> bool:
    return item.target == found.target and item.count == found.count


def goes_on(scene: Scene, before: Scene) -> bool:
    """Whether a sentence without an actor tells on in the paragraph of the one before: also destroyed were five."""
    return bool(before.deeds) and scene.sentence.paragraph == before.sentence.paragraph and not scene.aircraft


def theirs(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether a sentence tells what those did whom the one before named: in the operation, by them | destroyed were."""
    match = THEIRS.match(tokens.tags, sentence.first, sentence.last)
    return match is not None and (match["by"] is None or tokens.values[match.start("by")] == THEM)


def is_detail(scene: Scene, before: Scene) -> bool:
    """Whether a sentence without a place says what was hit by strikes on facilities that the one before it places."""
    if scene.places or scene.provinces or all(deed.item.generic for deed in scene.deeds):
        return False
    strikes = any(metric.metric == "strikes" and metric.count is None for metric in before.metrics)
    told = all(deed.item.generic for deed in before.deeds)
    placed = len(before.places) == 1 or (not before.places and [len(one.provinces) for one in before.provinces] == [1])
    return told and placed and (strikes or bool(before.deeds))


def is_list(scene: Scene, before: Scene | None) -> bool:
    """Whether a sentence says which facilities the sentence before counted: 14 facilities. Among them were depots."""
    if before is None or not before.deeds or before.sentence.last != scene.sentence.first:
        return False
    return before.deeds[-1].item.generic and all(deed.item.kind != "people" for deed in scene.deeds)


def is_more(tokens: Tokens, scene: Scene, before: Scene) -> bool:
    """Whether a sentence goes on to tell what the strike before led to: as a result X was hit. Destroyed was Y too."""
    same = before.continues and scene.sentence.paragraph == before.sentence.paragraph
    return same and MORE.match(tokens.tags, scene.sentence.first, scene.sentence.last) is not None


def is_found(scene: Scene, before: Scene) -> bool:
    """Whether what a strike met is what reconnaissance found in the sentence before: as many of the same."""
    if before.deeds or scene.places or scene.provinces:
        return False
    found = {(item.target, item.count) for item in before.left if item.count is not None}
    return any((deed.item.target, deed.item.count) in found for deed in scene.deeds)


def settle(scene: Scene, before: Scene | None, country: str | None, party: str) -> None:
    """Ties place, province, group, aircraft and actor of a scene to its deeds."""
    if before is not None:
        scene.continues = True
        if scene.listed and not scene.sure and before.deeds:
            for deed in scene.deeds:
                deed.action = before.deeds[-1].action
        told = not before.deeds or any(deed.place is not None or not deed.item.cases for deed in before.deeds)
        scene.places = scene.places or (together(before) if told else [])
        scene.provinces = scene.provinces or before.provinces
        scene.aircraft = scene.aircraft or before.aircraft
        scene.aircraft_count = scene.aircraft_count or before.aircraft_count
        scene.weapon = scene.weapon or before.weapon
        scene.platform = scene.platform or before.platform
        scene.country = scene.country or (None if scene.both else before.country)
        if scene.group is None:
            scene.group, scene.group_text = before.group, before.group_text
    nameless = not scene.actor
    scene.actor = scene.actor or (before.actor if before else "") or OWN[party]
    scene.country = None if scene.both else scene.country or country
    by_clause: dict[int, Where] = {}
    for clause, where in zip(scene.clauses, scene.places, strict=False):
        by_clause.setdefault(clause, where)
    first = scene.places[0] if scene.places else None
    for metric in scene.metrics:
        metric.country = metric.country or scene.country
        metric.place = by_clause.get(metric.clause, first)
    for deed in scene.deeds:
        deed.actor, deed.nameless = scene.actor, nameless
        if not (deed.item.generic and first is not None and first.first > deed.item.last):
            deed.place = deed.place or by_clause.get(deed.clause, first)  # but no place named after other deeds
        deed.province = scene.provinces[0] if scene.provinces and not deed.apart else None
        deed.country = scene.country
        deed.aircraft, deed.aircraft_count = scene.aircraft, scene.aircraft_count
        deed.weapon, deed.platform = scene.weapon, scene.platform
        deed.group = deed.item.group or deed.group or scene.group
        deed.group_text = deed.item.group_text or deed.group_text or scene.group_text
        if deed.group is None and party == "coalition" and deed.actor == "Coalition":
            deed.group = "IS"
