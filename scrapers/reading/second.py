"""A second reader: derives the count of a fact anew from the words of its span, by other means than the first.

It knows number words and digits, no grammar. Where the two readers disagree the number is not published: the fact goes
to the unread remainder with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from scrapers.languages import Pack, fold
from scrapers.models import Claim, Statement, Tally, Unread

DIGITS = re.compile(r"(?<![\w-])[0-9]+(?:[,.\u00a0\u202f\u2009'’ ][0-9]{3})*(?:[.,][0-9]+)?(?![0-9])")
DECIMAL_COMMA = re.compile("([0-9]{1,3}),([0-9]{1,2})")
WORDS = re.compile(r"[^\W\d_]+")
CONTEXT = 40
MOST_WORDS = 9  # of one number
Fact = TypeVar("Fact", Claim, Tally, Statement)


def counts(words: str, pack: Pack) -> set[float]:
    """Every number that the words of a span can stand for.

    Digits are taken as printed; number words are added up or multiplied as they follow one another.
    """
    found: set[float] = set()
    low = fold(words)
    thousands = 0.0
    for match in DIGITS.finditer(low):
        comma = DECIMAL_COMMA.fullmatch(match.group())
        plain = ".".join(comma.groups()) if comma else re.sub(r"[,\u00a0\u202f\u2009'’ ]", "", match.group())
        value = float(plain.replace(".", "")) if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", plain) else float(plain)
        after = WORDS.search(low, match.end())
        scaled = round(value * _scale([after.group()] if after else [], pack), 6)
        found.update((scaled, value, thousands + value))
        thousands = scaled if scaled > value else 0.0
    run: list[tuple[float, bool]] = []
    for word in WORDS.findall(low):
        if word in pack.numbers:
            run = [*run[-MOST_WORDS:], (pack.numbers[word], word in pack.scales)]
            found.update((run[-1][0], _put_together(run)))
        elif word not in pack.joins:
            run = []
    return found


def _scale(words: list[str], pack: Pack) -> float:
    return pack.numbers[words[0]] if words and words[0] in pack.scales else 1


def _put_together(run: list[tuple[float, bool]]) -> float:
    """Two hundred and twelve: a scale multiplies what stands before it, all else is added."""
    total = current = 0.0
    for value, scale in run:
        if scale and value < 1000:
            current = max(current, 1) * value
        elif scale:
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
    return total + current


def agreed(facts: Iterable[Fact], text: str, pack: Pack) -> tuple[list[Fact], list[Unread]]:
    """The facts whose count both readers find, and the others as unread."""
    kept: list[Fact] = []
    unread: list[Unread] = []
    for fact in facts:
        start, end = fact.span
        # A bare singular counts as one without a word for it.
        if fact.count in (None, 1) or float(fact.count) in counts(text[start:end], pack):
            kept.append(fact)
        else:
            reason = f"the first reader finds {fact.count}, the second does not"
            unread.append(Unread("number", text[start:end][:CONTEXT], reason, fact.span))
    return kept, unread
