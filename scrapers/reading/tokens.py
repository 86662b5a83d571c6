"""Text in, tagged tokens out: each word or phrase that the language's tables know gets one letter of the grammar.

The rest of the reader works on the string of these letters, so a rule of grammar is a pattern over kinds of words
and holds no word itself. The letters are listed in `scrapers.languages`; those made here are:
`0` number, `1` ordinal, `w` other word, `W` other capitalised word, and signs for themselves; where nouns decline,
`scrapers.reading.order` marks what belongs to a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, compress
from typing import Any, NamedTuple

from scrapers.languages import TOKEN, Entry, Pack, Seen, fold
from scrapers.reading.loose import loose
from scrapers.reading.numbers import MOST_DIGITS, letter_before, number, run
from scrapers.reading.order import goals, near, owners, spans, years

QUOTES = dict.fromkeys('“”"„«»', '"')
DASHES = dict.fromkeys("-–—‑−", "-")
SIGNS = {**QUOTES, **DASHES, "…": ".", "!": ".", "?": ".", "[": "(", "]": ")"} | {sign: sign for sign in ".,;:()%"}
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # the full-width forms of ASCII
SHORTEST = 5  # letters; a longer word can be told by its ending
NAMED = {"N": "WR", "X": "i"}  # after these letters a capitalised noun or verb is part of a name
JOINED = frozenset((*NAMED, "0"))
MOST_SEEN = 50_000
PARTS = re.compile("[-’'‑]")
# the "Islamic State" | ISIS (formerly ISIL, banned in Russia): the gloss and the quotation marks belong to the name
GLOSS = re.compile(r'"G"(?:\([^()0Rp]{1,14}\))?|G"?\([^()0Rp]{1,14}\)')
NATION = re.compile(r"Ñ(?:\.(?=[mwCJ]))?")  # U.S. | planes
FLOWN = re.compile("[mw]{0,2}[CJ]|e?b{0,2}[XL]")
Columns = tuple[str, list[Any], list[int], list[int], list[bool]]  # letters, values, starts, ends, plurals


class Tokens(NamedTuple):
    """The words and phrases of a text in order: grammar letters, what each stands for, and its characters.

    `plurals` holds the indexes of nouns in the plural.
    """

    tags: str
    values: list[Any]
    starts: list[int]
    ends: list[int]
    plurals: frozenset[int]


def letter(word: str) -> tuple[str, Any]:
    """The grammar letter and value of a word that no table knows.

    >>> letter("1,093"), letter("18th"), letter("ez-Zor"), letter("”")
    (('0', 1093), ('1', 18), ('W', 'ez-Zor'), ('"', '”'))
    """
    if word[0].isdigit():
        return number(word)
    if "://" in word:
        return "_", word
    if word[0].isalpha():
        capital = word[0].isupper() or any(part[:1].isupper() for part in PARTS.split(word)[1:])  # al-Zerba
        return ("W" if capital else "w"), word
    return SIGNS.get(word, "_"), word


def plain(word: str, pack: Pack) -> str:
    """The word with full-width letters as plain ones and, where alphabets are mixed, its language's own letters."""
    word = word.translate(WIDE) if not word.isascii() else word
    if word.isascii() and word.isalpha() and "a" in pack.alphabet:
        return word
    mixed = any(ord(letter) in pack.alike for letter in word) and not pack.alphabet.isdisjoint(word)
    return word.translate(pack.alike) if mixed else word


def look(word: str, pack: Pack) -> Seen:
    """What a word is by the tables of a language, remembered in the pack."""
    low = fold(plain(word, pack))
    if low.endswith("'s") and low not in pack.single:
        low = low[:-2]  # Human Rights Watch's, Russia's
    longer = {**pack.first.get(low, {}), **pack.first.get(word, {})}
    entry = pack.single.get(word) or pack.single.get(low) or _hyphenated(low, pack) or _guessed(word, low, pack)
    if len(pack.seen) > MOST_SEEN:
        pack.seen.clear()
    pack.seen[word] = seen = (low, longer or None, *entry, bool(longer) or entry.tag in JOINED)
    return seen


def _guessed(word: str, low: str, pack: Pack) -> Entry:
    """The entry of a word that no table has: by its ending where its language tells by endings, else by its signs."""
    digits, _, ending = low.partition("-")
    if digits.isdigit() and ending in pack.endings:
        return Entry(pack.endings[ending], int(digits))  # 12 with the ending of a case | of an ordinal
    sign, value = letter(word)
    if sign == "w" and len(word) > SHORTEST:
        return next((told for ending, told in pack.guesses if low.endswith(ending)), Entry(sign, value))
    return Entry(sign, value)


def _hyphenated(low: str, pack: Pack) -> Entry | None:
    """The entry of a number word with a hyphen (twenty-two) or of a word that says whose a target is."""
    tens, _, unit = low.partition("-")
    first, second = pack.single.get(tens), pack.single.get(unit)
    if unit and first is not None and (first.tag == "G" or getattr(first.value, "kind", "") == "people"):
        return Entry("m", "drop")  # held, used, controlled by a group
    if first is None or second is None or first.tag != "0" or second.tag != "0":
        return None
    whole = first.value[1] == "tens" and 0 < second.value[0] < 10
    return Entry("0", (first.value[0] + second.value[0], "unit") if whole else None)  # twenty-two | two-three


