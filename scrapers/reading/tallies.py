"""Scenes in, tallies out: every stated total with its scope, voice and provinces, restatements marked."""

from __future__ import annotations

from typing import NamedTuple

from scrapers.models import Period, Tally
from scrapers.reading import naming
from scrapers.reading.bulletins import Days
from scrapers.reading.deeds import Metric, Scene
from scrapers.reading.draft import Draft
from scrapers.reading.figures import Facts, scope
from scrapers.reading.periods import YESTERDAY, Stated
from scrapers.reading.totals import MOST_TOTALS, ROUNDED, is_long, restates


class Counted(NamedTuple):
    """A total with its scene and what it is over."""

    metric: Metric
    name: str
    scene: Scene
    scope: str


def tallies(draft: Draft, facts: Facts, days: Days, period: Period) -> list[Tally]:
    """Every stated total of a text in order; a total told twice repeats its best telling."""
    counted = _counted(draft, facts)
    listed = _listed(counted, facts)
    scenes = {id(one.scene): one.scene for one in counted if one.scope != "period"}
    printed = {key: draft.words(scene.sentence) for key, scene in scenes.items()}
    told_on = {key: days.told_on.get(key) for key in scenes}
    mentions = [_mention(draft, one, printed, told_on.get(id(one.scene))) for one in counted]
    out = [
        _tally(draft, one, mention, named, listed[id(one.metric)], days.told_on.get(id(one.scene)), period)
        for one, mention, named in zip(counted, mentions, naming.named(mentions), strict=True)
    ]
    if period.end is None and any(t.scope == "period" and is_long(t) for t in out):
        out = [t._replace(scope="cumulative") if t.scope == "period" and t.period is None else t for t in out]
    running = next((t.span for t in out if t.scope == "cumulative" and t.voice != "background"), None)
    if period.end is None and running is not None:  # what follows a running total and names no days of its own
        later = [t.scope == "period" and t.period is None and t.span > running for t in out]
        out = [t._replace(scope="cumulative") if goes_on else t for t, goes_on in zip(out, later, strict=True)]
    exact = [t for t in out if t.scope == "period" and t.repeats is None and t.hedge == "exact"]
    out = [_restated(tally, exact[:MOST_TOTALS]) for tally in out]
    root = {tally.id: tally.repeats for tally in out}
    return [tally._replace(repeats=root.get(tally.repeats or "") or tally.repeats) for tally in out]


def _is_of_one_province(metric: Metric, facts: Facts) -> bool:
    """Whether targets are counted for one province where its sentence counts those of another: 12 in one, 15 in one."""
    if not metric.provinces:
        return False
    others = (other.provinces for other, scene in facts.metrics if scene.sentence == metric.sentence)
    return any(names and names != metric.provinces for names in others)


def _is_framed(metric: Metric, draft: Draft) -> bool:
    """Whether a third party counts strikes in its own words around a quotation of the coalition's release."""
    framed = draft.party == "coalition" and draft.article.via is not None and '"' in draft.tokens.tags
    return framed and metric.metric == "strikes" and metric.country is None and not draft.plan.quoted[metric.first]


def _counted(draft: Draft, facts: Facts) -> list[Counted]:
    out: list[Counted] = []
    earlier: set[str] = set()
    told: set[tuple[str, int | None]] = set()
    whole = ""  # what a part without noun is part of: among them 24
    for metric, scene in facts.metrics:
        if metric.hedge in ("none", "unstated") or _is_one_strike(draft, metric):
            continue
        again = metric.metric in earlier and (metric.metric, metric.count) not in told and not _is_rounded(metric, out)
        over = scope(metric, scene, draft.tokens, again)
        if over == "period" and (_is_framed(metric, draft) or _is_of_one_province(metric, facts)):
            over = "part"
        if over == "period" and "sorties" in earlier and _is_of_the_eve(draft, metric, scene):
            over = "part"
        if metric.metric == "part" and not whole:
            continue  # 15 tanks, of them 4 burnt
        name = whole if metric.metric == "part" else metric.metric
        whole = name if name in ("sorties", "strikes") else whole
        if over == "period":
            earlier.add(metric.metric)
            told.add((metric.metric, metric.count))
        out.append(Counted(metric, name, scene, over))
    return out


def _is_of_the_eve(draft: Draft, metric: Metric, scene: Scene) -> bool:
    """Whether strikes are those of the day before, told behind the bulletin's sorties: the day before, 26 were made."""
    beside = any(one.metric == "sorties" for one in scene.metrics[:MOST_TOTALS])
    if not draft.pack.cases or metric.metric != "strikes" or beside:
        return False
    at = draft.tokens.tags.rfind("l", scene.sentence.first, metric.first)
    return at >= 0 and draft.tokens.values[at] == YESTERDAY


def _is_rounded(metric: Metric, counted: list[Counted]) -> bool:
    """Whether an exact total is one that was told before in round numbers: over 1,300, then 1,354."""
    before = [one.metric for one in counted[:MOST_TOTALS] if one.name == metric.metric and one.scope == "period"]
    return metric.hedge == "exact" and any(
        one.hedge == "at least" and one.count is not None and metric.count is not None
        and metric.count * (1 - ROUNDED) <= one.count <= metric.count
        for one in before
    )  # fmt: skip


