"""Scenes in, the deeds of this bulletin and its stated totals out.

Decides what a counted noun is: a claim about targets at a place, or the party's own total of targets; which deed is
background, which is only the outcome of the strike told before. Rules: codebook.md, "Figures" and "Claims".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from scrapers.reading import grammar
from scrapers.reading.beside import COLUMNS, GATHERING
from scrapers.reading.deeds import OTHERS, Deed, Frame, Metric, Scene
from scrapers.reading.naming import same_noun, same_place
from scrapers.reading.nouns import OWNERS, PLANTS, PRODUCTION
from scrapers.reading.periods import CAMPAIGN, lengths
from scrapers.reading.phrases import Where
from scrapers.reading.retelling import CERTAIN
from scrapers.reading.tokens import Tokens
from scrapers.reading.totals import LONGEST

PART = re.compile(r"ft?0[mGwCA]{0,3}[SOEN],\Z")  # of the 40 sorties, | 24
LEAD = 9  # letters before a total that can make it a part
PLAN = re.compile(grammar.PLAN)
MONTH = re.compile(r"(?<![01])Mf?0")  # August 2014
SINCE_THEN = re.compile("U,?z")
RATE = re.compile(r"\$[wLϋb]{0,4}\Z")  # every day carries out | 60 sorties
MONTH_ALONE = re.compile(r"(?<![01])iM(?!\.?[01])")
ALL_TOLD = "all"  # the value of words that sum up a campaign, where no length of time is told
NIGHT = "night"  # what words for it say in the calendar
AGAINST = "dp"  # the case of what sorties are flown against, where nouns decline
BOTH = 2
PASSIVE = "passive"  # the value of plans told of what stands before them
INFRASTRUCTURE = "infrastructure"
FIRST = "first"  # the value of words that open a sentence on a part of what was counted: the first two strikes
INSIDE = ("people", "vehicle")  # the kinds that a gathering or a column is made of
OUTCOMES = ("destroyed", "damaged")
ATTACKED = ("position", "stronghold")  # told with sorties, their number is the total of targets


class Facts(NamedTuple):
    """What the scenes told: deeds of this bulletin, deeds retold as background, and totals with their scenes."""

    deeds: list[tuple[Deed, Scene]]
    background: list[tuple[Deed, Scene]]
    metrics: list[tuple[Metric, Scene]]


def facts(scenes: list[Scene], mute: set[int]) -> Facts:
    """The deeds and totals of a text; scenes in `mute` (by id) tell what did not happen, or what others did."""
    deeds: list[tuple[Deed, Scene]] = []
    background: list[tuple[Deed, Scene]] = []
    metrics: list[tuple[Metric, Scene]] = []
    last: list[Deed] = []
    alone = _one_place(scenes)
    for scene in scenes:
        if scene.told_by == OTHERS:
            continue
        metrics += [(metric, scene) for metric in scene.metrics]
        foreign = id(scene) in mute or scene.told_by is not None
        told = [] if foreign else [deed for deed in scene.deeds if not _tells_outcome(deed, last)]
        told = [deed for deed in told if not _means_both(deed, deeds)]
        kept: list[Deed] = []
        for deed in told:
            if scene.sums and _sums_up(deed, scene, deeds):
                continue
            if alone is not None and deed.place is None and deed.item.generic and deed.item.cases:
                deed.place = alone  # a strike at one place: 22 facilities were hit in all
            total = _as_total(deed, scene)
            if total is not None:
                metrics.append((total, scene))
            elif deed.item.cases and scene.rate is not None and scene.rate < deed.item.first:
                continue  # every day up to 25 were killed
            elif _is_claim(deed):
                kept += _apart(deed)
        kept = [deed for deed in kept if not _is_counted_inside(deed, kept) and not _is_all_struck(deed, kept)]
        if scene.sentence.voice == "background" or scene.since:
            background += [(deed, scene) for deed in kept]
        else:
            deeds += [(deed, scene) for deed in kept]
        counted = [deed for deed in kept if deed.item.kind in INSIDE and deed.item.counted and deed.item.count]
        if counted and not scene.adds and counted[0].item.cases:
            deeds = [pair for pair in deeds if not _is_whole(pair[0], counted, last)]
        if scene.continues and any(deed.item.kind == "vehicle" and deed.item.count for deed in kept):
            columns = [id(deed) for deed in last if deed.item.target in COLUMNS and deed.item.count == 1]
            deeds = [pair for pair in deeds if id(pair[0]) not in columns]  # its vehicles are counted: those
        if scene.deeds:
            last = kept or last
    # what the months of a campaign came to, told first without them
    summed = {_amount(deed) for deed, scene in background if scene.since and (deed.item.count or 0) >= CERTAIN}
    deeds = [pair for pair in deeds if not pair[0].item.cases or _amount(pair[0]) not in summed]
    for deed, _ in deeds + background:
        if deed.item.kind == "people" and deed.action == "destroyed":
            deed.action = "killed"
    return Facts(deeds, background, sorted(metrics, key=lambda pair: pair[0].first))


def _amount(deed: Deed) -> tuple[str, str, int | None, str]:
    return deed.actor, deed.item.target, deed.item.count, deed.item.hedge


def _one_place(scenes: list[Scene]) -> Where | None:
    """The one place of a text that counts no sorties: what it counts in all was struck there."""
    own = [scene for scene in scenes if scene.sentence.voice != "background" and scene.told_by is None]
    if any(metric.metric == "sorties" and metric.count for scene in own for metric in scene.metrics):
        return None
    places = [where for scene in own for where in scene.places if where.place]
    same = all(same_place(places[0].place, where.place) for where in places)
    return places[0] if places and same and len(places[0].names) == 1 else None


def _apart(deed: Deed) -> list[Deed]:
    """The deed, or one for each place where an uncounted noun stands before several: depots near X and Y."""
    place = deed.place
    if deed.item.counted or deed.item.count is not None or deed.shares_line or place is None or len(place.names) < 2:
        return [deed]
    return [replace(deed, place=place._replace(place=name, names=(name,))) for name in place.names]


def _is_all_struck(deed: Deed, told: list[Deed]) -> bool:
    """Whether all that was struck is infrastructure: no kind of target, but where it stands beside others."""
    bare = deed.item.cases != "" and deed.item.target == INFRASTRUCTURE and deed.action == "hit"
    return bare and not deed.item.counted and len(told) == 1


def _is_counted_inside(deed: Deed, told: list[Deed]) -> bool:
    """Whether a gathering stands beside what it is made of: struck a gathering, having killed 250 fighters."""
    if deed.item.target not in (*COLUMNS, GATHERING, OWNERS[1]) or deed.item.count != 1 or not deed.item.cases:
        return False
    inside = [one for one in told if one.item.kind in INSIDE and one.item.count and one.sentence is deed.sentence]
    return any(one.item.first > deed.item.last and one.place in (None, deed.place) for one in inside)


def _is_whole(deed: Deed, parts: list[Deed], last: list[Deed]) -> bool:
    """Whether a column was told just before its people and vehicles are counted, and no other place is named."""
    if deed not in last or deed.item.target not in COLUMNS or deed.item.counted or deed.item.count != 1:
        return False
    column = deed.place and deed.place.place
    return all(same_place(column, part.place and part.place.place) for part in parts)


def is_by_night(tokens: Tokens, scene: Scene) -> bool:
    """Whether a sentence tells of the night alone."""
    first, last = scene.sentence.first, scene.sentence.last
    return any(tokens.tags[i] == "l" and tokens.values[i] == NIGHT for i in range(first, last))


def _is_of_months(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a sentence names a month with its year and no day: between August 2014 and April 2016."""
    numbers = (tokens.values[match.end() - 1] for match in MONTH.finditer(tokens.tags, first, last))
    return any(isinstance(value, int) and CAMPAIGN[0] <= value <= CAMPAIGN[1] for value in numbers)