def tag(text: str, pack: Pack) -> Tokens:
    """The tokens of a text; `text[starts[i]:ends[i]]` are the words of token `i`."""
    parts = TOKEN.split(text)  # what stands between words, and the words
    words, at = parts[1::2], list(accumulate(map(len, parts)))
    starts, ends = at[:-1:2], at[1::2]
    remembered = pack.seen
    seen = [remembered.get(word) or look(word, pack) for word in words]
    lows, _, *known, opens = map(list, zip(*seen, strict=True)) if seen else ([] for _ in range(6))
    tags, values, plurals = known
    found = _found(words, seen, lows, compress(range(len(seen)), opens), pack)
    columns: Columns = ("".join(tags), values, starts, ends, plurals)
    columns = _merged(columns, [(first, last, *entry) for first, last, entry in found])
    if "Ñ" in columns[0]:
        columns = _merged(columns, list(_nations(text, *columns)))
    if "00" in columns[0]:
        columns = _merged(columns, list(_spaced(text, *columns)))
    if pack.cases:
        columns = _merged(columns, list(years(*columns[:2])))
        columns = _merged(columns, list(near(*columns[:2])))
        columns = _merged(columns, list(goals(text, *columns[:4], pack)))
        columns = (spans(columns[0]), *columns[1:])
    columns = _merged(columns, list(loose(text, *columns[:4])))
    if "G" in columns[0]:
        names = ((match.span(), columns[0].index("G", match.start())) for match in GLOSS.finditer(columns[0]))
        columns = _merged(columns, [(*span, "G", columns[1][at], False) for span, at in names])
    letters, values, starts, ends, plurals = columns
    letters = owners(text, letters, starts, ends, pack) if pack.cases else letters
    return Tokens(letters, values, starts, ends, frozenset(compress(range(len(values)), plurals)))


def _merged(columns: Columns, found: list[tuple[int, int, str, Any, bool]]) -> Columns:
    """The columns with each range of tokens in `found` as one token; put together once, not cut again and again."""
    if not found:
        return columns
    letters, values, starts, ends, plurals = columns
    parts: list[str] = []
    out: tuple[list[Any], list[int], list[int], list[bool]] = ([], [], [], [])
    done = 0
    for first, last, letter, value, plural in [*found, (len(values), len(values), "", None, False)]:
        parts += (letters[done:first], letter)
        out[0].extend(values[done:first])
        out[1].extend(starts[done : first + 1])
        out[2].extend(ends[done:first])
        out[3].extend(plurals[done:first])
        if last > first:
            out[0].append(value)
            out[2].append(ends[last - 1])
            out[3].append(plural)
        done = last
    return "".join(parts), *out


def _nations(
    text: str, letters: str, values: list[Any], starts: list[int], ends: list[int], plurals: list[bool]
) -> Iterator[tuple[int, int, str, Any, bool]]:
    """Words for a nation: who acts, where aircraft are behind them (US F-16 fighters), else a name like any other."""
    for match in NATION.finditer(letters):
        first, last = match.span()
        if FLOWN.match(letters, last):
            yield first, last, "A", values[first], False
        else:
            yield first, first + 1, "W", text[starts[first] : ends[first]], False


def _spaced(
    text: str, letters: str, values: list[Any], starts: list[int], ends: list[int], plurals: list[bool]
) -> Iterator[tuple[int, int, str, Any, bool]]:
    """Where thousands are parted by a space (1 093), but for the day of a month before a number."""
    at = letters.find("00")
    while at >= 0:
        last = at + 1
        first = text[starts[at] : ends[at]]
        digits = first if first.isdigit() and len(first) < 4 and letters[at - 1 : at] != "M" else ""
        while digits and letters[last : last + 1] == "0" and text[ends[last - 1] : starts[last]] == " ":
            rest = text[starts[last] : ends[last]]
            if not (rest.isdigit() and len(rest) == 3) or len(digits) + 3 > MOST_DIGITS:
                break
            digits, last = digits + rest, last + 1
        if last > at + 1:
            yield at, last, "0", int(digits), False
        at = letters.find("00", last if last > at + 1 else at + 1)


def _found(
    words: list[str], seen: list[Seen], lows: list[str], opens: Iterable[int], pack: Pack
) -> list[tuple[int, int, Entry]]:
    """Where several words are one phrase or one number, or a word is part of a name: first, last, what it is."""
    lows.append("")
    out: list[tuple[int, int, Entry]] = []
    done = 0
    for i in opens:
        if i < done:
            continue
        _, longer, sign, value, _, _ = seen[i]
        if longer is not None:
            for rest, entry in longer.get(lows[i + 1], ()):
                if tuple(lows[i + 1 : i + 1 + len(rest)]) == rest:
                    done = i + 1 + len(rest)
                    out.append((i, done, entry))
                    break
        if i >= done and sign in JOINED:
            if sign == "0":
                done = run(i, words, seen, out, pack) if type(value) is tuple else done
            elif words[i][0].isupper() and (letter_before(i, seen, out) or " ") in NAMED[sign]:
                out.append((i, i + 1, Entry("W", words[i])))  # the Mosul Dam; near Hit
    return out
