"""Numbers in digits and in words: a word, or a run of number words, in; the letter and value of one number out.

Knows the kinds that a language's table of numbers has (unit, tens, hundreds, scale), none of its words.
"""

from __future__ import annotations

import re
from typing import Any

from scrapers.languages import Entry, Pack, Seen

MOST_DIGITS = 9
NUMBER = re.compile(
    r"""
      (?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th)
    | (?P<whole>[0-9]{1,3}(?:[,\u00a0\u202f\u2009'’][0-9]{3})+ | [0-9]+)
    | (?P<decimal>[0-9]+\.[0-9]+)
    """,
    re.VERBOSE,
)
COMMA = re.compile("[0-9]+,[0-9]+")  # 12,5 | 1,09: no thousands
DECIMAL_COMMA = re.compile("[0-9]{1,3},[0-9]{1,2}")
# What kind of number word can follow another in one number: a hundred and twenty-two.
AFTER = {
    "": ("unit", "tens", "hundreds"), "scale": ("unit", "tens", "hundreds"), "hundreds": ("unit", "tens"),
    "tens": ("unit",),
}  # fmt: skip


def number(word: str) -> tuple[str, Any]:
    """The letter and value of a word that begins with a digit; `W` where it is a name such as 3M-54.

    >>> number("2.5"), number("1,093"), number("31.12.2015"), number("105mm")
    (('0', 2.5), ('0', 1093), ('W', '31.12.2015'), ('W', '105mm'))
    """
    match = NUMBER.fullmatch(word)
    if match is None:
        return ("0", None) if COMMA.fullmatch(word) else ("W", word)
    if match["ordinal"]:
        return "1", int(match["ordinal"])
    if match["decimal"]:
        whole, _, part = word.partition(".")
        # Targets do not come in thousandths: three digits behind a point are thousands.
        return "0", int(whole + part) if len(part) == 3 and 0 < len(whole) < 4 and whole != "0" else float(word)
    digits = "".join(c for c in word if c.isdigit())
    cut = len(digits) == 3 and digits[0] == "0"  # the end of 1 093
    return "0", int(digits) if len(digits) <= MOST_DIGITS and not cut else None


def letter_before(i: int, seen: list[Seen], out: list[tuple[int, int, Entry]]) -> str:
    """The letter of the token before a word."""
    if out and out[-1][1] == i:
        return out[-1][2].tag
    return seen[i - 1][2] if i else ""


def run(i: int, words: list[str], seen: list[Seen], out: list[tuple[int, int, Entry]], pack: Pack) -> int:
    """Adds the number that begins at a number word; returns where it ends.

    Two hundred and twelve, twenty-two, two dozen, 1.8 thousand, a hundred.
    """
    first, last, total = i, i, 0
    current: float = 0
    role = ""
    before = seen[i - 1] if i and not (out and out[-1][1] >= i) else None
    if seen[i][3][1] == "scale" and before is not None:
        scaled = before[3] if before[2] in ("0", "a") else None
        if scaled is None and before[0][0].isdigit():
            scaled = _decimal(before[0])
            if scaled is None:
                out.append((i - 1, i + 1, Entry("0", None)))  # 1,0933 thousand | 2nd hundred
                return i + 1
        first, current = (i, 0) if scaled is None else (i - 1, scaled)
    if seen[i][0] in pack.alone and first == i and letter_before(i, seen, out) != "h":
        out.append((i, i + 1, Entry("v", pack.alone[seen[i][0]])))  # hundreds of
        return i + 1
    while last < len(seen) and seen[last][2] == "0" and isinstance(seen[last][3], tuple):
        value, kind = seen[last][3]
        if kind == "scale":
            current = (current or 1) * value
            if value >= 1000:
                total, current = total + round(current), 0
        elif kind in AFTER.get(role, ()) and not (role == "tens" and value >= 10):
            current += value
        else:
            break
        role, last = kind, last + 1
        if role == "scale" and value != 12 and _goes_on(last, seen):
            last += 1
    if role == "scale" and first < i and total and _is_rest(last, seen):
        total, last = total + seen[last][3], last + 1  # 18 thousand 800
    short = role == "scale" and seen[last - 1][0] in pack.abbreviations and last + 1 < len(seen)
    if short and seen[last][0] == "." and not words[last + 1][0].isupper():
        last += 1  # a thousand cut short keeps its dot
    whole = round(total + current, 6)
    out.append((first, last, Entry("0", int(whole) if whole == int(whole) else whole)))
    return last


def _is_rest(at: int, seen: list[Seen]) -> bool:
    """Whether digits go on a number of thousands: 18 thousand | 800."""
    return at < len(seen) and seen[at][2] == "0" and type(seen[at][3]) is int and 100 <= seen[at][3] < 1000


def _decimal(word: str) -> float | None:
    """The number with a decimal comma before a thousand: 1,8 thousand; None for any other name."""
    return float(word.replace(",", ".")) if DECIMAL_COMMA.fullmatch(word) else None


def _goes_on(at: int, seen: list[Seen]) -> bool:
    """Whether a hundred or a thousand goes on after an "and": two hundred and twelve."""
    if at + 1 >= len(seen) or seen[at][2] != "&":
        return False
    after = seen[at + 1]
    return after[2] == "0" and isinstance(after[3], tuple) and after[3][1] in ("unit", "tens")
