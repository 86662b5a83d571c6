"""No text takes longer than its length: every pattern and the whole reader on the worst that could be written.

Twice the text may take four times the time on a busy machine, never eight; a pattern that tries again from every
character, or a step that looks through all facts for each fact, takes a hundred times its share at these lengths.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial

import pytest

import scrapers.languages
import scrapers.reading
from scrapers.errors import ScraperError
from scrapers.languages import pack
from scrapers.models import Article
from scrapers.reading.reader import read
from scrapers.reading.tokens import tag

SIZE = 100_000
WHOLE = 5.0  # seconds for a text of that size; it takes about a fifth of a second
ALONE = 1.0  # seconds for one pattern on it, at every place where it could begin
MEASURED = 0.05  # seconds below which growth is chance
GROWTH = 6.0

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


def long(phrase: str, size: int) -> str:
    """The phrase again and again, numbered where it counts, up to a size."""
    times = size // len(phrase.replace("{n}", "2")) + 1
    if "{n}" not in phrase:
        return (phrase * times)[:size]
    return "".join(phrase.replace("{n}", str(n)) for n in range(2, times + 2))[:size]


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
LEAST = {name: phrase for name, phrase in TEXTS.items() if len(phrase) < 40}  # a pattern sees phrases, no sentences


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


def fault(measure: Callable[[int], float], cap: float) -> str:
    """What is wrong with how a measure grows with the size of the text; empty where nothing is."""
    took = 0.0
    for size in (SIZE // 50, SIZE // 5, SIZE):  # the short ones first: what grows too fast never gets to the long one
        took = measure(size)
        allowed = max(MEASURED, 3 * cap * size / SIZE) if size < SIZE else cap
        if took > allowed:
            return f"{size:,} characters take {took:.2f} s, {allowed:.2f} s are allowed"
    if took < MEASURED or took < GROWTH * measure(SIZE // 2):
        return ""
    half, full = (statistics.median(measure(size) for _ in range(3)) for size in (SIZE // 2, SIZE))
    return f"twice the text takes {full / half:.1f} times as long" if full > GROWTH * half else ""


def of_words(pattern: re.Pattern[str], letter: str, name: str, size: int) -> float:
    """Seconds that a pattern takes on a long text."""
    return tried(pattern, long(TEXTS[name], size), letter)


def of_letters(pattern: re.Pattern[str], letter: str, name: str, size: int) -> float:
    """Seconds that a pattern takes on the grammar letters of a long text."""
    return tried(pattern, letters(name, size), letter)


def test_the_patterns_are_found() -> None:
    assert set(PATTERNS) >= {"reading.grammar.BY_LETTER[0]", "reading.grammar.BEGIN", "languages.TOKEN"}
    assert len(PATTERNS) > 30


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_no_longer_than_the_text(name: str) -> None:
    faults = {
        (text, measure.__name__): wrong
        for text in LEAST
        for measure in ((of_letters,) if PATTERNS[name][1] else (of_words, of_letters))
        if (wrong := fault(partial(measure, *PATTERNS[name], text), ALONE))
    }
    assert faults == {}


@pytest.mark.parametrize("name", TEXTS)
def test_the_reader_takes_no_longer_than_the_text(name: str) -> None:
    assert fault(partial(whole, name), WHOLE) == ""
