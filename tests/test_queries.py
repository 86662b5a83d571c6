"""Named queries over an invented record: expected rows, blank and odd values, one order, and plain SQLite."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from scrapers.database.named_queries import CHOICES, GROUPS, field, groups, queries, read
from scrapers.database.schema import BY_NAME
from tests.asked import QUERIES, Asked, built

ROOT = Path(__file__).parent.parent
HILL, WELL = "Example Hill", "Example Well"
FIRST, SECOND, MARCH_3, MARCH_8 = "outlet/846000", "outlet/846001", "2016-03-03", "2016-03-08"

# The columns looked at, and for some values the rows expected in them.
EXPECTED: dict[str, tuple[str, list[tuple[dict[str, str], list[tuple[Any, ...]]]]]] = {
    "briefings_of_a_period": ("day party sorties strikes_hedge", [
        ({}, [(MARCH_3, "coalition", None, None), (MARCH_3, "russia", 302, None), (MARCH_3, "russia", 302, None),
              (MARCH_8, "coalition", None, "at least")]),
        ({"first_day": "2016-03-04"}, [(MARCH_8, "coalition", None, "at least")]),
        ({"first_day": "2016-03-02", "last_day": "2016-03-02"}, [(MARCH_3, "russia", 302, None)] * 2),
        ({"last_day": "2016-02"}, []),
        ({"first_day": "2016", "last_day": "2016-03", "party": "coalition"},
         [(MARCH_3, "coalition", None, None), (MARCH_8, "coalition", None, "at least")]),
    ]),
    "claims_of_a_period": ("date_from day place", [
        ({"last_day": "2016-03-02"}, [("2016-03-01", MARCH_3, HILL)] * 2 + [("2016-03-01", MARCH_3, None)]),
        ({"first_day": "2016-03-04", "province": "Raqqa"}, [(MARCH_8, MARCH_8, WELL)]),
        ({"party": "coalition", "first_day": MARCH_8, "last_day": MARCH_8},
         [(MARCH_8, MARCH_8, None), (MARCH_8, MARCH_8, WELL)]),
    ]),
    "claims_by_month": ("month party claims own", [
        ({}, [("2016-03", "coalition", 3, 3), ("2016-03", "russia", 4, 3)]),
        ({"party": "russia"}, [("2016-03", "russia", 4, 3)]),
    ]),
    "totals_by_month": ("party metric strict low high open documents", [
        ({}, [("coalition", "strikes", 0, 12, 12, 1, 1), ("russia", "sorties", 302, 302, 302, 0, 2),
              ("russia", "targets", 1093, 1093, 1093, 0, 2)]),
        ({"metric": "targets"}, [("russia", "targets", 1093, 1093, 1093, 0, 2)]),
    ]),
    "busiest_days": ("day party claims placed", [
        ({}, [(MARCH_3, "russia", 3, 3), (MARCH_8, "coalition", 2, 1), (MARCH_3, "coalition", 1, 1)]),
    ]),
    "longest_silences": ("party first_day last_day days", [
        ({}, [("coalition", "2016-03-04", "2016-03-07", 4)]), ({"party": "russia"}, []),
    ]),
    "texts_by_month": ("party days briefed longer_period silent", [
        ({}, [("coalition", 6, 2, 0, 4), ("russia", 3, 1, 2, 0)]),
    ]),
    "claims_by_governorate": ("province party claims own first_day", [
        ({}, [("Homs", "russia", 3, 3, MARCH_3), (None, "coalition", 1, 1, None), (None, "russia", 1, 0, None),
              ("Homs", "coalition", 1, 1, MARCH_3), ("Raqqa", "coalition", 1, 1, MARCH_8)]),
        ({"first_month": "2016-04"}, []), ({"last_month": "2016", "party": "russia"},
                                           [("Homs", "russia", 3, 3, MARCH_3), (None, "russia", 1, 0, None)]),
    ]),
    "near_a_place": ("from_place km place party", [
        ({}, [(HILL, 0, HILL, "coalition")] + [(HILL, 0, HILL, "russia")] * 3),
        ({"place": "example well"}, [(WELL, 0, WELL, "coalition")]),
        ({"place": "WELL", "km": "many"}, [(WELL, 0, WELL, "coalition")]),
        ({"place": "well", "km": "-5"}, [(WELL, 0, WELL, "coalition")]),
        ({"place": "well", "km": "199"}, [(WELL, 0, WELL, "coalition")]),
        ({"place": "well", "km": "4000"}, [(WELL, 0, WELL, "coalition")]),
        ({"place": "%"}, []), ({"place": "Nowhere"}, []),
    ]),
    "most_claimed_places": ("place party claims", [
        ({}, [(HILL, "russia", 3), (HILL, "coalition", 1), (WELL, "coalition", 1)]),
        ({"province": "Raqqa"}, [(WELL, "coalition", 1)]),
    ]),
    "first_and_last_mention": ("place party first_day last_day claims", [
        ({"place": "hill"}, [(HILL, "coalition", MARCH_3, MARCH_3, 1), (HILL, "russia", MARCH_3, MARCH_3, 3)]),
        ({"party": "coalition", "place": "Example"}, [(HILL, "coalition", MARCH_3, MARCH_3, 1),
                                                      (WELL, "coalition", MARCH_8, MARCH_8, 1)]),
    ]),
    "claims_without_a_place": ("why place_text party claims", [
        ({}, [("no place is stated", None, "russia", 1), ("not in the gazetteer", "Nowhere Known", "coalition", 1)]),
    ]),
    "claims_about_a_target": ("day target count hedge", [
        ({"target": "TRUCK"}, [(MARCH_3, "truck", 3, "exact"), (MARCH_3, "truck", 4, "exact")]),
        ({"target": "vehicle"}, [(MARCH_3, "truck", 3, "exact"), (MARCH_3, "truck", 4, "exact")]),
        ({"target": "depot"}, [(MARCH_3, "ammunition depot", None, "dozens")]),
        ({"target": "_"}, []), ({"target": "'"}, []),
    ]),
    "target_kinds_by_party": ("target party claims own", [
        ({}, [("tactical unit", "coalition", 2, 2), ("truck", "russia", 2, 2), ("ammunition depot", "russia", 1, 1),
              ("boat", "coalition", 1, 1), ("tank", "russia", 1, 0)]),
    ]),
    "target_families_over_time": ("quarter party target_family claims own", [
        ({"party": "russia"}, [("2016 Q1", "russia", "equipment", 3, 2), ("2016 Q1", "russia", "facilities", 1, 1)]),
    ]),
    "new_target_kinds": ("first_day target party", [
        ({"party": "coalition"}, [(MARCH_8, "boat", "coalition"), (MARCH_3, "tactical unit", "coalition")]),
    ]),
    "claims_by_aircraft": ("aircraft target claims", [
        ({}, [("Su-34", "truck", 2)]), ({"aircraft": "su-3"}, [("Su-34", "truck", 2)]), ({"aircraft": "Tu"}, []),
    ]),
    "aircraft_over_time": ("quarter party aircraft claims", [({}, [("2016 Q1", "russia", "Su-34", 2)])]),
    "weapons_named": ("weapon platform party claims", [
        ({}, [("cruise missile", "Example Ship", "russia", 1)]), ({"party": "coalition"}, []),
    ]),
    "strikes_per_claim": ("party strikes claims", [
        ({}, [("coalition", 5, 1), ("coalition", None, 2), ("russia", 2, 1), ("russia", None, 2)]),
    ]),
    "claims_by_group": ("armed_group party claims", [({}, [("IS", "coalition", 2)]), ({"party": "russia"}, [])]),
    "search_claims": ("day place party", [
        ({"words": "trucks"}, [(MARCH_3, HILL, "russia")] * 2),
        ({"words": "Deir ez-Zor"}, []), ({"words": "Example-Hill"}, [(MARCH_3, HILL, "coalition")]
                                         + [(MARCH_3, HILL, "russia")] * 3),
        ({"words": "Su-34"}, [(MARCH_3, HILL, "russia")] * 2),
        ({"words": "boats*"}, [(MARCH_8, None, "coalition")]), ({"words": '"boats'}, [(MARCH_8, None, "coalition")]),
    ]),
    "parties_by_month_and_governorate": ("month province russia coalition", [
        ({}, [("2016-03", "Homs", 3, 1), ("2016-03", "Raqqa", 0, 1)]),
        ({"province": "Raqqa", "first_month": "2016-03"}, [("2016-03", "Raqqa", 0, 1)]), ({"last_month": "2015"}, []),
    ]),
    "days_both_claim": ("day province russia coalition", [
        ({}, [(MARCH_3, "Homs", 3, 1)]), ({"province": "Raqqa"}, []),
    ]),
    "two_languages": ("kind differs count other_count printed other_printed page other_page", [
        ({}, [("claim", "number", 4, 3, "грузовика", "trucks", f"/briefing/{SECOND}", f"/briefing/{FIRST}"),
              ("total", "nothing", 302, 302, "302 вылета", "302 sorties", f"/briefing/{SECOND}",
               f"/briefing/{FIRST}")]),
        ({"difference": "hedge"}, []), ({"party": "coalition"}, []), ({"words": "%"}, []),
        ({"words": "HILL"}, [("claim", "number", 4, 3, "грузовика", "trucks", f"/briefing/{SECOND}",
                              f"/briefing/{FIRST}")]),
    ]),
    "hedges_of_each_party": ("kind hedge times per_cent", [
        ({"party": "russia"},
         [("claim", "exact", 2, 66.7), ("claim", "dozens", 1, 33.3), ("total", "exact", 2, 100.0)]),
    ]),
    "contradictions": ("check_name severity detail", [
        ({}, [("days", "note", "Three days are stated and four are given.")]), ({"severity": "error"}, []),
        ({"check": "days"}, [("days", "note", "Three days are stated and four are given.")]), ({"check": "day"}, []),
    ]),
    "differing_carriers": ("what count other_count difference page other_page", [
        ({}, [("truck", 4, 3, 1, f"/briefing/{SECOND}", f"/briefing/{FIRST}")]), ({"party": "coalition"}, []),
    ]),
    "carried_by_several": ("announced is_lead page", [
        ({}, [(MARCH_3, 1, f"/briefing/{SECOND}"), (MARCH_3, 0, f"/briefing/{FIRST}")]),
        ({"party": "coalition"}, []), ({"last_day": "2016-03-02"}, []),
    ]),
    "running_totals": ("until party metric count hedge summed", [
        ({}, [(MARCH_3, "coalition", "strikes", 900, "at least", None)]), ({"metric": "sorties"}, []),
    ]),
    "told_twice": ("what why counted_as", [
        ({"party": "russia", "first_day": MARCH_3, "last_day": MARCH_3}, [
            ("Russia's Ministry of Defence claims: 3 trucks destroyed", "another document carries it too",
             f"{SECOND}/destroyed-truck-4"),
            ("Russia's Ministry of Defence claims: 3 trucks destroyed", "told before in this document",
             f"{FIRST}/destroyed-truck-3"),
            ("sorties: 302", "another document carries it too", f"{SECOND}/sorties-302"),
            ("sorties: 302", "told before in this document", f"{FIRST}/sorties-302"),
            ("targets: 1093", "another document carries it too", f"{SECOND}/targets-1093"),
            ("sorties: 302", "told before in this document", f"{SECOND}/sorties-302"),
        ]),
        ({"party": "coalition"}, []),
    ]),
    "denials": ("day topic about", [
        ({}, [(MARCH_3, "use of balloons", "Russia")]), ({"words": "%"}, []),
        ({"words": "BALLOON"}, [(MARCH_3, "use of balloons", "Russia")]),
    ]),
    "statements_of_a_kind": ("kind topic count", [
        ({}, [("denial", "use of balloons", None), ("estimate", "damage", 20)]),
        ({"kind": "estimate"}, [("estimate", "damage", 20)]),
    ]),
    "corrections_made": ("day action fact before after", [
        ({}, [("2026-05-01", "set", f"{FIRST}/sorties", '{"count": 320}', '{"count": 302}')]),
        ({"since": "2026-05-02"}, []),
    ]),
    "changes_since": ("day way reason fact", [
        ({}, [("2026-05-01", "set", "misread", f"{FIRST}/sorties"), ("2026-04-01", "gained", "source", f"{FIRST}/x")]),
        ({"since": "2026-04-02"}, [("2026-05-01", "set", "misread", f"{FIRST}/sorties")]),
        ({"way": "gained"}, [("2026-04-01", "gained", "source", f"{FIRST}/x")]),
    ]),
    "unread_remainder": ("words times", [({"words": "UMBRELLA"}, [("17 umbrellas", 1)]), ({"words": "zebra"}, [])]),
    "unread_by_month": ("month party briefings claims unread", [
        ({}, [("2016-03", "coalition", 2, 3, 0), ("2016-03", "russia", 2, 3, 1)]),
    ]),
    "verification_grades": ("source grade route texts facts differing", [
        ({}, [("command", "intact", "kept text", 1, 3, 0), ("outlet", "moved", "live", 1, 7, 1)]),
        ({"grade": "moved"}, [("outlet", "moved", "live", 1, 7, 1)]),
    ]),
    "scores_of_the_reader": ("reader part documents field precision recall f1 numbers wrong_numbers", [
        ({}, [("5", "ten texts", 10, "claims", 0.9, 1.0, 0.95, 40, 0)]),
    ]),
    "health_of_sources": ("source newest_briefing last_run last_success problem", [
        ({}, [("command", "2016-03-09", None, None, None), ("outlet", "2016-03-05", "2026-04-04", "2026-04-04", None)]),
    ]),
}  # fmt: skip
ASKED = [name for name in QUERIES if not name.startswith("feed_")]
ODD = ("'", '"', "%", "_", "\\", "--", ";", "'; drop table claims; --", "NaN", "1e999", "Deir ez-Zor", "الرقة",
       "*", "NOT", "NEAR(", "a" * 1000)  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(built(tmp_path_factory.mktemp("asked")))


def test_every_query_has_expected_rows_a_title_and_a_sentence() -> None:
    assert {*EXPECTED} == {*ASKED}
    assert len(ASKED) >= 24
    for name, query in QUERIES.items():
        assert query["title"], name
        assert query["description"].endswith("."), name
        assert len({one["title"] for one in QUERIES.values()}) == len(QUERIES)


@pytest.mark.parametrize(
    ("name", "values", "columns", "rows"),
    [(name, values, columns, rows) for name, (columns, cases) in EXPECTED.items() for values, rows in cases],
)
def test_rows(asked: Asked, name: str, values: dict[str, str], columns: str, rows: list[Any]) -> None:
    assert [tuple(row[column] for column in columns.split()) for row in asked.rows(name, **values)] == rows


@pytest.mark.parametrize("name", ASKED)
def test_blank_is_no_limit(asked: Asked, name: str) -> None:
    """Blank, spaces and nothing at all are the same, and never the reason why there is no row."""
    blank = asked.rows(name)
    assert blank
    for nothing in ("  ", None):
        assert asked.rows(name, **dict.fromkeys(QUERIES[name]["params"], nothing)) == blank


@pytest.mark.parametrize("name", ASKED)
def test_odd_values_are_only_values(asked: Asked, name: str) -> None:
    """A quote, a wildcard or letters for a number give rows or none; nothing fails, nothing matches all by chance."""
    everything = asked.rows(name)
    for param in QUERIES[name]["params"]:
        for odd in ODD:
            found = asked.rows(name, **{param: odd})
            assert len(found) <= max(len(everything), 9), (param, odd)
            if param not in ("last_day", "last_month", "km", "first_day", "first_month", "since", "words"):
                assert found == [], (param, odd)


def test_a_name_with_hyphens_is_found_as_words(asked: Asked) -> None:
    """Search takes a reader's hyphens as parts of words, not as its own signs."""
    assert asked.rows("search_claims", words="Example-Hill") == asked.rows("search_claims", words="Example Hill")


