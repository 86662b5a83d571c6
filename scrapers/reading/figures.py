"""Scenes in, the deeds of this bulletin and its stated totals out.

Decides what a counted noun is: a claim about targets at a place, or the party's own total of targets; which deed is
background, which is only the outcome of the strike told before. Rules: codebook.md, "Figures" and "Claims".
"""

from __future__ import annotations

from typing import NamedTuple

from scrapers.reading.deeds import Deed, Metric, Scene
from scrapers.reading.periods import lengths
from scrapers.reading.tokens import Tokens

OUTCOMES = ("destroyed", "damaged")


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
    for scene in scenes:
        metrics += [(metric, scene) for metric in scene.metrics]
        told = [] if id(scene) in mute else [deed for deed in scene.deeds if not _tells_outcome(deed, last)]
        kept: list[Deed] = []
        for deed in told:
            total = _as_total(deed, scene)
            if total is not None:
                metrics.append((total, scene))
            elif _is_claim(deed):
                kept.append(deed)
        if scene.sentence.voice == "background":
            background += [(deed, scene) for deed in kept]
        else:
            deeds += [(deed, scene) for deed in kept]
        if scene.deeds:
            last = kept or last
    for deed, _ in deeds:
        if deed.item.kind == "people" and deed.action == "destroyed":
            deed.action = "killed"
    return Facts(deeds, background, sorted(metrics, key=lambda pair: pair[0].first))


def _tells_outcome(deed: Deed, last: list[Deed]) -> bool:
    """Whether a deed only says how the strike before it ended; then that strike's own deed takes the outcome.

    A strike on X; the object was destroyed. A strike on a camp; the camp was eliminated.
    """
    if not deed.item.definite or deed.action not in OUTCOMES:
        return False
    hits = [before for before in last if before.action == "hit"]
    same = [before for before in hits if before.item.target == deed.item.target]
    if not deed.item.generic:
        hits = same
    for before in hits:
        before.action = deed.action
    return bool(hits) or deed.item.generic


def _as_total(deed: Deed, scene: Scene) -> Metric | None:
    """The total of targets that a counted generic noun is, where no single place holds it."""
    item = deed.item
    if not item.generic or not item.counted or item.count is None or item.definite:
        return None
    if item.count == 1 or (deed.place is not None and not deed.place.provinces):
        return None
    total = Metric("targets", item.first, item.last, item.span, item.count, item.hedge, scene.sentence)
    total.actor = deed.actor
    return total


def _is_claim(deed: Deed) -> bool:
    item = deed.item
    if item.generic:
        return item.counted and not item.definite and item.count is not None and deed.place is not None
    if item.kind == "people" and not item.counted and deed.action == "hit" and item.target != "manpower":
        return False
    return item.kind != "terrain" or item.target != "terrain"


def scope(metric: Metric, scene: Scene, tokens: Tokens, earlier: bool) -> str:
    """What a total is over: period, cumulative, part, plan, rate or place; `earlier` if its metric was told before."""
    first, last = scene.sentence.first, scene.sentence.last
    tags = tokens.tags[first:last]
    if tokens.tags[metric.last : metric.last + 1] == "$":
        return "rate"
    if metric.metric == "part":
        return "part"
    if "~" in tokens.tags[first : metric.last]:
        return "plan"
    if "z" in tags or any(length.unit in ("month", "year") for length in lengths(tokens, first, last)):
        return "cumulative"
    if "λ" in tags:
        return "part"
    if metric.metric in ("aircraft", "missiles"):
        return "part"
    if metric.place is not None and (metric.subject or metric.metric == "strikes"):
        return "place"
    if earlier and metric.metric == "targets" and "O" not in tags:
        return "part"
    return "period"
