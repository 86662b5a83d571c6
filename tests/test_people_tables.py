"""The tables made for people: flat claims, figures, days, sums and counts agree with what they are made of."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from scrapers.database.counts import KINDS
from scrapers.database.views import FOR_PEOPLE
from tests.invented import Workshop, claim, coalition, reading


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    shop = Workshop(tmp_path_factory.mktemp("tables"))
    other = reading("outlet/7", url="https://example.org/x/7", totals={}, claims=(claim("c", "three trucks", "boat"),))
    shop.build(reading(), coalition(), other, texts=True)
    return shop


def plan(shop: Workshop, sql: str) -> str:
    """How SQLite would answer a query if it did not know that the tables are tiny."""
    file, memory = sqlite3.connect(shop.out), sqlite3.connect(":memory:")
    file.backup(memory)
    file.close()
    memory.execute("DELETE FROM sqlite_stat1")
    memory.execute("ANALYZE sqlite_schema")
    told = "; ".join(row[3] for row in memory.execute(f"EXPLAIN QUERY PLAN {sql}"))
    memory.close()
    return told


def test_a_flat_claim_is_found_by_the_number_that_search_gives(shop: Workshop) -> None:
    wrong = "SELECT count(*) FROM claims_flat f LEFT JOIN claims c ON c.rowid = f.number WHERE c.id IS NOT f.id"
    assert shop.rows(wrong) == [(0,)]
    found = "SELECT f.id FROM claims_fts s JOIN claims_flat f ON f.number = s.rowid WHERE claims_fts MATCH 'boat'"
    assert shop.rows(found + " ORDER BY 1") == shop.rows("SELECT id FROM claims_flat WHERE target = 'boat' ORDER BY 1")


def test_a_flat_claim_has_its_marker_and_year_without_storing_them(shop: Workshop) -> None:
    agree = "json_extract(popup, '$.title') = phrase AND json_extract(popup, '$.link') = briefing_page"
    assert shop.rows(f"SELECT DISTINCT {agree}, year FROM claims_flat") == [(1, 2016)]
    hidden = {name: kind for _, name, _, _, _, _, kind in shop.rows("PRAGMA table_xinfo(claims_flat)")}
    assert {name for name, kind in hidden.items() if kind} == {"popup", "year"}


def test_pages_of_briefings_have_readable_addresses(shop: Workshop) -> None:
    assert shop.rows("SELECT page FROM briefings ORDER BY id") == [
        ("/briefing/command/2016-03-09",), ("/briefing/outlet/7",), ("/briefing/outlet/846000",)
    ]  # fmt: skip
    assert shop.rows("SELECT count(*) FROM claims_flat f JOIN briefings b ON b.page = f.briefing_page "
                     "WHERE b.id = f.briefing") == shop.rows("SELECT count(*) FROM claims_flat")  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_counts_are_those_of_the_flat_table(shop: Workshop, kind: str) -> None:
    value, where = KINDS[kind]
    sql = (f"SELECT {value}, f.party, count(*), count(f.latitude) FROM {where} WHERE {value} IS NOT NULL "
           "GROUP BY 1, 2 ORDER BY 1, 2")  # fmt: skip
    summed = ("SELECT name, party, sum(claims), sum(with_point) FROM claim_counts "
              f"WHERE kind = '{kind}' GROUP BY 1, 2 ORDER BY 1, 2")  # fmt: skip
    assert shop.rows(summed) == shop.rows(sql)


def test_figures_have_keys_that_say_what_they_are_of(shop: Workshop) -> None:
    keys = [id for (id,) in shop.rows("SELECT id FROM figures ORDER BY id")]
    assert "russia/sorties/2016-03-01/2016-03-03" in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", FOR_PEOPLE, ids=lambda table: str(table.name))
def test_the_default_order_needs_no_sorting_of_the_whole_table(shop: Workshop, table: Any) -> None:
    if table.sort_desc:
        keys = ", ".join(f'"{name}"' for name in table.key)
        told = plan(shop, f'SELECT * FROM "{table.name}" ORDER BY "{table.sort_desc}" DESC, {keys} LIMIT 51')
        assert "FOR ORDER BY" not in told, told


@pytest.mark.parametrize("column", ["province", "place", "target", "armed_group", "party", "target_class", "action"])
def test_the_newest_claims_of_a_thing_come_straight_from_an_index(shop: Workshop, column: str) -> None:
    told = plan(shop, f"SELECT * FROM claims_flat WHERE {column} = 'x' ORDER BY day DESC LIMIT 20")
    assert f"idx_claims_flat_{column}_day" in told
    assert "FOR ORDER BY" not in told


def test_a_marker_cannot_be_written(shop: Workshop) -> None:
    connection = sqlite3.connect(shop.out)
    with pytest.raises(sqlite3.OperationalError, match="generated column"):
        connection.execute("INSERT INTO claims_flat (number, popup) VALUES (1, '{}')")
    connection.close()
