"""Versions and corrections: what was otherwise before is never gone without a trace."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrapers import changes, record
from scrapers.errors import ClockWrong, MalformedTable
from scrapers.models import Period
from tests.invented import Workshop, claim, reading

TRUCKS = claim("destroyed-truck-3", "three trucks")
CAMP = claim("hit-camp", "A Su-34", "camp", 1, action="hit")


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def told(shop: Workshop) -> list[tuple[Any, ...]]:
    return shop.rows("SELECT way, reason, recorded, fact, before, after FROM changes ORDER BY id")


def test_an_edited_page_is_a_second_version(shop: Workshop) -> None:
    shop.record(reading(claims=(TRUCKS, CAMP)))
    shop.record(reading(claims=(TRUCKS._replace(count=4),), sha256="d" * 64), day="2026-03-09")
    shop.rebuild()
    columns = "id, number, recorded, reason, gained, lost, altered, is_newest"
    assert shop.rows(f"SELECT {columns} FROM versions ORDER BY id") == [
        ("outlet/846000@1", 1, None, "first", 0, 0, 0, 0),
        ("outlet/846000@2", 2, "2026-03-09", "source", 0, 1, 1, 1),
    ]
    assert told(shop) == [
        ("altered", "source", "2026-03-09", "outlet/846000/destroyed-truck-3", '{"count": 3}', '{"count": 4}'),
        ("lost", "source", "2026-03-09", "outlet/846000/hit-camp", told(shop)[1][4], "{}"),
    ]
    assert '"target": "camp"' in told(shop)[1][4]
    assert shop.rows("SELECT sha256 FROM versions ORDER BY id") == [(reading().sha256,), ("d" * 64,)]


def test_the_same_text_read_otherwise_says_so(shop: Workshop) -> None:
    shop.record(reading(claims=(TRUCKS,)))
    done = shop.record(reading(claims=(TRUCKS, CAMP), reader="2"))
    assert (done.changed, done.versions) == (1, 1)
    shop.rebuild()
    assert [row[:2] for row in told(shop)] == [("gained", "reader")]
    assert shop.rows("SELECT reader FROM versions ORDER BY id") == [("1",), ("2",)]


def test_what_only_moved_in_the_text_is_no_change(shop: Workshop) -> None:
    shop.record(reading(claims=(TRUCKS,)))
    assert shop.record(reading(claims=(TRUCKS._replace(span=(1, 5)),), reader="2")).versions == 0
    assert shop.record(reading(claims=(TRUCKS._replace(span=(1, 5)),), reader="2")).same == 1
    assert not (shop.folder / "changes").exists()


def test_a_run_killed_between_two_files_tells_a_change_once(shop: Workshop) -> None:
    shop.record(reading(claims=(TRUCKS,)))
    before = (shop.folder / "record" / "outlet" / "2016.jsonl").read_text()
    shop.record(reading(claims=(CAMP,)))
    (shop.folder / "record" / "outlet" / "2016.jsonl").write_text(before)
    shop.record(reading(claims=(CAMP,)), day="2026-03-05")
    assert (shop.folder / "changes" / "outlet.jsonl").read_text().count("\n") == 1


def test_a_text_whose_days_change_their_year_stands_once(shop: Workshop) -> None:
    shop.record(reading(period=Period("2015-12-31", "2015-12-31", None, None)))
    shop.record(reading(period=Period("2016-01-01", "2016-01-01", None, None)))
    assert [path.name for path in (shop.folder / "record").rglob("*.jsonl")] == ["2016.jsonl"]
    assert len(list(record.every(shop.folder / "record"))) == 1


def test_a_text_that_left_the_record_keeps_its_versions(shop: Workshop) -> None:
    shop.record(reading(claims=(TRUCKS,)), reading("outlet/2", url=None))
    shop.record(reading(claims=(CAMP,)))
    path = shop.folder / "record" / "outlet" / "2016.jsonl"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if '"id":"outlet/846000"' not in line))
    shop.rebuild()
    assert shop.rows("SELECT text, briefing FROM versions WHERE text LIKE '%846000'") == [("outlet/846000", None)] * 2
    assert len(told(shop)) == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}', '{"changes": [{"kind": "claim"}]}'])
def test_a_broken_line_of_changes_stops_the_build(shop: Workshop, line: str) -> None:
    shop.record(reading())
    (shop.folder / "changes").mkdir()
    (shop.folder / "changes" / "outlet.jsonl").write_text(line + "\n")
    with pytest.raises(MalformedTable, match=r"outlet\.jsonl:1"):
        shop.rebuild()


def test_a_clock_that_runs_behind_writes_no_day(shop: Workshop) -> None:
    folder = shop.folder / "changes"
    assert changes.stamp(date(2026, 3, 4), folder) == date(2026, 3, 4)
    with pytest.raises(ClockWrong, match="2014-05-06"):
        changes.stamp(date(2014, 5, 6), folder)
    shop.record(reading(claims=(TRUCKS,)))
    shop.record(reading(claims=(CAMP,)), day="2026-03-09")
    with pytest.raises(ClockWrong, match="before 2026-03-09"):
        changes.stamp(date(2026, 3, 8), folder)


ENTRY = """\
- fact: outlet/846000/{fact}
  action: {action}
  {set}
  reason: The text says four.
  source: https://example.org/defense/846000
  by: A. Reviewer
  day: 2026-03-01
