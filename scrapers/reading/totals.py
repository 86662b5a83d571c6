"""Tallies in, the party's own figures of this document out, and the notices of tallies that contradict each other.

Rules: codebook.md, "Figures": the newest bulletin; exact before rounded, quotation before body before lead; a headline
or a rounded restatement sets no figure; for the coalition the two countries are added where no grand total is printed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Any

from scrapers.models import Notice, Span, Tally
from scrapers.reading.naming import BEST

OWN_FIGURES = ("sorties", "strikes", "engagements", "targets")
BESIDE = 60  # characters between a total and another that is told with it
MOST_TOTALS = 100  # of one kind that are compared with each other; no briefing states so many
LONGEST = 31  # days that one briefing tells of at the most
MOST_A_DAY = 300  # sorties: about twice what the ministry ever claimed for a day
MOST_UNDATED = 3000  # sorties told without any days; more are a running total
STRIKES_A_SORTIE = 4  # more than were ever claimed
FACTOR = 3  # two numbers further apart are not of one figure: sorties of a day, and of a week told beside them
ROUNDED = 0.3  # "more than 1,000" restates 1,093; beyond this share two figures are two facts


def totals(tallies: list[Tally], party: str, newest: str | None) -> dict[str, dict[str, Any]]:
    """The document's own figures by metric, each {count, hedge, span}; `newest` is the end of the newest period.

    Two numbers for one figure that nothing ranks give none (`differing_notices` tells of them).
    """
    out = {}
    for metric, told in _figures(tallies, party, newest):
        chosen = _country_sum(told) if party == "coalition" else _best(told)
        if chosen is not None:
            out[metric] = chosen
    return out


def _figures(tallies: list[Tally], party: str, newest: str | None) -> Iterator[tuple[str, list[Tally]]]:
    """For each metric the tallies that can be the document's own figure."""
    own = [t for t in tallies if t.scope == "period" and t.repeats is None and t.voice != "background"]
    own = [t for t in own if newest is None or t.period is None or t.period["end"] == newest]
    sorties: dict[str, Any] | None = None
    for metric in OWN_FIGURES:
        told = [t for t in own if t.metric == metric and t.count is not None]
        if metric == "strikes" and party == "russia":
            told = [t for t in told if t.voice not in ("headline", "lead")]
        if metric == "targets" and sorties is not None and len({t.count for t in told}) > 1:
            told = _beside(told, own, sorties["count"]) or told
        if metric == "sorties":
            sorties = _best(told)
        yield metric, told


def differing_notices(tallies: list[Tally], party: str, newest: str | None) -> list[Notice]:
    """Where a text states two numbers for one figure, equally sure and in one voice: 39 sorties, 36 sorties."""
    out = []
    for metric, told in _figures(tallies, party, newest) if party == "russia" else ():
        best = _rivals(told)
        if best:
            detail = f"the text counts {' and '.join(str(t.count) for t in best)} {metric}; no figure is taken"
            out.append(Notice("figures differ", detail, tuple(t.span for t in best)))
    return out


def _beside(candidates: list[Tally], own: list[Tally], sorties: int) -> list[Tally]:
    """Of different totals of targets those told with the sorties: 18 sorties against 12 targets."""
    ends = [t.span[1] for t in own if t.metric == "sorties" and t.count == sorties]
    return [t for t in candidates if any(0 <= t.span[0] - end <= BESIDE for end in ends)]


def _best(told: list[Tally]) -> dict[str, Any] | None:
    return None if _rivals(told) else _given(_ranked(told))


def _given(ranked: list[Tally]) -> dict[str, Any] | None:
    return {"count": ranked[0].count, "hedge": ranked[0].hedge, "span": ranked[0].span} if ranked else None


def _ranked(told: list[Tally]) -> list[Tally]:
    """The tallies of one figure, the surest first; a headline yields to the text."""
    told = [t for t in told if t.voice != "headline"] or told
    return sorted(told, key=lambda t: (t.hedge != "exact", BEST[t.voice], t.span))


def _rivals(told: list[Tally]) -> list[Tally]:
    """The tallies of one figure that are equally sure and differ; none where one is the surest."""
    ranked = _ranked(told)
    alike = [t for t in ranked if (t.hedge, t.voice, t.period) == (ranked[0].hedge, ranked[0].voice, ranked[0].period)]
    counts = {t.count or 0 for t in alike}
    return alike if len(counts) > 1 and max(counts) <= FACTOR * min(counts) else []


def _country_sum(candidates: list[Tally]) -> dict[str, Any] | None:
    grand = [t for t in candidates if t.country is None]
    if grand:
        return _given(_ranked(grand))
    by_country = {t.country: t for t in candidates}
    if len(by_country) < 2 or len(candidates) > len(by_country):
        return None  # one country alone, or several days of each: nothing is added up
    if any(t.hedge != "exact" for t in by_country.values()):
        return None
    first = min(t.span for t in by_country.values())
    return {"count": sum(t.count or 0 for t in by_country.values()), "hedge": "exact", "span": first}


