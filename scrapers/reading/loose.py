"""Numbers that state no single count: ranges, halves, a minus, "30 or more", "half of the 12", "in 2016 planes".

In: the letters of a text's tokens, their values and characters. Out: which tokens are one such number, with what they
are instead: a number without a value, which no fact can take for a count and the remainder shows; the words that make
a number loose are words of the language. What belongs to a date, a clock or a length of time is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BETWEEN = "between"
UP_TO = "up to"
YEARS = range(2010, 2027)  # printed with four digits behind "in" they are no count of what follows
MINUS = "-−–"  # an em dash is a sign between words
NOUN = "[mGwWqC§]{0,3}[NSOEC=J]"
TIME = r"-?U|:|ς|f?M"
# The first letter is tried alone, so that a text is passed over at the speed of a plain search.
LOOSE = re.compile(
    rf"""(?:0|a(?=[->|&h½])|<(?=[0a])|½|-(?=0))(?:
      (?P<range>(?:(?<=<)[0a]|(?<=[0a]))(?:[->|h][0a]){{1,3}}(?!{TIME})) # 12-15 | from twelve to fifteen
    | (?P<between>(?<=i0)&[0a](?!{TIME}))                             # between 10 and 12
    | (?P<half>(?:(?<=½)|(?<=[0a])&?a?½)f?t?[0a](?!{TIME}))           # half of the 12 | one and a half thousand
    | (?P<share>(?<=0)ft?0(?=[mGwW§]{{0,3}}[N=]))                       # 12 of the 15 | trucks
    | (?P<open_end>(?<=[0a])-?½(?!{TIME}))                                # 60-odd | a dozen or so
    | (?P<open_start>(?<=0)(?={NOUN}\|[º½]))                               # 30 militants or more
    | (?P<negative>(?<=-)0(?!{TIME}))                                    # -5
    | (?P<year>(?<=[iz&]0)(?=[mwA]{{0,2}}[CJNSOE=]))                       # in 2016 planes
    | (?P<size>(?<=0)-?k(?=[mGwq]{{0,2}}[N=]))                         # 122 mm | guns
    )""",
    re.VERBOSE,
)
Found = tuple[int, int, str, Any, bool]


def loose(text: str, letters: str, values: list[Any], starts: list[int], ends: list[int]) -> Iterator[Found]:
    """The tokens that are one loose number, in order: first, last, letter, value, whether plural."""
    for match in LOOSE.finditer(letters):
        first, last = match.span()
        kind = match.lastgroup
        if kind == "size":
            yield first, last, "m", "drop", False  # what follows is counted, not its calibre
        elif kind == "year":
            if _is_year(values[first], ends[first] - starts[first]):
                yield first, last, "w", text[starts[first] : ends[first]], False
        elif kind == "share":
            yield first, last, "0", values[first], False
        elif kind == "between":
            if values[first - 1] == BETWEEN:
                yield first - 1, last, "0", None, False
            elif all(_is_year(values[i], ends[i] - starts[i]) for i in (first, last - 1)):
                yield last - 1, last, "w", text[starts[last - 1] : ends[last - 1]], False  # in 2015 and 2016 planes
        elif kind == "negative":
            if text[starts[first]] in MINUS and _stands_alone(text, starts[first], starts[first + 1]):
                yield first, last, "0", None, False
        elif kind in ("range", "open_end") and any(letters[i] == "a" and values[i] == 1 for i in range(first, last)):
            continue  # one to a depot
        elif kind != "range" or _is_range(letters, values, starts, ends, first, last):
            yield first, last, "0", None, False


def _is_year(value: Any, length: int) -> bool:
    return isinstance(value, int) and value in YEARS and length == 4


def _stands_alone(text: str, sign: int, number: int) -> bool:
    """Whether a minus belongs to the number behind it and to nothing before it, nor opens a line of a list."""
    line = text.rfind("\n", 0, sign) + 1
    return number == sign + 1 and text[sign - 1 : sign].isspace() and bool(text[line:sign].strip())


def _is_range(letters: str, values: list[Any], starts: list[int], ends: list[int], first: int, last: int) -> bool:
    """Whether two numbers are the ends of a range; not days behind a month, years, or what follows a year."""
    if letters[first - 1 : first] == "M" or letters[first - 2 : first] == "M.":
        return False
    hedged = [i for i in range(first, last) if letters[i] == "h"]
    if any(values[i] != UP_TO for i in hedged):
        return False
    return not any(_is_year(values[i], ends[i] - starts[i]) for i in range(first, last) if letters[i] == "0")
