"""The views of figures: each stated total once, at the days of its own period."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scrapers.models import Period, Reading
from tests.invented import Workshop, at, reading, tally

SPAN = at("302 sorties")


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def stated(name: str, count: int, start: str, end: str, hedge: str = "exact", **own: Any) -> Reading:
    """A briefing with one total of its own."""
    total = {"sorties": {"count": count, "hedge": hedge, "span": SPAN}}
    other: dict[str, Any] = {"totals": total, "period": Period(start, end, None, None), "tallies": (), "claims": ()}
    return reading(f"outlet/{name}", url=f"https://example.org/x/{name}", **(other | own))


def figures(shop: Workshop) -> list[tuple[Any, ...]]:
    """Every figure in short."""
    return shop.rows(
        "SELECT count, hedge, period_start, period_end, days, within_longer, documents FROM figures "
        "WHERE metric = 'sorties' ORDER BY period_end, period_start"
    )


def test_one_total_of_two_documents_is_one_figure(shop: Workshop) -> None:
    shop.build(stated("1", 50, "2016-03-01", "2016-03-03"), stated("2", 50, "2016-03-01", "2016-03-03", "about"))
    assert figures(shop) == [(50, "exact", "2016-03-01", "2016-03-03", 3, 0, 2)]


def test_documents_that_differ_give_no_number(shop: Workshop) -> None:
    shop.build(stated("1", 50, "2016-03-01", "2016-03-03"), stated("2", 51, "2016-03-01", "2016-03-03"))
    assert figures(shop) == [(None, None, "2016-03-01", "2016-03-03", 3, 0, 2)]


def test_a_total_within_a_longer_one_is_marked(shop: Workshop) -> None:
    shop.build(stated("1", 20, "2016-03-03", "2016-03-03"), stated("2", 90, "2016-03-01", "2016-03-07"))
    assert [(row[0], row[5]) for row in figures(shop)] == [(20, 1), (90, 0)]


def test_periods_that_only_touch_are_not_within(shop: Workshop) -> None:
    shop.build(stated("1", 20, "2016-03-01", "2016-03-02"), stated("2", 30, "2016-03-02", "2016-03-03"))
    assert [row[5] for row in figures(shop)] == [0, 0]


def test_the_period_of_the_total_beats_that_of_the_briefing(shop: Workshop) -> None:
    own = tally("t", "302 sorties", 50, period={"start": "2016-03-02", "end": "2016-03-02"})
    shop.build(stated("1", 50, "2016-03-01", "2016-03-03", tallies=(own,)))
    assert figures(shop) == [(50, "exact", "2016-03-02", "2016-03-02", 1, 0, 1)]
    assert shop.rows("SELECT day, briefings, sorties, figures_from FROM daily ORDER BY day") == [
        ("2016-03-02", 0, 50, "2016-03-02"),
        ("2016-03-03", 1, None, None),
    ]


@pytest.mark.parametrize(
    "other", [{"voice": "background"}, {"scope": "part"}, {"scope": "cumulative"}, {"metric": "strikes"}, {"count": 7}]
)
def test_only_a_total_of_the_briefing_itself_lends_its_period(shop: Workshop, other: dict[str, Any]) -> None:
    own = tally("t", "302 sorties", 50, period={"start": "2016-03-02", "end": "2016-03-02"})._replace(**other)
    shop.build(stated("1", 50, "2016-03-01", "2016-03-03", tallies=(own,)))
    assert [row[2:4] for row in figures(shop)] == [("2016-03-01", "2016-03-03")]


def test_a_day_shows_the_shorter_of_two_periods(shop: Workshop) -> None:
    shop.build(stated("1", 20, "2016-03-03", "2016-03-03"), stated("2", 90, "2016-03-01", "2016-03-03"))
    assert shop.rows("SELECT day, sorties, figures_from FROM daily") == [("2016-03-03", 20, "2016-03-03")]


def test_a_total_without_days_is_no_figure(shop: Workshop) -> None:
    shop.build(stated("1", 20, "2016-03-03", "2016-03-03")._replace(period=Period(None, None, None, None)))
    assert figures(shop) == []