@pytest.mark.parametrize("name", QUERIES)
def test_the_order_is_settled(asked: Asked, name: str) -> None:
    """With an ORDER BY that leaves ties open, SQLite may turn rows round: asked in reverse they must stand the same."""
    rows = asked.rows(name)
    asked.connection.execute("PRAGMA reverse_unordered_selects = ON")
    try:
        assert asked.rows(name) == rows
    finally:
        asked.connection.execute("PRAGMA reverse_unordered_selects = OFF")
    assert re.search(r"(?is)\border by\b[^)]*$", QUERIES[name]["sql"]), "no ORDER BY at the end"


@pytest.mark.parametrize("name", QUERIES)
def test_parameters_are_those_of_the_sql(name: str) -> None:
    query = QUERIES[name]
    assert {*re.findall(r":(\w+)", re.sub(r"'[^']*'", "", query["sql"]))} == {*query["params"]}
    assert {*query.get("example", {})} <= {*query["params"]}
    assert [one["name"] for one in query["fields"]] == query["params"]
    assert query["group"] in GROUPS


def test_plain_sqlite_knows_every_function_but_one() -> None:
    """Nothing of Datasette but escape_fts is used, so the queries run in a browser and in sqlite3 too."""
    own = {name for name, query in QUERIES.items() if "escape_fts" in query["sql"]}
    assert own == {"search_claims"}