def _tells_outcome(deed: Deed, last: list[Deed]) -> bool:
    """Whether a deed only says how the strike before it ended; then that strike's own deed takes the outcome.

    A strike on X; the object was destroyed. A strike on a camp; the camp was eliminated.
    """
    if not deed.item.definite or deed.action not in OUTCOMES:
        return False
    if any(before.action == deed.action and same_noun(before.item.target, deed.item.target) for before in last):
        return True  # destroyed a camp; as a result, the camp was destroyed
    hits = [before for before in last if before.action == "hit"]
    same = [before for before in hits if same_noun(before.item.target, deed.item.target)]
    plant = deed.item.target in PLANTS and all(before.item.kind == PRODUCTION for before in hits)
    site = (deed.item.kind == "building" or plant) and not deed.item.plural and len(hits) == 1
    if not deed.item.generic:
        hits = same or (hits if site else [])
    for before in hits:
        before.action = deed.action
    return bool(hits) or deed.item.generic


def _means_both(deed: Deed, told: list[tuple[Deed, Scene]]) -> bool:
    """Whether a deed on known things is one that was told of two: destroyed two bases; both bases were destroyed."""
    item = deed.item
    if not (item.cases and item.definite and item.plural):
        return False
    same = [one for one, _ in told if one.action == deed.action and one.item.count == BOTH]
    return any(same_noun(one.item.target, item.target) for one in same)


