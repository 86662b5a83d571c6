"""The edition without a server in Chromium, on a host that knows only files: rows, tables, search, charts, age.

The questions are asked of the real database where it is built, and their rows held against Datasette's own.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from datasette.utils import escape_fts

from scrapers.edition.__main__ import PACKAGE
from scrapers.edition.folder import copy_engine, packed
from scrapers.edition.served import Served
from scrapers.pages.letters import language_of
from tests.browser.conftest import DATABASE, ROOT, shot
from tests.pressed import HOSTILE, hosted, made, parts_in

ENGINE = ROOT / PACKAGE
ASK = """async ({ root, database, sql, values, patience }) => {
  const { Engine } = await import(root + "static/edition/engine.js");
  window.engine ??= new Engine({ ...database, url: root + database.address }, () => {}, patience ?? 60_000);
  return window.engine.rows(sql, values);
}"""
SPELLED = [
    *(
        "",
        "oil",
        "oil depot",
        '"oil depot"',
        'say "oil',
        'a"b',
        '""',
        '" "',
        "a AND b",
        "x*",
        "-y",
        "a\u00a0b",
        "a\u2028b",
    ),
    *(
        "\x1cx\x1d",
        "a\x85b",
        "\ufeffx",
        "нефть",
        "\U0001d11e x",
        'a "b\nc" d',
        "\u200bx",
        "\u180ex",
        "col:on",
        "NEAR(a b)",
    ),
]

needs_engine = pytest.mark.skipif(not ENGINE.is_dir(), reason="SQLite for browsers is not here: make static brings it")
pytestmark = needs_engine


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small edition."""
    folder = tmp_path_factory.mktemp("edition")
    apart(lambda: made(parts_in(folder), folder / "site"))
    with hosted(folder / "site") as address:
        yield address


@pytest.fixture(scope="module")
def questions() -> dict[str, dict[str, Any]]:
    """The named questions of the site."""
    import yaml

    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
    return dict(metadata["databases"]["briefings"]["queries"])


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any], Served]]:
    """The engine over the real database: its address, what it loads, and Datasette over the same file."""
    if not DATABASE.is_file():
        pytest.skip("data/briefings.db is not built: make build")
    folder = tmp_path_factory.mktemp("engine")
    copy_engine(ENGINE, folder / "static" / "sqlite")
    shutil.copytree(ROOT / "static", folder / "static", dirs_exist_ok=True)
    (folder / "index.html").write_text("<!DOCTYPE html><title>engine</title>", encoding="utf-8")
    loads = packed(DATABASE, folder)._asdict()
    served = apart(Served, DATABASE, ROOT)
    with hosted(folder) as address:
        yield address, loads, served
    apart(served.close)


def apart(function: Callable[..., Any], *given: Any) -> Any:
    """What a function gives in a thread of its own, for the browser's loop runs in this one."""
    with ThreadPoolExecutor(1) as hand:
        return hand.submit(function, *given).result()


def alike(mine: list[list[Any]], theirs: list[list[Any]]) -> bool:
    """Whether rows are the same; sums of fractions may differ in the last of their digits."""
    return len(mine) == len(theirs) and all(
        len(one) == len(other)
        and all(a == b or (isinstance(a, float) and pytest.approx(a) == b) for a, b in zip(one, other, strict=True))
        for one, other in zip(mine, theirs, strict=True)
    )


def test_every_question_gives_datasette_s_rows(page: Any, real: Any, questions: dict[str, dict[str, Any]]) -> None:
    """The same SQL over the same file: every question with blank fields and with its example."""
    root, database, served = real
    page.goto(root)
    asked = 0
    for name, question in questions.items():
        for values in ({}, question.get("example") or {}):
            address = f"/briefings/{name}.json?" + urlencode({"_shape": "arrays"} | values)
            answer = json.loads(apart(served.get, address).body)
            told = {"root": root, "database": database, "sql": question["sql"], "values": values}
            mine = page.evaluate(ASK, told)
            assert mine["columns"] == answer["columns"], name
            assert alike(mine["rows"], answer["rows"]), (name, values)
            asked += len(mine["rows"])
    assert asked > 10_000


