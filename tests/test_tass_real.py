"""The real TASS briefing of 23 December 2015: nothing in it may be lost or invented. The text is not kept here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scrapers.models import Reading
from scrapers.reading.reader import read
from scrapers.sources.files import articles
from tests.told import claim, quantity

ROOT = Path(__file__).parent.parent
PATH = ROOT.parent / "shared" / "real" / "tass" / "2015-12-23.txt"
pytestmark = pytest.mark.skipif(not PATH.exists(), reason="the real texts are not on this machine (../shared/real)")


@pytest.fixture(scope="module")
def text() -> str:
    (article,) = articles(PATH)
    return article.text


@pytest.fixture(scope="module")
def reading() -> Reading:
    (article,) = articles(PATH)
    return read(article)


def of_kind(reading: Reading, kind: str) -> list[Any]:
    return [one for one in reading.statements if one.kind == kind and one.repeats is None]


def test_period_as_printed_with_both_lengths(reading: Reading) -> None:
    period = reading.period
    assert (period.start, period.end, period.days_stated) == ("2015-12-18", "2015-12-23", 5)
    (notice,) = [one for one in reading.notices if one.check == "period"]
    assert re.findall("[0-9]+", notice.detail) == ["5", "6"]


def test_year_comes_from_the_text_alone(text: str) -> None:
    """Without a date in the file's name the weekday and the dates of the text tell the year."""
    (article,) = articles(PATH)
    undated = read(article._replace(published=None, date_source="none stated"))
    assert (undated.period.start, undated.period.end) == ("2015-12-18", "2015-12-23")


def test_sorties_are_told_twice_and_counted_once(reading: Reading) -> None:
    told = [one for one in reading.tallies if one.metric == "sorties" and one.scope == "period"]
    assert [one.count for one in told] == [302, 302]
    assert [one.count for one in told if one.repeats is None] == [302]
    assert quantity(reading.totals["sorties"]["count"], reading.totals["sorties"]["hedge"]) == "302"


def test_the_quotation_decides_the_unit(reading: Reading) -> None:
    assert quantity(reading.totals["targets"]["count"], reading.totals["targets"]["hedge"]) == "1093"
    assert "strikes" not in reading.totals
    told = {(one.voice, one.metric, quantity(one.count, one.hedge)) for one in reading.tallies}
    assert {
        ("headline", "strikes", "1093"), ("lead", "strikes", "1000+"), ("quote", "targets", "1093"),
    } <= told  # fmt: skip
    assert {one.check for one in reading.notices} >= {"unit"}


def test_provinces_on_one_tally_agree_with_their_number(reading: Reading) -> None:
    five = ("Aleppo", "Idlib", "Deir ez-Zor", "Hama", "Homs")
    assert reading.provinces == five
    assert [one.provinces for one in reading.tallies if one.provinces] == [five]
    assert {one.count for one in reading.tallies if one.metric == "provinces"} == {5}
    assert not [one for one in reading.notices if one.check == "provinces"]


def test_claims(reading: Reading) -> None:
    once = [claim("russia", one, one.date) for one in reading.claims if one.repeats is None]
    assert sorted(once) == [
        "claim destroyed 1 command post | at Aleppo | in Aleppo | of Ahrar al-Sham | by Su-24",
        "claim destroyed 1 training camp | at Idlib | in Idlib | by Su-24M",
        "claim destroyed 2 oil storage | at Deir ez-Zor | by Su-34",
        "claim destroyed 3 oil rig | at Deir ez-Zor | by Su-34",
        "claim destroyed 3 truck | in Homs | of IS",
        "claim destroyed 6 vehicle with heavy weapon | in Homs | of IS",
        "claim destroyed dozens oil tanker truck | at Deir ez-Zor | by Su-34",
    ]


def test_claims_told_twice_count_once_with_a_notice_on_their_place(reading: Reading) -> None:
    told = [one for one in reading.claims if one.place and "Deir" in one.place]
    assert len(told) == 6
    assert len([one for one in told if one.repeats]) == 3
    (notice,) = [one for one in reading.notices if one.check == "place"]
    assert "outskirts" in notice.detail
    assert "near" in notice.detail


