"""Word order where nouns decline: what belongs to a noun stands behind it, dates run from one preposition to another.

In: the letters of a text's tokens, their values and characters. Out: the same tokens with other letters, so that the
grammar needs no second form of its rules. Letters made here: `ö` a noun that says whose or of what the noun before it
is, `Ö` the group that owns it, `÷` what a depot holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scrapers.languages import Pack, fold

YEARS = range(2010, 2027)
YEAR = "year"  # the unit of calendar.csv
FROM_TO = re.compile(r"u(?=[01](?:f?M(?:,?0)?)?o[01]f?M)")  # from 26 November | to 4 December
SINCE = re.compile(r"u(?=[01]f?M)")
SHARE = re.compile(r"(?<=0)<(?=t?0[mGwW§]{0,3}[N=])|(?<=N)<(?=[h0av])")  # 12 of the 15 | a column of 12
OWNERS = re.compile(r"[N=]((?:m{0,3}(?:§m{0,2}G|G|§|N|=))+)")
ANOTHER = re.compile(r"(?:,|,?&)m{0,3}([N=])")
OWNER = {"N": "ö", "=": "ö", "§": "ö", "G": "Ö"}
GENITIVE, SUBJECT = "g", ("n", "a")


def years(letters: str, values: list[Any]) -> Iterator[tuple[int, int, str, Any, bool]]:
    """A year with the word for it as one token: a number behind a date or a length, else a word."""
    at = letters.find("0U")
    while at >= 0:
        if values[at] in YEARS and values[at + 1] == YEAR:
            yield at, at + 2, "0" if letters[at - 1 : at] in ("M", "U") else "w", values[at], False
        at = letters.find("0U", at + 1)


def spans(letters: str) -> str:
    """The letters with the prepositions of dates and shares as those of a language that has one for each."""
    out = list(letters)
    for match in SINCE.finditer(letters):
        out[match.start()] = "z"
    for match in FROM_TO.finditer(letters):
        out[match.start()], out[letters.index("o", match.start())] = "<", ">"
    for match in SHARE.finditer(letters):
        out[match.start()] = "f"
    return "".join(out)


def owners(text: str, letters: str, starts: list[int], ends: list[int], pack: Pack) -> str:
    """The letters with what stands in the genitive behind a noun marked as its owner, contents or part."""
    out = list(letters)

    def cases(at: int) -> str:
        return pack.cases.get(fold(text[starts[at] : ends[at]]), "")

    done = 0
    for match in OWNERS.finditer(letters):
        if match.start() < done:
            continue
        last = first = match.start(1)
        held = letters[first] == "="
        for at in range(first, match.end()):
            if letters[at] in "N=" and GENITIVE not in cases(at):
                break
            if letters[at] in OWNER:
                out[at] = OWNER[letters[at]]
                last = at + 1
        if held and last > first:
            out[first] = "÷"
        done = last if held else _others(letters, out, last, match.start(), cases)
    return "".join(out)


def _others(letters: str, out: list[str], last: int, head: int, cases: Any) -> int:
    """Marks what else belongs to a noun: positions of mortars and | artillery; returns where that ends."""
    own = cases(head)
    if last == head + 1 or not any(case in own for case in SUBJECT):
        return last  # nothing belongs to it, or it stands in the genitive itself
    while (match := ANOTHER.match(letters, last)) is not None:
        told = cases(match.start(1))
        if GENITIVE not in told or any(case in told for case in SUBJECT):
            break
        out[match.start(1)] = "ö"
        last = match.end()
    return last
