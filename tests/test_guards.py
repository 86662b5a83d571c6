"""What is held against the file it replaces: nothing published goes, shrinks or explodes without a reviewed reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scrapers import database
from scrapers.errors import CheckFailed, MalformedTable
from scrapers.models import Period, Reading
from tests.invented import Workshop, claim, coalition, reading


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def outlets(number: int, **other: object) -> list[Reading]:
    """Briefings of one outlet, one each second day of 2016."""
    return [
        reading(
            f"outlet/{n}",
            url=f"https://example.org/x/{n}",
            published=f"2016-{1 + n // 14:02}-{1 + n % 14 * 2:02}",
            period=Period(None, None, None, None),
            **other,
        )
        for n in range(number)
    ]


def let_through(shop: Workshop, guard: str, rows: str, against: bool = True) -> None:
    [(record,)] = shop.rows("SELECT substr(record_sha256, 1, 12) FROM build") if against else [("",)]
    more = f"\n  against: '{record}'" if against else ""
    (shop.folder / "overrides.yml").write_text(
        f"- guard: {guard}\n  rows: {rows}{more}\n  reason: Looked at.\n  by: A. Reviewer\n  day: 2026-03-01\n",
        encoding="utf-8",
    )


def test_a_published_key_never_goes_without_a_reason(shop: Workshop) -> None:
    shop.build(reading(), coalition())
    before = shop.out.read_bytes()
    with pytest.raises(CheckFailed, match=r"vanished: command/2016-03-09: .*no change tells why.*overrides\.yml"):
        shop.build(reading())
    assert shop.out.read_bytes() == before


def test_a_fact_that_a_new_version_lost_may_go(shop: Workshop) -> None:
    shop.record(*outlets(60, claims=(claim("a", "three trucks"), claim("b", "three trucks", "depot"))))
    shop.rebuild()
    shop.record(*outlets(1, claims=(claim("a", "three trucks"),)), day="2026-03-05")
    assert shop.rebuild().rows["claims"] == 119
    assert shop.rows("SELECT fact, way FROM changes") == [("outlet/0/b", "lost")]


def test_a_total_may_fall_by_two_in_a_hundred_only(shop: Workshop) -> None:
    both = (claim("a", "three trucks"), claim("b", "three trucks", "depot"))
    shop.record(*outlets(60, claims=both))
    shop.rebuild()
    shop.record(*outlets(3, claims=both[:1]), day="2026-03-05")
    with pytest.raises(CheckFailed, match="shrunk: claims: 120 rows before, 117 now, a fall of more than 2%"):
        shop.rebuild()
    let_through(shop, "shrunk", "[claims]")
    assert shop.rebuild().rows["claims"] == 117
    assert shop.rows('SELECT guard, "row", reason FROM overrides') == [("shrunk", "claims", "Looked at.")]


def test_a_source_or_year_may_fall_by_five_in_a_hundred_only(shop: Workshop) -> None:
    shop.record(*outlets(80), *[coalition(f"command/{n}") for n in range(9)])
    shop.rebuild()
    shop.record(coalition("command/1", claims=()), day="2026-03-05")
    with pytest.raises(CheckFailed, match="shrunk: claims of command: 18 rows before, 16 now") as refused:
        shop.rebuild()
    assert "claims of 2016" not in str(refused.value)


def test_a_column_never_empties_by_half_unseen(shop: Workshop) -> None:
    shop.record(*outlets(30))
    shop.rebuild()
    shop.record(*outlets(30, claims=(claim("destroyed-truck-3", "three trucks", aircraft_count=None),
                                     claim("destroyed-truck-3-again", "destroyed three trucks", aircraft_count=None,
                                           repeats="destroyed-truck-3"))), day="2026-03-05")  # fmt: skip
    with pytest.raises(CheckFailed, match=r"emptied: claims\.aircraft_count: filled in 100% of 60 rows before, in 0%"):
        shop.rebuild()
    let_through(shop, "emptied", "['claims.*']")
    shop.rebuild()


def test_a_source_never_explodes_unseen(shop: Workshop) -> None:
    shop.build(reading())
    many = tuple(claim(f"c-{n}", "three trucks", date=f"2016-03-{1 + n % 3:02}") for n in range(150))
    grown = [reading(f"outlet/{n}", url=f"https://example.org/x/{n}", claims=many) for n in range(3)]
    with pytest.raises(CheckFailed, match="grown: outlet: 450 new claims at once, more than 400"):
        shop.build(reading(), *grown)
    let_through(shop, "grown", "[outlet]")
    assert shop.build(reading(), *grown).rows["claims"] == 452


def test_an_override_counts_for_the_file_it_names_only(shop: Workshop) -> None:
    shop.build(reading(), coalition())
    let_through(shop, "vanished", "['command/*']")
    with pytest.raises(CheckFailed, match="refused: shrunk"):  # that is another guard
        shop.build(reading())
    text = (shop.folder / "overrides.yml").read_text(encoding="utf-8")
    shrunk = text.replace("vanished", "shrunk").replace("['command/*']", "['*briefings*', '*tallies*', '*claims*']")
    (shop.folder / "overrides.yml").write_text(text + shrunk, encoding="utf-8")
    assert shop.build(reading()).rows["briefings"] == 1
    third = reading("outlet/3", url="https://example.org/x/3")
    shop.build(reading(), third, coalition())
    with pytest.raises(CheckFailed, match="vanished: command/2016-03-09"):  # the file there is another one now
        shop.build(reading(), third)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"published": "2014-03-04", "period": Period(None, None, None, None)},
         r"bounds: outlet/846000: it is of 2014-03-04, before 2015-09-30"),
        ({"totals": {"sorties": {"count": 1093, "hedge": "exact", "span": (0, 5)}}},
         r"bounds: outlet/846000: 1093 sorties in 3 days, more than 300 a day"),
        ({"claims": tuple(claim(f"c-{n}", "three trucks") for n in range(201))},
         r"large: outlet/846000: 201 claims in one document, more than 200"),
    ],
)  # fmt: skip
def test_what_no_source_can_tell_is_looked_at_first(shop: Workshop, other: dict[str, object], says: str) -> None:
    with pytest.raises(CheckFailed, match=says):
        shop.build(reading(**other))
    guard = says.split(":")[0]
    let_through(shop, guard, "[outlet/846000]", against=False)
    assert shop.build(reading(**other)).rows["briefings"] == 1
    assert database.check(shop.out) == []


def test_more_briefings_of_a_week_than_a_source_has_are_looked_at(shop: Workshop) -> None:
    week = [reading(f"outlet/{n}", url=f"https://example.org/x/{n}") for n in range(31)]
    with pytest.raises(CheckFailed, match=r"bounds: outlet 2016-09: 31 briefings of one week, more than 30"):
        shop.build(*week)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("guard: x", "no list"),
        ("- [", "no YAML"),
        ("- guard: large", "give by, day"),
        ("- {guard: mood, rows: [a], reason: b, by: c, day: 2026-01-01}", "the guard is"),
        ("- {guard: vanished, rows: [a], reason: b, by: c, day: 2026-01-01}", "the guard is"),
        ("- {guard: vanished, against: abc, rows: [a], reason: b, by: c, day: 2026-01-01}", "first 12 signs"),
        ("- {guard: large, rows: ['*'], reason: b, by: c, day: 2026-01-01}", "a star alone"),
        ("- {guard: large, rows: [a], reason: '', by: c, day: 2026-01-01}", "none empty"),
        ("- {guard: large, rows: [a, a], reason: b, by: c, day: 2026-01-01}", "twice"),
    ],
)
def test_a_broken_override_publishes_nothing(shop: Workshop, text: str, says: str) -> None:
    (shop.folder / "overrides.yml").write_text(text, encoding="utf-8")
    with pytest.raises(MalformedTable, match=says):
        shop.build(reading())


def test_an_older_schema_is_compared_as_far_as_it_goes(shop: Workshop) -> None:
    shop.build(reading(), coalition())
    connection = sqlite3.connect(shop.out)
    for table in ("counted", "claims_flat", "figures", "daily", "monthly", "statements"):
        connection.execute(f"DROP TABLE {table}")
    connection.commit()
    connection.close()
    assert shop.build(reading(), coalition()).compared.startswith("compared with the file of record")
