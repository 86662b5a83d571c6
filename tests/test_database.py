"""The database is built from an invented record: keys, union, order, quotations, search."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from scrapers import cores, database
from scrapers.database import making
from scrapers.database.schema import TABLES
from scrapers.database.union import total
from scrapers.database.views import VIEWS
from scrapers.models import Notice, Period, Unread
from tests.invented import (
    Workshop,
    at,
    claim,
    coalition,
    reading,
    statement,
)

ROOT = Path(__file__).parent.parent


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_keys_come_from_the_document_and_the_fact(shop: Workshop) -> None:
    shop.build(reading(), coalition())
    assert shop.rows("SELECT id FROM briefings ORDER BY id") == [("command/2016-03-09",), ("outlet/846000",)]
    assert shop.rows("SELECT id, repeats FROM claims WHERE briefing LIKE 'outlet%' ORDER BY id") == [
        ("outlet/846000/destroyed-truck-3", None),
        ("outlet/846000/destroyed-truck-3-again", "outlet/846000/destroyed-truck-3"),
    ]


def test_figures_titles_and_places(shop: Workshop) -> None:
    shop.build(reading(), coalition())
    assert shop.rows("SELECT title, sorties, targets FROM briefings WHERE party = 'russia'") == [
        ("Example Outlet, 1-3 March 2016: 302 sorties, 1,093 targets claimed", 302, 1093)
    ]
    assert shop.rows("SELECT target, place, province, province_by, latitude FROM claims ORDER BY id") == [
        ("boat", None, None, None, None),
        ("tactical unit", "well", "Raqqa", "place", 35.9),
        ("truck", "hill", "Homs", "place", 34.7),
        ("truck", "hill", "Homs", "place", 34.7),
    ]


@pytest.mark.parametrize(
    ("start", "end", "date", "precision"),
    [
        ("2016-03-01", "2016-03-03", None, 2),
        ("2016-03-01", "2016-03-03", "2016-03-02", 1),
        ("2016-03-03", "2016-03-03", None, 1),
        ("2016-03-01", "2016-03-07", None, 3),
        ("2016-02-01", "2016-03-02", None, 4),
        ("2016-02-01", "2016-03-03", None, 5),
        (None, None, None, None),
    ],
)
def test_a_claim_says_how_firmly_its_day_is_known(
    shop: Workshop, start: str | None, end: str | None, date: str | None, precision: int | None
) -> None:
    one = claim("c", "three trucks", date=date)
    shop.build(reading(period=Period(start, end, None, None), totals={}, tallies=(), claims=(one,)))
    assert shop.rows("SELECT date_precision FROM claims_flat") == [(precision,)]


def test_a_restatement_is_kept_and_not_counted(shop: Workshop) -> None:
    shop.build(reading())
    assert shop.rows("SELECT count(*) FROM claims") == [(2,)]
    assert shop.rows("SELECT id FROM claims_flat") == [("outlet/846000/destroyed-truck-3",)]
    assert shop.rows("SELECT claims FROM briefings UNION ALL SELECT claims FROM daily") == [(1,), (1,)]


def test_background_is_kept_apart(shop: Workshop) -> None:
    shop.build(reading(claims=(claim("old", "three trucks", voice="background"),)))
    assert shop.rows("SELECT voice FROM claims") == [("background",)]
    assert shop.rows("SELECT count(*) FROM claims_flat") == [(0,)]


def test_two_texts_of_one_release_are_one_briefing(shop: Workshop) -> None:
    other = reading(
        "outlet/quoted-again",
        via="archive",
        url="https://example.org/politics/846000",
        totals={},
        claims=(claim("destroyed-truck-3", "three trucks", weapon="bomb"), claim("hit-camp", "A Su-34", "camp", 1)),
    )
    shop.build(reading(), other)
    assert shop.rows("SELECT id, texts, sorties, claims FROM briefings") == [("outlet/846000", 2, 302, 2)]
    assert shop.rows("SELECT weapon FROM claims WHERE id = 'outlet/846000/destroyed-truck-3'") == [("bomb",)]
    assert shop.rows("SELECT text FROM proofs WHERE claim = 'outlet/846000/destroyed-truck-3' ORDER BY text") == [
        ("outlet/846000",),
        ("outlet/quoted-again",),
    ]
    assert shop.rows("SELECT count(*) FROM tallies") == [(3,)]
    assert shop.rows("SELECT count(*) FROM statements") == [(1,)]


def test_one_fact_at_two_days_is_two_rows(shop: Workshop) -> None:
    one = reading(claims=(claim("c", "three trucks", date="2016-03-01"),))
    two = reading("outlet/other", claims=(claim("c", "three trucks", date="2016-03-02"),))
    shop.build(one, two)
    assert shop.rows("SELECT id, date FROM claims ORDER BY id") == [
        ("outlet/846000/c", "2016-03-01"),
        ("outlet/846000/c--2", "2016-03-02"),
    ]


def test_texts_about_other_days_of_a_release_keep_the_days_of_their_claims(shop: Workshop) -> None:
    told = claim("destroyed-truck-3", "three trucks")
    days = [Period("2016-03-01", "2016-03-02", None, None), Period("2016-03-02", "2016-03-03", None, None)]
    first, second = (reading(f"outlet/{n}", period=days[n], claims=(told,)) for n in (0, 1))
    again = reading("outlet/2", period=days[1], claims=(told._replace(date="2016-03-02"),))
    shop.build(first, second, again)
    assert shop.rows("SELECT date FROM claims ORDER BY date") == [("2016-03-02",), ("2016-03-03",)]


def test_texts_that_differ_give_no_figure_and_a_notice(shop: Workshop) -> None:
    other = reading("outlet/other", totals={"sorties": {"count": 303, "hedge": "exact", "span": at("302 sorties")}})
    shop.build(reading(), other)
    assert shop.rows("SELECT sorties, sorties_hedge, targets FROM briefings") == [(None, None, 1093)]
    assert shop.rows("SELECT detail FROM notices WHERE check_name = 'texts differ'") == [
        ("Texts of this briefing state its sorties as 302 and as 303; none is taken.",)
    ]


def test_figures_that_differ_are_told_with_their_hedges() -> None:
    stated = [(None, "dozens"), (1200, "at least")]
    texts = [
        {"id": str(at), "totals": {"targets": {"count": count, "hedge": hedge, "span": (0, 1)}}}
        for at, (count, hedge) in enumerate(stated)
    ]
    assert total(texts, "targets").differing == ("at least 1,200", "dozens")


def test_restatements_never_run_in_a_circle(shop: Workshop) -> None:
    one = reading(claims=(claim("a", "three trucks", repeats="b"), claim("b", "destroyed three trucks")))
    two = reading("outlet/other", claims=(claim("a", "three trucks"), claim("b", "three trucks", repeats="a")))
    shop.build(one, two)
    assert shop.rows("SELECT count(*) FROM claims_flat") == [(1,)]


def test_the_same_record_gives_the_same_bytes(shop: Workshop, tmp_path: Path) -> None:
    readings = [reading(f"outlet/{number}", url=f"https://example.org/x/{number}") for number in range(20)]
    readings += [coalition(f"command/{number}") for number in range(5)]
    first = shop.build(*readings)
    assert shop.build(*readings).sha256 == first.sha256
    random.Random(7).shuffle(readings)
    assert shop.build(*readings).sha256 == first.sha256


def test_several_processes_give_the_bytes_of_one(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = [reading(f"outlet/{number}", url=f"https://example.org/x/{number}") for number in range(20)]
    monkeypatch.setattr(cores, "cores", lambda: 1)
    first = shop.build(*readings, texts=True)
    monkeypatch.setattr(cores, "cores", lambda: 2)
    monkeypatch.setattr(making, "FEW", 2)
    monkeypatch.setattr(making, "PIECE", 3)
    assert shop.build(*readings, texts=True).sha256 == first.sha256


def test_another_hash_seed_gives_the_same_bytes(shop: Workshop) -> None:
    expected = shop.build(reading(), coalition()).sha256
    code = (
        "import sys; from pathlib import Path; from scrapers import database; from tests.invented import PUBLISHERS;"
        "d = Path(sys.argv[1]); built = database.build(d / 'record', d / 'gazetteer.csv', d / 'b.db', d, PUBLISHERS);"
        "print(built.sha256)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(shop.folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "5", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == expected


def test_the_sentence_is_quoted_where_the_text_is_at_hand(shop: Workshop) -> None:
    shop.build(reading(), texts=True)
    words = "substr(quote, mark_start + 1, mark_end - mark_start)"
    sql = f"SELECT quote, {words} FROM proofs WHERE fact LIKE '%destroyed-truck-3'"
    assert shop.rows(sql) == [("A Su-34 destroyed three trucks near Example Hill.", "three trucks")]
    assert shop.rows("SELECT texts_at_hand, quotations > 0, without_quotations FROM build") == [(1, 1, 0)]


def test_without_the_text_there_is_a_link_and_no_quotation(shop: Workshop) -> None:
    shop.build(reading())
    assert shop.rows("SELECT quote, link FROM proofs WHERE fact LIKE '%/sorties-302'") == [
        (None, "https://example.org/defense/846000#:~:text=302%20sorties")
    ]
    assert shop.rows("SELECT count(*) FROM proofs WHERE quote IS NOT NULL") == [(0,)]


def test_search_finds_on_the_view(shop: Workshop) -> None:
    many = [
        reading(f"outlet/{n}", url=f"https://example.org/x/{n}", claims=(claim("c", "three trucks", "boat", n + 1),))
        for n in range(9)
    ]
    shop.build(reading(), *many)
    sql = "SELECT id FROM claims_flat WHERE number IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH 'truck')"
    assert shop.rows(sql) == [("outlet/846000/destroyed-truck-3",)]
    assert len(shop.rows(sql.replace("'truck'", "'boat'"))) == 9
    found = "SELECT rowid FROM briefings_fts WHERE briefings_fts MATCH '846000 OR Homs'"
    sql = f"SELECT id FROM briefings WHERE rowid IN ({found})"
    assert len(shop.rows(sql)) == 10


def test_hostile_words_are_stored_inert(shop: Workshop) -> None:
    hostile = claim("c", "three trucks", "truck", target_text="=cmd()\x00\u202e|<b>", place="@place", place_text="+1")
    shop.build(
        reading(
            claims=(hostile,),
            unread=(Unread("number", "-2+3\x07", "x", (1, 4)),),
            notices=(Notice("n", "=HYPERLINK(1)", ()),),
            statements=(statement("s", "denied", topic="@x"),),
        )
    )
    assert shop.rows("SELECT target_text, place_text FROM claims") == [("cmd()  |<b>", "1")]
    assert shop.rows(
        "SELECT words FROM unread UNION ALL SELECT detail FROM notices UNION ALL SELECT topic FROM statements"
    ) == [("2+3",), ("HYPERLINK(1)",), ("x",)]


def test_an_empty_record_gives_a_sound_empty_file(shop: Workshop) -> None:
    report = shop.build()
    assert report.rows["briefings"] == 0
    assert database.check(shop.out) == []


def test_every_column_is_described_and_every_table_strict(shop: Workshop) -> None:
    shop.build(reading())
    assert all(column.about.endswith(".") for table in TABLES for column in table.columns)
    assert all(about for view in VIEWS for about in view.columns.values())
    for table in TABLES:
        assert shop.rows(f"SELECT strict FROM pragma_table_list WHERE name = '{table.name}'") == [(1,)]


def test_every_facet_and_reference_has_an_index() -> None:
    for table in TABLES:
        wanted = {*table.facets, *(column.name for column in table.columns if column.refers)} - {table.key[0]}
        if table.name in ("places", "sources"):
            wanted -= {"party"}
        assert wanted <= {*(columns.split(", ")[0] for columns in table.indexes), *table.key}, table.name


def test_metadata_is_the_committed_file() -> None:
    assert (ROOT / "metadata.yml").read_text(encoding="utf-8") == database.metadata(), "run: python -m scrapers build"


def test_metadata_is_written_only_where_it_differs(tmp_path: Path) -> None:
    path = tmp_path / "metadata.yml"
    assert database.write_metadata(path)
    assert not database.write_metadata(path)
    path.write_text("old")
    assert database.write_metadata(path)


def test_a_noun_that_no_table_has_takes_the_class_of_its_ending(shop: Workshop) -> None:
    nouns = ("straw depot", "depot", "paper lantern")
    shop.build(reading(claims=tuple(claim(f"c{n}", "three trucks", noun) for n, noun in enumerate(nouns))))
    assert shop.rows("SELECT id, class, family FROM target_kinds ORDER BY id") == [
        ("depot", "depot", "facilities"),
        ("paper lantern", None, None),
        ("straw depot", "depot", "facilities"),
    ]


def test_the_codebook_names_every_class_of_target() -> None:
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    with (ROOT / "scrapers" / "languages" / "en" / "targets.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["group"], row["class"]) for row in csv.DictReader(file)}
    assert [pair for pair in sorted(pairs) if f"| {pair[0]} | {pair[1]} |" not in page] == []
