"""Tagged tokens of one phrase in, what it says out: a counted target, a place, a count with its hedge.

Knows how phrases are built, not what is said about them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scrapers.languages import Pack, fold
from scrapers.reading.nouns import LONGEST, armed, contents, noun, singular
from scrapers.reading.order import ARMS
from scrapers.reading.tokens import Tokens

BOTH = ("both", "np ap")  # the value of words for two known things, and what stands behind them
BEHIND = "u^TV÷ŭöÖĝŦ"  # letters of what stands behind the head of a noun
NAME = re.compile("[RW]+")
BEARING = re.compile(r"(?:h?0?k>?)?t?[dq](?:(?:,t?d){0,3},?&t?d)?|(?:h?0?k,?)?δ(?:,δ){0,3}(?:,?&δ)?")
OBJECT, TOLD_OF, PART, STRUCK, SUBJECT = "a", "ad", "g", "nd", "n"  # the cases that a target can stand in


class Item(NamedTuple):
    """A counted target: its tokens (the noun begins at `core`), its characters, what it counts and names."""

    first: int
    last: int
    core: int
    span: tuple[int, int]
    count: int | None  # type: ignore[assignment]  # the contract's word for it
    hedge: str
    target: str
    kind: str
    text: str
    definite: bool
    counted: bool
    plural: bool
    group: str | None
    group_text: str | None
    cases: str = ""  # where nouns decline, the cases that its form can stand for

    @property
    def generic(self) -> bool:
        """Whether the noun names no kind of target: facilities, objects, targets."""
        return self.kind == "unspecified"


class Where(NamedTuple):
    """A place phrase: the name as written with its bearing, the whole phrase, province or country it gives."""

    first: int
    last: int
    place: str | None
    text: str | None
    bearing: str | None
    provinces: tuple[str, ...]
    country: str | None
    names: tuple[str, ...] = ()


def quantity(tokens: Tokens, first: int, last: int) -> tuple[int | None, str, bool]:
    """Count, hedge and whether any quantity is printed among the tokens of a phrase."""
    hedge, count, counted = "exact", None, False
    for i in range(first, last):
        tag, value = tokens.tags[i], tokens.values[i]
        if tag == "h":
            hedge = value
        elif tag == "v":
            return None, value, True
        elif tag == "#" and "0" in tokens.tags[i:last]:
            return 1, hedge, True  # one of the 15 trucks
        elif tag == "a" and not counted:
            count, counted = value, True
        elif tag == "0":
            return (value, hedge, True) if isinstance(value, int) else (None, "unstated", True)
        elif tag in "N=JCSOE":
            break
    return count, hedge, counted


def item(text: str, tokens: Tokens, pack: Pack, first: int, last: int) -> Item:
    """The counted target that a phrase of tokens names."""
    tags, values = tokens.tags, tokens.values
    begin = first
    while tags[begin] in "nth0av@#f+":
        begin += 1
    end = begin
    for i in range(begin, last):
        if tags[i] in BEHIND or (tags[i] in "f," and i > begin and tags[i : i + 1] == "f") or tags.startswith(",iT", i):
            break
        if tags[i] in "N=":
            end = i + 1
    count, hedge, counted = quantity(tokens, first, begin + 1)
    head = values[end - 1]
    plural = end - 1 in tokens.plurals
    target, kind, printed = noun(text, tokens, pack, begin, end)
    if end < last:
        target, kind = contents(tokens, pack, target, kind, end, last)
    elif ARMS in tags[begin:end]:  # armed with guns | vehicles
        target, kind = armed(values[tags.index(ARMS, begin)], target, kind)
    if not counted:
        mass = head.note == "mass" or tags[end - 1] == "="
        count, hedge = (None, "unstated") if plural or mass else (1, "exact")
    elif count is None and hedge == "exact":
        hedge = "unstated"
    named = -1 if tags.startswith("G&G", begin) else tags.find("G", begin, end)  # of two groups: open whose
    named = tags.find("Ö", end, last) if named < 0 and tags.count("Ö", end, last) == 1 else named
    group, group_text = (values[named], text[tokens.starts[named] : tokens.ends[named]]) if named >= 0 else (None, None)
    definite = "t" in tags[first:begin] and not counted
    span = (tokens.starts[first], tokens.ends[end - 1])
    return Item(
        first,
        last,
        begin,
        span,
        count,
        hedge,
        target,
        kind,
        printed,
        definite,
        counted,
        plural,
        group,
        group_text,
        _cases(text, tokens, pack, first, end - 1) if pack.cases else "",
    )


def _cases(text: str, tokens: Tokens, pack: Pack, first: int, at: int) -> str:
    """The cases that the head of a noun can stand for; behind a word for two its singular is a plural."""
    told = pack.cases.get(" ".join(fold(text[tokens.starts[at] : tokens.ends[at]]).split()), "")
    return f"{told} {BOTH[1]}" if tokens.values[first] == BOTH[0] else told


def in_case(item: Item, cases: str) -> Item | None:
    """The uncounted item as what it is in one of the cases, where its form alone may be singular or plural."""
    numbers = {told[1] for told in item.cases.split() if told[0] in cases}
    if not numbers:
        return None if item.cases else item
    if item.counted or (item.count is None and not item.plural):
        return item
    plural = "p" in numbers
    count, hedge = (None, "unstated") if plural else (1, "exact")
    return item._replace(plural=plural, count=count, hedge=hedge)


def unknown(text: str, tokens: Tokens, pack: Pack, first: int, last: int) -> Item:
    """The counted target whose noun no table has, named as printed."""
    begin = first
    while tokens.tags[begin] in "ha0v":
        begin += 1
    words = [i for i in range(begin, last) if tokens.tags[i] not in "Gm"] or [last - 1]
    target = singular(pack, " ".join(fold(text[tokens.starts[i] : tokens.ends[i]]) for i in words))
    count, hedge, _ = quantity(tokens, first, begin)
    group = next((values for i, values in enumerate(tokens.values[begin:last], begin) if tokens.tags[i] == "G"), None)
    printed = text[tokens.starts[words[0]] : tokens.ends[last - 1]][:LONGEST]
    span = (tokens.starts[first], tokens.ends[last - 1])
    return Item(
        first, last, begin, span, count, hedge, target[:LONGEST], "unlisted", printed, False, True, False, group, group
    )


def shared(text: str, tokens: Tokens, pack: Pack, item: Item, last: int) -> Item:
    """The target of several kinds that share head and count: 105 mortar, rocket and artillery systems."""
    begin = item.core
    while tokens.tags[begin] in "mG":
        begin += 1
    printed = text[tokens.starts[begin] : tokens.ends[last - 1]]
    name = singular(pack, " ".join(printed.lower().split()))
    return item._replace(target=name[:LONGEST], text=printed[:LONGEST], plural=True)


def parts(item: Item) -> list[Item]:
    """The targets that one noun names together: command and communication posts are two kinds, unless counted."""
    if " + " not in item.target:
        return [item]
    if item.counted:
        return [item._replace(target=" ".join(item.text.lower().split()))]
    return [item._replace(target=name) for name in item.target.split(" + ")]


def _named_at(tags: str, at: int) -> int:
    """Where behind a direction the name begins: south-west of the town | X."""
    while tags[at] in "tms":
        at += 1
    return at


def where(text: str, tokens: Tokens, pack: Pack, first: int, last: int, kind: str) -> Where:
    """The place that a phrase of tokens names; `kind` is the event that found it."""
    tags, values, starts, ends = tokens.tags, tokens.values, tokens.starts, tokens.ends
    provinces = tuple(dict.fromkeys(values[i] for i in range(first, last) if tags[i] == "R"))
    whole = text[starts[first] : ends[last - 1]]
    if kind == "country":
        return Where(first, last, None, None, None, (), values[last - 1])
    if kind == "province":
        return Where(first, last, None, whole[:LONGEST], None, provinces, "Syria")
    begin = first
    while tags[begin] == "i" or (tags[begin] == "t" and begin == first + 1):
        begin += 1
    match = BEARING.match(tags, begin, last)
    bearing: str | None = None
    name_at = begin
    if match and match.end() > begin:
        bearing = text[starts[begin] : ends[match.end() - 1]]
        if "δ" in tags[begin : match.end()]:
            name_at = begin = _named_at(tags, match.end())
    else:  # in the north of X
        bearing = values[first] if tags[first] == "i" and values[first] in pack.directions else None
        while tags[name_at] not in "RW" and not (tags[name_at] == "q" and text[starts[name_at]].isupper()):
            name_at += 1
    if "k" in tags[first:last]:
        name_at = next(i for i in range(first, last) if tags[i] in "h0k")  # 12 km from X
    stop = last
    while tags[stop - 1] in "swN" and stop > name_at + 1:
        stop -= 1
    place = " ".join(text[starts[name_at] : ends[stop - 1]].split())
    bare = last - first == 2 and tags[first] == "i" and tags[first + 1] == "R" and values[first] == "in"
    bare_province = tags[first:last] == "itR" and values[first] == "in"  # its word is lost or follows elsewhere
    towns = pack.cases != {} and ("s" in tags[first:name_at] or values[first] == "near")  # near the towns A and B
    if bare_province or ("W" not in tags[name_at:stop] and len(provinces) > 1 and not towns):
        return Where(first, last, None, whole[:LONGEST], None, provinces, None)
    names = tuple(text[starts[m.start()] : ends[m.end() - 1]] for m in NAME.finditer(tags, name_at, stop))
    return Where(first, last, place[:LONGEST], whole[:LONGEST], bearing, provinces if bare else (), None, names)
