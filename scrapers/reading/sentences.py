"""Tokens in, sentences out, each with its voice: headline, lead, body or background (a quotation is a voice too).

Knows where lines and sentences end and where standing paragraphs begin; the headings and openings of those are words
of the language. It does not know what is claimed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from scrapers.languages import Pack, fold
from scrapers.reading.tokens import Tokens

# MOSCOW, December 23. /TASS/. or Moscow. 19 October. AGENCY - or SOUTHWEST ASIA, May 3, 2017 -
PLACE_LINE = re.compile(r"[WARd]{1,3}(?:,[WYA]{1,3})?(?:\([WAw]{1,4}\))-|[WAR]{1,3},W-")  # MOSCOW (AGENCY) -
DATELINE = re.compile(r"[WARd]{1,4}(?:,[WY]+)?[,.]{0,2}(?:M\.?[01](?:,0)?|[01]M0?)[.\-]?(?:[_(][WAw]+[_)])?[.\-]*")
BULLET = re.compile(r"\s{0,9}(?:[-*•·–—]|\uf0b7|[0-9]{1,3}\))")
LINE = re.compile(r"[^\n]+")
LONGEST_TITLE = 25
LONGEST_OPENING = 80  # characters of the words that open a standing paragraph
LISTED = re.compile("i[WR]")  # near a place, ...
DAY = re.compile(r"(?:i?F,)?[01]M0?,?(?=!)")  # on Saturday, 27 September, it was reported
EARLIER_DAY = re.compile(r"[wW!],(?:i?F,)?[01]M")  # It is to be noted, on 27 August
TITLE = 4  # a title has so many words; what is shorter belongs to the page
WRAPPED = 40  # a line this long without a full stop goes on in the next line
LONGER = 20  # but for a next line longer by this: behind a title


class Sentence(NamedTuple):
    """Tokens `first` to `last` (not included), the paragraph they stand in, and whose voice it is."""

    first: int
    last: int
    paragraph: int
    voice: str


class Layout(NamedTuple):
    """The sentences of a text, its dateline, whether each token is quoted, and the tokens of standing definitions."""

    sentences: list[Sentence]
    dateline: tuple[int, int] | None
    quoted: list[bool]
    passed: list[tuple[int, int]]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Character ranges of the paragraphs; a line broken in mid-sentence belongs to the one before it."""
    out: list[tuple[int, int]] = []
    begins, printed = "", 0  # the first word of the last paragraph and where its words end
    for match in LINE.finditer(text):
        start, end = match.span()
        if not match.group().strip():
            continue
        if out:
            before_start, before_end = out[-1]
            length = printed - before_start
            gap = text[before_end:start]
            lists = begins == match.group().split(None, 1)[0]  # lines that begin alike are a list
            goes_on = gap.count("\n") == 1 and text[printed - 1] not in ".:;!?”\"'" and not BULLET.match(match.group())
            goes_on = goes_on and not lists
            wrapped = WRAPPED < length > len(match.group().strip()) - LONGER
            if goes_on and (wrapped or text[start:end].lstrip()[:1].islower()):
                out[-1] = (before_start, end)
                printed = start + len(match.group().rstrip())
                continue
        out.append((start, end))
        begins, printed = match.group().split(None, 1)[0], start + len(match.group().rstrip())
    return out


