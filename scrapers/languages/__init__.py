"""Words as data: reads a language's CSV tables into one dictionary of forms. Knows no grammar and no text.

A form written with a capital letter matches only so spelled (`May`, `IS`); every other form matches in any case.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.errors import UnknownLanguage

HERE = Path(__file__).parent

# A plain word (most are, so it comes first), one with hyphens and apostrophes, an abbreviation with dots, an ordinal,
# a number, or one other sign.
TOKEN = re.compile(
    r"""
    ( [a-zA-Z]+(?=[\s,])
    | https?://\S+
    | [^\W\d_](?:\w*(?:[-'’‑]\w+)*|(?:\.[^\W\d_])+)    # Deir and ez-Zor are two of these; Su-24M, Mar’a one
    | [0-9]{1,2}(?:st|nd|rd|th)(?![^\W_])                 # 18th, also in 18th-23rd
    | [0-9]+(?:[,.\u00a0\u202f\u2009'’][0-9]+)*(?:[^\W\d_][\w-]*)?    # 1,093 or 2.5 or 3M-54
    | [^\w\s] )
    """,
    re.VERBOSE,
)


class Target(NamedTuple):
    """A kind of target: canonical noun, class and group of the taxonomy, and how it counts."""

    name: str
    kind: str
    group: str
    note: str


class Entry(NamedTuple):
    """What a form is: `tag` is one letter of the grammar's alphabet, `value` what it stands for."""

    tag: str
    value: Any
    plural: bool = False


Longer = dict[str, list[tuple[tuple[str, ...], Entry]]]  # by second word: the words from there on, longest first
# A word once met: folded, phrases it opens, its own entry, and whether more than one word may have to be looked at.
Seen = tuple[str, "Longer | None", str, Any, bool, bool]


class Pack(NamedTuple):
    """One language: single words, phrases by their first word, targets by every singular form, notes on names.

    `standing` holds the openings of standing paragraphs by their first four characters.
    `seen` and `nouns` remember what a word or a noun turned out to be; they only save time.
    """

    code: str
    single: dict[str, Entry]
    first: dict[str, Longer]
    targets: dict[str, Target]
    notes: dict[str, str]
    products: dict[str, str]
    numbers: dict[str, float]
    scales: frozenset[str]
    joins: frozenset[str]
    halves: frozenset[str]
    directions: frozenset[str]
    abbreviations: frozenset[str]
    silence: frozenset[str]
    kinds: dict[str, tuple[str, str | None]]
    topics: list[tuple[str, str]]
    standing: dict[str, dict[str, tuple[str, ...]]]
    seen: dict[str, Seen]
    nouns: dict[str, tuple[str, str]]

    def preposition(self, phrase: str) -> str:
        """What the preposition that opens a place phrase means (near, in, outskirts); empty where none does."""
        first, *rest = [fold(word) for word in TOKEN.findall(phrase)] or [""]
        for words, entry in self.first.get(first, {}).get(rest[0] if rest else "", []):
            if entry.tag == "i" and tuple(rest[: len(words)]) == words:
                return str(entry.value)
        single = self.single.get(first)
        return str(single.value) if single is not None and single.tag == "i" else ""


NAME_TAGS = {
    "aircraft": "J", "weapon": "K", "ship": "Q", "group": "G", "person": "P",
    "province": "R", "country": "Y", "actor": "A", "speaker": "Z", "base": "ß",
    "nation": "Ñ",
}  # fmt: skip
MOOD_TAGS = {"past": "X", "intransitive": "ẋ", "participle": "I", "base": "B", "noun": "D"}
TIME_TAGS = {
    "month": "M", "weekday": "F", "unit": "U", "recent": "r", "span": "V", "since": "z", "today": "l", "rate": "$",
    "opening": "φ",
}  # fmt: skip
WORD_TAGS = {
    "place": "i", "settlement": "s", "province word": "p", "direction": "d", "direction word": "q", "distance": "k",
    "be": "b", "have": "e", "light": "L", "and": "&", "or": "|", "of": "f", "with": "u", "by": "y", "the": "t",
    "that": "T", "not": "n", "including": "+", "on": "o", "of group": "g", "consisting": "c", "one of": "#",
    "percent": "%", "craft": "C", "craft plural": "C", "missile": "j", "person unit": "H", "country unit": "H",
    "civilian": "H", "to": ">", "from": "<", "verb": "x", "making": "^", "say": "!", "unit of": "@",
    "infinitive": "B", "outcome": "*", "late": "λ", "group word": "§", "blow": "¤", "name part": "W", "name": "W",
    "plan": "~", "clock": "ς", "listed": "ł", "published": "þ", "same": "º", "abbreviation": "w", "modifier": "m",
    "loose": "½", "modal": "µ", "sum": "¶", "accusing": "¿", "order": "¡", "source": "¢",
}  # fmt: skip
METRIC_TAGS = {"sorties": "O", "strikes": "S", "engagements": "E"}


def fold(word: str) -> str:
    """The form a word is looked up by: lower case, straight apostrophes, plain hyphens; same length as the word."""
    return word.lower().replace("’", "'").replace("‑", "-")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one word table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pack(code: str, where: str) -> Pack:
    """The words of a language, read once; raises UnknownLanguage for a code without a folder."""
    if not is_known(code):
        raise UnknownLanguage(where, f"no words for language {code!r}; add scrapers/languages/{code}")
    return load(code)


@cache
def is_known(code: str) -> bool:
    """Whether there are words for a language."""
    return re.fullmatch("[a-z]{2}", code) is not None and (HERE / code).is_dir()


@cache
def load(code: str) -> Pack:
    """The words of a language from its tables."""
    folder = HERE / code
    single: dict[str, Entry] = {}
    first: dict[str, Longer] = {}
    targets: dict[str, Target] = {}
    notes: dict[str, str] = {}

    def add(form: str, entry: Entry) -> None:
        words = TOKEN.findall(form)
        key = words[0] if words[0] != words[0].lower() else fold(words[0])
        rest = tuple(fold(word) for word in words[1:])
        if not rest:
            single.setdefault(key, entry)
            return
        known = first.setdefault(key, {}).setdefault(rest[0], [])
        if all(other != rest for other, _ in known):
            known.append((rest, entry))

    inflect = __import__(f"scrapers.languages.{code}.inflect", fromlist=["plural"])
    for row in rows(folder, "numbers.csv"):
        if row["role"] == "article":
            add(row["form"], Entry("a", int(row["value"])))
        else:
            add(row["form"], Entry("0", (int(row["value"]), row["role"])))
    for row in rows(folder, "hedges.csv"):
        tag = "h" if row["hedge"] in ("at least", "about", "up to") else "v"
        add(row["form"], Entry(tag, row["hedge"]))
    for row in rows(folder, "calendar.csv"):
        value: Any = int(row["value"]) if row["value"].isdigit() else row["value"]
        add(row["form"], Entry(TIME_TAGS[row["role"]], value))
    for row in rows(folder, "actions.csv"):
        add(row["form"], Entry(MOOD_TAGS[row["mood"]], row["action"]))
    for row in rows(folder, "names.csv"):
        notes[row["name"]] = row["note"]
        for form in row["forms"].split("|"):
            add(form, Entry(NAME_TAGS[row["class"]], row["name"]))
    for row in rows(folder, "words.csv"):
        if row["role"] == "half":
            continue
        tag = METRIC_TAGS[row["value"]] if row["role"] == "metric" else WORD_TAGS[row["role"]]
        add(row["form"], Entry(tag, row["value"]))
    for row in rows(folder, "modifiers.csv"):
        add(row["form"], Entry("m", row["role"]))
    sizes = {row["form"] for row in rows(folder, "modifiers.csv") if row["role"] == "size"}
    for row in rows(folder, "targets.csv"):
        target = Target(row["target"], row["class"], row["group"], row["note"])
        for form in row["forms"].split("|"):
            targets.setdefault(fold(form), target)
            if form.split(" ")[0] in sizes:
                continue  # a size is told apart: one large and three small units
            letter = "=" if row["note"] == "material" else "N"
            add(form, Entry(letter, target))
            many = inflect.plural(form)
            if many != form:
                add(many, Entry(letter, target, plural=True))
    products = {row["made"]: row["plant"] for row in rows(folder, "products.csv")}
    words = rows(folder, "words.csv")
    halves = frozenset(row["form"] for row in words if row["role"] == "half")
    directions = frozenset(row["value"] for row in words if row["role"] == "direction")
    abbreviations = frozenset(row["form"] for row in words if row["role"] == "abbreviation")
    counted = [(word, row["value"]) for row in rows(folder, "numbers.csv") for word in row["form"].split()]
    numbers = {word: float(value) for word, value in counted if len(word) > 2}
    scales = frozenset(row["form"] for row in rows(folder, "numbers.csv") if row["role"] == "scale")
    joins = frozenset(row["form"] for row in words if row["role"] == "and")
    said = rows(folder, "statements.csv")
    silence = frozenset(row["form"] for row in said if row["role"] == "silence")
    kinds = {row["form"]: (row["value"], row["topic"] or None) for row in said if row["role"] == "kind"}
    topics = [(row["form"], row["value"]) for row in said if row["role"] == "topic"]
    standing: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows(folder, "background.csv"):
        alike = standing.setdefault(row["form"][:4], {})
        alike[row["role"]] = (*alike.get(row["role"], ()), row["form"])
    for longer in first.values():
        for known in longer.values():
            known.sort(key=lambda candidate: -len(candidate[0]))
    return Pack(
        code, single, first, targets, notes, products, numbers, scales, joins, halves, directions, abbreviations,
        silence, kinds, topics, standing, {}, {},
    )  # fmt: skip
