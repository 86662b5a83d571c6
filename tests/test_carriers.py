"""Documents that carry one announcement: linked by shared figures alone, counted once, differences kept and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scrapers.models import Claim, Period, Reading, Tally
from tests.invented import Workshop, claim, coalition, reading, tally

HILL, WELL = "Example Hill", "Example Well"
TARGETS = "SELECT target, strict FROM sums_by_target ORDER BY target"
NOTICES = "SELECT severity, detail, facts FROM notices WHERE check_name = 'carriers differ'"
SUMS = (
    "SELECT party, metric, periods, strict, low, high, open FROM monthly ORDER BY 1, 2",
    "SELECT * FROM (SELECT party, month, target_family, action, claims, strict, low, high, open FROM sums_by_month)",
    "SELECT party, province, claims, strict FROM sums_by_governorate ORDER BY 1, 2, 3",
    "SELECT party, target, action, claims, strict FROM sums_by_target ORDER BY 1, 2, 3",
    "SELECT aircraft, claims, strict FROM sums_by_aircraft ORDER BY 1, 2",
    "SELECT count(*) FROM claims_flat",
    "SELECT count(*) FROM counted",
    "SELECT day, party, claims, sorties, strikes, targets FROM daily ORDER BY 1, 2",
)


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def line(place: str, strikes: int, *targets: tuple[str, int]) -> tuple[Tally, list[Claim]]:
    """A place line of a coalition's release: its strikes and what they are said to have destroyed."""
    told = tally(f"strikes-{strikes}-{place}", "302 sorties", strikes, metric="strikes", scope="place", place=place)
    claims = [
        claim(
            f"destroyed-{noun}-{count}-{place}-{strikes}",
            "three trucks",
            noun,
            count,
            actor="Coalition",
            aircraft=(),
            place=place,
            place_text=place,
            strikes=strikes,
        )
        for noun, count in targets
    ]
    return told, claims


def release(name: str, day: str, *lines: tuple[Tally, list[Claim]], **other: Any) -> Reading:
    """A coalition's release of one day, dated by its publication unless a period is given."""
    return coalition(f"command/{name}")._replace(
        published=day,
        period=Period(None, None, None, None),
        totals={},
        tallies=tuple(told for told, _ in lines),
        claims=tuple(one for _, claims in lines for one in claims),
        **other,
    )


def of_day(day: str) -> Period:
    return Period(day, day, None, None)


def same(shop: Workshop) -> dict[str, str]:
    """The claims and tallies that are another document's, by their last part."""
    sql = "SELECT id, same_as FROM claims UNION ALL SELECT id, same_as FROM tallies"
    return {row[0]: row[1] for row in shop.rows(sql) if row[1]}


def announced(shop: Workshop) -> list[tuple[Any, ...]]:
    return shop.rows("SELECT day, documents, differing FROM announcements ORDER BY id")


def test_a_second_carriers_copy_changes_no_total(shop: Workshop) -> None:
    """Fault 28: two documents are two rows and one announcement, and every sum is that of one."""
    shop.build(reading(), coalition())
    before = [shop.rows(sql) for sql in SUMS]
    copy = reading("outlet/copy", url="https://example.org/x/9", published="2016-03-05")
    shop.build(reading(), coalition(), copy)
    assert [shop.rows(sql) for sql in SUMS] == before
    assert ("2016-03-03", 2, 0) in announced(shop)
    assert shop.rows("SELECT DISTINCT rule, shared FROM carriers WHERE rule > ''") == [
        ("one total for the same days", 2)
    ]


def test_a_part_quoted_elsewhere_is_the_release_told_again(shop: Workshop) -> None:
    whole = release("whole", "2016-03-09", line(HILL, 3, ("truck", 2), ("depot", 1)), line(WELL, 1))
    part = release("part", "2016-03-09", line(HILL, 3, ("truck", 2)), via="archive")
    shop.build(whole, part)
    assert announced(shop) == [("2016-03-09", 2, 0)]
    assert same(shop) == {
        "command/part/strikes-3-Example Hill": "command/whole/strikes-3-Example Hill",
        "command/part/destroyed-truck-2-Example Hill-3": "command/whole/destroyed-truck-2-Example Hill-3",
    }
    assert shop.rows("SELECT count(*) FROM counted") == [(2,)]


