"""What rows say together: days, running totals, contradictions, sums as ranges."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scrapers.database.contradictions import CHECKS, SEVERITIES
from scrapers.database.hedges import HEDGE_RANGES, bounds
from scrapers.errors import MalformedTable
from scrapers.models import HEDGES, Notice, Period, Reading, Tally
from tests.invented import Workshop, at, claim, coalition, reading, statement, tally

ROOT = Path(__file__).parent.parent


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def briefing(name: str, start: str | None, end: str | None, **other: Any) -> Reading:
    """A briefing of some days with one claim of its own, unless told otherwise."""
    plain: dict[str, Any] = {"totals": {}, "tallies": (), "statements": (), "notices": ()}
    plain["claims"] = (claim(f"c-{name}", "three trucks", f"kind {name}"),)
    return reading(f"outlet/{name}", url=None, period=Period(start, end, None, None), **(plain | other))


def days(shop: Workshop, party: str = "russia") -> list[tuple[Any, ...]]:
    return shop.rows(f"SELECT day, status, documents, whole FROM calendar WHERE party = '{party}' ORDER BY day")


def test_every_day_is_briefed_within_a_longer_period_or_silent(shop: Workshop) -> None:
    shop.build(
        briefing("a", "2016-03-01", "2016-03-02"),
        briefing("week", "2016-03-05", "2016-03-07"),
        briefing("part", "2016-03-09", "2016-03-09", via="archive"),
    )
    assert days(shop) == [
        ("2016-03-01", "briefed", 1, 1),
        ("2016-03-02", "briefed", 1, 1),
        ("2016-03-03", "silent", 0, 0),
        ("2016-03-04", "silent", 0, 0),
        ("2016-03-05", "longer period", 1, 1),
        ("2016-03-06", "longer period", 1, 1),
        ("2016-03-07", "briefed", 1, 1),
        ("2016-03-08", "silent", 0, 0),
        ("2016-03-09", "briefed", 1, 0),
    ]
    assert shop.rows("SELECT briefing, covered_from, covered_to FROM calendar WHERE day = '2016-03-06'") == [
        ("outlet/week", "2016-03-05", "2016-03-07")
    ]


def test_a_day_stated_to_be_without_strikes_is_told_apart(shop: Workshop) -> None:
    """Fault 27: no strikes, no word of strikes and no briefing are three kinds of day."""
    silent = statement("s", "denied", kind="no activity", topic="strikes")
    elsewhere = silent._replace(topic="Example Hill")
    shop.build(
        briefing("a", "2016-03-01", "2016-03-01"),
        briefing("b", "2016-03-02", "2016-03-02", claims=(), statements=(silent,)),
        briefing("c", "2016-03-03", "2016-03-03", claims=(), statements=(elsewhere,)),
        briefing("d", "2016-03-04", "2016-03-04", statements=(silent,)),
    )
    assert [(day, status) for day, status, _, _ in days(shop)] == [
        ("2016-03-01", "briefed"),
        ("2016-03-02", "no strikes"),
        ("2016-03-03", "silent"),  # of one place alone: nothing is said of the day
        ("2016-03-04", "briefed"),  # and what tells of strikes as well is a briefing
    ]


def test_a_lost_briefing_is_a_day_of_its_own_kind(shop: Workshop) -> None:
    lost = shop.folder / "lost.csv"
    lost.write_text("party,day,url,reason,source\nrussia,2016-03-03,https://example.org/3,removed,a list of links\n")
    shop.build(briefing("a", "2016-03-01", "2016-03-02"), briefing("b", "2016-03-04", "2016-03-04"))
    assert ("2016-03-03", "lost", 0, 0) in days(shop)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("russia,2016-02-31,https://example.org,gone,list", "no day"),
        ("nobody,2016-03-01,https://example.org,gone,list", "no party"),
        ("russia,2016-03-01,,gone,list", "empty"),
        ("russia,2016-03-01,https://example.org,gone,list,more", "one too many"),
    ],
)
def test_a_broken_line_of_lost_briefings_stops_the_build(shop: Workshop, row: str, says: str) -> None:
    (shop.folder / "lost.csv").write_text(f"party,day,url,reason,source\n{row}\n")
    with pytest.raises(MalformedTable, match=rf"lost\.csv:2: .*{says}"):
        shop.build(briefing("a", "2016-03-01", "2016-03-02"))
    (shop.folder / "lost.csv").write_text("party,day\n")
    with pytest.raises(MalformedTable, match=r"lost\.csv:1"):
        shop.build(briefing("a", "2016-03-01", "2016-03-02"))


def running(count: int, since: str | None = "2016-02-01", **other: Any) -> Tally:
    period = {"start": since, "end": "2016-03-31"} if since else None
    return tally(f"run-{count}", "302 sorties", count, scope="cumulative", period=period, **other)


def of_period(count: int, hedge: str = "exact") -> Tally:
    return tally(f"own-{count}", "302 sorties", count, hedge=hedge)


def ledger(shop: Workshop) -> list[tuple[Any, ...]]:
    return shop.rows("SELECT count, before_count, summed, periods, falls, short FROM ledger ORDER BY until, count")


def test_a_running_total_stands_beside_the_sum_and_the_one_before(shop: Workshop) -> None:
    """Fault 26: a running total is compared with what its periods add up to, never added to them."""
    shop.build(
        briefing("1", "2016-03-01", "2016-03-02", tallies=(of_period(50),), published="2016-03-02"),
        briefing("2", "2016-03-02", "2016-03-03", tallies=(of_period(60, "at least"),), published="2016-03-03"),
        briefing("3", "2016-03-04", "2016-03-04", tallies=(running(900),), published="2016-03-04"),
        briefing("4", "2016-03-05", "2016-03-05", tallies=(running(850),), published="2016-03-05"),
        briefing("5", "2016-03-06", "2016-03-06", tallies=(running(100),), published="2016-03-06"),
        briefing("6", "2016-03-07", "2016-03-07", tallies=(running(30, None),), published="2016-03-07"),
    )
    assert ledger(shop) == [
        (900, None, 110, 2, 0, 0),
        (850, 900, 110, 2, 1, 0),
        (100, 850, 110, 2, 1, 1),
        (30, None, None, 0, 0, 0),  # no first day: it may count a part alone
    ]
    told = shop.rows("SELECT check_name, detail FROM notices WHERE check_name LIKE 'running%' ORDER BY id")
    assert told == [
        ("running total falls", "The running total falls: 850 sorties by 2016-03-05, after 900 stated earlier."),
        ("running total falls", "The running total falls: 100 sorties by 2016-03-06, after 850 stated earlier."),
        (
            "running total short",
            "The running total, 100 sorties by 2016-03-06, is less than the 110 that its periods add up to.",
        ),
    ]


def test_periods_that_overlap_are_summed_once(shop: Workshop) -> None:
    """Fault 26: a week and its days are never both in a sum."""
    shop.build(
        briefing("1", "2016-03-01", "2016-03-07", tallies=(of_period(300),)),
        briefing("2", "2016-03-03", "2016-03-03", tallies=(of_period(50),)),
        briefing("3", "2016-03-07", "2016-03-08", tallies=(of_period(40),)),
        briefing("4", "2016-03-09", "2016-03-09", tallies=(running(2000),), published="2016-03-09"),
    )
    assert [(row[2], row[3]) for row in ledger(shop)] == [(90, 2)]  # the earlier ending first, touching ones both


def test_a_hedged_running_total_contradicts_nothing_it_can_hold(shop: Workshop) -> None:
    shop.build(
        briefing("3", "2016-03-04", "2016-03-04", tallies=(running(900),), published="2016-03-04"),
        briefing("4", "2016-03-05", "2016-03-05", tallies=(running(850, hedge="at least"),), published="2016-03-05"),
    )
    assert [row[4] for row in ledger(shop)] == [0, 0]


def checks(shop: Workshop) -> list[tuple[Any, ...]]:
    return shop.rows("SELECT check_name, severity, detail FROM notices ORDER BY id")


def test_a_headline_that_the_text_does_not_hold(shop: Workshop) -> None:
    head = tally("h", "302 sorties", 500, voice="headline")
    shop.build(briefing("1", "2016-03-01", "2016-03-02", tallies=(head, of_period(302))))
    assert checks(shop) == [("headline", "warning", "The headline's 500 sorties is no total that the text states.")]
    assert shop.rows("SELECT facts FROM notices") == [('["outlet/1/h", "outlet/1/own-302"]',)]
    assert shop.rows("SELECT notices FROM briefings") == [(1,)]
    shop.forget()
    shop.build(
        briefing("1", "2016-03-01", "2016-03-02", tallies=(head._replace(count=300, hedge="at least"), of_period(302)))
    )
    assert checks(shop) == []
    shop.forget()
    shop.build(briefing("1", "2016-03-01", "2016-03-02", tallies=(head,)))
    assert checks(shop) == []  # nothing to hold it against


def test_a_part_larger_than_its_total(shop: Workshop) -> None:
    """Fault 26: a part is typed as one, so it can be held against its total."""
    part = tally("p", "302 sorties", 400, scope="part")
    shop.build(briefing("1", "2016-03-01", "2016-03-02", tallies=(part, of_period(302))))
    assert checks(shop) == [("part", "warning", "A part of 400 sorties is larger than the total it is part of.")]
    shop.build(briefing("1", "2016-03-01", "2016-03-02", tallies=(part._replace(count=24), of_period(302))))
    assert checks(shop) == []


def test_the_same_large_number_for_two_periods(shop: Workshop) -> None:
    def stated(name: str, start: str, end: str) -> Reading:
        return briefing(name, start, end, tallies=(of_period(302)._replace(period={"start": start, "end": end}),))

    shop.build(stated("1", "2016-03-01", "2016-03-02"), stated("2", "2016-03-08", "2016-03-09"))
    assert checks(shop) == [
        (
            "same figure",
            "note",
            "302 sorties for 2016-03-08 to 2016-03-09 is the number that was stated for days up to 2016-03-02 as well.",
        )
    ]
    shop.build(stated("1", "2016-03-01", "2016-03-02"), stated("2", "2016-03-01", "2016-03-02"))
    assert checks(shop) == []  # one announcement


def test_a_notice_of_the_reader_names_the_rows_at_its_words(shop: Workshop) -> None:
    wrong = Notice("unit", "302 sorties and 302 strikes.", (at("302 sorties"),))
    shop.build(reading(notices=(wrong,)))
    facts = "outlet/846000/sorties-302", "outlet/846000/sorties-302-again"
    assert shop.rows("SELECT severity, facts FROM notices") == [("warning", json.dumps(sorted(facts)[::-1]))]


def test_every_check_of_the_reader_is_described() -> None:
    source = "".join(path.read_text() for path in (ROOT / "scrapers" / "reading").glob("*.py"))
    emitted = set(re.findall(r'Notice\("([a-z ]+)"', source))
    assert emitted
    assert emitted <= set(CHECKS)
    assert {check.severity for check in CHECKS.values()} <= set(SEVERITIES)


def test_hedges_are_published_as_ranges(shop: Workshop) -> None:
    assert tuple(one.id for one in HEDGE_RANGES) == HEDGES
    assert [bounds(100, hedge) for hedge in HEDGES[:4]] == [(100, 100), (100, None), (90, 110), (0, 100)]
    assert [bounds(None, hedge) for hedge in HEDGES[4:]] == [(24, 99), (200, 999), (2, 9), (1, None)]
    shop.build()
    assert len(shop.rows("SELECT * FROM hedges")) == len(HEDGES)


@pytest.mark.parametrize(
    ("count", "hedge", "expected"),
    [
        (3, "exact", (1, 3, 3, 3, 0)),
        (3, "at least", (0, 0, 3, 3, 1)),
        (35, "about", (0, 0, 31, 39, 0)),
        (20, "up to", (0, 0, 0, 20, 0)),
        (None, "dozens", (0, 0, 24, 99, 0)),
        (None, "several", (0, 0, 2, 9, 0)),
        (None, "unstated", (0, 0, 1, 1, 1)),
    ],
)
def test_a_sum_is_a_range(shop: Workshop, count: int | None, hedge: str, expected: tuple[int, ...]) -> None:
    shop.build(
        briefing("1", "2016-03-01", "2016-03-01", claims=(claim("c", "three trucks", "truck", count, hedge=hedge),))
    )
    assert shop.rows("SELECT exact_claims, strict, low, high, open FROM sums_by_target") == [expected]
    low, high = bounds(count, hedge)
    assert expected[2] == low
    assert expected[3] == (low if high is None else high)


def test_sums_say_of_how_many_documents_they_are(shop: Workshop) -> None:
    shop.build(
        *(
            briefing(str(n), f"2016-03-0{n}", f"2016-03-0{n}", claims=(claim("c", "three trucks", "truck", n),))
            for n in (1, 2, 3)
        )
    )
    assert shop.rows("SELECT claims, strict, documents FROM sums_by_month") == [(3, 6, 3)]
    shop.forget()
    shop.build(coalition())
    assert shop.rows("SELECT low, high, open, documents FROM monthly") == [(12, 12, 1, 1)]
