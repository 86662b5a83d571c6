"""The pages of questions and of the schema, and the page of a query: forms, odd values, cut answers."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from scrapers.database.codes import MEANINGS, code_lists, list_of
from scrapers.database.exports.codebook import anchor
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS
from scrapers.models import Period
from scrapers.pages.drawing_tables import column_of, depth, direct, table_map
from scrapers.pages.questions import questions
from tests.asked import QUERIES, built
from tests.invented import Workshop, claim, reading
from tests.test_site import Outline, Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(built(tmp_path_factory.mktemp("questions")))


def said(page: str) -> str:
    """A page's words as a reader sees them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_question_stands_once_with_its_sentence_and_sql(site: Site) -> None:
    page = site.page("/questions")
    shown = " ".join(html.unescape(page).split())
    for name, query in QUERIES.items():
        if name.startswith("feed_"):
            assert name not in page
            continue
        assert page.count(f'<li id="{name}">') == 1
        assert query["title"] in shown
        assert query["description"] in shown
        assert " ".join(query["sql"].split()) in shown


def test_every_example_answers(site: Site) -> None:
    links = re.findall(r'For example <a href="([^"]+)"', site.page("/questions"))
    assert len(links) == sum("example" in query for query in QUERIES.values())
    for link in links:
        assert site.get(html.unescape(link)).status_code == 200


def test_a_hidden_group_and_a_query_of_no_group_are_left_out() -> None:
    groups = [{"key": "a", "title": "A", "about": ""}, {"key": "b", "title": "B", "about": "", "hidden": True}]
    query = {"title": "T", "description": "D", "sql": "select 1"}
    (one,) = questions(groups, {"x": query | {"group": "a"}, "y": query | {"group": "b"}, "z": query})
    assert [asked["name"] for asked in one["queries"]] == ["x"]
    assert one["queries"][0]["example"] is None


def test_the_form_offers_the_values_there_are(site: Site) -> None:
    page = site.page("/briefings/contradictions", check="closure")
    assert "<option selected>closure</option>" in page
    assert '<label for="qp2">Severity</label>' in page
    assert page.count("<option>warning</option>") == 1
    other = site.page("/briefings/near_a_place")
    assert 'placeholder="20"' in other
    assert "A blank field does not limit" not in other
    assert '<datalist id="of4">' in site.page("/briefings/claims_of_a_period")


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("claims_of_a_period", {"first_day": "yesterday"}, "This is no day such as 2015-12-23"),
        ("claims_of_a_period", {"party": "rusia"}, "No such value"),
        ("near_a_place", {"km": "far"}, "This is no number: 20 is taken."),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(site: Site, name: str, values: dict[str, str], words: str) -> None:
    assert words in site.page(f"/briefings/{name}", **values)


def test_good_values_are_not_complained_of(site: Site) -> None:
    page = site.page("/briefings/near_a_place", place="Example Hill", km="12.5")
    assert 'class="wrong"' not in page
    assert 'class="wrong"' not in site.page("/briefings/claims_of_a_period", first_day="2016-03", party="russia")


def test_a_form_shows_odd_values_as_text(site: Site) -> None:
    page = site.page("/briefings/near_a_place", place='"><script>alert(1)</script>')
    assert "<script>alert(1)" not in page
    assert not Outline(page).scripts


def test_nothing_found_is_said(site: Site) -> None:
    assert "No row fits. Clear or change a field above." in site.page("/briefings/near_a_place", place="Nowhere")


def test_the_sql_of_a_question_can_be_read_and_changed(site: Site) -> None:
    page = site.page("/briefings/longest_silences")
    assert "<summary>The SQL</summary>" in page
    assert "row_number() over" in page
    link = html.unescape(re.search(r'<a href="([^"]+)" class="canned-query-edit-sql"', page)[1])  # type: ignore[index]
    assert site.get(link).status_code == 200


def test_own_sql_has_its_field_and_its_mistakes(site: Site) -> None:
    page = site.page("/briefings", sql="select 1 as one")
    assert '<textarea id="sql-editor" name="sql"' in page
    assert "Every row is what a party claimed" in page
    wrong = site.get("/briefings", sql="select one from nowhere")
    assert wrong.status_code == 400
    assert "no such table: nowhere" in wrong.text


def test_an_answer_that_is_cut_says_so(tmp_path: Path) -> None:
    """More than 1,000 rows: the page says that it is cut and its JSON says truncated; nothing ends without a word."""
    shop, many = Workshop(tmp_path), []
    for number in range(7):
        claims = tuple(claim(f"c{one}", "three trucks", count=one) for one in range(150))
        day, key = f"2016-03-1{number}", f"{number}" * 64
        one = reading(f"outlet/{number}", sha256=key, published=day, period=Period(day, day, None, None), url=None)
        many.append(one._replace(claims=claims, tallies=(), totals={}))
    shop.build(*many)
    page = Site(shop.out).page("/briefings/claims_of_a_period")
    assert "The first 1,000 rows of more" in said(page)
    assert "This page and its JSON are cut here" in said(page)
    assert json.loads(Site(shop.out).page("/briefings/claims_of_a_period.json"))["truncated"]


def test_the_schema_has_every_table_column_and_reference(site: Site) -> None:
    page = site.page("/schema")
    anchors = {*re.findall(r'id="([^"]+)"', page)}
    for table in (*TABLES, *VIEWS):
        assert table.name in anchors
        assert f'href="/briefings/{table.name}"' in page
        for column in table.columns:
            assert f"<code>{column if isinstance(column, str) else column.name}</code>" in page
    assert {*re.findall(r'href="#([^"]+)"', page)} <= anchors
    words = said(page)
    assert "Latitude of its point." in words
    assert "number, in degrees, may be empty" in words
    assert "Referred to by" in words


def test_rows_are_counted_as_they_are(site: Site) -> None:
    words = said(site.page("/schema"))
    rows = len(site.rows("claims", _size="max"))
    assert re.search(rf"restatements and background claims , {rows} rows", words, re.I)


def test_every_code_has_a_meaning() -> None:
    """A list of values of the schema that no code list explains is a mistake."""
    for table in TABLES:
        for column in table.columns:
            if column.codes:
                name = list_of(column.name, column.codes)
                assert name, f"{table.name}.{column.name}"
                assert {*column.codes} <= {*MEANINGS[name]}, f"{table.name}.{column.name}"
    assert {one.name for one in code_lists(TABLES)} == {*MEANINGS}
    assert all(meaning.endswith(".") for values in MEANINGS.values() for meaning in values.values())
    assert anchor("Kind of fact") == "codes-kind-of-fact"


REFERS = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("d", "a"), "e": ("f",), "f": ("e",), "g": ()}


def test_tables_stand_right_of_what_they_refer_to() -> None:
    assert [depth(name, REFERS) for name in "abcd"] == [0, 1, 2, 1]
    assert direct("c", REFERS) == ["b"]
    assert direct("d", REFERS) == ["a"]
    assert column_of("g", REFERS) == 0


def test_the_drawing_links_and_escapes() -> None:
    drawn = table_map(REFERS | {"<x>": ("b",)}, 'a "label"')
    assert drawn.count("<path") == 6
    assert 'href="#b"' in drawn
    assert "<x>" not in drawn
    assert "&#34;label&#34;" in drawn
    assert "<path" not in table_map({}, "nothing")
