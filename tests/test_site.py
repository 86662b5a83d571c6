"""The site answers: pages, search, map, tiles, downloads, and nothing scraped runs."""

from __future__ import annotations

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml

from scrapers import database
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS
from tests.hostile import over
from tests.invented import (
    GAZETTEER,
    PUBLISHERS,
    coalition,
    hostile,
    reading,
    tally,
    write_record,
    write_text,
)

ROOT = Path(__file__).parent.parent
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
QUERIES = METADATA["databases"]["briefings"]["queries"]
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


class Site:
    """The site over a built database, asked without a server."""

    def __init__(self, path: Path, metadata: dict[str, Any] = METADATA) -> None:
        self.datasette = over(path, metadata, default_cache_ttl=0)  # so that each page is made anew

    def get(self, path: str, **arguments: str) -> Any:
        return asyncio.run(self.datasette.client.get(path + ("?" + urlencode(arguments) if arguments else "")))

    def page(self, path: str, **arguments: str) -> str:
        answer = self.get(path, **arguments)
        assert answer.status_code == 200, answer.text[:500]
        return str(answer.text)

    def rows(self, path: str, **arguments: str) -> list[dict[str, Any]]:
        return list(json.loads(self.page(f"/briefings/{path}.json", _shape="array", **arguments)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    (folder / "gazetteer.csv").write_text(GAZETTEER, encoding="utf-8")
    older = tally("cumulative", "made 302 sorties", 302, voice="background", scope="cumulative")
    whole = reading(tallies=(*reading().tallies, older))
    record = write_record(folder / "record", [whole, coalition(), hostile(HOSTILE)])
    out = folder / "briefings.db"
    database.build(record, folder / "gazetteer.csv", out, write_text(folder / "snapshots"), PUBLISHERS)
    return Site(out)


class Outline(HTMLParser):
    """The tags of a page that can run or load something, and its language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.loads: list[str] = []
        self.language: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.language = found.get("lang")
        if tag in ("script", "img", "iframe") and found.get("src"):
            self.loads.append(str(found["src"]))
        if tag == "link" and found.get("rel") in ("stylesheet", "icon"):
            self.loads.append(str(found["href"]))
        self.scripts += [name for name in found if name.startswith("on")]


PAGES = (
    "/",
    "/briefings",
    "/briefings/briefings",
    "/briefings/claims",
    "/briefings/claims_flat",
    "/briefings/tallies",
    "/briefings/places",
    "/briefings/build",
    "/briefings/daily",
    "/briefing/outlet/846000",
    "/briefing/outlet/hostile",
    "/briefing/command/2016-03-09",
    "/briefings/claims/outlet~2F846000~2Fdestroyed-truck-3",
    "/briefings/near_a_place",
    "/-/no-such-page",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_is_and_loads_nothing_foreign(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == (404 if path == "/-/no-such-page" else 200)
    outline = Outline(answer.text)
    assert "Claims, not findings." in answer.text
    assert outline.language == "en"
    assert "/static/site.css" in outline.loads
    assert [address for address in outline.loads if not address.startswith("/")] == []
    assert HOSTILE not in answer.text
    assert "49" not in re.findall(r"alert\(1\)&lt;/script&gt;(\d+)", answer.text)


def test_home_says_what_there_is(site: Site) -> None:
    page = site.page("/")
    for words in (
        "Russia&#39;s Ministry of Defence",
        "The US-led coalition",
        "Example Outlet, 1-3 March 2016: 302 sorties",
        "CC BY 4.0",
        "/briefings.db",
        "Three questions to start from",
        "Russia, at most ",
    ):
        assert words in page, words


def test_a_briefing_shows_everything_with_its_proof(site: Site) -> None:
    page = " ".join(site.page("/briefing/outlet/846000").split())
    for words in (
        "<h1>Example Outlet, 1-3 March 2016: 302 sorties, 1,093 targets claimed</h1>",
        '<span class="day">2016-03-01</span> to <span class="day">2016-03-03</span>',
        "stated as 3 days",
        "A Su-34 destroyed <mark>three trucks</mark> near Example Hill.",
        "https://example.org/defense/846000#:~:text=302%20sorties",
        "https://web.archive.org/web/20160304/https://example.org/defense/846000",
        "told again, not counted again",
        "Three days are stated and four are given.",
        "17 umbrellas",
        "denial",
        "use of balloons",
        '<a href="/place/hill">Example Hill</a>, Homs',
        "Colonel Example",
        '<h2 id="background">Background</h2>',
    ):
        assert words in page, words
    before, background = page.split('<h2 id="background">Background</h2>')
    assert "since the start of the campaign" in background
    assert "since the start of the campaign" not in before


def test_a_briefing_without_an_address_says_so(site: Site) -> None:
    page = site.page("/briefing/command/2016-03-09")
    assert "No address is known" in page
    assert "place left open" in page
    assert "at least 12" in page


def test_hostile_text_is_shown_as_text(site: Site) -> None:
    page = site.page("/briefing/outlet/hostile")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
    assert not Outline(page).scripts


def test_search_works_on_views_and_tables(site: Site) -> None:
    assert [row["target"] for row in site.rows("claims_flat", _search="tactical")] == ["tactical unit"]
    assert len(site.rows("claims", _search="boats")) == 1
    assert len(site.rows("briefings", _search="command")) == 1


def test_facets_are_complete(site: Site) -> None:
    facets = json.loads(site.page("/briefings/claims_flat.json"))["facet_results"]
    assert set(facets) == {
        "party", "year", "province", "target_class", "action", "armed_group", "place_precision"
    }  # fmt: skip


def test_the_map_draws_on_our_own_tiles(site: Site) -> None:
    page = site.page("/briefings/claims_flat")
    assert 'DATASETTE_CLUSTER_MAP_TILE_LAYER = "/-/outline/{z}/{x}/{y}.svg"' in page
    assert "openstreetmap" not in page
    row = site.rows("claims_flat", target="tactical unit")[0]
    popup = json.loads(row["popup"])
    assert popup["link"] == "/briefing/command/2016-03-09"
    assert popup["title"] == "The US-led coalition claims: 1 tactical unit engaged"
    assert all(one["latitude"] is None for one in site.rows("claims_flat") if one["place"] is None)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/-/outline/6/38/25.svg", 200),
        ("/-/outline/0/0/0.svg", 200),
        ("/-/outline/3/8/0.svg", 404),
        ("/-/outline/15/1/1.svg", 404),
        ("/-/outline/6/38/x.svg", 404),
    ],
)
def test_tiles(site: Site, path: str, status: int) -> None:
    answer = site.get(path)
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "max-age" in answer.headers["cache-control"]
        assert "<script" not in answer.text


def test_tiles_draw_and_name_the_governorates(site: Site) -> None:
    middle = site.page("/-/outline/6/38/25.svg")
    assert middle.count("<path") > 5
    assert ">Homs</text>" in middle
    assert "<path" not in site.page("/-/outline/6/1/1.svg")


def test_csv_and_json_are_open_to_other_pages(site: Site) -> None:
    answer = site.get("/briefings/claims_flat.csv", _stream="on", _size="max")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert len(answer.text.strip().splitlines()) == 1 + 4
    assert not re.search(r"(^|,)\"?[=+@]", answer.text, re.M)
    assert site.get("/briefings.db").status_code == 200


def test_metadata_explains_every_column(site: Site) -> None:
    tables = METADATA["databases"]["briefings"]["tables"]
    for name, table in tables.items():
        first = site.rows(name, _size="1")
        columns = set(first[0]) - {"rowid"} if first else set()
        assert columns <= set(table["columns"]), name
        assert table["description"], name
    assert set(tables) == {one.name for one in (*TABLES, *VIEWS)}
