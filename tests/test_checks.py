"""What must stop a build: broken expectations, unknown names, a second builder; the old file stays."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from scrapers import database
from scrapers.database.lock import only_one
from scrapers.errors import AlreadyBuilding, CheckFailed, MalformedGazetteer, UnknownSource
from tests.invented import (
    GAZETTEER,
    PUBLISHERS,
    SHA,
    Workshop,
    claim,
    reading,
    tally,
    write_record,
)

ROOT = Path(__file__).parent.parent


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_a_restatement_of_nothing_stops_the_build(shop: Workshop) -> None:
    with pytest.raises(CheckFailed, match="restates gone"):
        shop.build(reading(claims=(claim("a", "three trucks", repeats="gone"),)))


def test_two_texts_never_share_a_briefing_by_accident(shop: Workshop) -> None:
    with pytest.raises(CheckFailed, match="would both be"):
        shop.build(reading("outlet/a b", url=None), reading("outlet/a-b", url=None))


def test_a_failed_build_leaves_the_old_file(shop: Workshop) -> None:
    shop.build(reading())
    before = shop.out.read_bytes()
    with pytest.raises(CheckFailed, match="claims"):
        shop.build(reading(claims=(claim("c", "three trucks", count=10_000_000),)))
    assert shop.out.read_bytes() == before
    assert sorted(path.name for path in shop.folder.glob("briefings.db*")) == ["briefings.db", "briefings.db.lock"]


def test_leftovers_of_a_killed_build_are_swept(shop: Workshop) -> None:
    (shop.folder / "briefings.db.building").write_bytes(b"half a file")
    shop.build(reading())
    assert not (shop.folder / "briefings.db.building").exists()
    assert database.check(shop.out) == []


def test_a_second_builder_is_told_to_wait(shop: Workshop) -> None:
    with only_one(shop.out), pytest.raises(AlreadyBuilding, match=str(os.getpid())):
        shop.build(reading())
    assert shop.build(reading()).rows["briefings"] == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"claims": (claim("c", "three trucks", count=None),)}, "exact count is missing"),
        ({"claims": (claim("c", "three trucks", count=40, hedge="dozens"),)}, "beside dozens"),
        ({"claims": (claim("c", "three trucks", date="2031-01-01"),)}, "no day from"),
        ({"claims": (claim("c", "three trucks", date="2016-02-31"),)}, "no day from"),
        ({"claims": (claim("c", "three trucks", hedge="roughly"),)}, "hedge"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"sha256": "abc"}, "no SHA-256"),
    ],
)
def test_a_broken_expectation_publishes_nothing(shop: Workshop, change: dict[str, Any], says: str) -> None:
    with pytest.raises(CheckFailed, match=says):
        shop.build(reading(**change))
    assert not shop.out.exists()


def test_an_unknown_source_and_a_broken_gazetteer_stop_the_build(shop: Workshop) -> None:
    with pytest.raises(UnknownSource, match="nobody"):
        shop.build(reading(source="nobody"))
    shop.gazetteer.write_text(GAZETTEER + "bad,Bad,,,village,Nowhere,Syria,,,,,,,,invented,CC0-1.0\n", encoding="utf-8")
    with pytest.raises(MalformedGazetteer, match=r"gazetteer\.csv:7"):
        shop.build(reading())
    assert not shop.out.exists()


def test_check_finds_flipped_bytes_and_foreign_tables(shop: Workshop, tmp_path: Path) -> None:
    shop.build(reading())
    whole = shop.out.read_bytes()
    torn = tmp_path / "torn.db"
    torn.write_bytes(whole[: len(whole) // 2])
    assert database.check(torn)
    flipped = bytearray(whole)
    flipped[8192:8252] = bytes(60)
    torn.write_bytes(flipped)
    assert database.check(torn)
    connection = sqlite3.connect(shop.out)
    connection.execute("CREATE TABLE extra (x)")
    connection.execute("UPDATE claims SET briefing = 'gone'")
    connection.commit()
    connection.close()
    found = "; ".join(database.check(shop.out))
    assert "extra: its columns are not those described" in found
    assert "refers to nothing in briefings" in found


def test_check_refuses_a_log_left_beside_the_file(shop: Workshop) -> None:
    shop.build(reading())
    Path(f"{shop.out}-wal").write_bytes(b"")
    assert "left beside" in database.check(shop.out)[0]


@pytest.mark.parametrize("wrong", [tally("t", "1,093 targets", 302), tally("t", "302 sorties", 302, span=(5000, 5011))])
def test_a_span_without_its_number_stops_the_build(shop: Workshop, wrong: Any) -> None:
    with pytest.raises(CheckFailed, match="span"):
        shop.build(reading(tallies=(wrong,)), texts=True)


def test_a_text_that_is_not_what_its_name_says_stops_the_build(shop: Workshop) -> None:
    (shop.folder / "snapshots" / "texts").mkdir(parents=True)
    (shop.folder / "snapshots" / "texts" / f"{SHA}.txt").write_text("another text")
    with pytest.raises(CheckFailed, match="not the one its name promises"):
        shop.build(reading())


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE claims SET place_text = printf('%.301c', 'x')", "claims.place_text is longer than 300"),
        ("UPDATE claims SET count = -3", 'claims.count breaks its rule ("count" BETWEEN'),
        ("UPDATE tallies SET hedge = 'roughly'", "tallies.hedge breaks its rule"),
        ("UPDATE proofs SET span_end = span_start WHERE span_start > 0", "proofs: the span ends before it begins"),
        ("UPDATE proofs SET quote = 'short', mark_start = 3, mark_end = 9", "the mark lies outside"),
        ("UPDATE claims SET latitude = 51.5, longitude = 0", "a point of Syria or Iraq lies outside both"),
        ("UPDATE claims SET longitude = NULL", "half a pair"),
        ("UPDATE briefings SET period_end = '2015-01-01'", "the period ends before it begins"),
        ("UPDATE briefings SET sorties_hedge = NULL", "a figure has no hedge"),
        ("UPDATE claims SET repeats = id", "a row restates itself"),
        ("DELETE FROM proofs WHERE kind = 'tally'", "tallies: no words prove it"),
        ("DELETE FROM build", "there is not exactly one row"),
        ("DROP TABLE daily", "missing: daily"),
        ("UPDATE claims_flat SET number = number + 100", "another number than its claim"),
        ("ALTER TABLE notices ADD COLUMN mood TEXT", "notices: its columns are not those described"),
    ],
)
def test_check_names_what_is_wrong(shop: Workshop, sql: str, says: str) -> None:
    shop.build(reading())
    connection = sqlite3.connect(shop.out)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(sql)
    connection.commit()
    connection.close()
    assert says in "; ".join(database.check(shop.out))


def test_a_text_recorded_under_two_years_stops_the_build(shop: Workshop) -> None:
    with pytest.raises(CheckFailed, match=r"texts: UNIQUE.*outlet/846000"):
        shop.build(reading(), reading(published="2017-03-04"))


def test_check_builds_the_file_again(shop: Workshop) -> None:
    shop.build(reading(), texts=True)
    inputs = (shop.folder / "record", shop.gazetteer, shop.out, shop.folder / "snapshots", PUBLISHERS)
    assert database.again(*inputs) is None
    write_record(shop.folder / "record", [reading(claims=())])
    assert "other bytes" in (database.again(*inputs) or "")