def test_choices_are_the_values_of_the_code(asked: Asked) -> None:
    known = read("fields")
    assert {*known} == {param for query in QUERIES.values() for param in query["params"]}
    assert field("party", known)["choices"] == ["russia", "coalition"]
    assert all(CHOICES.values())
    with pytest.raises(KeyError):
        field("colour", known)
    gazetteer = (ROOT / "data" / "gazetteer.csv").read_text(encoding="utf-8")
    governorates = {line.split(",")[1] for line in gazetteer.splitlines() if ",governorate," in line}
    assert {*known["province"]["suggestions"]} <= governorates


def test_kinds_of_statements_are_those_of_the_schema() -> None:
    about = next(column.about for column in BY_NAME["statements"].columns if column.name == "kind")
    assert all(kind in about for kind in read("fields")["kind"]["choices"])


def test_groups_are_in_order_and_feeds_are_hidden() -> None:
    assert [group["key"] for group in groups()] == [*GROUPS]
    assert [group["key"] for group in groups() if group.get("hidden")] == ["feeds"]
    assert all(group["title"] and group["about"] for group in groups())


def test_an_empty_database_answers(tmp_path: Path) -> None:
    """Every query runs on a file without a row in its large tables, feeds too."""
    path = built(tmp_path, later=False)
    connection = sqlite3.connect(path)
    for table in ("claims_flat", "claim_counts", "briefings", "daily"):
        connection.execute(f"delete from {table}")
    connection.commit()
    connection.close()
    empty = Asked(path)
    assert {name for name in ASKED if name.startswith("claims_by") and empty.rows(name)} == set()
    assert all(isinstance(empty.rows(name), list) for name in QUERIES)


def test_a_site_address_stands_before_links_of_feeds() -> None:
    assert "'https://example.org/base' || b.page" in queries("https://example.org/base/")["feed_briefings"]["sql"]
    assert "{" not in "".join(query["sql"] for query in queries().values())