def _sums_up(deed: Deed, scene: Scene, told: list[tuple[Deed, Scene]]) -> bool:
    """Whether a count in all takes in what was told before, which must not be counted twice.

    The same count again is a retelling; another one goes to the unread remainder.
    """
    item, place = deed.item, deed.place and deed.place.place
    before = [
        one.item.count
        for one, other in told
        if other is not scene and one.action == deed.action and one.actor == deed.actor
        if same_noun(one.item.target, item.target) and same_place(one.place and one.place.place, place)
    ]
    if item.count in before:
        scene.named.append((item.first, item.last))
    return item.counted and bool(before)


def _as_total(deed: Deed, scene: Scene) -> Metric | None:
    """The total of targets that a counted generic noun is, where no single place holds it."""
    item = deed.item
    attacked = item.target in ATTACKED and any(metric.metric == "sorties" for metric in scene.metrics)
    attacked = attacked and (not item.cases or AGAINST in item.cases)  # sorties against 60 positions, no outcome
    if not (item.generic or attacked) or not item.counted or item.count is None or item.definite:
        return None
    flown = bool(item.cases) and any(one.metric == "sorties" and one.count for one in scene.metrics)
    if item.count == 1 or (deed.place is not None and not deed.place.provinces and not flown):
        return None  # but: 41 sorties were made at X, in which 146 facilities were struck
    total = Metric("targets", item.first, item.last, item.span, item.count, item.hedge, scene.sentence)
    total.actor = deed.actor
    total.provinces = deed.place.provinces if deed.place is not None else ()
    return total


def _is_claim(deed: Deed) -> bool:
    item = deed.item
    if item.definite and item.plural and deed.action == "hit":
        return False
    if item.generic:
        return item.counted and not item.definite and item.count is not None and deed.place is not None
    enemy = item.cases != "" and item.target == OWNERS[1] and item.plural  # strikes on armed groups
    people = (item.kind == "people" and item.target != "manpower") or enemy
    if people and not item.counted and deed.action == "hit":
        return False
    return item.kind != "terrain" or item.target != "terrain"


