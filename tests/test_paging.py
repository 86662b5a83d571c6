"""No row of a table is lost or told twice between two pages, whatever it is sorted by."""

from __future__ import annotations

import json

import pytest

from plugins.paging import by_index, in_key_order
from tests.crowded import crowded
from tests.test_site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return crowded(tmp_path_factory.mktemp("paging"))[0]


@pytest.mark.parametrize("column", ["day", "party", "count", "province", "latitude", "armed_group", "year", "number"])
@pytest.mark.parametrize("way", ["_sort", "_sort_desc"])
@pytest.mark.parametrize("size", ["7", "max"])
def test_no_page_of_a_table_skips_or_repeats_a_row(site: Site, column: str, way: str, size: str) -> None:
    """Equal values at the seam of two pages were lost where an index was read backwards."""
    wanted = {"_size": size, way: column, "_shape": "objects", "_nocount": "1", "_nofacet": "1", "_col": "id"}
    query = "&".join(f"{name}={value}" for name, value in wanted.items()) + "&count__lt=130"
    address, seen = f"/briefings/claims_flat.json?{query}", list[str]()
    while address:
        told = json.loads(site.get(address).text)
        seen += [row["id"] for row in told["rows"]]
        address = (told["next_url"] or "").removeprefix("http://localhost")
    assert (len(seen), len(set(seen))) == (130, 130)  # 129 of the first briefing, one of the coalition's


KEYS = {"claims": ["id"], "pairs": ["claim", "aircraft"]}


@pytest.mark.parametrize(
    ("sql", "ordered"),
    [
        ("select id, day from claims order by day desc limit 51",
         "select id, day from claims order by day desc, id limit 51"),
        ("select id from claims where day = :p0 order by day limit 5",
         "select id from claims where day = :p0 order by day, id limit 5"),
        ("select claim from pairs order by aircraft limit 5",
         "select claim from pairs order by aircraft, claim limit 5"),
        ("select id from [claims] order by [count] limit 5", "select id from [claims] order by [count], id limit 5"),
    ],
)  # fmt: skip
def test_the_first_page_is_sorted_by_the_key_too(sql: str, ordered: str) -> None:
    assert in_key_order(sql, KEYS) == ordered


@pytest.mark.parametrize(
    "sql",
    [
        "select id from claims order by id limit 5",
        "select id from unknown order by day limit 5",
        "select distinct day from claims order by day limit 5",
        "select day, count(*) from claims group by day order by day limit 5",
        "select day from claims where 1 union select day from claims order by day limit 5",
        "select id from claims order by day, id limit 5",
        "select id from claims order by day",
    ],
)
def test_other_sql_is_left_as_it_is(sql: str) -> None:
    assert in_key_order(sql, KEYS) == sql


AFTER = "select id from claims where {} order by day desc, id limit 5"


def test_a_later_page_of_a_filled_column_is_found_by_index() -> None:
    told = AFTER.format('"own" = :p0 and (day < :p2 or day is null or (day = :p2 and ((id > :p1))))')
    better = AFTER.format('"own" = :p0 and day <= :p2 and (+day < :p2 or (+day = :p2 and ((id > :p1))))')
    assert by_index(told, {"claims": ["day"]}) == better
    assert by_index(told, {"claims": ["party"], "other": ["day"]}) == told


@pytest.mark.parametrize(
    "sql",
    [
        AFTER.format("day is null and id > :p0"),
        AFTER.format("id in (select id from x where (day < :p2 or (day = :p2 and 1)) union select 1)"),
        "select id from claims where (count < :p1 or (count = :p1 and ((id > :p0)))) order by count desc limit 5",
        "select id from claims where id > :p0 order by id limit 5",
    ],
)
def test_any_other_query_is_left_as_it_is(sql: str) -> None:
    assert by_index(sql, {"claims": ["day"]}) == sql

