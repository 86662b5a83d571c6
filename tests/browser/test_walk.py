"""A reader's way through the site in a real browser: browse, filter, map, SQL, download, search, feed, proof, phone."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import DATABASE, shot

PAGES = {
    "home": "/",
    "briefings": "/briefing",
    "briefing": "/briefing/tass/2015-12-23",
    "campaigns": "/-/dashboards/campaigns",
    "map": "/map",
    "charts": "/charts",
    "governorates": "/governorate",
    "governorate": "/governorate/aleppo",
    "place": "/place/syr-palmyra",
    "places": "/place",
    "target": "/target/truck",
    "targets": "/target",
    "groups": "/group",
    "group": "/group/is",
    "aircraft": "/aircraft/su-24m",
    "days": "/day",
    "day": "/day/2015-12-23",
    "questions": "/questions",
    "schema": "/schema",
    "data": "/data",
    "tables": "/briefings",
    "search": "/search?q=palmyra",
    "claims": "/briefings/claims_flat",
    "query": "/briefings/contradictions",
    "codebook": "/docs/codebook",
    "not-found": "/place/nowhere",
}


@pytest.fixture(scope="module")
def rows() -> Iterator[sqlite3.Connection]:
    """The database that is served, to count in."""
    connection = sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def one(rows: sqlite3.Connection, sql: str) -> Any:
    """The first value of a query."""
    return rows.execute(sql).fetchone()[0]


@pytest.fixture
def briefing(rows: sqlite3.Connection) -> Any:
    """A briefing with claims, one with a quotation where a text was at hand to quote from."""
    return rows.execute(
        "SELECT b.*, EXISTS (SELECT 1 FROM proofs p WHERE p.briefing = b.id AND p.quote IS NOT NULL) AS is_quoted "
        "FROM briefings b WHERE notices > 0 AND claims > 3 ORDER BY is_quoted DESC, claims DESC, id LIMIT 1"
    ).fetchone()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("how", ["page", "phone"])
def test_a_page_fits_its_screen(request: pytest.FixtureRequest, served: str, name: str, how: str) -> None:
    view = request.getfixturevalue(how)
    view.goto(served + PAGES[name])
    view.wait_for_load_state("networkidle")
    shot(view, f"{name}-{how}")
    assert view.locator("h1").count() == 1
    assert "Claims, not findings." in view.locator("body").inner_text()
    assert view.evaluate("document.documentElement.scrollWidth") <= view.viewport_size["width"]


def test_from_the_front_page_to_a_proof(page: Any, served: str, briefing: Any) -> None:
    page.goto(served)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Briefings").click()
    page.wait_for_url(f"{served}/briefing")
    page.goto(served + briefing["page"])
    assert page.locator("h1").inner_text() == briefing["title"]
    proof = page.locator(".proof:has(mark)" if briefing["is_quoted"] else ".proof").first
    assert proof.locator("mark").count() == briefing["is_quoted"]
    proof.locator("summary").click()
    assert "SHA-256" in proof.inner_text()
    page.emulate_media(media="print")
    assert page.locator("header.hd").is_hidden()
    shot(page, "briefing-print")


def test_a_facet_narrows_the_claims(page: Any, served: str, rows: sqlite3.Connection) -> None:
    page.goto(f"{served}/briefings/claims_flat")
    facet = page.locator(".facet-info", has_text="party").first
    facet.get_by_role("link", name=re.compile("^russia")).click()
    wanted = one(rows, "SELECT count(*) FROM claims_flat WHERE party = 'russia'")
    page.wait_for_url(re.compile("party=russia$"))
    assert f"{wanted:,} row" in page.locator("h3").first.inner_text()


def test_own_sql_is_edited_and_run(page: Any, served: str) -> None:
    page.goto(f"{served}/briefings?sql=select+1+as+one")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("select party, count(*) as n from briefings group by party order by party")
    page.get_by_role("button", name="Run SQL").click()
    assert page.locator("table.rows-and-columns tbody tr").count() == 2
    assert page.locator("td.col-party").first.inner_text() == "coalition"


def test_what_is_seen_can_be_downloaded_whole(
    page: Any, served: str, rows: sqlite3.Connection, tmp_path: Path
) -> None:
    wanted = one(rows, "SELECT count(*) FROM claims_flat WHERE province = 'Raqqa'")
    assert wanted > 1000, "more than one page of Datasette"
    page.goto(f"{served}/briefings/claims_flat?province=Raqqa")
    link = page.locator("a[href*='.csv'][href*='_stream']").first
    with page.expect_download() as waited:
        page.evaluate("link => { link.setAttribute('download', ''); link.click() }", link.element_handle())
    kept = tmp_path / "claims.csv"
    waited.value.save_as(kept)
    with kept.open(encoding="utf-8-sig", newline="") as lines:
        found = list(csv.DictReader(lines))
    assert len(found) == wanted
    assert {row["province"] for row in found} == {"Raqqa"}


@pytest.mark.parametrize("words", ["Palmyra", "Пальмира", "تدمر"])
def test_search_finds_a_place_in_three_scripts(page: Any, served: str, words: str) -> None:
    page.goto(served)
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Palmyra", exact=True).first.click()
    page.wait_for_url(f"{served}/place/syr-palmyra")
    assert page.locator("[lang=ar]").first.inner_text() == "تدمر"


def test_a_feed_can_be_read(page: Any, served: str) -> None:
    page.goto(f"{served}/data")
    addresses = [link.get_attribute("href") for link in page.locator("a[href$='.atom']").all()]
    assert len(addresses) >= 4
    for address in addresses:
        answer = page.request.get(served + address)
        assert answer.ok, address
        assert ElementTree.fromstring(answer.body()).tag == "{http://www.w3.org/2005/Atom}feed"


def test_the_keyboard_reaches_the_content_first(page: Any, served: str) -> None:
    page.goto(served)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#content$"))
