"""Text in, tagged tokens out: each word or phrase that the language's tables know gets one letter of the grammar.

The rest of the reader works on the string of these letters, so a rule of grammar is a pattern over kinds of words
and holds no word itself. The letters are listed in `scrapers.languages`; those made here are:
`0` number, `1` ordinal, `w` other word, `W` other capitalised word, and signs for themselves.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from scrapers.languages import TOKEN, Entry, Pack, Seen, fold

QUOTES = dict.fromkeys("“”\"„«»", '"')
DASHES = dict.fromkeys("-–—‑−", "-")
SIGNS = {**QUOTES, **DASHES, "…": ".", "!": ".", "?": ".", "[": "(", "]": ")"} | {sign: sign for sign in ".,;:()%"}
MOST_DIGITS = 9
NAMED = {"N": "WR", "X": "i"}  # after these letters a capitalised noun or verb is part of a name
MOST_SEEN = 50_000
CAPITAL = re.compile(r"[-’'‑][^\W\d_a-z]")  # al-Zerba
NUMBER = re.compile(
    r"""
      (?P<ordinal>[0-9]{1,2})(?:st|nd|rd|th)
    | (?P<whole>[0-9]{1,3}(?:[,\u00a0\u202f\u2009'’][0-9]{3})+ | [0-9]+)
    | (?P<decimal>[0-9]+\.[0-9]+)
    """,
    re.VERBOSE,
)


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
    if word[0].isalpha():
        capital = word[0].isupper() or bool(CAPITAL.search(word))
        return ("W" if capital else "w"), word
    return SIGNS.get(word, "_"), word


def number(word: str) -> tuple[str, Any]:
    """The letter and value of a word that begins with a digit; `W` where it is a name such as 3M-54.

    >>> number("2.5"), number("1,093"), number("31.12.2015"), number("105mm")
    (('0', 2.5), ('0', 1093), ('W', '31.12.2015'), ('W', '105mm'))
    """
    match = NUMBER.fullmatch(word)
    if match is None:
        return "W", word
    if match["ordinal"]:
        return "1", int(match["ordinal"])
    if match["decimal"]:
        return "0", float(word)
    digits = "".join(c for c in word if c.isdigit())
    return "0", int(digits) if len(digits) <= MOST_DIGITS else None


def look(word: str, pack: Pack) -> Seen:
    """What a word is by the tables of a language, remembered in the pack."""
    low = fold(word)
    if low.endswith("'s") and low not in pack.single:
        low = low[:-2]  # Human Rights Watch's, Russia's
    longer = {**pack.first.get(low, {}), **pack.first.get(word, {})}
    entry = pack.single.get(word) or pack.single.get(low) or _hyphenated(low, pack) or Entry(*letter(word))
    if len(pack.seen) > MOST_SEEN:
        pack.seen.clear()
    pack.seen[word] = seen = (low, longer or None, *entry)
    return seen


def _hyphenated(low: str, pack: Pack) -> Entry | None:
    """The entry of a number word with a hyphen: twenty-two."""
    tens, _, unit = low.partition("-")
    first, second = pack.single.get(tens), pack.single.get(unit)
    if first is None or second is None or first.tag != "0" or second.tag != "0":
        return None
    return Entry("0", (first.value[0] + second.value[0], "unit")) if first.value[1] == "tens" else None


def tag(text: str, pack: Pack) -> Tokens:
    """The tokens of a text; `text[starts[i]:ends[i]]` are the words of token `i`."""
    words = []
    starts = []
    for match in TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
    remembered = pack.seen
    seen = [remembered.get(word) or look(word, pack) for word in words]
    lows = [entry[0] for entry in seen]
    lows.append("")
    tags: list[str] = []
    values: list[Any] = []
    begins: list[int] = []
    ends: list[int] = []
    plurals: list[int] = []
    i, n = 0, len(words)
    while i < n:
        _, longer, sign, value, plural = seen[i]
        last = i
        if longer is not None:
            for rest, entry in longer.get(lows[i + 1], ()):
                if tuple(lows[i + 1 : i + 1 + len(rest)]) == rest:
                    sign, value, plural = entry
                    last = i + len(rest)
                    break
        if tags and sign in "NX" and words[i][0].isupper() and tags[-1] in NAMED[sign]:
            sign, value = "W", words[i]  # the Mosul Dam; near Hit
        if sign == "0" and type(value) is tuple:
            _join(tags, values, begins, ends, (value, starts[i], starts[last] + len(words[last])))
        else:
            if plural:
                plurals.append(len(tags))
            tags.append(sign)
            values.append(value)
            begins.append(starts[i])
            ends.append(starts[last] + len(words[last]))
        i = last + 1
    return Tokens("".join(tags), values, begins, ends, frozenset(plurals))


def _join(
    tags: list[str], values: list[Any], begins: list[int], ends: list[int], word: tuple[tuple[int, str], int, int]
) -> None:
    """Adds a number word, put together with the number before it: two hundred, twenty-two, two dozen."""
    (value, role), begin, end = word
    before = tags[-1] if tags else ""
    if role == "scale" and before in ("0", "a") and values[-1] is not None:
        product = values[-1] * value
        tags[-1], values[-1], ends[-1] = "0", int(product) if product == int(product) else product, end
        return
    if role == "unit" and 0 < value < 10:
        if before == "-" and len(tags) > 1 and _tens(tags[-2], values[-2]) and ends[-2] == begins[-1] == begin - 1:
            del tags[-1], values[-1], begins[-1], ends[-1]
            before = tags[-1]
        elif _tens(before, values[-1] if values else None) and begin == ends[-1] + 1:
            pass
        else:
            before = ""
        if before:
            values[-1], ends[-1] = values[-1] + value, end
            return
    tags.append("0")
    values.append(value)
    begins.append(begin)
    ends.append(end)


def _tens(tag: str, value: Any) -> bool:
    return tag == "0" and isinstance(value, int) and 20 <= value < 100 and value % 10 == 0

