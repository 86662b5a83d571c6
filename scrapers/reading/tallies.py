"""Scenes in, tallies out: every stated total with its scope, voice and provinces, restatements marked."""

from __future__ import annotations

from typing import NamedTuple

from scrapers.models import Period, Tally
from scrapers.reading import naming
from scrapers.reading.deeds import Metric, Scene
from scrapers.reading.draft import Draft
from scrapers.reading.figures import Facts, scope
from scrapers.reading.totals import restates


class Counted(NamedTuple):
    """A total with its scene and what it is over."""

    metric: Metric
    name: str
    scene: Scene
    scope: str


def tallies(draft: Draft, facts: Facts, period: Period) -> list[Tally]:
    """Every stated total of a text in order; a total told twice repeats its best telling."""
    counted = _counted(draft, facts)
    listed = {id(one.metric): _listed(one, facts) for one in counted}
    mentions = [_mention(draft, one) for one in counted]
    out = [
        _tally(draft, one, mention, named, listed[id(one.metric)], period)
        for one, mention, named in zip(counted, mentions, naming.named(mentions), strict=True)
    ]
    out = [_restated(tally, out) for tally in out]
    root = {tally.id: tally.repeats for tally in out}
    return [tally._replace(repeats=root.get(tally.repeats or "") or tally.repeats) for tally in out]


def _counted(draft: Draft, facts: Facts) -> list[Counted]:
    out = []
    earlier: set[str] = set()
    whole = "sorties"  # what a part without noun is part of: among them 24
    for metric, scene in facts.metrics:
        article = "0" not in draft.tokens.tags[metric.first : metric.last] and metric.count == 1
        if metric.hedge == "none" or (article and metric.metric == "strikes" and not metric.subject):
            continue  # "a strike on X" is told by its claims
        over = scope(metric, scene, draft.tokens, metric.metric in earlier)
        name = whole if metric.metric == "part" else metric.metric
        whole = name if name in ("sorties", "strikes") else whole
        if over == "period":
            earlier.add(metric.metric)
        out.append(Counted(metric, name, scene, over))
    return out


def _mention(draft: Draft, one: Counted) -> naming.Mention:
    metric, scene = one.metric, one.scene
    place, country = _place(one), _country(draft, one)
    count = metric.count if metric.count is not None else metric.hedge
    parts = (one.name, count, "" if one.scope in ("period", "place") else one.scope, place or country)
    same = (one.name, metric.count, metric.hedge, one.scope)
    voice = draft.voice(metric.first, scene.sentence)
    return naming.Mention(parts, same, place, country, voice, draft.words(scene.sentence))


def _place(one: Counted) -> str | None:
    where = one.metric.place
    return where.place if one.scope == "place" and where is not None else None


def _country(draft: Draft, one: Counted) -> str | None:
    return one.scene.country if draft.party == "coalition" else None


def _tally(
    draft: Draft, one: Counted, mention: naming.Mention, named: naming.Named, listed: tuple[str, ...], period: Period
) -> Tally:
    metric = one.metric
    own = {"start": period.start, "end": period.end} if one.scope == "period" and period.end else None
    return Tally(
        named.id, one.name, metric.count, metric.hedge, one.scope, own, mention.place, _country(draft, one), listed,
        mention.voice, named.repeats, metric.span,
    )  # fmt: skip


def _listed(one: Counted, facts: Facts) -> tuple[str, ...]:
    """The provinces of a sentence, on its total of targets, or of sorties where it has no targets."""
    names = {metric.metric for metric, told in facts.metrics if told is one.scene and metric.hedge != "none"}
    holder = next((name for name in ("targets", "sorties", "strikes") if name in names), None)
    if one.name != holder:
        return ()
    return max((where.provinces for where in one.scene.provinces), key=len, default=())


def _restated(tally: Tally, others: list[Tally]) -> Tally:
    """The tally, marked where it is another one told again in a weaker voice or rounded."""
    if tally.repeats is not None or tally.scope != "period":
        return tally
    metrics = (tally.metric, "targets") if tally.metric == "strikes" else (tally.metric,)
    for other in others:
        if other.metric not in metrics or other.scope != "period" or other.repeats is not None or other is tally:
            continue
        weaker = naming.BEST[other.voice] < naming.BEST[tally.voice]
        rounded = other.voice == tally.voice and tally.hedge != "exact"
        if (weaker or rounded) and restates(tally, other):
            return tally._replace(repeats=other.id)
    return tally
