"""Measures every pattern and the whole reader on the worst that could be written: the slowest out, nothing asserted.

`python bench/worst.py [--size N]`. What is linear takes twice as long for twice the text; a pattern that tries again
from every character, or a step that looks through all facts for each fact, takes four times as long.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import scrapers.languages
import scrapers.reading
from scrapers.errors import ScraperError
from scrapers.languages import pack
from scrapers.models import Article
from scrapers.reading.reader import read
from scrapers.reading.tokens import tag

SIZE = 100_000  # characters
GOAL = 0.05  # seconds for one pattern on a text of that size
SENTENCE = 40  # a pattern sees phrases; longer texts are for the reader alone
LISTED = 12

TEXTS = {
    "digits": "1 ",
    "one number": "1,",
    "thousands": "123 ",
    "number words": "twenty-two ",
    "spaces": " ",
    "spaced words": "a   ",
    "short lines": "a\n",
    "wrapped lines": "a line that is long enough to go on in the next\n",
    "unclosed quotes": "“a ",
    "quotes": '"',
    "open brackets": "(a ",
    "group and bracket": 'ISIS ("a" ',
    "capital words": "Word ",
    "one long word": "w",
    "words": "word ",
    "hyphens": "a-",
    "dots": "a. ",
    "commas": "a, ",
    "prepositions": "near ",
    "lengths of time": "over the past ",
    "bearings": "south-west, north-east, ",
    "dates": "May 3, ",
    "shares": "30% ",
    "people": "30,000 people ",
    "places": "near Exampletown and ",
    "provinces": "Homs, Hama and ",
    "strikes": "two strikes ",
    "planned strikes": "will conduct two strikes, ",
    "strikes since": "since May 3, 2 strikes, ",
    "strikes of a country": "2 strikes in Syria, ",
    "strikes and claims": "two strikes destroyed a vehicle and ",
    "sorties": "carried out 48 sorties, ",
    "other sorties": "carried out {n} sorties. ",
    "strikes and targets": "{n} airstrikes, {n} targets hit. ",
    "missiles": "34 cruise missiles, ",
    "nested list": 'destroyed a depot, (a truck, "a tank" and ',
    "list of targets": "destroyed a vehicle, a fighting position and a tactical unit, ",
    "list of counts": "destroyed {n} trucks, ",
    "targets and places": "two trucks near Exampletown, ",
    "targets and groups": "a depot of ISIS, ",
    "halves of a name": "destroyed a storage and area and ",
    "same claim": "killed 20 militants, ",
    "place lines": "Near Exampletown, two strikes struck a unit and destroyed a vehicle.\n",
    "numbered place lines": "Near Exampletown, {n} strikes.\n",
    "countries": "In Syria, {n} strikes hit targets.\n",
    "sentences": "Su-34 bombers hit a command post near Exampletown in the Homs province. ",
    "accusations": "denied that {n} one two three, ",
}



class Run(NamedTuple):
    """What was measured on which text: seconds for half of it and for all."""

    name: str
    text: str
    half: float
    whole: float

    def row(self) -> str:
        """The run as a line of the table."""
        return f"{self.name:44}{self.text:24}{1000 * self.whole:9,.0f}{self.whole / max(self.half, 1e-9):9.1f}"


HEAD = f"{'':44}{'text':24}{'ms':>9}{'growth':>9}"


def long(phrase: str, size: int) -> str:
    """The phrase again and again, numbered where it counts, up to a size."""
    times = size // len(phrase.replace("{n}", "2")) + 1
    if "{n}" not in phrase:
        return (phrase * times)[:size]
    return "".join(phrase.replace("{n}", str(n)) for n in range(2, times + 2))[:size]


def words(name: str, size: int) -> str:
    """A long text by its name."""
    return long(TEXTS[name], size)


@cache
def letters(name: str, size: int) -> str:
    """The grammar letters of a long text."""
    return tag(long(TEXTS[name], size), pack("en", name)).tags


def patterns() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Every pattern of the reader: its name, itself, and the letter it begins with where it is tried there only."""
    for room in (scrapers.languages, scrapers.reading):
        below = [importlib.import_module(one.name) for one in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
        for module in (room, *below):
            for name, value in vars(module).items():
                for key, pattern in value.items() if isinstance(value, dict) else [("", value)]:
                    if isinstance(pattern, re.Pattern):
                        yield f"{module.__name__.removeprefix('scrapers.')}.{name}{key and f'[{key}]'}", pattern, key


ONCE = {(pattern.pattern, key): (name, pattern, key) for name, pattern, key in reversed(list(patterns()))}
PATTERNS = {name: (pattern, key) for name, pattern, key in ONCE.values()}


def tried(pattern: re.Pattern[str], text: str, letter: str) -> float:
    """Seconds that a pattern takes at every place where it could begin."""
    begin = time.perf_counter()
    if not letter:
        for _ in pattern.finditer(text):
            pass
        return time.perf_counter() - begin
    at = text.find(letter)
    while at >= 0:
        pattern.match(text, at)
        at = text.find(letter, at + 1)
    return time.perf_counter() - begin


def whole(name: str, size: int) -> float:
    """Seconds that the reader takes for a long text, read or refused."""
    text = long(TEXTS[name], size)
    article = Article(name, "coalition", "invented", None, None, "en", "2016-05-05", text, "given")
    begin = time.perf_counter()
    with suppress(ScraperError):
        read(article)
    return time.perf_counter() - begin


def of_patterns(size: int) -> Iterator[Run]:
    """Every pattern on every phrase, as words and as the grammar letters of the words."""
    for name, (pattern, letter) in PATTERNS.items():
        for text in (name for name, phrase in TEXTS.items() if len(phrase) < SENTENCE):
            for made in (letters,) if letter else (letters, words):
                half, all_ = (tried(pattern, made(text, part), letter) for part in (size // 2, size))
                yield Run(name, text, half, all_)


def of_reader(size: int) -> Iterator[Run]:
    """The whole reader on every text."""
    for name in TEXTS:
        yield Run("the whole reader", name, whole(name, size // 2), whole(name, size))


def main(arguments: list[str] | None = None) -> int:
    """Prints the slowest; returns 0."""
    options = argparse.ArgumentParser(description="Measures every pattern and the reader on worst-case texts.")
    options.add_argument("--size", type=int, default=SIZE, help="characters of each text")
    size = options.parse_args(arguments).size
    for what, runs in (("patterns", of_patterns(size)), ("texts", of_reader(size))):
        done = sorted(runs, key=lambda run: -run.whole)
        over = sum(run.whole > GOAL for run in done)
        print(f"\nworst cases of {size:,} characters: {what}, {len(done):,} runs, {over:,} over 50 ms\n{HEAD}")
        print("\n".join(run.row() for run in done[:LISTED]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
