"""The map page: every claim in one of its tables, links that find what is counted, nothing asked of other hosts."""

from __future__ import annotations

import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.invented import Workshop, claim, coalition, reading
from tests.test_site import ROOT, Site

TILES = "https://tile.openstreetmap.org"
ELSEWHERE = dict.fromkeys(("place", "place_text", "province", "country", "bearing"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    shop = Workshop(tmp_path_factory.mktemp("map"))
    where: dict[str, dict[str, Any]] = {
        "near": {"place_text": "near Example Hill"},
        "itself": {},
        "direction": {"place_text": "northwest of Example Hill", "bearing": "northwest"},
        "governorate": ELSEWHERE | {"place_text": "Homs province", "province": "Homs", "country": "Syria"},
        "open": ELSEWHERE | {"place": "Nowhere", "place_text": "Nowhere", "country": "Syria"},
        "country": ELSEWHERE | {"country": "Syria"},
        "nothing": ELSEWHERE,
    }
    targets = ("truck", "boat", "depot", "bunker", "tank", "mortar", "bridge")
    claims = tuple(
        claim(name, "three trucks", target, **other)
        for (name, other), target in zip(where.items(), targets, strict=True)
    )
    shop.build(reading(claims=claims), coalition(), texts=True)
    return Site(shop.out)


@pytest.fixture(scope="module")
def numbers(site: Site) -> dict[str, Any]:
    return dict(json.loads(site.page("/map.json")))


def claims(entry: dict[str, Any], column: str = "claims") -> int:
    """The sum of a column of an entry; columns stand in the order of /map.json."""
    at = ("party", "year", "claims", "with_point", "at_place").index(column)
    return sum(row[at] for row in entry["rows"])


class Rows(HTMLParser):
    """The rows of the map page's tables: their key, numbers by party, and link to the claims."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.row: dict[str, str] = {}
        self.party: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.row = self.found.setdefault(given["data-key"], {}) if "data-key" in given else {}
        if tag == "a" and given.get("class") == "claims":
            self.row["link"] = given["href"]
        self.party = given.get("data-party") if tag == "td" else None

    def handle_data(self, data: str) -> None:
        if self.party:
            self.row[self.party] = data


def test_every_claim_has_a_point_or_a_governorate_or_stands_in_the_list_beside(numbers: dict[str, Any]) -> None:
    entries = numbers["entries"]
    kinds = {kind: [key for key in entries if key.startswith(f"{kind}/")] for kind in ("governorate", "unplaced")}
    assert claims(entries["all"]) == 9
    pointed = [claims(entries[key], "with_point") for key in ("all", *kinds["governorate"])]
    assert pointed[0] == sum(pointed[1:])
    told = [sum(claims(entries[key]) for key in keys) for keys in kinds.values()]
    assert told == [5, 4]
    assert set(kinds["unplaced"]) == {"unplaced/open/Syria", "unplaced/none/Syria", "unplaced/none/"}


def test_a_governorate_claim_is_no_pin(numbers: dict[str, Any]) -> None:
    homs, hill = numbers["entries"]["governorate/homs"], numbers["entries"]["place/hill"]
    assert homs["point"] is None
    assert (claims(homs), claims(homs, "with_point")) == (4, 2)
    assert (claims(hill), claims(hill, "with_point"), claims(hill, "at_place")) == (3, 2, 1)
    assert hill["point"] == [34.7, 36.9]
    assert [key for key, one in numbers["entries"].items() if one["point"]] == ["place/hill", "place/well"]


def test_without_a_script_the_tables_hold_all_that_is_counted(site: Site, numbers: dict[str, Any]) -> None:
    rows = Rows(site.page("/map")).found
    assert set(rows) == set(numbers["entries"]) - {"all"}
    for key, row in rows.items():
        assert int(row["russia"]) + int(row["coalition"]) == claims(numbers["entries"][key]), key


def test_each_link_finds_as_many_claims_as_its_row_counts(site: Site, numbers: dict[str, Any]) -> None:
    for key, row in Rows(site.page("/map")).found.items():
        address = urlsplit(row["link"])
        assert address.path == "/briefings/claims_flat"
        found = site.rows("claims_flat", **dict(parse_qsl(address.query)))
        assert len(found) == claims(numbers["entries"][key]), row["link"]


def test_the_page_says_how_near(site: Site) -> None:
    page = site.page("/map")
    assert "near it; 1 the place itself; 1 only a direction from it" in page
    assert "it is not the spot of a strike" in " ".join(page.split())
    assert '<svg class="area-map"' in page


def test_nothing_is_asked_of_another_host_unless_the_reader_ticks_a_box(site: Site) -> None:
    answer = site.get("/map")
    loads = re.findall(r"<(?:script|link|img|source|use)\b[^>]*?(?:src|href)=\"([^\"]+)\"", answer.text)
    assert loads
    assert [one for one in loads if not one.startswith(("/", "http://localhost/"))] == []
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", answer.text)
    assert [box for box in boxes if f'data-tiles="{TILES}"' in box and "checked" not in box] == boxes != []
    assert "that host learns your address" in answer.text
    for name in ("map-page", "map-drawing", "map-numbers", "map"):
        script = (ROOT / "static" / f"{name}.js").read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\s\"'`/]+", script)) <= {"https://www.openstreetmap.org"}


def test_only_the_map_page_may_show_tiles_and_tell_a_site_where_its_reader_comes_from(site: Site) -> None:
    headers = site.get("/map").headers
    parts = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert parts["img-src"] == f"'self' data: {TILES}"
    assert "http" not in " ".join(value for name, value in parts.items() if name != "img-src")
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    for path in ("/", "/briefings/claims_flat", "/map.json"):
        assert TILES not in site.get(path).headers["content-security-policy"]


@pytest.mark.parametrize("name", ["governorates", "outlines"])
def test_shapes(site: Site, name: str) -> None:
    answer = site.get(f"/map/{name}.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert "max-age" in answer.headers["cache-control"]
    assert json.loads(answer.text)["type"] == "FeatureCollection"


@pytest.mark.parametrize("path", ["/map/gazetteer.geojson", "/map/~2E~2E~2Foutlines.geojson", "/map/outlines.csv"])
def test_other_shapes_are_not_there(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


def test_fault_53_without_a_claim_the_page_says_so(tmp_path: Path) -> None:
    """Fault 53: zero points."""
    shop = Workshop(tmp_path)
    shop.build(reading(claims=()))
    page = Site(shop.out).page("/map")
    for words in ("No claim names a governorate", "No claim names a place.", "Every claim names"):
        assert words in page
    assert json.loads(Site(shop.out).page("/map.json"))["years"] == []


def test_without_the_database_there_is_no_map(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "other.db").close()
    site = Site(tmp_path / "other.db")
    assert site.get("/map").status_code == 404
    assert site.get("/map.json").status_code == 404


def test_fault_53_a_popup_leads_to_a_page_of_this_site(site: Site) -> None:
    """Fault 53: the plugin makes any link of a popup a link, so none may be another's."""
    popups = [json.loads(row["popup"]) for row in site.rows("claims_flat")]
    assert len(popups) == 9
    for popup in popups:
        assert set(popup) == {"title", "description", "link"}
        assert re.match(r"/briefing/[^/\\]", popup["link"])
    assert "2016-03-03, near Example Hill" in {popup["description"] for popup in popups}


@pytest.mark.parametrize(("path", "has"), [("claims_flat", True), ("places", True), ("tallies", False)])
def test_tables_with_points_have_the_script_before_the_plugin(site: Site, path: str, has: bool) -> None:
    page = site.page(f"/briefings/{path}")
    scripts = re.findall(r'<script[^>]* src="([^"?]+)', page)
    ours, theirs = "/static/map.js", "/-/static-plugins/datasette-cluster-map/datasette-cluster-map.js"
    assert [one for one in scripts if one in (ours, theirs)] == ([ours, theirs] if has else [])
    assert ('href="/static/map.css"' in page) is has
    assert "openstreetmap" not in page