def _frame(scene: Scene, tokens: Tokens) -> Frame:
    """The frame of a sentence; made once, since a sentence can hold many totals."""
    first, last = scene.sentence.first, scene.sentence.last
    tags = tokens.tags
    plan = PLAN.search(tags, first, last)
    since = tags.find("z", first, last)
    if since >= 0 and (tags[since + 1 : since + 2] == "F" or SINCE_THEN.search(tags, max(first, since - 2), since + 1)):
        since = -1  # since Friday | over the past 48 hours, starting December 28: the days of this bulletin
    ends = [metric.last for metric in scene.metrics if metric.count is not None]
    ends += [deed.item.last for deed in scene.deeds if deed.item.generic and deed.item.count is not None]
    counted = min(ends, default=last)
    parted = since >= 0 and counted <= max(tags.rfind(",", first, since), tags.rfind("&", first, since))
    summed = tags.find("¶", first, last)
    all_told = summed >= 0 and tokens.values[summed] == ALL_TOLD and "U" not in tags[first:last]
    told = lengths(tokens, first, last)
    long = all_told or any(length.unit in ("month", "year") or length.days > LONGEST for length in told)
    over = "cumulative" if long or _is_of_months(tokens, first, last) else "part" if "λ" in tags[first:last] else ""
    return Frame(plan.start() if plan else last, since, parted, over, bool(MONTH_ALONE.search(tags, first, last)))


def _is_planned(metric: Metric, plan: int, tokens: Tokens, last: int) -> bool:
    """Whether a total is a plan: what follows will, what stands before are planned; not what follows that."""
    if plan >= last or tokens.values[plan] != PASSIVE:
        return plan < metric.last
    between = tokens.tags[min(plan, metric.last) : max(plan, metric.first)]
    return "," not in between and "X" not in between


def _is_part(metric: Metric, scene: Scene, tokens: Tokens, earlier: bool) -> bool:
    """Whether a total is led by words that make it a part: of these, of the 40 sorties, or of which after its whole."""
    tags, first = tokens.tags, scene.sentence.first
    lead = tags[max(first, metric.first - 2) : metric.first]
    if lead.endswith(("+", "+,")) or (earlier and lead == "fT"):
        return True
    if tags[first] == "+" and tokens.values[first] == FIRST:
        return True  # they include 24 sorties of bombers that struck 23 targets
    if lead.endswith("u"):  # made 40 sorties, with | 24 by night
        return any(one.metric == metric.metric and one.first < metric.first for one in scene.metrics)
    return lead.endswith(",") and PART.search(tags, max(first, metric.first - LEAD), metric.first) is not None


def scope(metric: Metric, scene: Scene, tokens: Tokens, earlier: bool) -> str:
    """What a total is over: period, cumulative, part, plan, rate or place; `earlier` if its metric was told before."""
    last = scene.sentence.last
    if scene.frame is None:
        scene.frame = _frame(scene, tokens)
    frame = scene.frame
    if "$" in tokens.tags[metric.last : min(metric.last + 5, last)]:
        return "rate"
    if RATE.search(tokens.tags, max(scene.sentence.first, metric.first - LEAD), metric.first):
        return "rate"
    if metric.metric == "part" or _is_part(metric, scene, tokens, earlier):
        return "part"
    if _is_planned(metric, frame.plan, tokens, last):
        return "plan"
    if frame.since >= 0 and (metric.first > frame.since or not frame.parted):
        return "cumulative"
    if frame.scope:
        return frame.scope
    if metric.metric == "aircraft":
        return "part"
    if metric.place is not None and (metric.subject or metric.metric in ("strikes", "engagements")):
        return "place"
    if frame.of_month:
        return "cumulative"  # in August the planes have made
    if earlier and metric.metric == "sorties" and (scene.aircraft or is_by_night(tokens, scene)):
        return "part"  # after the total, those of one type: crews of Tu-22M3 performed 18
    again = earlier and (metric.metric == "targets" or (metric.metric == "strikes" and metric.country is None))
    tags = tokens.tags[scene.sentence.first : last] if again else "OU"
    return "part" if "O" not in tags and "U" not in tags else "period"
