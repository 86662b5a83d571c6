"""Several texts of one briefing become one: facts told twice are one row, and every telling stays a proof.

In: readings of one briefing, as the record has them. Out: facts with their keys and tellings. It knows no SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from scrapers.errors import CheckFailed
from scrapers.models import Span
from scrapers.pages.said import hedged

Fact = dict[str, Any]
Reading = dict[str, Any]


class Told(NamedTuple):
    """A fact under its key in the database, and the texts and spans that tell it."""

    key: str
    fact: Fact
    tellings: dict[str, Span]


class Total(NamedTuple):
    """A briefing's own figure on which its texts agree, or none where they differ."""

    number: int | None
    hedge: str | None
    tellings: dict[str, Span]
    differing: tuple[str, ...]


def same(fact: Fact) -> tuple[str, int, str]:
    """What two tellings of one fact must share, beside the fact's own key, to be one row."""
    return fact.get("date") or "", -1 if fact["count"] is None else fact["count"], fact["hedge"] or ""


def completed(facts: list[Fact]) -> Fact:
    """One fact out of its tellings: what one text leaves out another may say."""
    fact = dict(facts[0])
    for other in facts[1:]:
        fact |= {name: value for name, value in other.items() if value and fact[name] in (None, [], ())}
    return fact


def united(briefing: str, readings: list[Reading], kind: str) -> list[Told]:
    """The facts of one kind in all texts of a briefing, each once."""
    groups: dict[str, dict[tuple[str, int, str], list[tuple[str, Fact]]]] = {}
    for reading in readings:
        for fact in reading[kind]:
            groups.setdefault(fact["id"], {}).setdefault(same(fact), []).append((reading["id"], fact))
    told = []
    for slug, variants in sorted(groups.items()):
        for place, (_, tellings) in enumerate(sorted(variants.items()), 1):
            key = f"{briefing}/{slug}" + (f"--{place}" if place > 1 else "")
            spans: dict[str, Span] = {}
            for text, fact in tellings:
                spans.setdefault(text, tuple(fact["span"]))
            told.append(Told(key, completed([fact for _, fact in tellings]), spans))
    return restated(briefing, told)


def restated(briefing: str, told: list[Told]) -> list[Told]:
    """The same facts, each restatement pointing at a row of this briefing and never in a circle."""
    keys = {one.key for one in told}
    earlier: dict[str, str] = {}
    for one in told:
        slug = one.fact["repeats"]
        if slug is None:
            continue
        if f"{briefing}/{slug}" not in keys:
            raise CheckFailed(one.key, f"it restates {slug}, which is not in the briefing: record the text again")
        earlier[one.key] = f"{briefing}/{slug}"
    for key in sorted(earlier):
        if circles(key, earlier):
            del earlier[key]
    return [one._replace(fact=one.fact | {"repeats": earlier.get(one.key)}) for one in told]


def circles(key: str, earlier: dict[str, str]) -> bool:
    """Whether following restatements from this row leads back to it."""
    seen = set()
    at = earlier.get(key)
    while at is not None and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = earlier.get(at)
    return False


def total(readings: Iterable[Reading], metric: str) -> Total:
    """A briefing's own figure: an exact one beats a hedged one, two that differ give none."""
    stated: dict[tuple[int | None, str], dict[str, Span]] = {}
    for reading in readings:
        figure = reading["totals"].get(metric)
        if figure:
            stated.setdefault((figure["count"], figure["hedge"]), {})[reading["id"]] = tuple(figure["span"])
    exact = [figure for figure in stated if figure[1] == "exact"]
    candidates = exact or list(stated)
    if not candidates:
        return Total(None, None, {}, ())
    if len(candidates) == 1:
        count, hedge = candidates[0]
        return Total(count, hedge, stated[candidates[0]], ())
    ranked = sorted(candidates, key=lambda one: (one[0] is None, one[0] or 0, one[1]))
    return Total(None, None, {}, tuple(hedged(*one) for one in ranked))
