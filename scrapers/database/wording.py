"""Neutral words for the site: titles, phrases, days. In: figures and canonical names. Out: short English.

This room knows no publisher's words; what it writes may stand beside any of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from scrapers.database.schema import PARTY_ACTORS, PARTY_NAMES

UNCOUNTED = re.compile(r"(equipment|hardware|personnel|artillery|ammunition|headquarters|terrain|aircraft|[^aiou]s)$")
VAGUE = {"dozens": "dozens of", "hundreds": "hundreds of", "several": "several"}
HEDGED = {"at least": "at least ", "about": "about ", "up to": "up to "}
DOERS = {"Coalition": "the US-led coalition", "United States": "the United States"}
ACRONYM = re.compile(r"\b(vbied|uav|rpg)\b")
TITLE_METRICS = ("sorties", "strikes", "engagements", "targets")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
FORMULA = "=+-@＝＋－＠ \t\r\n"  # the full-width forms open one too


def inert(text: str | None) -> str | None:
    """The text without control and direction characters and without a formula's opening.

    >>> inert("=cmd\\x00")
    'cmd'
    """
    if not text or (text.isprintable() and text[0] not in FORMULA and text[-1] != " "):
        return text  # as nearly all are
    return CONTROLS.sub(" ", text).strip().lstrip(FORMULA)


def plural(noun: str) -> str:
    """The plural of a target noun; what follows " with " or " of " stays.

    >>> plural("vehicle with heavy weapon"), plural("battery"), plural("military equipment")
    ('vehicles with heavy weapon', 'batteries', 'military equipment')
    """
    head, word, rest = re.match(r"(.*?)(\s(?:with|of|for|in)\s|$)(.*)", noun, re.S).groups()  # type: ignore[union-attr]
    if UNCOUNTED.search(head):
        return noun
    if re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "es" if re.search(r"(ch|sh|x|z|ss|us)$", head) else "s"
    return str(head + word + rest)


def quantity(count: int | None, hedge: str | None, noun: str) -> str:
    """A number with its hedge and noun.

    >>> quantity(3, "exact", "truck"), quantity(None, "dozens", "truck"), quantity(None, "unstated", "truck")
    ('3 trucks', 'dozens of trucks', 'trucks, number not stated')
    """
    if count is not None:
        return f"{HEDGED.get(hedge or '', '')}{count:,} {noun if count == 1 else plural(noun)}"
    if hedge in VAGUE:
        return f"{VAGUE[hedge]} {plural(noun)}"
    return f"{plural(noun)}, number not stated"


def doer(actor: str) -> str:
    """An actor of the record in words that take no side.

    >>> doer("Syria (government)"), doer("Turkey (forces)"), doer("Coalition"), doer("United States")
    ("Syria's government forces", "Turkey's forces", 'the US-led coalition', 'the United States')
    """
    if actor in DOERS:
        return DOERS[actor]
    country, bracket, side = actor.rstrip(")").partition(" (")
    return f"{country}'s {'forces' if side == 'forces' else side + ' forces'}" if bracket else country


@lru_cache(20_000)
def phrase(party: str, actor: str, action: str, target: str, count: int | None, hedge: str) -> str:
    """A claim in neutral words: who claims, how many of what, and what is said to have been done.

    >>> phrase("russia", "Russia", "destroyed", "truck", 3, "exact")
    "Russia's Ministry of Defence claims: 3 trucks destroyed"
    """
    by = "" if actor == PARTY_ACTORS[party] else f" by {doer(actor)}"
    what = quantity(count, hedge, ACRONYM.sub(lambda found: found[0].upper(), target))
    number, comma, rest = what.partition(", number not stated")
    return f"{PARTY_NAMES[party]} claims: {number} {action}{by}{comma}{rest}"


def day(iso: str) -> str:
    """A date as people write it.

    >>> day("2015-12-03")
    '3 December 2015'
    """
    value = date.fromisoformat(iso)
    return f"{value.day} {value:%B %Y}"


def days(start: str | None, end: str | None) -> str | None:
    """A period in words, without saying anything twice.

    >>> days("2015-12-18", "2015-12-23")
    '18-23 December 2015'
    """
    if not start or not end or start == end:
        return day(start or end or "") if start or end else None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day(end)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} - {day(end)}"
    return f"{day(start)} - {day(end)}"


def title(
    publisher: str, when: str | None, totals: Mapping[str, tuple[int | None, str]], claims: int, partial: bool = False
) -> str:
    """A neutral title of a briefing: its publisher, days and figures, said to be claimed.

    >>> title("Example Outlet", "3 March 2016", {"strikes": (12, "at least")}, 4)
    'Example Outlet, 3 March 2016: at least 12 strikes claimed'
    >>> title("Example Outlet", None, {}, 0, partial=True)
    'Example Outlet, day not stated: no claim about targets in the part quoted'
    """
    figures = [
        f"{HEDGED.get(totals[metric][1], '')}{totals[metric][0]:,} {metric if totals[metric][0] != 1 else metric[:-1]}"
        for metric in TITLE_METRICS
        if metric in totals and totals[metric][0] is not None
    ]
    if figures:
        what = ", ".join(figures) + " claimed"
    elif claims:
        what = f"{claims} claim{'s' if claims != 1 else ''} about targets"
    else:
        what = "no claim about targets" + (" in the part quoted" if partial else "")
    return f"{publisher}, {when or 'day not stated'}: {what}"