"""


def correct(shop: Workshop, fact: str, action: str, what: str = "") -> None:
    (shop.folder / "corrections.yml").write_text(ENTRY.format(fact=fact, action=action, set=what and f"set: {what}"))


def test_a_corrected_row_shows_its_correction(shop: Workshop) -> None:
    correct(shop, "destroyed-truck-3", "set", "{count: 4, hedge: about}")
    shop.build(reading())
    assert shop.rows("SELECT phrase, count, hedge, correction FROM claims WHERE repeats IS NULL") == [
        ("Russia's Ministry of Defence claims: about 4 trucks destroyed", 4, "about", "outlet/846000/destroyed-truck-3")
    ]
    assert shop.rows("SELECT kind, action, before, after, reason, by, day, source_url FROM corrections") == [
        ("claim", "set", '{"count": 3, "hedge": "exact"}', '{"count": 4, "hedge": "about"}', "The text says four.",
         "A. Reviewer", "2026-03-01", "https://example.org/defense/846000")
    ]  # fmt: skip
    assert shop.rows("SELECT low, high FROM sums_by_target") == [(3, 5)]


def test_a_withdrawn_fact_stays_and_counts_nowhere(shop: Workshop) -> None:
    correct(shop, "destroyed-truck-3", "withdraw")
    shop.build(reading())
    assert shop.rows("SELECT count, withdrawn FROM claims WHERE repeats IS NULL") == [(3, 1)]
    assert shop.rows("SELECT claims FROM briefings") == [(0,)]
    for table in ("claims_flat", "counted", "sums_by_month"):
        assert shop.rows(f"SELECT * FROM {table}") == [], table


def test_a_briefings_own_total_can_be_corrected(shop: Workshop) -> None:
    correct(shop, "sorties", "set", "{count: 303}")
    shop.build(reading())
    assert shop.rows("SELECT sorties, sorties_hedge, title FROM briefings") == [
        (303, "exact", "Example Outlet, 1-3 March 2016: 303 sorties, 1,093 targets claimed")
    ]
    correct(shop, "sorties", "withdraw")
    shop.build(reading())
    assert shop.rows("SELECT sorties, sorties_hedge FROM briefings") == [(None, None)]
    assert shop.rows("SELECT count(*) FROM figures WHERE metric = 'sorties'") == [(0,)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ENTRY.format(fact="nothing", action="withdraw", set=""), "no fact of the record"),
        (ENTRY.format(fact="sorties", action="set", set=""), "set with the columns"),
        (ENTRY.format(fact="sorties", action="remove", set=""), "the action is"),
        (ENTRY.format(fact="sorties", action="withdraw", set="set: {count: 3}"), "the action is"),
        (ENTRY.format(fact="sorties", action="set", set="set: {title: x}"), "title cannot be set"),
        (ENTRY.format(fact="sorties", action="withdraw", set="") * 2, "corrected twice"),
        (ENTRY.format(fact="sorties", action="withdraw", set="").replace("  by: A. Reviewer\n", ""), "give action, by"),
        (ENTRY.format(fact="sorties", action="withdraw", set="").replace("A. Reviewer", "''"), "none empty"),
        ("fact: x\n", "no list"),
        ("- [", "no YAML"),
    ],
)
def test_a_broken_correction_publishes_nothing(shop: Workshop, text: str, says: str) -> None:
    (shop.folder / "corrections.yml").write_text(text)
    with pytest.raises(MalformedTable, match=says):
        shop.build(reading())
    assert not shop.out.exists()
