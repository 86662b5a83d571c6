"""Word order where nouns decline: what belongs to a noun stands behind it, dates run from one preposition to another.

In: the letters of a text's tokens, their values and characters. Out: the same tokens with other letters, so that the
grammar needs no second form of its rules. Letters made here: `ö` a noun that says whose or of what the noun before it
is, `Ö` the group that owns it, `÷` what a depot holds, `ŵ` what the vehicle behind it is armed with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from scrapers.languages import Pack, fold

YEARS = range(2010, 2027)
YEAR = "year"  # the unit of calendar.csv
FROM_TO = re.compile(r"u(?=[01](?:f?M(?:,?0)?)?([oh])[01]f?M)")  # from 26 November | to 4 December
SINCE = re.compile(r"u(?=[01]f?M)")
TO_STRIKE = re.compile("(?<=O)~(?=m{0,2}So)")  # sorties were made | to deliver strikes on
AMONG_THEM = re.compile(r"(?<=\.)(\+[b:-]?|t)(?=-?h?0?m{0,3}N)")  # among them: camps | those are depots
ABOUT = re.compile("h(?=[mq]{0,2}[WR])")
AGAINST = re.compile(r"(?<=O)[i~](?=h?0m{0,3}N)")  # sorties on, to hit 10 facilities
OR_MORE = re.compile(r"(?<=0)&h(?![0va])")  # 30 and more
ORDINAL = re.compile(r"(?<=[NöG§])1(?=m{0,2}N)")  # the staff of the 1st | brigade
DAY = re.compile("ō")  # the twenty-fifth of May, else it only describes
# two | standing beside it | trucks, on | held outside of towns | depots
PARTICIPLE = re.compile("(?<=[0av@])[xg][iwmtWRsu>]{1,4}(?=m{0,2}N)|(?<=o)[xgm][iwmsuV>]{1,4}(?<=[sw])(?=m{0,2}N)")
BEFORE = re.compile(r"(?<=[0havoΠXLIS@&])x(?=m{0,2}[N=SO])")  # a participle before its noun only describes it
# the goals of the strikes(, which were made by planes,) were
GOALS = re.compile(r'N(?:[mwu]{0,3}[SwD])?(?:[jKmwW"]{0,6},T[^.;N0]{1,30},)?(?:b\+?|(?<=[SwD])(?P<sign>-))')
OPENS = (".", '"', ";", ",", "")  # what stands before a clause
GENERIC, NOMINATIVE, LISTED, HIT, THOSE = "unspecified", "n", "ł", "hit", "those"
QUOTED = re.compile(r'"(?<=[0av@]")(?=m{0,2}N")')  # 17 "noun"
ARMS = "ŵ"  # what a vehicle named behind it is armed with
EQUIPPED = re.compile(r"[ŭx](?<=[0av@].)m{0,2}([N=])(?=m{0,2}N)")  # 31 armed with guns | vehicle
SHARE = re.compile(r"(?<=0)<(?=t?0[mGwW§]{0,3}[N=])|(?<=N)<(?=[h0av])")  # 12 of the 15 | a column of 12
HEAD = re.compile(r"[N=]|ĝm{0,3}[N=]")
OWNERS = re.compile(r"(?:[mw]{0,2}(?:§m{0,2}G|G|§|N|=)){1,8}")
ANOTHER = re.compile(r"(?:,|,?&)m{0,3}([N=])")
OWNER = {"N": "ö", "=": "ö", "§": "ö", "G": "Ö"}
Found = tuple[int, int, str, Any, bool]
Cases = Callable[[int], str]
GENITIVE, INSTRUMENTAL, HELD = "g", "i", set("gil")  # the cases of what a depot holds


def years(letters: str, values: list[Any]) -> Iterator[tuple[int, int, str, Any, bool]]:
    """A year with the word for it as one token: a number behind a date or a length, else a word."""
    at = letters.find("0U")
    while at >= 0:
        if values[at] in YEARS and values[at + 1] == YEAR:
            yield at, at + 2, "0" if letters[at - 1 : at] in ("M", "U") else "w", values[at], False
        at = letters.find("0U", at + 1)


def near(letters: str, values: list[Any]) -> Iterator[Found]:
    """A word for about before a name as the place that it tells: about 40 tanks, but near | the town."""
    for match in ABOUT.finditer(letters):
        if values[match.start()] == "about":
            yield match.start(), match.start() + 1, "i", "near", False


def goals(
    text: str, letters: str, values: list[Any], starts: list[int], ends: list[int], pack: Pack
) -> Iterator[Found]:
    """What says that a list of what was hit follows, as one token: the goals of the strike were | depots and camps."""
    for match in GOALS.finditer(letters):
        at = match.start()
        first = at - (letters[at - 1 : at] == "m")
        if getattr(values[at], "kind", "") != GENERIC or letters[max(0, first - 1) : first] not in OPENS:
            continue
        told = {case[0] for case in pack.cases.get(fold(text[starts[at] : ends[at]]), "").split()}
        if told == {INSTRUMENTAL} or (NOMINATIVE in told and match["sign"]):
            yield first, match.end(), LISTED, HIT, False
    for match in AMONG_THEM.finditer(letters):
        if values[match.start()] == (THOSE if letters[match.start()] == "t" else ""):  # not: the first three
            yield match.start(), match.end(), LISTED, "", False


def spans(letters: str) -> str:
    """The letters with the prepositions of dates and shares as those of a language that has one for each."""
    out = list(letters)
    for match in SINCE.finditer(letters):
        out[match.start()] = "z"
    for match in FROM_TO.finditer(letters):
        out[match.start()], out[match.start(1)] = "<", ">"
    for match in DAY.finditer(letters):
        out[match.start()] = "1" if letters[match.end() : match.end() + 1] == "M" else "m"
    for match in PARTICIPLE.finditer(letters):
        out[match.start() : match.end()] = "m" * (match.end() - match.start())
    for match in TO_STRIKE.finditer(letters):
        out[match.start()] = "L"
    for pattern in (BEFORE, ORDINAL, QUOTED):
        for match in pattern.finditer(letters):
            out[match.start()] = "m"
    for match in AGAINST.finditer(letters):
        out[match.start()] = "o"
    for match in OR_MORE.finditer(letters):
        out[match.start() : match.end()] = "-½"
    for match in SHARE.finditer(letters):
        out[match.start()] = "f"
    return "".join(out)


def owners(text: str, letters: str, starts: list[int], ends: list[int], pack: Pack) -> str:
    """The letters with what stands in the genitive behind a noun marked as its owner, contents or part."""
    out = list(letters)

    def cases(at: int) -> str:
        return pack.cases.get(fold(text[starts[at] : ends[at]]), "")

    for match in EQUIPPED.finditer(letters):
        if {told[0] for told in cases(match.start(1)).split()} == {INSTRUMENTAL}:
            out[match.start() : match.end()] = "m" * (match.end() - match.start())
            out[match.start(1)] = ARMS
    letters = "".join(out)
    done = 0
    for match in HEAD.finditer(letters):
        head = match.start()
        if head < done:
            continue
        made = letters[head] == "ĝ"  # a plant that makes | shells
        done = last = match.end() if made else _owned(letters, out, head, cases)
        if not made and letters[head + 1 : head + 2] == "=" and last > head + 1:
            out[head + 1] = "÷"
            continue
        done = _others(letters, out, last, "" if made else cases(head), last > head + 1, cases)
    return "".join(out)


def _owned(letters: str, out: list[str], head: int, cases: Cases) -> int:
    """Marks what stands in the genitive right behind a head; returns where that ends."""
    match = OWNERS.match(letters, head + 1)
    last = head + 1
    for at in range(head + 1, match.end() if match else last):
        if letters[at] in "N=" and not _belongs(letters[at - 1], cases(at)):
            break
        if letters[at] in OWNER:
            out[at] = OWNER[letters[at]]
            last = at + 1
    if out[last - 1] == "Ö" and letters[last : last + 2] == "&G":  # of one group and | another
        out[last + 1] = "Ö"
        last += 2
    return last


def _belongs(before: str, told: str) -> bool:
    """Whether a noun can be another's in the genitive; behind a word that no table has, only if it is no subject."""
    return GENITIVE in told and not (before == "w" and ("ns" in told or "np" in told))


def _others(letters: str, out: list[str], last: int, own: str, has_one: bool, cases: Cases) -> int:
    """Marks what else belongs to a head: positions of mortars and | artillery; returns where that ends.

    Only what cannot be a target beside it does: in a case in which its head does not stand.
    """
    while (match := ANOTHER.match(letters, last)) is not None:
        at = match.start(1)
        told = {code[0] for code in cases(at).split()}
        if letters[at] == "=" and own and (GENITIVE in told or (told and told <= HELD)):
            out[at] = "÷"  # depots with arms and | fuel of the group
            last = _owned(letters, out, at, cases)
            continue
        elif GENITIVE in told and (has_one or not own) and not told & {code[0] for code in (own or "n a").split()}:
            out[at] = "ö"
        else:
            break
        last = match.end()
    return last