def test_words_are_escaped_as_datasette_does(page: Any, edition: str) -> None:
    page.goto(edition)
    script = """async ([root, all]) => {
      const { escapeFts } = await import(root + "static/edition/escape_fts.js");
      return all.map(escapeFts);
    }"""
    assert page.evaluate(script, [edition, SPELLED]) == [escape_fts(words) for words in SPELLED]


def test_a_query_without_end_is_stopped_and_the_next_is_answered(page: Any, real: Any) -> None:
    """Fault 48: in the reader's own browser too."""
    root, database, _ = real
    page.goto(root)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    told = {"root": root, "database": database, "values": {}, "patience": 1500}
    with pytest.raises(Exception, match="Stopped after 2 seconds"):
        page.evaluate(ASK, told | {"sql": endless})
    assert page.evaluate(ASK, told | {"sql": "select 1"})["rows"] == [[1]]


@pytest.mark.parametrize("sql", ["delete from claims", "create table x (y)", "attach 'x' as y", "nonsense", ""])
def test_what_gives_no_rows_is_refused_in_words(page: Any, edition: str, sql: str) -> None:
    page.goto(f"{edition}briefings/#{urlencode({'sql': sql or ' '})}")
    page.wait_for_selector("#state.message-error")
    assert page.locator("#answer table").count() == 0


def test_a_damaged_or_foreign_database_is_told(chromium: Any, edition: str) -> None:
    """Fault 54: a page of one edition does not answer from the file of another."""
    page = chromium.new_page()
    page.route("**/briefings.db.gz*", lambda route: route.fulfill(body=b"SQLite format 3\0" + b"x" * 1000))
    page.goto(f"{edition}briefings/claims_flat/")
    page.wait_for_selector("#state.message-error")
    assert "different editions" in page.locator("#state").text_content()
    page.close()


def test_a_host_that_unpacks_on_the_way_is_understood(chromium: Any, edition: str) -> None:
    page = chromium.new_page()

    def encoded(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            body=answer.body(), headers={"content-encoding": "gzip", "content-type": "application/octet-stream"}
        )

    page.route("**/briefings.db.gz*", encoded)
    page.goto(f"{edition}briefings/claims_flat/")
    page.wait_for_selector("#answer table")
    page.close()


def rows_of(page: Any) -> int:
    """How many rows the table of the page has."""
    return int(page.locator("#answer tbody tr").count())


def test_a_table_is_searched_filtered_sorted_and_taken_away(page: Any, edition: str) -> None:
    page.goto(f"{edition}briefings/claims_flat/")
    page.wait_for_selector("#answer table")
    every = rows_of(page)
    page.select_option("#ask-column", "party")
    page.fill("#ask-value", "coalition")
    page.click("#ask input[type=submit]")
    page.wait_for_selector('#answer button:has-text("party is")')
    assert page.url.endswith("#party=coalition")
    assert 0 < rows_of(page) < every
    assert set(page.locator("#answer td.col-party").all_text_contents()) == {"coalition"}
    page.click('#answer th button:text-is("day")')
    page.wait_for_url("**_sort=day")
    page.go_back()
    page.go_back()
    page.locator("#answer tbody tr").nth(every - 1).wait_for()
    with page.expect_download() as taken:
        page.click("#answer button:has-text('CSV')")
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == every + 1
    page.fill("#ask-search", "truck")
    page.click("#ask input[type=submit]")
    page.wait_for_url("**_search=truck")
    page.wait_for_selector("#state:has-text('row')")
    assert 0 < rows_of(page) <= every


def test_links_of_pages_lead_to_their_rows(page: Any, edition: str) -> None:
    page.goto(f"{edition}briefings/claims/#id=outlet%2F846000%2Fdestroyed-truck-3")
    page.wait_for_selector("#answer dl.row-facts")
    assert "outlet/846000/destroyed-truck-3" in page.locator("#answer").text_content()
    page.goto(f"{edition}briefings/claims_flat/?party=russia")
    page.wait_for_selector("#answer table")
    page.click("#answer td.col-briefing_page a >> nth=0")
    page.wait_for_url(re.compile("/briefing/outlet/"))
    assert "Claims, not findings" in page.locator("body").text_content()


