"""Fault 50: nothing that a cell, an address or the metadata holds runs in a page, whatever page it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette

from scrapers.database.schema import TABLES
from scrapers.database.wording import CONTROLS
from tests.hostile import ATTACK, MARK, Answer, asked, attacked, built, metadata, over, walked
from tests.invented import Workshop, claim, reading, statement

SEEDS = [
    "/", "/briefings", "/briefings/claims_flat", "/briefings/claims", "/briefings/proofs", "/briefings/unread",
    "/briefings/notices", "/briefings/places", "/briefings/statements", "/briefings/briefings",
    "/briefings/near_a_place", "/briefing", "/briefing/outlet/846000", "/briefing/command/2016-03-09", "/day",
    "/day/2016-03-03", "/place", "/governorate", "/governorate/homs", "/group", "/aircraft", "/target",
    "/target/truck", "/map", "/charts", "/questions", "/schema", "/data", "/search", "/docs/codebook",
    "/-/dashboards", "/-/metadata.json",
]  # fmt: skip
ADDRESSES = [
    "/{}", "/{}.json", "/briefings/{}", "/briefings/claims/{}", "/briefings/claims_flat?{}={}", "/briefing/outlet/{}",
    "/briefing/{}/1", "/day/{}", "/place/{}", "/governorate/{}", "/group/{}", "/aircraft/{}", "/target/{}", "/docs/{}",
    "/static/{}", "/-/{}", "/export/{}", "/examples/{}", "/-/dashboards/{}", "/search?q={}", "/search?words={}",
    "/briefings?sql=select+'{}'+as+'{}'", "/briefings?sql={}", "/briefings/claims_flat?_search={}",
    "/briefings/claims_flat?_where={}", "/briefings/claims_flat?phrase={}&_facet=phrase&_sort={}",
    "/briefings/claims_flat?_facet={}", "/briefings/claims_flat?_next={}", "/briefings/near_a_place?place={}&km={}",
    "/briefings/claims_flat.copyable?phrase={}", "/briefings/claims_flat.Notebook?phrase={}", "/briefings?_success={}",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return over(attacked(built(tmp_path_factory.mktemp("hostile")).out))


@pytest.fixture(scope="module")
def pages(hostile: Datasette) -> list[Answer]:
    return walked(hostile, SEEDS, 260)


def test_fault_50_no_page_runs_what_a_cell_holds(pages: list[Answer]) -> None:
    assert [one for page in pages for one in page.wrong()] == []


def test_fault_50_the_attack_was_shown(pages: list[Answer]) -> None:
    """A page that leaves the text out would pass too, so many must show it, escaped."""
    shown = {page.path for page in pages if f"{MARK}&#34;&#39;&gt;&lt;script&gt;" in page.text}
    assert {"/briefing/outlet/846000", "/briefings/claims_flat", "/briefings/notices", "/briefings/unread"} <= shown


def test_fault_50_no_page_breaks_on_it(pages: list[Answer]) -> None:
    assert [(page.path, page.status) for page in pages if page.status >= 500] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_fault_50_nothing_in_an_address_runs(hostile: Datasette, address: str) -> None:
    answer = asked(hostile, address.replace("{}", quote(ATTACK, safe="")))
    assert answer.wrong() == []
    assert answer.status < 500, answer.text[-2000:]


def test_fault_50_feeds_hold_text_and_no_markup(hostile: Datasette) -> None:
    feeds = [name for name in metadata()["databases"]["briefings"]["queries"] if name.startswith("feed_")]
    for name in feeds:
        answer = asked(hostile, f"/briefings/{name}.atom")
        tree = ElementTree.fromstring(answer.text)
        assert {one.tag.partition("}")[0] for one in tree.iter()} == {"{http://www.w3.org/2005/Atom"}, name
        assert not any(str(one.get("href", "")).startswith("javascript") for one in tree.iter()), name


def test_fault_50_metadata_is_text_where_it_is_no_html(tmp_path: Path) -> None:
    told: dict[str, Any] = metadata()
    tables = told["databases"]["briefings"]["tables"]
    tables["claims_flat"] |= {"title": ATTACK, "description": ATTACK, "columns": {"phrase": ATTACK}}
    told["databases"]["briefings"]["queries"]["attack"] = {"sql": "select 1", "title": ATTACK, "description": ATTACK}
    site = over(built(tmp_path).out, told | {"title": ATTACK, "source": ATTACK, "about": ATTACK})
    for path in ("/", "/briefings", "/briefings/claims_flat", "/briefings/attack", "/briefing/outlet/846000", "/data"):
        assert asked(site, path).wrong() == [], path


def test_fault_50_json_stays_json(hostile: Datasette) -> None:
    for path in ("/briefings/claims_flat.json?_shape=array", "/-/metadata.json", "/map.json"):
        answer = asked(hostile, path)
        assert json.loads(answer.text) is not None
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_fault_50_signs_that_turn_or_hide_text_never_get_in(tmp_path: Path) -> None:
    turned = "\u202eevil\u2066\u200b\u200f\ufeff\x1b[31m\x00"
    shop = Workshop(tmp_path)
    claims = (claim("c", "three trucks", "truck", place_text=turned, target_text=turned, group_text=turned),)
    shop.build(reading(via=turned, claims=claims, statements=(statement("s", "denied", topic=turned),)))
    for table in TABLES:
        for column in (column.name for column in table.columns if column.type == "TEXT"):
            texts = [value for (value,) in shop.rows(f'SELECT "{column}" FROM "{table.name}"') if value]
            assert [value for value in texts if CONTROLS.search(value)] == [], f"{table.name}.{column}"
