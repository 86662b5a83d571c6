"""The maps in a real browser: choosing, linking, popups, tables, phones; Fault 53 with rows that are made up here."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Watched, shot

TILES = "https://tile.openstreetmap.org/**"
CLAIMS = "/briefings/claims_flat"
# The plugin asks for rows with their labels; what counts rows without a point asks without.
ROWS = re.compile(r"/briefings/claims_flat\.json\?.*_labels=on")


@pytest.fixture
def numbers(page: Any, served: str) -> Any:
    """What /map.json holds."""
    return page.request.get(f"{served}/map.json").json()


def total(numbers: Any, key: str, party: str = "", year: str = "") -> int:
    """The claims of an entry for a choice."""
    rows = numbers["entries"][key]["rows"]
    return sum(row[2] for row in rows if party in ("", row[0]) and year in ("", row[1]))


def opened(page: Any, address: str) -> Any:
    """The map page once the map has come; the cells that list what it shows have their buttons by then."""
    page.goto(address)
    page.wait_for_selector("button.show >> nth=0", state="attached")
    return page


def test_a_choice_counts_the_tables_anew_and_stands_in_the_address(page: Any, served: str, numbers: Any) -> None:
    opened(page, f"{served}/map")
    page.focus("[name=year][value='']")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.check("[name=party][value=coalition]")
    year = page.evaluate("document.querySelector('[name=year]:checked').value")
    assert urlsplit(page.url).fragment == f"party=coalition&year={year}"
    said = page.inner_text("#map-status")
    assert said.startswith(f"The US-led coalition, {year}: {total(numbers, 'all', 'coalition', year):,} claims.")
    rows = page.evaluate(
        "[...document.querySelectorAll('tr[data-key^=\"governorate/\"]:not([hidden])')]"
        ".map(row => [row.dataset.key, row.querySelector('[data-party=coalition]').textContent])"
    )
    told = [int(number.replace(",", "")) for _, number in rows]
    assert told == [total(numbers, key, "coalition", year) for key, _ in rows]
    assert told == sorted(told, reverse=True)
    assert told[-1] > 0
    link = page.get_attribute(f"tr[data-key='{rows[0][0]}'] a.claims", "href")
    assert link.endswith(f"&party=coalition&year={year}")
    page.reload()
    page.locator("#map-status", has_text=said).wait_for()


def test_an_unknown_choice_in_the_address_is_all(page: Any, served: str, numbers: Any) -> None:
    opened(page, f"{served}/map#party=%3Cimg%20src=x%3E&year=1066&place=nowhere")
    assert page.inner_text("#map-status").startswith(f"Both parties, all years: {total(numbers, 'all'):,} claims.")


def test_a_row_opens_on_the_map_and_escape_leads_back(page: Any, served: str, numbers: Any) -> None:
    opened(page, f"{served}/map")
    row = page.locator("tr[data-key^='place/']:has(button.show:visible)").first
    key, name = row.get_attribute("data-key"), row.locator("a.page").inner_text()
    row.locator("button.show").press("Enter")
    popup = page.locator(".leaflet-popup .claimed")
    assert popup.locator("h3").inner_text() == name
    last = popup.locator("tbody tr").last.locator("td").all_inner_texts()
    parties = list(numbers["parties"])
    assert last == [f"{total(numbers, key, party):,}" for party in parties]
    assert popup.locator("a").first.get_attribute("href").endswith(row.locator("a.page").get_attribute("href"))
    assert "claimed" in page.evaluate("document.activeElement.className")
    shot(page, "map-popup")
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    assert page.evaluate("document.activeElement.className") == "show"


def test_a_link_opens_a_place(page: Any, served: str, numbers: Any) -> None:
    key = next(key for key, one in numbers["entries"].items() if one["point"] and sum(row[3] for row in one["rows"]))
    opened(page, f"{served}/map#place={key.removeprefix('place/')}")
    assert page.locator(".leaflet-popup h3").inner_text() == numbers["entries"][key]["name"]


def test_the_map_zooms_by_keyboard(page: Any, served: str) -> None:
    opened(page, f"{served}/map")
    wide = "document.querySelector('#map path.area').getBBox().width"
    far = page.evaluate(wide)
    page.focus("#map")
    page.keyboard.press("+")
    page.wait_for_timeout(1_000)
    assert page.evaluate(wide) > far


def test_on_a_phone_the_map_fits(phone: Any, served: str) -> None:
    opened(phone, f"{served}/map")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    shot(phone, "map-phone")


def test_without_a_script_the_page_is_whole(chromium: Any, served: str, watched: Watched, numbers: Any) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = watched.page(context.new_page())
    page.goto(f"{served}/map")
    assert page.locator("#map svg.area-map use.area").count() > 20
    assert not page.locator("#map-choice").is_visible()
    assert page.locator("tr[data-key]").count() == len(numbers["entries"]) - 1
    context.close()


@pytest.mark.parametrize("lost", ["**/map.json", "**/*.geojson", "**/leaflet-*.js"])
def test_what_does_not_come_leaves_the_page_whole(page: Any, served: str, lost: str) -> None:
    page.route(lost, lambda route: route.abort())
    page.goto(f"{served}/map")
    page.locator("#map-status", has_text="did not load").wait_for()
    assert page.locator("#map svg.area-map").count() == 1
    assert page.locator("tr[data-key]:visible").count() > 20


def test_tiles_are_asked_only_after_the_box_is_ticked_and_may_be_blocked(chromium: Any, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[Any] = []
    page.route(TILES, lambda route: (asked.append(route.request.all_headers()), route.abort()))
    opened(page, f"{served}/map")
    page.keyboard.press("+")
    assert asked == []
    page.click("#map-tiles input", no_wait_after=True)
    page.locator("#map-tiles", has_text="did not answer").wait_for()
    assert asked
    assert {headers["referer"] for headers in asked} == {f"{served}/"}
    assert not page.is_checked("#map-tiles input")
    assert "tiles" not in page.url
    context.close()


def test_tiles_that_come_stand_under_their_attribution(chromium: Any, served: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
    page.route(TILES, lambda route: route.fulfill(body=picture, content_type="image/svg+xml"))
    opened(page, f"{served}/map")
    page.check("#map-tiles input")
    page.wait_for_selector("#map img.leaflet-tile-loaded")
    assert (
        page.get_attribute("#map .leaflet-control-attribution a", "href") == "https://www.openstreetmap.org/copyright"
    )
    assert not page.locator("#map path.country").first.is_visible()
    page.uncheck("#map-tiles input")
    assert page.locator("#map img.leaflet-tile").count() == 0
    assert page.locator("#map path.country").first.is_visible()
    context.close()


def answer(*rows: dict[str, Any], following: str | None = None, count: int | None = None) -> str:
    """An answer with rows as the plugin of the map of tables asks for them."""
    told = {"rows": rows, "next_url": following, "filtered_table_rows_count": count or len(rows)}
    return json.dumps(told)


def point(
    latitude: Any = 35.0, longitude: Any = 38.0, link: str = "/briefing/x", title: str = "A claim"
) -> dict[str, Any]:
    popup = json.dumps({"title": title, "description": "2016-03-08", "link": link})
    return {"latitude": latitude, "longitude": longitude, "popup": popup}


def table(page: Any, served: str, body: str) -> Any:
    """The table of claims with other rows behind its map."""
    page.route(ROWS, lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto(served + CLAIMS)
    page.wait_for_selector(".map-note.what")
    return page


def test_the_map_of_a_table_says_what_it_shows(page: Any, served: str) -> None:
    page.goto(served + CLAIMS)
    page.wait_for_selector(".marker-cluster")
    page.wait_for_selector(".map-note.without")
    assert "It is not the spot of a strike." in page.inner_text(".map-note.what")
    counted = page.request.get(f"{served}{CLAIMS}.json?_size=0&_nofacet=1&latitude__isnull=1").json()
    without = f"{counted['filtered_table_rows_count']:,}"
    assert page.inner_text(".map-note.without").startswith(f"{without} of ")


def test_fault_53_no_point(page: Any, served: str) -> None:
    """Fault 53: a table without a point says so instead of a map."""
    table(page, served, answer(point(None, None)))
    page.wait_for_selector(".leaflet-container", state="detached")
    assert page.inner_text(".map-note.what") == "None of these rows has a point, so there is no map. The rows follow."


def test_fault_53_points_may_come_later(page: Any, served: str) -> None:
    """Fault 53: the first rows have no point, others have."""
    page.route("**/more.json", lambda route: route.fulfill(body=answer(point()), content_type="application/json"))
    table(page, served, answer(point(None, None), following=f"{served}/more.json", count=2))
    assert page.inner_text(".map-note.none") == "None of the rows that came so far has a point."
    page.click("text=load all")
    page.wait_for_selector(".leaflet-marker-icon")
    assert page.locator(".map-note.none").count() == 0


def test_fault_53_points_out_of_range(page: Any, served: str) -> None:
    """Fault 53: what is no place on Earth is left out."""
    odd = [point(91, 38), point(35, 181), point("north", 38), point(float(10**300), 1), point("", ""), point(35, None)]
    table(page, served, answer(*odd, point(title="The one")))
    page.wait_for_selector(".leaflet-marker-icon")
    assert page.locator(".leaflet-marker-icon").count() == 1
    assert page.get_attribute(".leaflet-marker-icon", "alt") == "The one"


def test_fault_53_tiles_blocked(page: Any, served: str) -> None:
    """Fault 53: without one picture of the ground the points are there."""
    page.route("**/-/outline/**", lambda route: route.abort())
    table(page, served, answer(point()))
    page.wait_for_selector(".leaflet-marker-icon")


def test_fault_53_fifty_thousand_points(page: Any, served: str) -> None:
    """Fault 53: 50,000 points come in chunks of 1,000."""
    size, chunks = 1_000, 50

    def more(route: Any) -> None:
        at = int(urlsplit(route.request.url).query)
        rows = [point(33 + (at * size + one) % 400 / 100, 36 + one / 200) for one in range(size)]
        following = f"{served}/more.json?{at + 1}" if at + 1 < chunks else None
        route.fulfill(body=answer(*rows, following=following, count=size * chunks), content_type="application/json")

    page.route("**/more.json?*", more)
    table(page, served, answer(point(), following=f"{served}/more.json?0", count=size * chunks + 1))
    page.click("text=load all")
    page.get_by_text(re.compile("^Showing ")).wait_for(state="detached", timeout=120_000)
    clusters = page.locator(".marker-cluster").all_inner_texts()
    singles = page.locator("img.leaflet-marker-icon").count()
    assert 0 < sum(map(int, clusters)) + singles <= size * chunks + 1
    assert sum(map(int, clusters)) > 10_000


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "//example.org/x",
        "/\\example.org",
        "https://example.org/",
        "data:text/html,x",
    ],
)
def test_fault_53_a_popup_links_only_to_this_site(page: Any, served: str, link: str) -> None:
    """Fault 53: a link of a popup that is no path of this site is words without a link."""
    table(page, served, answer(point(link=link, title="<img src=x onerror=alert(1)>Words")))
    page.click(".leaflet-marker-icon")
    popup = page.locator(".leaflet-popup-content")
    assert popup.inner_text().startswith("<img src=x onerror=alert(1)>Words")
    assert popup.locator("[href]").count() == 0
    assert popup.locator("img").count() == 0


def test_a_popup_of_our_own_opens_the_briefing(page: Any, served: str) -> None:
    table(page, served, answer(point(link="/briefing/x/1")))
    page.click(".leaflet-marker-icon")
    assert page.get_attribute(".leaflet-popup-content a", "href") == "/briefing/x/1"


def test_the_map_of_the_gazetteer_names_its_places(page: Any, served: str) -> None:
    page.goto(f"{served}/briefings/places?kind=airbase")
    page.wait_for_selector("img.leaflet-marker-icon")
    assert "by no means all of them claimed as targets" in page.inner_text(".map-note.what")
    page.locator("img.leaflet-marker-icon").first.press("Enter")
    assert page.get_attribute(".leaflet-popup-content a", "href").startswith("/place/")
    assert "airbase" in page.inner_text(".leaflet-popup-content")
