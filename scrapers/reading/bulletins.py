"""Scenes in, days out: which days the newest bulletin covers, and on which day each scene happened.

Rules: codebook.md, "Periods". Dates printed with the figures win over a length counted back ("the past 24 hours"), a
length wins over the dates of a sentence that only introduces the quotation.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from scrapers.models import Notice, Period
from scrapers.reading.deeds import Metric, Scene
from scrapers.reading.draft import Draft
from scrapers.reading.figures import Facts, is_by_night, scope
from scrapers.reading.periods import TODAY, YESTERDAY, Length, Stated, impossible, lengths, slipped
from scrapers.reading.speech import LATE, is_retold, is_speech, spoke_on, without_speech

INTRODUCES = ":T!,w"  # a sentence that ends so goes on in the quotation after it
UNKNOWN = Period(None, None, None, None)
LONGEST = 31  # days one release covers at the most
SPOKEN = 2  # tokens between a day and who spoke on it
LATE_AT_MOST = timedelta(days=LATE)  # between a day that is told as today and the text
FIGURES, OTHER = 1, 2  # how near a scene is to the figures of the bulletin


class Days(NamedTuple):
    """For each scene the dates and lengths it names; for each scene (by id) the days it happened on, where told.

    `retold` holds the scenes (by id) that an earlier report told.
    """

    dates: list[list[Stated]]
    lengths: list[list[Length]]
    told_on: dict[int, Stated]
    retold: set[int]


def days(draft: Draft, scenes: list[Scene]) -> Days:
    """The dates and lengths of all scenes."""
    dates = [_headed(draft, s, _own_dates(draft, s)) for s in scenes]
    return Days(
        [[day for day in named if not day.since] for named in dates],
        [lengths(draft.tokens, s.sentence.first, s.sentence.last, draft.pack.cases != {}) for s in scenes],
        _told_on(draft, scenes, dates),
        {id(scene) for scene, named in zip(scenes, dates, strict=True) if is_retold(draft, scene, named)},
    )


def _own_dates(draft: Draft, scene: Scene) -> list[Stated]:
    """The dates of a sentence, but for those that only describe: militants who had attacked on 20 April."""
    if draft.pack.cases and any(draft.tokens.tags[one.first - 1 : one.first] == "+" for one in scene.metrics):
        return []  # the first two strikes were made on 17 and 18 May
    named = draft.stated(scene.sentence.first, scene.sentence.last)
    return [day for day in named if not (draft.pack.cases and draft.tokens.tags[day.first - 1 : day.first] == "x")]


def _headed(draft: Draft, scene: Scene, dates: list[Stated]) -> list[Stated]:
    """The dates of a sentence; one that stands alone in its line is the day of the report."""
    first, last = scene.sentence.first, scene.sentence.last
    alone = len(dates) == 1 and not draft.tokens.tags[first : dates[0].first].strip("F,_") + draft.tokens.tags[
        dates[0].last : last
    ].strip(".,_-")
    return [dates[0]._replace(report=True)] if alone else dates


def date_notices(draft: Draft, scenes: list[Scene]) -> list[Notice]:
    """Where a text names a day that is in no calendar, or a year after its own: such a date is not used."""
    out = []
    for scene in scenes:
        for first, last in impossible(draft.tokens, scene.sentence.first, scene.sentence.last, draft.day):
            start, end = draft.span(first, last)
            out.append(Notice("date", f"there is no day {draft.text[start:end]!r}", ((start, end),)))
        for first, last in slipped(draft.tokens, scene.sentence.first, scene.sentence.last, draft.day):
            start, end = draft.span(first, last)
            out.append(Notice("date", f"{draft.text[start:end]!r} is a year after the text", ((start, end),)))
    return out


def _told_on(draft: Draft, scenes: list[Scene], dates: list[list[Stated]]) -> dict[int, Stated]:
    """The days of each scene; a sentence that only introduces (For May 3rd it reported:) dates those it introduces."""
    out: dict[int, Stated] = {}
    introduced: Stated | None = None
    totals = False  # whether the day was named with totals: it holds for the places that follow
    for scene, named in zip(scenes, dates, strict=True):
        days = [day for day in named if not (day.since or day.report or (draft.pack.cases and is_speech(draft, day)))]
        single = [day for day in days if day.start == day.end]
        sentence = scene.sentence
        quoted = draft.plan.quoted[sentence.first]
        if days and all(deed.item.generic for deed in scene.deeds):
            ends = draft.tokens.tags[max(sentence.first, sentence.last - 2) : sentence.last]
            opens = ends[-1] in INTRODUCES or ends == "!."
            if opens or (draft.party == "coalition" and scene.metrics):
                introduced, totals = days[-1], not opens
            elif quoted and introduced and single:
                introduced = single[-1]  # a day that the quotation itself names, after those that introduced it
        if days:
            out[id(scene)] = (single or days)[0]
        elif introduced and (totals or quoted):
            out[id(scene)] = introduced
    return out


def day(scene: Scene, days: Days, bulletin: Period) -> str | None:
    """The day of a scene, where one is told and the days of the bulletin do not already say it; of several the last."""
    told = days.told_on.get(id(scene))
    if told is None:
        return None
    start, end = told.start.isoformat(), told.end.isoformat()
    return None if start != end and (start, end) == (bulletin.start, bulletin.end) else end


def period(draft: Draft, scenes: list[Scene], facts: Facts, named: Days, mute: set[int]) -> tuple[Period, list[Notice]]:
    """The days that the newest bulletin covers, and a notice where the stated length is not that of the dates."""
    metrics: dict[int, list[Metric]] = {}
    for metric, scene in facts.metrics:
        metrics.setdefault(id(scene), []).append(metric)
    deeds = {id(scene) for _, scene in facts.deeds}
    aside = mute | named.retold
    own = [scene.sentence.voice != "background" and id(scene) not in aside for scene in scenes]
    told = [n for n, scene in enumerate(scenes) if own[n] and _tells(draft, scene, deeds, metrics)]
    general = [n for n, scene in enumerate(scenes) if own[n] and scene.deeds and draft.is_own(scene)]
    tells = set(told)
    if draft.party == "russia":
        told = told or general  # on that day they struck facilities, and not one is named
    bare = [n for n, scene in enumerate(scenes) if own[n] and n not in tells and _strikes(draft, scene)]
    if not told and not bare:
        return UNKNOWN, []
    ranks = {n: _rank(draft, scenes[n], metrics.get(id(scenes[n]), [])) for n in told}
    whole = next((n for n in told if ranks[n] < OTHER and _sorties(metrics, scenes[n])), None)
    for n, scene in enumerate(scenes):  # behind the total, sorties of one type are part of it
        part = _sorties(metrics, scene) if whole is not None and n > whole and _is_of_a_part(draft, scene) else []
        if part and max(part) < max(_sorties(metrics, scenes[whole or 0])):
            ranks[n] = OTHER
            named.dates[n].clear()
            named.lengths[n].clear()
    ranks |= dict.fromkeys(bare, FIGURES)
    order = sorted(ranks, key=lambda n: (ranks[n], n))
    covered = {n: [day for day in named.dates[n] if not day.report] for n in order if ranks[n] < OTHER}
    if any(one.days for n in told if ranks[n] < OTHER for one in named.lengths[n]):
        for n in bare:  # it tells on 19 January of strikes: in the past four days 157 sorties were made
            covered[n] = [day for day in covered[n] if day.start != day.end]
    covered = without_speech(draft, covered, [named.dates[n] for n in order], [named.lengths[n] for n in order])
    dated = [n for n in order if covered.get(n)]
    if dated:  # of two bulletins the newest
        n = min(dated, key=lambda n: (-covered[n][0].end.toordinal(), ranks[n], n))
        return _stated(draft, covered[n][0], named.lengths[n])
    anchor, framed = _report(draft, scenes, named, mute)
    for n in order if framed else order + [n for n in general if n not in tells]:  # today they struck facilities
        ranges = [day for day in named.dates[n] if day.start != day.end and not day.report] if draft.pack.cases else []
        if ranges and n in ranks and not named.lengths[n]:
            return _stated(draft, ranges[0], [])  # destroyed on 18 to 24 August; in the course of the week
        for length in named.lengths[n]:
            if length.unit in ("weekend", "month", "year") or draft.tokens.tags[length.first - 1 : length.first] == "!":
                continue  # officials reported | yesterday
            span = draft.span(length.first, length.last)
            behind = [one for one in named.dates[n] if 0 <= one.first - length.last <= 1] if draft.pack.cases else []
            if behind:
                return _stated(draft, behind[0], [])  # in the course of a day, 13 October
            if length.unit == str(YESTERDAY):
                day = (anchor - timedelta(days=1)).isoformat()
                return Period(day, day, None, span), []
            if draft.pack.cases and length.unit == str(TODAY) and framed and draft.day - framed.end > LATE_AT_MOST:
                anchor, framed = draft.day, None  # on 12 January a treaty was signed; today they carry out an operation
            if length.days == 0 and framed is not None:
                return _stated(draft, framed, [])
            start = anchor - timedelta(days=length.days)
            return Period(start.isoformat(), anchor.isoformat(), length.days or None, span), []
    if draft.pack.cases and framed is not None and draft.day - framed.end > LATE_AT_MOST:
        today = _today(draft, own, scenes, named, draft.day)
        if today != UNKNOWN:
            return today, []
    if framed is not None and not framed.report and not (draft.pack.cases and is_speech(draft, framed)):
        return _stated(draft, framed, [])
    return _today(draft, own, scenes, named, anchor), []


def _today(draft: Draft, own: list[bool], scenes: list[Scene], named: Days, anchor: date) -> Period:
    """The day of the report, where a sentence beside the figures says that it was today."""
    for n, scene in enumerate(scenes if draft.pack.cases else ()):
        for length in named.lengths[n] if own[n] and draft.is_own(scene) else ():
            around = draft.tokens.tags[max(0, length.first - SPOKEN) : length.last + 1]
            if length.unit == str(TODAY) and "!" not in around:
                return Period(anchor.isoformat(), anchor.isoformat(), None, draft.span(length.first, length.last))
    return UNKNOWN


def _strikes(draft: Draft, scene: Scene) -> bool:
    """Whether a scene tells of strikes that nobody counts: yesterday they made strikes."""
    uncounted = any(metric.count is None for metric in scene.metrics)
    told = draft.pack.cases != {} and uncounted and not scene.negative
    return told and draft.is_own(scene) and not scene.since


def _tells(draft: Draft, scene: Scene, deeds: set[int], metrics: dict[int, list[Metric]]) -> bool:
    """Whether a scene belongs to the bulletin: it tells a deed or an own total."""
    return id(scene) in deeds or any(
        metric.hedge != "none" and scope(metric, scene, draft.tokens, False) in ("period", "place")
        for metric in metrics.get(id(scene), ())
    )


def _is_of_a_part(draft: Draft, scene: Scene) -> bool:
    return bool(scene.aircraft) or is_by_night(draft.tokens, scene)


def _sorties(metrics: dict[int, list[Metric]], scene: Scene) -> list[int]:
    return [one.count for one in metrics.get(id(scene), ()) if one.metric == "sorties" and one.count is not None]


def _rank(draft: Draft, scene: Scene, metrics: list[Metric]) -> int:
    """0 for a quotation with own totals, 1 for other totals, 2 for a scene without."""
    own = ("sorties", "targets") if draft.party == "russia" else ("strikes",)
    if not any(m.metric in own and m.count and m.place is None for m in metrics):
        return OTHER
    middle = (scene.sentence.first + scene.sentence.last) // 2
    return 0 if draft.plan.quoted[middle] and scene.sentence.voice != "headline" else FIGURES


def _report(draft: Draft, scenes: list[Scene], named: Days, mute: set[int]) -> tuple[date, Stated | None]:
    """The day of the report, and the dates that the sentences around the figures give."""
    framed = [
        (not (draft.plan.quoted[day.first] and (scene.metrics or scene.deeds)), n, day)
        for n, (scene, dates) in enumerate(zip(scenes, named.dates, strict=True))
        for day in dates
        if scene.sentence.voice != "background" and id(scene) not in mute
        if "λ" not in draft.tokens.tags[scene.sentence.first : scene.sentence.last]  # told late, of other days
        if "z" not in draft.tokens.tags[scene.sentence.first : day.first]  # since when, and what came then
    ]
    framed = [one for one in framed if not one[2].report] or framed
    newest: Stated | None = None
    belonging = [one for one in framed if _belongs(scenes, named, one[1])]
    framed = belonging if draft.pack.cases else belonging or framed
    introduced = [day for aside, n, day in framed if aside and not scenes[n].deeds and not scenes[n].metrics]
    if framed and draft.party == "coalition":
        newest = max(introduced or [_union(framed)], key=lambda day: day.end)
    elif framed and framed[0][0] and len(introduced) > 1 and all(aside for aside, _, _ in framed):
        newest = max(introduced, key=lambda day: day.end)  # of two bulletins the newest
    elif framed:
        newest = min(framed)[2]  # a quotation's own dates before those of the sentence around it
    if draft.plan.dateline is not None or newest is None:
        return draft.day if draft.plan.dateline is not None else spoke_on(draft, scenes), newest
    return newest.end, newest


def _belongs(scenes: list[Scene], named: Days, n: int) -> bool:
    """Whether the day of a scene is that of figures: its own, none at all, or those up to the next such day."""
    if scenes[n].deeds or scenes[n].metrics or scenes[n].negative:
        return True
    for k in range(n + 1, len(scenes)):
        if scenes[k].deeds or scenes[k].metrics:
            return True
        if named.dates[k]:
            return False
    return False


def _union(framed: list[tuple[bool, int, Stated]]) -> Stated:
    """All days of a release that tells of several: from the first to the last."""
    days = [day for _, _, day in framed]
    first, last = min(days, key=lambda day: day.start), max(days, key=lambda day: day.end)
    return last._replace(start=first.start) if (last.end - first.start).days < LONGEST else last


def _stated(draft: Draft, dates: Stated, named: list[Length]) -> tuple[Period, list[Notice]]:
    span = draft.span(dates.first, dates.last)
    length = next((one for one in named if one.days and one.unit in ("day", "hour", "week")), None)
    calendar = (dates.end - dates.start).days + 1
    found = Period(dates.start.isoformat(), dates.end.isoformat(), length.days if length else None, span)
    if length is None or length.days == calendar:
        return found, []
    detail = f"{length.days} days are stated and {calendar} dates are named"
    return found, [Notice("period", detail, (draft.span(length.first, length.last), span))]