def _is_one_strike(draft: Draft, metric: Metric) -> bool:
    """Whether it is a strike that its claims tell of, no total: a strike on X, but not: near X, an airstrike hit Y."""
    if metric.metric != "strikes" or metric.count != 1:
        return False
    article = "0" not in draft.tokens.tags[metric.first : metric.last]
    consists = draft.tokens.tags[metric.last : metric.last + 1] == "c"  # a strike consisting of two engagements
    return draft.party == "russia" or (article and not consists and not (metric.subject and metric.place is not None))


def _mention(draft: Draft, one: Counted, printed: dict[int, str], told_on: Stated | None) -> naming.Mention:
    metric, scene = one.metric, one.scene
    place, country = _place(one), _country(draft, one)
    count = metric.count if metric.count is not None else metric.hedge
    parts = (one.name, count, "" if one.scope in ("period", "place") else one.scope, place or country)
    same = (one.name, metric.count, metric.hedge, one.scope, told_on and told_on.end)
    own = draft.is_own(scene) and scene.told_by is None
    voice = draft.voice(metric.first, scene.sentence) if own else "background"
    words = "" if one.scope == "period" else printed[id(scene)]  # a total told again is the same total
    province = None if one.scope == "place" else country  # places of one country are not one place
    return naming.Mention(parts, same, one.name, place, province, voice, words, metric.first)


def _place(one: Counted) -> str | None:
    where = one.metric.place
    return where.place if one.scope == "place" and where is not None else None


def _country(draft: Draft, one: Counted) -> str | None:
    """The country of a coalition's total, stated or that of the province its place is named after."""
    if draft.party != "coalition":
        return None
    where = one.metric.place if one.scope == "place" else None
    in_syria = where is not None and "R" in draft.tokens.tags[where.first : where.last]
    return one.metric.country or ("Syria" if in_syria else None)


def _tally(
    draft: Draft, one: Counted, mention: naming.Mention, named: naming.Named, listed: tuple[str, ...],
    told_on: Stated | None, period: Period,
) -> Tally:  # fmt: skip
    metric = one.metric
    own = _days(draft, one.scene, period) if one.scope == "period" else None
    own = _since(draft, one.scene) if one.scope == "cumulative" else own
    if one.scope == "place" and told_on is not None:
        other = {"start": told_on.start.isoformat(), "end": told_on.end.isoformat()}
        own = other if other != {"start": period.start, "end": period.end} else None  # a line of another day
    return Tally(
        named.id, one.name, metric.count, metric.hedge, one.scope, own, mention.place, _country(draft, one), listed,
        mention.voice, named.repeats, metric.span,
    )  # fmt: skip


def _days(draft: Draft, scene: Scene, period: Period) -> dict[str, str] | None:
    """The days a total is over: those its own sentence states, else those of the bulletin."""
    sentence = scene.sentence
    named = draft.stated(sentence.first, sentence.last)
    days = [day for day in named if not (day.since or day.report)]
    if days:
        return {"start": days[0].start.isoformat(), "end": days[0].end.isoformat()}
    return {"start": period.start, "end": period.end} if period.start and period.end else None


def _since(draft: Draft, scene: Scene) -> dict[str, str] | None:
    """The days of a running total whose first one is stated, up to that of the report."""
    begun = [day for day in draft.stated(scene.sentence.first, scene.sentence.last) if day.since]
    if not begun or begun[0].start > draft.day:
        return None
    return {"start": begun[0].start.isoformat(), "end": draft.day.isoformat()}


def _listed(counted: list[Counted], facts: Facts) -> dict[int, tuple[str, ...]]:
    """For each total (by id) the provinces of its sentence: on its targets, or on its sorties where it has none."""
    names: dict[int, set[str]] = {}
    for metric, scene in facts.metrics:
        if metric.hedge != "none":
            names.setdefault(id(scene), set()).add(metric.metric)
    out: dict[int, tuple[str, ...]] = {}
    longest: dict[int, tuple[str, ...]] = {}
    for one in counted:
        key = id(one.scene)
        if key not in longest:
            longest[key] = max((where.provinces for where in one.scene.provinces), key=len, default=())
        holder = next((name for name in ("targets", "sorties", "strikes") if name in names.get(key, ())), None)
        out[id(one.metric)] = longest[key] if one.name == holder else ()
    return out


def _restated(tally: Tally, others: list[Tally]) -> Tally:
    """The tally, marked where it is another one told again in a weaker voice or rounded."""
    if tally.repeats is not None or tally.scope != "period":
        return tally
    metrics = (tally.metric, "targets") if tally.metric == "strikes" else (tally.metric,)
    for other in others:
        if other.metric not in metrics or other is tally:
            continue
        weaker = naming.BEST[other.voice] < naming.BEST[tally.voice]
        rounded = other.voice == tally.voice and tally.hedge != "exact"
        if (weaker or rounded) and restates(tally, other):
            return tally._replace(repeats=other.id)
    return tally
