"""What holds for every text: spans, numbers as words, order, repetition, standing paragraphs, damage."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrapers.errors import ScraperError
from scrapers.languages import HERE, rows
from scrapers.models import Reading
from tests.test_briefings import FOLDER, NAMES, facts
from tests.test_phrases import PHRASES
from tests.told import language_of, lines, reading_of

Text = tuple[str, str, str, str]  # party, day of publication, words, language
GROUPS: dict[str, list[Text]] = {
    name: [
        (
            name.split("-")[0], facts(name).published, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"),
            language_of(name),
        )
    ]
    for name in NAMES
}  # fmt: skip
for one in PHRASES:
    if one.mistake:  # what is not read right yet holds nothing
        continue
    GROUPS.setdefault(one.name.split(":")[0], []).append((one.party, one.published, one.text, one.language))
TEXTS = [text for group in GROUPS.values() for text in group]
each = pytest.mark.parametrize("texts", GROUPS.values(), ids=GROUPS)
PROVINCES = ["Aleppo", "Idlib", "Latakia", "Hama", "Homs", "Daraa", "Raqqa", "Deir ez-Zor"]
NOUNS = {"truck": "trucks", "tank": "tanks", "command post": "command posts", "stronghold": "strong points"}
STANDING = {
    "ru": "Операция России в Сирии\n\n30 сентября Россия начала операцию в Сирии. С начала операции самолеты совершили "
    "сотни вылетов и уничтожили 312 складов.",
    "russia": "Russian military operation in Syria\n\nOn September 30 Russia’s Federation Council approved the "
    "operation. Since the start of the operation, planes made hundreds of sorties and destroyed 312 depots.",
    "coalition": "A strike, as defined in these releases, means one or more kinetic events in one place; one strike "
    "may be dozens of weapons against buildings and 40 vehicles.",
}
SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
UNITS = [*SMALL.split(), "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """A number below 10,000 in English words."""
    if number >= 1000:
        rest = in_words(number % 1000) if number % 1000 else ""
        return f"{in_words(number // 1000)} thousand {rest}".strip()
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return UNITS[number]


MULTIPLES = "dozen|hundred|thousand|pair|couple|сот|ст[ао]|двест|трист|тысяч|тыс|десят|дюжин|пар[аыу]|дцат|сорок"
RUSSIAN: dict[int, list[str]] = {}
for row in rows(HERE / "ru", "numbers.csv"):
    if row["role"] == "unit":
        RUSSIAN.setdefault(int(float(row["value"])), []).append(row["form"])


def own(party: str, reading: Reading) -> list[str]:
    """Claims and totals of a reading."""
    return [one for one in lines(party, reading) if one.startswith(("claim", "total"))]


def facts_of(reading: Reading) -> list[Any]:
    return [*reading.tallies, *reading.claims, *reading.statements]


def unprinted(text: str, reading: Reading) -> list[Any]:
    """The facts whose number is not among the words of their span, in digits or in words."""
    out = []
    for one in facts_of(reading):
        words = " ".join(text[slice(*one.span)].lower().split())
        if one.count is None or one.count < 2 or re.search(MULTIPLES, words):
            continue
        digits = re.sub("(?<=[0-9])[,. \u00a0\u2009\u202f’'](?=[0-9]{3})", "", words)
        forms = [in_words(one.count), in_words(one.count).replace("-", " ")]
        if one.count < 20:  # in any of its cases
            forms += RUSSIAN.get(one.count, [])
        if str(one.count) not in re.findall("[0-9]+", digits) and not any(form in words for form in forms):
            out.append(one)
    return out


@each
def test_spans_hold_their_words(texts: list[Text]) -> None:
    """Each span is inside the text, neither blank nor ragged, and holds the number of its fact."""
    for party, published, text, language in texts:
        reading = reading_of(party, text, published, language)
        spans = [one.span for one in (*facts_of(reading), *reading.unread)]
        spans += [span for one in reading.notices for span in one.spans]
        spans += [one["span"] for one in reading.totals.values()]
        spans += [reading.period.span] if reading.period.span else []
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end] != ""
        assert unprinted(text, reading) == [], text


NUMBER = re.compile(
    r"(?<![\w.,-])[0-9][0-9,]*(?![\w-]|,[0-9])(?!(?:st|nd|rd|th)\b)"
    r"(?! (?:hours|km\b|of |square|tons|miles|munitions|precision munitions|час|км|мм|кв|тонн|градус|квадратн))"
)


@each
def test_no_number_is_dropped_in_silence(texts: list[Text]) -> None:
    """Fault 25: one that is no day, year, length, area or weapon stands in a fact or among the unread."""
    for party, published, text, language in texts:
        reading = reading_of(party, text, published, language)
        spans = [one.span for one in (*facts_of(reading), *reading.unread)]
        for match in NUMBER.finditer(text):
            number = int(match[0].replace(",", ""))
            if number > 31 and not 2014 <= number <= 2025:
                assert any(start <= match.start() and match.end() <= end for start, end in spans), (match, text)


@each
def test_same_text_gives_the_same_reading(texts: list[Text]) -> None:
    for party, published, text, language in texts:
        assert reading_of(party, text, published, language) == reading_of(party, text, published, language)


@given(number=st.integers(2, 9999), noun=st.sampled_from(sorted(NOUNS)), commas=st.booleans())
@example(number=1093, noun="truck", commas=True)
@example(number=22, noun="tank", commas=False)
def test_digits_and_words_give_the_same_count(number: int, noun: str, commas: bool) -> None:
    """Fault 25: a number means the same in words, in digits and with its thousands apart."""
    digits = f"{number:,}" if commas else str(number)
    told = {
        tuple(own("russia", reading_of("russia", f"A Su-34 destroyed {form} {NOUNS[noun]} near Tel Amra.")))
        for form in (digits, in_words(number))
    }
    assert told == {(f"claim destroyed {number} {noun} | at Tel Amra | by Su-34",)}


@given(number=st.integers(2, 9999))
def test_digits_and_words_give_the_same_total(number: int) -> None:
    for form in (str(number), f"{number:,}", in_words(number)):
        assert own("russia", reading_of("russia", f"Russian planes made {form} sorties over the past day.")) == [
            f"total sorties {number}"
        ]


@given(number=st.integers(2, 9999), noun=st.sampled_from(sorted(NOUNS)))
def test_both_parties_count_alike(number: int, noun: str) -> None:
    text = f"Near Tel Amra, two strikes destroyed {in_words(number)} {NOUNS[noun]}."
    assert own("coalition", reading_of("coalition", text)) == [f"claim destroyed {number} {noun} | at Tel Amra"]


@given(st.permutations(PROVINCES), st.integers(2, 8), st.booleans())
def test_order_of_provinces_changes_only_their_order(names: list[str], number: int, before: bool) -> None:
    listed = names[:number]
    said = f"{', '.join(listed[:-1])} and {listed[-1]}"
    where = f"the provinces of {said}" if before else f"the {said} provinces"
    reading = reading_of("russia", f"Over the past day, Russian planes made 40 sorties and hit 81 targets in {where}.")
    assert list(reading.provinces) == listed
    assert own("russia", reading) == ["total sorties 40", "total targets 81"]


@each
def test_standing_paragraph_changes_no_claim_and_no_total(texts: list[Text]) -> None:
    """Fault 26: the running totals of a standing paragraph are never those of the briefing."""
    for party, published, text, language in texts:
        longer = f"{text.rstrip()}\n\n{STANDING[party if language == 'en' else language]}"
        whole = own(party, reading_of(party, text, published, language))
        assert own(party, reading_of(party, longer, published, language)) == whole, text


@each
def test_repeated_paragraph_adds_no_claim(texts: list[Text]) -> None:
    """Fault 26: what is said twice counts once."""
    for party, published, text, language in texts:
        whole = Counter(own(party, reading_of(party, text, published, language)))
        gap = "\n\n" if "\n\n" in text else "\n"
        paragraphs = text.split(gap)
        for number, paragraph in enumerate(paragraphs):
            if len(paragraph) > 40:
                again = gap.join([*paragraphs[: number + 1], paragraph, *paragraphs[number + 1 :]])
                assert Counter(own(party, reading_of(party, again, published, language))) == whole, again


def survives(party: str, text: str, published: str | None, language: str = "en") -> Reading | None:
    """The reading of a damaged text, or nothing where it is refused by name."""
    try:
        return reading_of(party, text, published, language)
    except ScraperError:
        return None


@each
def test_text_cut_at_any_word_never_crashes(texts: list[Text]) -> None:
    """Nor does it give a number that is not printed in what is left."""
    for party, published, text, language in texts:
        gaps = [i for i, character in enumerate(text) if character.isspace()]
        for at in random.Random(7).sample(gaps, min(12, len(gaps))):
            for piece in (text[:at], text[at:]):
                reading = survives(party, piece, published, language)
                assert reading is None or unprinted(piece, reading) == [], piece


@given(st.sampled_from(TEXTS), st.data())
def test_text_damaged_anywhere_never_crashes(source: Text, data: st.DataObject) -> None:
    party, published, text, language = source
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 30)))
    put = data.draw(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8))
    survives(party, text[:at] + put + text[end:], published, language)


@given(st.text(max_size=200), st.sampled_from(["russia", "coalition"]), st.sampled_from(["en", "ru"]))
def test_any_text_is_read_or_refused_by_name(text: str, party: str, language: str) -> None:
    reading = survives(party, text, "2016-05-04", language)
    assert reading is None or all(0 <= one.span[0] < one.span[1] <= len(text) for one in facts_of(reading))


WORDS = {
    code: sorted({word for _, _, text, language in TEXTS for word in text.split() if language == code})
    for code in ("en", "ru")
}


@pytest.mark.parametrize("language", WORDS)
@given(data=st.data(), party=st.sampled_from(["russia", "coalition"]))
def test_words_of_briefings_in_any_order_never_crash(language: str, data: st.DataObject, party: str) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=40))
    survives(party, " ".join(words), "2016-05-04", language)


def test_what_stands_around_a_quotation_is_not_quoted() -> None:
    """The third party that quotes a briefing says itself that it tells nothing of a province."""
    words = "“in the course of the day, aircraft performed 16 combat sorties engaging 57 objects,”"
    text = f"The ministry says {words} but makes no mention of carrying out strikes in Idlib."
    (said,) = reading_of("russia", text).statements
    assert (said.kind, said.topic, said.voice) == ("no activity", "Idlib", "body")
    assert text[slice(*said.span)] == "but makes no mention of carrying out strikes in Idlib."

    text = "“The planes made no strikes in Idlib,” the ministry said."
    (said,) = reading_of("russia", text).statements
    assert (said.kind, said.voice, said.span[0]) == ("no activity", "quote", 0)


def test_a_running_total_has_the_days_since_it_is_told() -> None:
    """Fault 24, fault 26: it keeps both ends of its own period, across the year, and the briefing's total its own."""
    text = "Since September 30, 2015, Russian aircraft have made 5,240 sorties. They made 64 sorties on December 23."
    told = {one.count: one.period for one in reading_of("russia", text, "2015-12-24").tallies}
    assert told[5240] == {"start": "2015-09-30", "end": "2015-12-24"}
    assert told[64] == {"start": "2015-12-23", "end": "2015-12-23"}