def test_denial_answers_the_accusation(reading: Reading) -> None:
    denials = of_kind(reading, "denial")
    assert {one.topic for one in denials} == {"cluster bombs"}
    assert any("Human Rights Watch" in (one.about or "") for one in reading.statements if one.kind == "denial")


def test_camp_was_known_from_the_opposition_a_week_ago(reading: Reading) -> None:
    (one,) = of_kind(reading, "corroboration")
    assert (one.topic, one.count, one.hedge, one.unit) == ("training camp", 1, "about", "week")
    assert "opposition" in (one.about or "")


def test_recruits_come_from_cis_countries_by_way_of_turkey(reading: Reading) -> None:
    abouts = [one.about or "" for one in of_kind(reading, "estimate") if one.topic == "recruits"]
    assert any("CIS" in about and "Turkey" in about for about in abouts)


def test_coordination_at_zero_and_others_strike_too(reading: Reading) -> None:
    accusations = of_kind(reading, "accusation")
    assert any(one.topic == "coordination" and one.count == 0 for one in accusations)
    assert any("Coalition" in (one.about or "") for one in accusations)
    about = " ".join(one.about or "" for one in accusations)
    assert "Syria" in about
    assert "Turkey" in about


def test_background_is_kept_apart(reading: Reading, text: str) -> None:
    start = text.index("Russian military operation in Syria\n")
    assert not [one for one in reading.claims if one.span[0] > start and one.voice != "background"]
    assert not [one for one in reading.tallies if one.span[0] > start and one.scope == "period"]
    cumulative = [one for one in reading.tallies if one.scope == "cumulative"]
    assert [(one.metric, one.hedge) for one in cumulative] == [("sorties", "hundreds")]
    estimates = [(one.count, one.hedge) for one in reading.statements if one.kind == "estimate"]
    assert {(30_000, "about"), (200_000, "about"), (80, "exact"), (40, "about"), (50, "exact")} <= set(estimates)
    (order,) = [one for one in of_kind(reading, "order of battle") if one.count == 50]
    assert order.hedge == "at least"
    types = {"Su-34", "Su-24M", "Su-25", "Su-30SM", "Mi-8", "Mi-24"}
    assert types <= set(re.split(r", ", order.about or ""))
    since = {one.about for one in reading.statements if "since" in one.topic}
    assert "2015-09-30" in since
    results = [one for one in reading.statements if one.kind == "cumulative"]
    assert any("depot" in one.topic and one.hedge == "dozens" for one in results)


def test_every_number_is_told_or_unread(reading: Reading, text: str) -> None:
    facts: list[Any] = [*reading.tallies, *reading.claims, *reading.statements, *reading.unread]
    spans = [one.span for one in facts]
    spans += [reading.period.span] if reading.period.span else []
    loose = [
        match[0]
        for match in re.finditer(r"(?<![\w-])[0-9]+(?:,[0-9]{3})*(?![\w-])", text)
        if not any(start <= match.start() and match.end() <= end for start, end in spans)
    ]
    dates_and_lengths = {"18", "23", "30", "2013", "2014", "5", "24"}
    assert set(loose) <= dates_and_lengths


def test_every_span_holds_its_words(reading: Reading, text: str) -> None:
    facts: list[Any] = [*reading.tallies, *reading.claims, *reading.statements, *reading.unread]
    for one in facts:
        assert text[slice(*one.span)].strip()
        count = None if one in reading.unread else one.count
        if count is not None and count > 12:
            assert str(count) in text[slice(*one.span)].replace(",", "")


def test_score_finds_no_fault() -> None:
    """The project's own measure: everything right, no wrong number, no bad span."""
    shared = PATH.parent.parent.parent
    done = subprocess.run(
        [sys.executable, str(shared / "score.py"), str(PATH), "--gold", str(PATH.parent.parent / "gold.jsonl"),
         "--python", sys.executable, "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    score = json.loads(done.stdout)
    assert score["wrong numbers"] == 0
    assert score["totals"] == score["claims"] == score["provinces"] == [1.0, 1.0, 1.0]
    assert score["period"] == 1.0
    assert score["denials"] == "1/1"
    assert score["bad spans"].startswith("0/")