def test_what_only_the_second_document_tells_counts_as_well(shop: Workshop) -> None:
    one = release("one", "2016-03-09", line(HILL, 3, ("truck", 2), ("depot", 1)), line(WELL, 1, ("boat", 1)))
    two = release("two", "2016-03-09", line(HILL, 3, ("truck", 2)), line("Elsewhere", 2, ("tank", 4)))
    shop.build(one, two)
    assert shop.rows(TARGETS) == [
        ("boat", 1),
        ("depot", 1),
        ("tank", 4),
        ("truck", 2),
    ]


def test_carriers_that_differ_are_listed_and_counted_once(shop: Workshop) -> None:
    """Fault 28: different values of one briefing are both kept, linked, and the conflict is shown."""
    one = release("one", "2016-03-09", line(HILL, 3, ("truck", 2), ("depot", 1), ("boat", 5)))
    two = release("two", "2016-03-09", line(HILL, 3, ("truck", 7), ("depot", 1)))
    shop.build(one, two)
    assert announced(shop) == [("2016-03-09", 2, 1)]
    assert shop.rows(TARGETS) == [("boat", 5), ("depot", 1), ("truck", 2)]
    assert shop.rows(NOTICES) == [
        (
            "warning",
            "truck: 7 here, 2 in command/one.",
            '["command/two/destroyed-truck-7-Example Hill-3", "command/one/destroyed-truck-2-Example Hill-3"]',
        )
    ]
    assert shop.rows("SELECT count(*) FROM claims") == [(5,)]


def test_the_strikes_of_one_line_may_differ(shop: Workshop) -> None:
    """Fault 28: so are different strikes of one line."""
    one = release("one", "2016-03-09", line(HILL, 3, ("truck", 2), ("depot", 1)), line(WELL, 2, ("boat", 1)))
    two = release("two", "2016-03-09", line(HILL, 4, ("truck", 2), ("depot", 1)), line(WELL, 2, ("boat", 1)))
    shop.build(one, two)
    assert announced(shop) == [("2016-03-09", 2, 1)]
    assert shop.rows("SELECT sum(count) FROM tallies WHERE same_as IS NULL") == [(5,)]


def test_other_strikes_at_the_same_place_are_no_copy(shop: Workshop) -> None:
    """A day can have several releases: strikes that closed late stand in one of their own."""
    one = release("one", "2016-03-09", line(HILL, 3, ("truck", 2), ("depot", 1)))
    two = release("two", "2016-03-09", line(HILL, 3, ("boat", 4), ("depot", 6)))
    shop.build(one, two)
    assert announced(shop) == [("2016-03-09", 1, 0)] * 2
    assert same(shop) == {}


def test_other_days_and_other_periods_are_no_copy(shop: Workshop) -> None:
    days = [release(f"d{n}", f"2016-03-0{n}", line(HILL, 3, ("truck", 2)), via=None) for n in (7, 9)]
    shop.build(*days)
    assert same(shop) == {}
    stated = [
        one._replace(period=of_day(one.published or "")) for one in (days[0], days[1]._replace(published="2016-03-08"))
    ]
    shop.build(*stated)
    assert same(shop) == {}


def test_a_document_dated_by_its_publication_may_be_the_day_befores(shop: Workshop) -> None:
    lines = line(HILL, 3, ("truck", 2), ("depot", 1)), line(WELL, 2, ("boat", 1))
    stated = release("stated", "2016-03-08", *lines)._replace(period=of_day("2016-03-08"))
    shop.build(stated, release("list", "2016-03-09", *lines))
    assert announced(shop) == [("2016-03-08", 2, 0)]
    assert shop.rows("SELECT DISTINCT rule FROM carriers") == [("all that the shorter one states, one day apart",)]
    assert shop.rows("SELECT count(*) FROM counted") == [(3,)]
    # one figure alone proves nothing where the days differ
    shop.forget()
    shop.build(
        release("stated", "2016-03-08", lines[1])._replace(period=of_day("2016-03-08")),
        release("list", "2016-03-09", *lines),
    )
    assert same(shop) == {}