def layout(text: str, tokens: Tokens, pack: Pack) -> Layout:
    """The sentences of a text with their voices."""
    ranges: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        first = bisect_left(tokens.starts, start)
        last = bisect_left(tokens.starts, end)
        if last > first:
            ranges.append((first, last))
    dateline, place = _dateline(text, tokens, pack, ranges)
    voices = _voices(text, tokens, pack, ranges, place)
    quoted = _quoted(text, tokens, ranges)
    sentences: list[Sentence] = []
    passed: list[tuple[int, int]] = []
    told: set[str] = set()
    for number, (first, last) in enumerate(ranges):
        voice = voices[number]
        words = text[tokens.starts[first] : tokens.ends[last - 1]]
        if words in told and last - first > TITLE:
            passed.append((first, last))  # the same paragraph twice in one page adds nothing
            continue
        told.add(words)
        after = dateline[1] if dateline and place == number else first
        for begin, end in _speeches(text, tokens, quoted, _split(text, tokens, pack, after, last)):
            if voice == "body" and _opens(text, tokens, pack, begin, "definition"):
                passed.append((begin, last))  # to the end of its paragraph
                break
            if voice == "body" and _opens(text, tokens, pack, begin, "opening"):
                voice = "background"  # to the end of its paragraph
            behind = DAY.match(tokens.tags, begin, end)  # On 27 September | it was reported that
            retold = voice == "body" and any(
                _opens(text, tokens, pack, at, "retold") for at in {begin, behind.end() if behind else begin}
            )
            sentences.append(Sentence(begin, end, number, "background" if retold else voice))
            if retold and pack.cases and (behind or EARLIER_DAY.match(tokens.tags, begin, end)):
                voice = "background"  # what that report said goes on to the end of its paragraph
    return Layout(sentences, dateline, quoted, passed)


def _split(text: str, tokens: Tokens, pack: Pack, first: int, last: int) -> list[tuple[int, int]]:
    """Token ranges of the sentences of one paragraph."""
    out = []
    begin = first
    tags, starts = tokens.tags, tokens.starts
    i = tags.find(".", first, last)
    while i >= 0:
        if _is_end(text, tokens, pack, i, first, last):
            stop = i + 1
            while stop < last and tags[stop] in '."' and _closes(text, starts[stop]):
                stop += 1
            out.append((begin, stop))
            begin = stop
            i = tags.find(".", max(stop, i + 1), last)
        else:
            i = tags.find(".", i + 1, last)
    if begin < last:
        out.append((begin, last))
    return out


def _is_end(text: str, tokens: Tokens, pack: Pack, i: int, first: int, last: int) -> bool:
    tags, starts, ends = tokens.tags, tokens.starts, tokens.ends
    if i + 1 >= last:
        return True
    sign, after = text[starts[i] : ends[i]], text[ends[i] : ends[i] + 1]
    if sign != ".":
        return tags[i + 1] != ")"  # a doubt in brackets ends no sentence
    if tags[i + 1] == "." and starts[i + 1] == ends[i]:
        return False  # the last dot of an ellipsis ends it
    before = text[starts[i - 1] : ends[i - 1]] if i > first else ""
    if fold(before) in pack.abbreviations or (len(before) == 1 and before.isupper()):
        return False
    if i > first and tags[i - 1] == "M" and tags[i + 1] in "01" and len(before) < 5:
        return False
    following = text[starts[i + 1] : starts[i + 1] + 1]
    return (after.isspace() and not following.islower()) or following.isupper() or tags[i + 1] == '"'


GOVERNING = "XIBDL"  # a verb whose object is quoted: destroying "two command posts"
NAMES = "WRAYPd"  # what is written with a capital within a sentence too
SPEECH = 8  # a quotation of so many tokens is an utterance; a shorter one is a name or a word