def test_hostile_text_and_formulas_stay_text(page: Any, edition: str) -> None:
    """Faults 50 and 52: what was scraped is text in the cells, and no cell of a file begins a formula."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{edition}briefings/claims_flat/#briefing=outlet%2Fhostile")
    page.wait_for_selector("#answer table")
    assert HOSTILE in page.locator("#answer").text_content()
    formulas = "select '=1+1' as \"=a\", '@x' as b, -1 as c, 'javascript:alert(1)' as page, 'javascript:x' as url"
    page.goto(f"{edition}briefings/#{urlencode({'sql': formulas})}")
    page.wait_for_selector("#answer table")
    assert page.locator("#answer td a").count() == 0
    with page.expect_download() as taken:
        page.click("#answer button:has-text('CSV')")
    head, row = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert head == "'=a,b,c,page,url"
    assert row.startswith("'=1+1,'@x,-1,")
    assert dialogs == []


def test_own_sql_has_its_parameters_and_a_link(page: Any, edition: str) -> None:
    page.goto(f"{edition}briefings/")
    page.fill("#ask textarea", "select party, count(*) as n from claims_flat where party = :who group by party")
    page.click("#ask input[type=submit]")
    page.wait_for_selector("#ask-who")
    page.fill("#ask-who", "coalition")
    page.click("#ask input[type=submit]")
    page.wait_for_selector("#answer td:text-is('coalition')")
    assert "who=coalition" in page.url
    shot(page, "static-sql")


def test_search_finds_places_names_and_claims(page: Any, edition: str) -> None:
    page.goto(edition)
    page.fill("input[name=q]", "truck")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#answer ul")
    assert page.locator("#answer h2").all_text_contents()[0] == "Kinds of targets"
    page.fill("input[name=q]", "Example Hill")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#answer a:text-is('Example Hill')")
    for link in page.locator("#answer a").evaluate_all("links => links.map((one) => one.href.split('#')[0])"):
        assert page.request.get(link).ok, link
    for words, name in (("sample", "Example Hill"), ("Daesh", "IS")):  # names by other spellings
        page.fill("input[name=q]", words)
        page.press("input[name=q]", "Enter")
        page.wait_for_selector(f"#answer a:text-is('{name}')")


def test_words_have_the_language_that_the_site_gives_them(page: Any, edition: str) -> None:
    page.goto(f"{edition}-/sql/")
    script = """async ([root, some]) => {
      const { languageOf } = await import(root + "static/edition/cells.js");
      return some.map((one) => languageOf(one));
    }"""
    some = ["Пальмира", "تدمر", "the word Пальмира", "склад (BM-21)", "3", "", "Su-34", "\u0750", "Ё", "日本"]
    assert page.evaluate(script, [edition, some]) == [language_of(one) for one in some]


def test_charts_and_map_draw_from_files(page: Any, edition: str) -> None:
    page.goto(f"{edition}-/dashboards/campaigns/")
    page.wait_for_selector(".chart svg")
    page.goto(f"{edition}map/")
    page.wait_for_selector("#map .leaflet-pane, #map.leaflet-container")


def test_a_question_fits_a_phone(phone: Any, edition: str) -> None:
    phone.goto(f"{edition}briefings/claims_about_a_target/#target=truck")
    phone.wait_for_selector("#answer table")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(phone, "static-question-phone")


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "1 day ago"), (14, "14 days ago"), (400, "out of date")])
def test_a_page_says_how_old_it_is(page: Any, edition: str, days: int, words: str) -> None:
    """Fault 57: no server is needed for it."""
    asked = date(2026, 3, 1)
    aged = f'<p class="age"><time class="asked" datetime="{asked}"></time></p><script src="static/age.js"></script>'
    page.route("**/aged.html", lambda route: route.fulfill(body=aged, content_type="text/html"))
    page.clock.set_fixed_time(datetime.combine(asked, time(12), UTC) + timedelta(days=days))
    page.goto(f"{edition}aged.html")
    note = page.locator(".age-note")
    assert words in note.text_content()
    assert ("message-error" in (note.get_attribute("class") or "")) is (days > 14)
