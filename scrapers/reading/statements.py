"""Sentences in, statements out: what is said but is no deed of this briefing.

Denials, accusations and corroborations are known by their wording (words of the language); estimates, orders of battle,
retold results and reports of no activity by how a sentence is built.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from scrapers.languages import Pack, fold
from scrapers.models import Statement
from scrapers.reading import phrases
from scrapers.reading.deeds import OWN, Deed, Scene
from scrapers.reading.draft import Draft
from scrapers.reading.figures import Facts
from scrapers.reading.naming import Mention, named
from scrapers.reading.nouns import LONGEST
from scrapers.reading.tokens import Tokens

# around 30,000 people | 40 % | around 200,000 in IS, but not: 40 % of the sorties
ESTIMATE = re.compile(r"h?0(?:%(?!ft?[mGw]{0,2}[SOENC=])|H|(?=iG))")
FORCE = re.compile(r"h?[0v][mwq]{0,3}J?C(?:&C)?")  # more than 50 jets and helicopters
# the coalition, the air force and warplanes of another have been delivering
OTHERS = re.compile(r"(?<![>fouih])(?<!Y&)[AY](?:(?:,|,?&)[tw]{0,2}A){0,4}e?b{0,3}w?L")
DURATION = re.compile(r"h?[0a]U")  # about a week ago
KILLED = re.compile("e?b{1,3}X")
NOT_DEEDS = ("denial", "accusation")  # what these sentences name was not done by the party, it says
ALLIES = {"coalition": ("United States",)}  # what these do, the party says of itself
LISTED = 60  # tokens after a force within which its types are named
LOST = "º"  # the letter of words that say how people were lost
STATES = "states"  # the value of words for countries, which have no strength
NEAR = 8  # tokens within which a negation speaks of what follows


class Said(NamedTuple):
    """A statement before it has an id: scene, kind, topic, who is meant, figure, unit, token range."""

    scene: Scene
    kind: str
    topic: str
    speaker: str | None
    about: str | None
    count: int | None  # type: ignore[assignment]  # the contract's word for it
    hedge: str | None
    unit: str | None
    first: int
    last: int


def said(draft: Draft, scenes: list[Scene]) -> list[Said]:
    """What is stated in a text, in order."""
    text, tokens, pack, party = draft.text, draft.tokens, draft.pack, draft.party
    out: list[Said] = []
    firsts = [scene.sentence.first for scene in scenes]
    worded: dict[int, list[tuple[str, str | None]]] = {}
    low = fold(text)
    for form, meaning in pack.kinds.items():  # plain searches: one pattern of all forms takes twenty times as long
        found = low.find(form)
        while found >= 0:
            at = bisect_right(firsts, bisect_right(tokens.starts, found) - 1) - 1
            denied = meaning[0] == "denial" and tokens.tags[bisect_left(tokens.starts, found + len(form)) :][:1] == "G"
            if at >= 0 and not denied:  # denied a group access: no denial
                worded.setdefault(at, []).append(meaning)
            found = low.find(form, found + 1)
    person: str | None = None
    group: str | None = None
    for number, scene in enumerate(scenes):
        first, last = scene.sentence.first, scene.sentence.last
        tags = tokens.tags[first:last]
        at = tags.find("P")
        person = tokens.values[first + at] if at >= 0 else person
        at = tags.find("G")
        group = tokens.values[first + at] if at >= 0 else group
        speaker = person or OWN[party]
        kinds = list(dict.fromkeys(worded.get(number, ())))
        line = any(metric.subject for metric in scene.metrics)  # a strike line denies access, never a report
        for kind, topic in () if line else kinds:
            words = fold(draft.words(scene.sentence))
            topic = topic or next((value for form, value in pack.topics if form in words), "strikes")
            out.append(_worded(tokens, scene, kind, topic, speaker))
        if not kinds and "L" in tags and ("A" in tags or "Y" in tags):
            out += _others(tokens, scene, speaker, party, bool(pack.cases))
        silent = _silence(text, tokens, pack, scene) if "n" in tags and not kinds else None
        if silent is not None:
            begin = _own_words(draft.plan.quoted, first, silent)
            out.append(Said(scene, "no activity", _place(scene), OWN[party], None, None, None, None, begin, last))
        if "0" in tags or "v" in tags:
            out += _figures(text, tokens, scene, speaker, group)
        if "z" in tags and "S" in tags:
            out += _beginning(draft, scene)
    return out


def statements(draft: Draft, told: list[Said], facts: Facts) -> list[Statement]:
    """The statements of a text with their ids: those said, and what earlier strikes are retold to have done."""
    rows = told + [_retold(deed, scene) for deed, scene in facts.background if deed.action != "hit"]
    mentions = [
        Mention(
            (one.kind, one.topic, one.count, "" if one.unit in (None, "%") or one.unit in one.topic else one.unit),
            (one.kind, one.topic, one.count), one.topic, None, None, draft.voice(one.first, one.scene.sentence),
            str(one.first), one.first,
        )
        for one in rows
    ]  # fmt: skip
    return [
        Statement(
            given.id, one.kind, one.topic, one.speaker, one.about, one.count, one.hedge, one.unit, mention.voice,
            given.repeats, draft.span(one.first, one.last),
        )
        for one, mention, given in zip(rows, mentions, named(mentions), strict=True)
    ]  # fmt: skip


def _retold(deed: Deed, scene: Scene) -> Said:
    item = deed.item
    topic, where = f"{item.target} {deed.action}", (item.first, item.last)
    return Said(scene, "cumulative", topic, deed.actor, None, item.count, item.hedge, item.target, *where)


def _worded(tokens: Tokens, scene: Scene, kind: str, topic: str, speaker: str) -> Said:
    first, last = scene.sentence.first, scene.sentence.last
    letters = "Y" if kind == "estimate" else "ZA"
    about = [tokens.values[i] for i in range(first, last) if tokens.tags[i] in letters]
    others = [name for name in dict.fromkeys(about) if name not in ("Russia", "Syria")]
    count, hedge, unit = None, None, None
    if kind in ("corroboration", "accusation"):
        match = DURATION.search(tokens.tags, first, last)
        zero = tokens.tags.find("0", first, last)
        if match:
            count, hedge, _ = phrases.quantity(tokens, *match.span())
            unit = tokens.values[match.end() - 1]
        elif zero >= 0 and tokens.values[zero] == 0:
            count, hedge, unit = 0, "exact", "degree"
    about_text = "; ".join(others)[: LONGEST] or None
    return Said(scene, kind, topic, speaker, about_text, count, hedge, unit, first, last)


def _others(tokens: Tokens, scene: Scene, speaker: str, party: str, apart: bool) -> list[Said]:
    """What others are told to have struck; `apart` says that a country can be whose, not who: the president of X."""
    first, last = scene.sentence.first, scene.sentence.last
    told = OTHERS.search(tokens.tags, first, last)
    if told is None or (apart and tokens.tags[told.start()] == "Y"):
        return []
    light = told.end() - 1
    again = tokens.tags.find("L", light + 1, last)
    if "S" not in tokens.tags[light : again if again > 0 else last]:
        return []
    names = dict.fromkeys(tokens.values[i] for i in range(told.start(), light) if tokens.tags[i] in "AY")
    others = [name for name in names if name not in (OWN[party], *ALLIES.get(party, ()))]
    if not others or OWN[party] in names:
        return []
    about = "; ".join(others)[: LONGEST]
    return [Said(scene, "accusation", "strikes by others", speaker, about, None, None, None, first, last)]


def _silence(text: str, tokens: Tokens, pack: Pack, scene: Scene) -> int | None:
    """The negation that is followed by the strikes or the report that there are none of; None where there is none."""
    first, last = scene.sentence.first, scene.sentence.last
    for i in range(first, last):
        if tokens.tags[i] == "n":
            for k in range(i + 1, min(i + NEAR, last)):
                if tokens.tags[k] in ".,;":
                    break
                if tokens.tags[k] == "S" or fold(text[tokens.starts[k] : tokens.ends[k]]) in pack.silence:
                    return i
    return None


def _own_words(quoted: list[bool], first: int, at: int) -> int:
    """Where the words around a quotation begin, if a token stands in them: "16 sorties," | but tells of none at X."""
    if not quoted[first] or quoted[at]:
        return first
    return next(i for i in range(at, first, -1) if quoted[i - 1]) + 1  # behind the closing mark


def _place(scene: Scene) -> str:
    where = scene.silent[:1]
    return (where[0].place or ", ".join(where[0].provinces)) if where else "strikes"


def _figures(text: str, tokens: Tokens, scene: Scene, speaker: str, group: str | None) -> list[Said]:
    """Estimates of people, shares and countries, and forces that take part."""
    first, last = scene.sentence.first, scene.sentence.last
    tags, values = tokens.tags, tokens.values
    out: list[Said] = []
    estimates = list(ESTIMATE.finditer(tags, first, last))
    within = range(first, last) if estimates else range(0)
    told = [i for i in within if tags[i] == "Z"]
    named_first = next((i for i in within if tags[i] in "YG"), last)
    groups = "G" in tags[first:last] or "§" in tags[first:last]
    says = "!" in tags[first:last]
    for match in estimates:
        begin, end = match.span()
        if tags[end : end + 1] == LOST:
            continue  # people killed and wounded: losses, no strength
        if _is_of_dead(tokens, begin, end):
            scene.named.append((begin, end))  # whom others say strikes have killed: no estimate of this briefing
            continue
        count, hedge, _ = phrases.quantity(tokens, begin, end)
        before = bisect_left(told, begin)
        printed = text[tokens.starts[end - 1] : tokens.ends[end - 1]] if tags[end - 1] in "H%" else "people"
        named = values[end - 1] if tags[end - 1] in "H%" and values[end - 1] != STATES else ""
        unit = named or printed  # in another language the table has the English word
        near = [values[i] for i in range(end, min(end + NEAR, last)) if tags[i] in "YG"]
        about = near[0] if near else values[named_first] if named_first < begin else group
        states = values[end - 1] == STATES
        about = None if states else about
        strength = groups and tags[end - 1] == "H" and not states
        topic = "share of territory" if unit == "%" else "strength" if strength else unit
        by = values[told[before - 1]] if before else speaker if says else None
        out.append(Said(scene, "estimate", topic, by, about, count, hedge, unit, begin, end))
    if scene.sentence.voice == "background":
        for match in FORCE.finditer(tags, first, last):
            begin, end = match.span()
            count, hedge, _ = phrases.quantity(tokens, begin, end)
            types = ", ".join(dict.fromkeys(values[i] for i in range(end, min(end + LISTED, last)) if tags[i] == "J"))
            topic = "aircraft taking part"
            out.append(Said(scene, "order of battle", topic, None, types, count, hedge, "aircraft", begin, end))
    return out


def _is_of_dead(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether people are counted as killed or wounded: killing 14 civilians, nine civilians had been killed."""
    after = KILLED.match(tokens.tags, end)
    near = [begin - 1, *([after.end() - 1] if after else [])]
    return any(tokens.tags[at] in "XIDΠ" and tokens.values[at] in ("killed", "wounded") for at in near if at >= 0)


def _beginning(draft: Draft, scene: Scene) -> list[Said]:
    """Since when the operation has lasted."""
    first, last = scene.sentence.first, scene.sentence.last
    kind, topic = "order of battle", "operation since"
    return [
        Said(scene, kind, topic, None, day.start.isoformat(), None, None, None, day.first, day.last)
        for day in draft.stated(first, last)
        if day.since
    ]
