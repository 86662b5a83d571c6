"""Neutral words and proofs: sentences, marks, links, phrases, days."""

from __future__ import annotations

from typing import Any

import pytest

from scrapers.database import proof, wording
from tests.invented import TEXT, at


@pytest.mark.parametrize(
    ("span", "quote"),
    [
        (at("302 sorties"), "Aircraft made 302 sorties and hit 1,093 targets on March 1-3, Colonel Example said."),
        (at("17 umbrellas"), "Some 17 umbrellas were mentioned."),
    ],
)
def test_a_quotation_is_the_sentence(span: tuple[int, int], quote: str) -> None:
    found = proof.quotation(TEXT, span)
    assert found.quote == quote
    assert found.quote[found.mark_start : found.mark_end] == TEXT[slice(*span)]


@pytest.mark.parametrize("start", [0, 180, 400, 985])
def test_a_long_sentence_is_cut_around_its_words(start: int) -> None:
    text = " ".join(f"w{number:03}" for number in range(200))
    found = proof.quotation(text, (start, start + 4))
    assert len(found.quote) <= 300
    assert found.quote[found.mark_start : found.mark_end] == text[start : start + 4]


def test_a_quotation_opens_no_formula() -> None:
    found = proof.quotation("First. \n- Three trucks burned.", (10, 22))
    assert found.quote[0] not in "=+-@"
    assert found.quote[found.mark_start : found.mark_end] == "Three trucks"


def test_text_fragments_are_escaped() -> None:
    assert proof.at_figure("https://example.org/a", 1093, "air-strikes, all") == (
        "https://example.org/a#:~:text=1%2C093%20air%2Dstrikes%2C%20all"
    )
    assert proof.at_figure("https://example.org/a#b", 3, "trucks") == "https://example.org/a#b:~:text=trucks"
    assert proof.at_figure(None, 3, "trucks") is None


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (
            ("russia", "Russia", "destroyed", "truck", 3, "at least"),
            "Russia's Ministry of Defence claims: at least 3 trucks destroyed",
        ),
        (
            ("russia", "Coalition", "hit", "bridge", 1, "exact"),
            "Russia's Ministry of Defence claims: 1 bridge hit by the US-led coalition",
        ),
        (
            ("coalition", "Coalition", "engaged", "tactical unit", None, "several"),
            "The US-led coalition claims: several tactical units engaged",
        ),
        (
            ("coalition", "Coalition", "hit", "boat", None, "unstated"),
            "The US-led coalition claims: boats hit, number not stated",
        ),
    ],
)
def test_phrases_are_neutral(arguments: tuple[Any, ...], phrase: str) -> None:
    assert wording.phrase(*arguments) == phrase


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2015-12-18", "2015-12-23", "18-23 December 2015"),
        ("2015-11-30", "2015-12-01", "30 November - 1 December 2015"),
        ("2015-12-31", "2016-01-01", "31 December 2015 - 1 January 2016"),
        (None, "2016-01-01", "1 January 2016"),
        (None, None, None),
    ],
)
def test_days_in_words(start: str | None, end: str | None, said: str | None) -> None:
    assert wording.days(start, end) == said