def restates(rounded: Tally, exact: Tally) -> bool:
    """Whether a figure is another one told again: the same number, or a rounded one that it satisfies."""
    if rounded.count is None or exact.count is None or exact.hedge != "exact":
        return False
    if rounded.count == exact.count:
        return True
    if rounded.hedge == "at least":
        return exact.count * (1 - ROUNDED) <= rounded.count <= exact.count
    if rounded.hedge in ("about", "up to"):
        return abs(rounded.count - exact.count) <= exact.count * ROUNDED / 3
    return False


def is_long(tally: Tally) -> bool:
    """Whether a total is of more sorties than can be flown in the days of any one briefing: a running total."""
    most = MOST_UNDATED if tally.metric == "sorties" else MOST_UNDATED * STRIKES_A_SORTIE
    return tally.metric in OWN_FIGURES and tally.count is not None and tally.count > most


def unit_notices(tallies: list[Tally]) -> list[Notice]:
    """Where one number is told of two units: 1,093 airstrikes in the headline, 1,093 targets in the quotation."""
    out = []
    targets = [t for t in tallies if t.metric == "targets" and t.repeats is None and t.hedge == "exact"][:MOST_TOTALS]
    for one in [t for t in tallies if t.metric == "strikes"][:MOST_TOTALS] if targets else ():
        for other in targets:
            if restates(one, other):
                detail = (
                    f"the {one.voice} counts {one.hedge} {one.count} strikes where the {other.voice} counts"
                    f" {other.count} targets"
                )
                out.append(Notice("unit", detail.replace("exact ", ""), (one.span, other.span)))
    return out


def closure_notices(tallies: list[Tally], complete: bool) -> list[Notice]:
    """Where the strikes told place by place are not those told for their country, or the two countries not the whole.

    A release quoted in part can only tell too many; one that is `complete` must tell all.
    """
    out = []
    heads = [t for t in tallies if t.metric == "strikes" and t.scope == "period" and t.repeats is None]
    ends = sorted(t.span for t in tallies if t.metric == "strikes" and t.scope in ("period", "part"))
    places = [t for t in tallies if t.metric == "strikes" and t.scope == "place"]
    places.sort(key=lambda t: t.span)
    spans = [t.span for t in places]
    for head in heads:
        after = bisect_right(ends, head.span)
        last = bisect_left(spans, ends[after]) if after < len(ends) else len(spans)
        parts = [t for t in places[bisect_right(spans, head.span) : last] if t.repeats is None]
        parts = [t for t in parts if None in (t.country, head.country) or t.country == head.country]
        told = sum(t.count or 0 for t in parts)
        if parts and head.count is not None and (told > head.count or (complete and told < head.count)):
            detail = f"{head.count} strikes are told in all and {told} place by place"
            out.append(Notice("closure", detail, (head.span, *(t.span for t in parts))))
    return out


def rate_notices(tallies: list[Tally]) -> list[Notice]:
    """Where more sorties are told than could be flown in the days they are told for: a running total, or a slip."""
    out = []
    for tally in tallies:
        if tally.metric != "sorties" or tally.scope != "period" or tally.period is None or tally.count is None:
            continue
        days = (date.fromisoformat(tally.period["end"]) - date.fromisoformat(tally.period["start"])).days + 1
        if tally.count > MOST_A_DAY * days:
            detail = f"{tally.count} sorties are told for {days} days, more than {MOST_A_DAY} a day"
            out.append(Notice("rate", detail, (tally.span,)))
    return out


def country_notices(tallies: list[Tally]) -> list[Notice]:
    """Where the strikes told for each country are not those told for both together."""
    strikes = [t for t in tallies if t.metric == "strikes" and t.scope == "period" and t.repeats is None]
    whole, parts = [t for t in strikes if t.country is None], [t for t in strikes if t.country is not None]
    told = sum(t.count or 0 for t in parts)
    if len(whole) != 1 or len(parts) != len({t.country for t in parts}) or len(parts) < 2:
        return []
    if whole[0].count in (None, told):
        return []
    detail = f"{whole[0].count} strikes are told in all and {told} for the countries"
    return [Notice("closure", detail, tuple(t.span for t in (*whole, *parts)))]


def province_notices(tallies: list[Tally], listed: tuple[tuple[str, ...], Span] | None) -> list[Notice]:
    """Where a stated number of provinces differs from the fullest list of them."""
    if listed is None:
        return []
    names, span = listed
    return [
        Notice("provinces", f"{tally.count} provinces are counted and {len(names)} are listed", (tally.span, span))
        for tally in tallies
        if tally.metric == "provinces" and tally.count not in (None, len(names))
    ]
