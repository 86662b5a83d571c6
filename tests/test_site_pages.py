"""Pages of briefings and days, and what holds for every page of ours: what they say, lead to and refuse."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from datasette.database import QueryInterrupted

from scrapers.pages.calendar import month
from tests.paged import PAGES, Links, invented_site, words
from tests.test_site import HOSTILE, Outline, Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return invented_site(tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_its_links_lead_somewhere(site: Site, path: str) -> None:
    page = site.page(path)
    links = Links(page)
    assert "Claims, not findings." in page
    assert Outline(page).language == "en"
    assert not Outline(page).scripts
    assert page.count("<h1") == 1
    assert len(links.anchors) == len(set(links.anchors))
    inner = {one for one in links.addresses if one.startswith("/") and not one.startswith(("/briefings", "/docs"))}
    ours = re.compile(r"/(briefing|day|place|governorate|group|aircraft|target)(/|$)")
    for address in {one for one in inner if ours.match(one)}:
        assert site.get(address.partition("#")[0]).status_code == 200, address
    assert {one[1:] for one in links.addresses if one.startswith("#")} <= set(links.anchors)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_its_own_address(site: Site, path: str) -> None:
    page = site.page(path)
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    assert canonical.endswith(path)
    (description,) = re.findall(r'<meta name="description" content="([^"]+)">', page)
    assert len(description) > 20


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/briefings/briefings/outlet~2F846000", "/briefing/outlet/846000"),
        ("/place/example-hill", "/place/hill"),
        ("/place/Example%20Hill", "/place/hill"),
        ("/place/gov-homs", "/governorate/homs"),
        ("/place/homs", "/governorate/homs"),
        ("/governorate/Homs", "/governorate/homs"),
        ("/aircraft/Su-34", "/aircraft/su-34"),
        ("/governorate/homs/", "/governorate/homs"),
    ],
)
def test_other_spellings_of_an_address_lead_to_it_for_good(site: Site, path: str, leads: str) -> None:
    answer = site.get(path)
    assert (answer.status_code, answer.headers["location"]) == (301, leads)


@pytest.mark.parametrize(
    "path",
    [
        "/briefing/outlet/nothing",
        "/briefing/outlet",
        "/briefing/2016-13",
        "/briefing/%3Cscript%3Ealert(1)%3C/script%3E/x",
        "/briefing/outlet/846000'--",
        "/briefings/briefings/outlet~2Fnothing",
        "/day/2016-02-30",
        "/day/yesterday",
        "/day/2016-3-3",
        "/day/1999",
        "/day/1999-01-01",
        "/day/2016-03-03T00:00",
        "/place/nowhere",
        "/place/%D0%A5%D0%BE%D0%BB%D0%BC",
        "/governorate/nowhere",
        "/group/%00",
        "/aircraft/%27%20or%201=1",
        "/target/" + "a" * 300,
        "/target/-",
    ],
)
def test_what_is_not_there_is_said_plainly(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text
    assert "Traceback" not in answer.text
    assert "<script>alert" not in answer.text
    assert not Outline(answer.text).scripts


def test_a_row_stays_as_json_and_csv(site: Site) -> None:
    (row,) = json.loads(site.page("/briefings/briefings/outlet~2F846000.json?_shape=objects"))["rows"]
    assert row["page"] == "/briefing/outlet/846000"
    page = site.page("/briefing/outlet/846000")
    assert "/briefings/briefings/outlet~2F846000.json?_shape=objects" in page


def test_a_page_answers_a_head_request(site: Site) -> None:
    answer = asyncio.run(site.datasette.client.head("/briefing/outlet/846000"))
    assert answer.status_code == 200


def test_each_fact_has_an_address_and_opens_its_proof(site: Site) -> None:
    page = site.page("/briefing/outlet/846000")
    links = Links(page)
    assert {"sorties-302", "destroyed-truck-3", "destroyed-truck-3-again", "denial-balloons"} <= set(links.anchors)
    row = page.partition('<tr id="destroyed-truck-3"')[2].partition("</tr>")[0]
    assert "<mark>three trucks</mark>" in row
    assert "SHA-256" in row
    assert "https://web.archive.org/web/20160304/https://example.org/defense/846000" in row
    assert "/briefings/claims/outlet~2F846000~2Fdestroyed-truck-3" in row
    assert '<dd class="figure"><a href="#sorties-302"' in page


def test_documents_of_one_announcement_stand_side_by_side(site: Site) -> None:
    page = site.page("/briefing/outlet/846001")
    table = words(page).partition("Other documents of this announcement")[2].partition("Stated totals")[0]
    assert "1 number of those below differs between the documents." in table
    assert "sorties 302 302 same" in table
    assert "targets 1,090 1,093 differs" in table
    assert "/briefing/outlet/846000#sorties-302" in Links(page).addresses


def test_a_briefing_draws_its_places_and_lists_them(site: Site) -> None:
    page = site.page("/briefing/outlet/846000")
    assert '<svg class="area-map"' in page
    assert 'href="/place/hill"' in page
    assert "1 claim has no point" not in words(page)
    assert "2 claims have no point" in words(page)
    assert '<svg class="area-map"' not in site.page("/briefing/outlet/846001")


def test_a_day_shows_both_parties(site: Site) -> None:
    page = words(site.page("/day/2016-03-03"))
    assert "Russia's Ministry of Defence A briefing for this day is in the record." in page
    assert "The US-led coalition Outside the days that the record has of this party." in page
    assert "sorties 302 2016-03-01 to 2016-03-03, 2 documents" in page
    assert "targets documents differ" in page
    assert "3 trucks destroyed, Example Hill, Homs" in page
    assert "cannot be weighed" in page
    assert "Later: 2016-03-08" in page


def test_a_day_within_a_period_says_so(site: Site) -> None:
    page = words(site.page("/day/2016-03-02"))
    assert "what it states is not of this day alone. It covers 2016-03-01 to 2016-03-03." in page
    assert "Their briefing covers several days" in page


def test_a_day_without_a_text_is_no_day_without_strikes(site: Site) -> None:
    page = words(site.page("/day/2016-04-10"))
    assert "Silent: the record has no text of this day. That is not a day without strikes." in page
    assert "No claim about a target can be of this day." in page


def test_the_calendar_says_in_words_what_its_marks_show(site: Site) -> None:
    page = site.page("/day/2016")
    assert 'aria-label="2016-03-03; Russia&#39;s Ministry of Defence: briefed"' in page
    assert "2016-03-02; Russia&#39;s Ministry of Defence: longer period" in page
    assert page.count('<table class="month">') == 12


def test_a_month_of_the_calendar_starts_on_monday() -> None:
    february = month(2016, 2, {"2016-02-29": {"russia": "briefed"}})
    assert february["name"] == "February"
    assert february["weeks"][0][0]["day"] == "2016-02-01"
    assert february["weeks"][-1][0]["status"] == {"russia": "briefed"}
    assert february["weeks"][-1][1] is None


@pytest.mark.parametrize(
    "path", ["/briefing/outlet/hostile", "/day/2016-05-01", "/target", "/group", "/aircraft", "/briefing", "/place"]
)
def test_fault_50_hostile_text_stays_text(site: Site, path: str) -> None:
    """Fault 50: what a text prints is shown, and nothing of it runs or is filled in."""
    page = site.page(path)
    assert HOSTILE not in page
    assert "<script>alert" not in page
    assert not Outline(page).scripts
    assert "49" not in re.findall(r"alert\(1\)&lt;/script&gt;\s*(\d+)", page)


def test_a_page_that_takes_too_long_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: object, **__: object) -> None:
        raise QueryInterrupted(Exception("interrupted"), "select 1", {})

    monkeypatch.setattr(site.datasette.get_database("briefings"), "execute", slow)
    answer = site.get("/target")
    assert answer.status_code == 503
    assert "too long" in answer.text
