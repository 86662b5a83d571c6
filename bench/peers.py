"""Libraries that do a part of what the reader does, each as a function over one text. One that is missing is named.

The parts: sentences, number words, dates, names out of a table. No peer does all four, none reads a claim.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

Work = Callable[[str], Any]
GAZETTEER = Path(__file__).resolve().parent.parent / "data" / "gazetteer.csv"
END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"“(])")


class Peer(NamedTuple):
    """A library: which part of the work, its name as installed, and what makes the function that does it."""

    part: str
    name: str
    make: Callable[[Callable[[str], Any]], Work]

    @property
    def version(self) -> str:
        """The version installed; empty for the standard library."""
        return metadata.version(self.name.split(" ")[0]) if self.name != "one pattern" else ""

    def ready(self) -> Work:
        """The function that does the work; raises ImportError where the library is missing."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.make(import_module)


def names() -> list[str]:
    """The names and spellings of the gazetteer."""
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return sorted({name for row in rows for name in (row["name"], *row["spellings"].split("|")) if len(name) > 2})


def _pysbd(load: Callable[[str], Any]) -> Work:
    work: Work = load("pysbd").Segmenter(language="en", clean=False).segment
    return work


def _syntok(load: Callable[[str], Any]) -> Work:
    process = load("syntok.segmenter").process
    return lambda text: [list(paragraph) for paragraph in process(text)]


def _sentencizer(load: Callable[[str], Any]) -> Work:
    language = load("spacy").blank("en")
    language.add_pipe("sentencizer")
    language.max_length = 10**7
    return lambda text: list(language(text).sents)


def _text2num(load: Callable[[str], Any]) -> Work:
    alpha2digit = load("text_to_num").alpha2digit
    return lambda text: alpha2digit(text, "en")


def _number_parser(load: Callable[[str], Any]) -> Work:
    parse = load("number_parser").parse
    return lambda text: parse(text, language="en")


def _quantulum(load: Callable[[str], Any]) -> Work:
    work: Work = load("quantulum3.parser").parse
    return work


def _dateparser(load: Callable[[str], Any]) -> Work:
    search = load("dateparser.search").search_dates
    return lambda text: search(text, languages=["en"])


def _ahocorasick_rs(load: Callable[[str], Any]) -> Work:
    found = load("ahocorasick_rs").AhoCorasick(names())
    return lambda text: found.find_matches_as_indexes(text)


def _pyahocorasick(load: Callable[[str], Any]) -> Work:
    automaton = load("ahocorasick").Automaton()
    for name in names():
        automaton.add_word(name, name)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text))


def _ruler(load: Callable[[str], Any]) -> Work:
    language = load("spacy").blank("en")
    language.max_length = 10**7
    rules = language.add_pipe("entity_ruler")
    rules.add_patterns([{"label": "PLACE", "pattern": name} for name in names()])
    return lambda text: list(language(text).ents)


PEERS = (
    Peer("sentences", "one pattern", lambda load: END.split),
    Peer("sentences", "spacy sentencizer", _sentencizer),
    Peer("sentences", "syntok", _syntok),
    Peer("sentences", "pysbd", _pysbd),
    Peer("numbers", "text2num", _text2num),
    Peer("numbers", "number-parser", _number_parser),
    Peer("numbers", "quantulum3", _quantulum),
    Peer("dates", "dateparser", _dateparser),
    Peer("names", "ahocorasick-rs", _ahocorasick_rs),
    Peer("names", "pyahocorasick", _pyahocorasick),
    Peer("names", "spacy entity ruler", _ruler),
)


def ready() -> Iterator[tuple[Peer, Work | None, str]]:
    """Each peer with its function, or with why it is passed over."""
    for peer in PEERS:
        try:
            yield peer, peer.ready(), ""
        except ImportError as error:
            yield peer, None, f"not installed ({error})"
        except Exception as error:  # a peer that breaks is its own affair
            yield peer, None, f"fails: {type(error).__name__}: {error}"