def test_one_document_can_carry_announcements_of_several_days(shop: Workshop) -> None:
    first, second = line(HILL, 3, ("truck", 2), ("depot", 1)), line(WELL, 5, ("boat", 7))
    both = release("both", "2016-03-09", via="archive")._replace(
        period=of_day("2016-03-09"),
        tallies=(first[0]._replace(period={"start": "2016-03-08", "end": "2016-03-08"}), second[0]),
        claims=(*(one._replace(date="2016-03-08") for one in first[1]), *second[1]),
    )
    shop.build(both, release("a", "2016-03-08", first), release("b", "2016-03-09", second))
    assert shop.rows("SELECT day, documents FROM announcements ORDER BY day") == [("2016-03-08", 2), ("2016-03-09", 2)]
    assert shop.rows("SELECT briefing, day FROM carriers WHERE briefing LIKE '%both' ORDER BY 2") == [
        ("command/both", "2016-03-08"),
        ("command/both", "2016-03-09"),
    ]
    assert shop.rows("SELECT sum(strict) FROM sums_by_target") == [(10,)]


def test_a_small_total_shows_nothing(shop: Workshop) -> None:
    def told(name: str, count: int) -> Reading:
        total = tally("strikes", "302 sorties", count, metric="strikes")
        return release(name, "2016-03-09")._replace(tallies=(total,), period=of_day("2016-03-09"))

    shop.build(told("one", 1), told("two", 1))
    assert same(shop) == {}
    shop.build(told("one", 6), told("two", 6))
    assert len(same(shop)) == 1


def test_a_claim_of_another_party_is_never_a_copy(shop: Workshop) -> None:
    ours = release("ours", "2016-03-09", line(HILL, 3, ("truck", 2)))
    theirs = reading(
        "outlet/theirs",
        period=of_day("2016-03-09"),
        totals={},
        tallies=(),
        claims=(claim("c", "three trucks", "truck", 2),),
    )
    shop.build(ours, theirs)
    assert same(shop) == {}


def test_sums_leave_out_a_period_that_holds_shorter_ones(shop: Workshop) -> None:
    """Fault 26: a longer period is no addition to the days it holds."""
    week = reading(
        "outlet/1",
        url=None,
        totals={},
        tallies=(),
        period=Period("2016-03-01", "2016-03-07", None, None),
        claims=(claim("c", "three trucks", "truck", 40),),
    )
    day = reading(
        "outlet/2",
        url=None,
        totals={},
        tallies=(),
        period=of_day("2016-03-03"),
        claims=(claim("c", "three trucks", "truck", 3),),
    )
    shop.build(week, day)
    assert shop.rows("SELECT day, holds_others FROM announcements ORDER BY day") == [
        ("2016-03-03", 0),
        ("2016-03-07", 1),
    ]
    assert shop.rows("SELECT sum(strict) FROM sums_by_month") == [(3,)]
    assert shop.rows("SELECT count(*) FROM claims_flat") == [(2,)]


def test_order_and_a_third_copy_change_nothing(shop: Workshop) -> None:
    lines = line(HILL, 3, ("truck", 2), ("depot", 1)), line(WELL, 2, ("boat", 1))
    some = [release(name, "2016-03-09", *lines) for name in ("a", "b", "c")]
    first = shop.build(*some)
    sums = shop.rows("SELECT target, strict, documents FROM sums_by_target ORDER BY 1")
    assert sums == [("boat", 1, 1), ("depot", 1, 1), ("truck", 2, 1)]
    assert shop.build(*reversed(some)).sha256 == first.sha256