def _speeches(
    text: str, tokens: Tokens, quoted: list[bool], ranges: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The sentences, cut where an utterance begins inside one: the ministry said: | "..."; and behind one that ends
    without a stop before a new sentence: ... two units” | For October 1st it reported ...
    """
    for first, last in ranges:
        begin = first
        i = tokens.tags.find('"', first + 1, last)
        while i >= 0:
            led = tokens.tags[i - 1] in GOVERNING
            opens = quoted[i] and not quoted[i - 1] and not led and all(quoted[i : min(i + SPEECH, last)])
            ends = quoted[i - 1] and not quoted[i] and all(quoted[max(begin + 1, i - SPEECH) : i])
            at = i + 1 if ends and _begins(text, tokens, i + 1, last) else i if opens else begin
            if at > begin:
                yield begin, at
                begin = at
            i = tokens.tags.find('"', i + 1, last)
        yield begin, last


def _begins(text: str, tokens: Tokens, at: int, last: int) -> bool:
    """Whether a token with a capital is no name: it begins a sentence."""
    return at < last and tokens.tags[at] not in NAMES and text[tokens.starts[at]].isupper()


def _closes(text: str, at: int) -> bool:
    """Whether a full stop or a quotation mark belongs to the sentence before it."""
    sign = text[at]
    if sign in ".…!?”’»":
        return True
    after = text[at + 1 : at + 2]
    return sign in '"“' and not (after and not after.isspace() and after not in ".,;:)")


def _dateline(
    text: str, tokens: Tokens, pack: Pack, ranges: list[tuple[int, int]]
) -> tuple[tuple[int, int] | None, int | None]:
    for number, (first, last) in enumerate(ranges[:8]):
        retold = _opens(text, tokens, pack, first, "retold")  # Earlier, on 26 October,
        match = None if retold else DATELINE.match(tokens.tags, first, last)
        place = text[tokens.starts[first] : tokens.ends[first]]
        if match and ("," in match.group() or tokens.tags[first + 1] == "." or place.isupper()):
            return match.span(), number  # without a sign behind the place, only where that is in capitals
        if PLACE_LINE.match(tokens.tags, first, last):
            return None, number
    return None, None


def _opens(text: str, tokens: Tokens, pack: Pack, begin: int, role: str) -> bool:
    """Whether words that open a standing paragraph (or are its heading) begin at a token."""
    start = tokens.starts[begin]
    standing = pack.standing.get(fold(text[start : start + 4]))
    if standing is None or role not in standing:
        return False
    return fold(text[start : start + LONGEST_OPENING]).startswith(standing[role])


def _voices(text: str, tokens: Tokens, pack: Pack, ranges: list[tuple[int, int]], dateline: int | None) -> list[str]:
    out: list[str] = []
    background = False
    for number, (first, last) in enumerate(ranges):
        heading = last - first < 12 and tokens.tags[last - 1] != "."
        if heading and number:
            background = _opens(text, tokens, pack, first, "heading")
        if background:
            out.append("background")
        elif dateline is not None and number < dateline:
            out.append("headline" if "headline" not in out and last - first >= TITLE else "lead")
        elif number == dateline:
            out.append("lead")
        elif number == 0 and len(ranges) > 1 and _is_title(text, tokens, first, last):
            out.append("headline")
        else:
            out.append("body")
    return out


def _is_title(text: str, tokens: Tokens, first: int, last: int) -> bool:
    """Whether a first paragraph without full stop is a title: no list line, no country that heads a list."""
    ends = tokens.tags[first:last].rstrip('"')[-1:]
    if not TITLE <= last - first <= LONGEST_TITLE or ends in tuple(".:;,"):
        return False
    return text[tokens.starts[first]].isalnum() and not LISTED.match(tokens.tags, first)


def _quoted(text: str, tokens: Tokens, ranges: list[tuple[int, int]]) -> list[bool]:
    """For every token, whether it stands inside quotation marks."""
    out = [False] * len(tokens.tags)
    if '"' not in tokens.tags:
        return out
    depth = 0
    for first, last in ranges:
        since = first
        if depth and not _goes_on(text, tokens, first):
            depth = 0
        at = tokens.tags.find('"', first, last)
        while at >= 0:
            if depth:
                out[since:at] = [True] * (at - since)
            opens = _is_opening(text, tokens.starts[at]) or (not depth and tokens.tags[at - 1 : at] == ":")
            depth = max(0, depth + (1 if opens else -1))
            since = at
            at = tokens.tags.find('"', at + 1, last)
        if depth:
            out[since:last] = [True] * (last - since)
    return out


def _goes_on(text: str, tokens: Tokens, first: int) -> bool:
    """Whether a quotation left open goes on in the next paragraph: the next quotation mark closes it."""
    at = tokens.tags.find('"', first)
    return at >= 0 and not _is_opening(text, tokens.starts[at])


def _is_opening(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    return not before or before.isspace() or before in "([:—–-" or text[at] in "“„«"
