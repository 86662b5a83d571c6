"""Words as data: reads a language's CSV tables into one dictionary of forms. Knows no grammar and no text.

A form written with a capital letter matches only so spelled (`May`, `IS`); every other form matches in any case.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.errors import UnknownLanguage

HERE = Path(__file__).parent

# A plain word (most are, so it comes first), one with hyphens and apostrophes, an abbreviation with dots, an ordinal,
# a number, or one other sign.
TOKEN = re.compile(
    r"""
    ( [a-zA-Zа-яА-ЯёЁ]+(?=[\s,])
    | https?://\S+
    | [^\W\d_](?:\w*(?:[-'’‑]\w+)*|(?:\.[^\W\d_])+)    # Deir and ez-Zor are two of these; Su-24M, Mar’a one
    | [0-9]{1,2}(?:st|nd|rd|th)(?![^\W_])                 # 18th, also in 18th-23rd
    | [0-9]{1,9}-[^\W\d_a-zA-Z]{1,3}(?![\w-])              # a number with its ending in Russian
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

    `standing` holds the openings of standing paragraphs by their first four characters. `cases` is empty where nouns do
    not decline; else it holds, for every form of a target, the cases it can stand for (see `ru/inflect.py`), and heads
    stand before what belongs to them. `alone` holds words of number that give none where they stand alone (hundreds),
    `endings` the letter of a number with an ending behind it, `guesses` what a
    word is that no table has, by its ending.
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
    cases: dict[str, str]
    alone: dict[str, str]
    endings: dict[str, str]
    guesses: list[tuple[str, Entry]]
    alphabet: frozenset[str]
    alike: dict[int, int]
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
MOOD_TAGS = {"past": "X", "intransitive": "ẋ", "participle": "I", "base": "B", "noun": "D", "either": "Π"}
TIME_TAGS = {
    "month": "M", "weekday": "F", "unit": "U", "recent": "r", "span": "V", "since": "z", "today": "l", "rate": "$",
    "opening": "φ", "ordinal": "ō",
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
    "organization": "w", "sea": "w", "lose": "X", "managed": "ɱ", "making of": "ĝ", "where": "Ŧ", "toward": "δ",
    "armed": "ŭ", "stand": "ϋ",
}  # fmt: skip
METRIC_TAGS = {"sorties": "O", "strikes": "S", "engagements": "E"}
# What a word is that no table has, by the role of its ending in words.csv.
GUESSED = {"participle ending": Entry("x", ""), "adjective ending": Entry("m", "drop"), "verb ending": Entry("ϋ", "")}
# Roles of words.csv that are no words of the text but tell about the language.
ABOUT = ("half", "alphabet", "look-alike", "cardinal ending", "ordinal ending", *GUESSED)


def fold(word: str) -> str:
    """The form a word is looked up by: lower case, straight apostrophes, plain hyphens, no ё; as long as the word."""
    return word.lower().replace("’", "'").replace("‑", "-").replace("ё", "е")


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

    inflect = import_module(f"scrapers.languages.{code}.inflect")
    cases: dict[str, str] = {}

    def spelled(name: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Each form of each row of a table, with the row."""
        for row in rows(folder, name):
            for told in (row.get("form") or row["forms"]).split("|"):
                yield from ((form, row) for form in inflect.spellings(told))

    for form, row in spelled("numbers.csv"):
        value = float(row["value"])
        whole = int(value) if value == int(value) else value
        add(form, Entry("a", whole) if row["role"] == "article" else Entry("0", (whole, row["role"])))
    for form, row in spelled("hedges.csv"):
        tag = "h" if row["hedge"] in ("at least", "about", "up to") else "v"
        add(form, Entry(tag, row["hedge"]))
    for form, row in spelled("calendar.csv"):
        time: Any = int(row["value"]) if row["value"].isdigit() else row["value"]
        add(form, Entry(TIME_TAGS[row["role"]], time))
    for form, row in spelled("actions.csv"):
        add(form, Entry(MOOD_TAGS[row["mood"]], row["action"]))
    for form, row in spelled("names.csv"):
        notes[row["name"]] = row["note"]
        add(form, Entry(NAME_TAGS[row["class"]], row["name"]))
    for form, row in spelled("words.csv"):
        if row["role"] not in ABOUT:
            tag = METRIC_TAGS[row["value"]] if row["role"] == "metric" else WORD_TAGS[row["role"]]
            add(form, Entry(tag, row["value"]))
    for form, row in spelled("modifiers.csv"):
        add(form, Entry("m", row["role"]))
    sizes = {row["form"] for row in rows(folder, "modifiers.csv") if row["role"] == "size"}
    for row in rows(folder, "targets.csv"):
        target = Target(row["target"], row["class"], row["group"], row["note"])
        for form in row["forms"].split("|"):
            targets.setdefault(fold(form), target)
            if form.split(" ")[0] in sizes:
                continue  # a size is told apart: one large and three small units
            letter = "=" if row["note"] == "material" else "N"
            for printed, told in inflect.forms(form).items():
                add(printed, Entry(letter, target, plural="p" in told))
                if len(told) > 1:
                    cases[fold(printed)] = f"{cases.get(fold(printed), '')} {told}"
    products = {row["made"]: row["plant"] for row in rows(folder, "products.csv")}
    words = rows(folder, "words.csv")
    halves = frozenset(row["form"] for row in words if row["role"] == "half")
    directions = frozenset(row["value"] for row in words if row["role"] in ("direction", "toward", "direction word"))
    abbreviations = frozenset(row["form"] for row in words if row["role"] == "abbreviation")
    counted = [(word, row["value"]) for row in rows(folder, "numbers.csv") for word in row["form"].split()]
    numbers = {word: float(value) for word, value in counted if len(word) > 2}
    alone = {row["form"]: row["hedge"] for row in rows(folder, "hedges.csv") if row["form"] in numbers}
    endings = {row["form"]: "01"[row["role"] == "ordinal ending"] for row in words if row["role"].endswith("al ending")}
    guesses = [(row["form"], told) for role, told in GUESSED.items() for row in words if row["role"] == role]
    alphabet = frozenset(letter for row in words if row["role"] == "alphabet" for letter in row["form"])
    twins = [(row["form"], row["value"]) for row in words if row["role"] == "look-alike"]
    foreign = {key: value for one, own in twins for key, value in str.maketrans(one, own).items()}
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
        silence, kinds, topics, standing, cases, alone, endings, guesses, alphabet, foreign, {}, {},
    )  # fmt: skip
