"""What no rule read: every number that is in no fact and is no date, name or measure, and every target left over.

A named non-fact is a number that a rule knows not to be a claim: a date, a clock time, a distance, "one of".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Any

from scrapers.models import Span, Unread
from scrapers.reading.deeds import Scene
from scrapers.reading.draft import Draft
from scrapers.reading.periods import CAMPAIGN
from scrapers.reading.tokens import Tokens

NOT_A_FACT = re.compile(
    r"""
    (?:F,?)?M\.?[01](?:[->&](?:M\.?)?[01](?!:))?(?:,?0(?!:))? | [01](?:[->&][01])?f?M(?:,?0(?!:))?   # dates
    | M[,f]?0                                                                         # month and year
    | [φV]0U(?:0|M0?)                                                                 # how one began
    | 0:0(?::0)? | 0ς                                                                 # clock times
    | [hVi]{0,4}t?r?0-?U                                                              # lengths of time
    | h?0(?:[->]0)?-?k                                                                # measures
    | \#                                                                              # one of
    | \([wW]{0,2}h?0(?:-0)?[wWA]{1,4}[._]*\)                                            # a note in brackets
    | _0(?:-0)?                                                                       # numbers of releases
    """,
    re.VERBOSE,
)
MONTH = re.compile("M[,f]0")
LONGEST = 2400  # hours of a clock in four digits; more is no length of time that a text can have
CONTEXT = 40  # characters of the words beside a number that are shown


def numbers(draft: Draft, scenes: list[Scene], covered: list[Span]) -> list[Unread]:
    """The numbers of a text that stand in none of the covered spans and are no named non-fact."""
    text, tokens = draft.text, draft.tokens
    tags, starts, ends = tokens.tags, tokens.starts, tokens.ends
    known = bytearray(len(tags))
    for match in NOT_A_FACT.finditer(tags):
        first, last = match.span()
        if MONTH.fullmatch(match.group()) and not _is_year(tokens, last - 1):
            continue  # in March, 104 reports
        if match.group().endswith("0U") and not _is_length(tokens.values[last - 2]):
            continue
        known[first:last] = b"\1" * (last - first)
    for first, last in draft.plan.passed:
        known[first:last] = b"\1" * (last - first)
    for scene in scenes:
        for first, last in scene.named:
            known[first:last] = b"\1" * (last - first)
    named = bytes(known)
    for start, end in covered:
        first, last = bisect_left(starts, start), bisect_right(ends, end)
        if first < last:
            known[first:last] = b"\1" * (last - first)
    out = []
    at = tags.find("0")
    while at >= 0:
        loose = not (named[at] or isinstance(tokens.values[at], int))  # a fact beside it holds no count
        if loose or not (known[at] or _is_year(tokens, at)):
            last = min(at + 3, len(tags) - 1)
            printed = text[starts[at] : min(ends[last], starts[at] + CONTEXT)].split("\n")[0]
            reason = "it states no single count" if loose else "no rule reads it"
            out.append(Unread("number", printed, reason, (starts[at], ends[at])))
        at = tags.find("0", at + 1)
    return out


def _is_length(value: Any) -> bool:
    return isinstance(value, int) and value <= LONGEST


def _is_year(tokens: Tokens, at: int) -> bool:
    value = tokens.values[at]
    four = tokens.ends[at] - tokens.starts[at] == 4
    return four and isinstance(value, int) and CAMPAIGN[0] - 4 <= value <= CAMPAIGN[1]


def targets(scenes: list[Scene], covered: list[Span]) -> list[Unread]:
    """The counted targets that no deed took, in sentences that tell of strikes."""
    spans = set(covered)
    return [
        Unread("target", item.text[:CONTEXT], "no deed is told of it", item.span)
        for scene in scenes
        if scene.deeds or scene.metrics
        for item in scene.left
        if item.span not in spans
    ]
