"""Pages of places, governorates, groups, aircraft and targets, their lists, and cells that lead to them."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest

from scrapers.pages.place import apart
from tests.paged import PAGES, Links, invented_site, words
from tests.test_site import HOSTILE, Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return invented_site(tmp_path_factory.mktemp("pages"))


def test_the_rows_behind_a_number_are_as_many(site: Site) -> None:
    for path in PAGES:
        for address, number in re.findall(r'href="(/briefings/claims_flat\?[^"]+)">([0-9,]+)</a>', site.page(path)):
            rows = json.loads(site.page(unescape(address).replace("?", ".json?", 1) + "&_shape=array&_size=max"))
            assert len(rows) == int(number.replace(",", "")), (path, address)


@pytest.mark.parametrize("path", ["/governorate/homs", "/target/front-end-loader", "/aircraft/su-34", "/place/hill"])
def test_the_csv_of_a_page_is_complete(site: Site, path: str) -> None:
    page = unescape(site.page(path))
    (address,) = re.findall(r'href="(/briefings/claims_flat\.csv\?[^"]+)"', page)
    rows = list(csv.DictReader(io.StringIO(site.page(address))))
    assert len(rows) == sum(int(one) for one in re.findall(r'<a class="figure"[^>]*>([0-9]+)</a>', page))
    assert rows


def test_a_place_has_its_names_sources_and_claims(site: Site) -> None:
    page = site.page("/place/hill")
    assert '<dd lang="ar" dir="rtl">تل</dd>' in page
    assert '<dd lang="ru" dir="ltr">Холм</dd>' in page
    assert "34.7000, 36.9000" in page
    seen = words(page)
    assert "Russia's Ministry of Defence 1 claim, 2016-03-03" in seen
    assert "From: invented (CC0-1.0)" in seen
    assert "the place itself 1" in seen
    assert "1 more say that another did it" in seen


def test_an_area_has_no_point_and_no_pin(site: Site) -> None:
    seen = words(site.page("/place/sy"))
    assert "an area has no point here" in seen
    assert "area-map" not in site.page("/place/sy")


def test_a_governorate_lists_its_places(site: Site) -> None:
    page = site.page("/governorate/homs")
    seen = words(page)
    assert "Russia's Ministry of Defence 2 claims" in seen
    assert "1 claim has no point: the shade and number of the governorate stand for it." in seen
    assert '<a href="/place/hill">Example Hill</a>' in page
    assert "The US-led coalition No claim in the record." in seen


def test_claims_lead_from_an_entity_to_their_proof(site: Site) -> None:
    for path, fact in (("/target/truck", "outlet/846000#destroyed-truck-3"), ("/group/is", "2016-03-09#engaged-unit")):
        addresses = [one for one in Links(site.page(path)).addresses if one.endswith(fact)]
        assert addresses, path
        page, _, anchor = addresses[0].partition("#")
        assert anchor in Links(site.page(page)).anchors


def test_spellings_that_differ_in_signs_share_a_page(site: Site) -> None:
    seen = words(site.page("/target/front-end-loader"))
    assert "front end loader / front-end loader" in seen
    assert "Both spellings are counted here." in seen
    assert "Russia's Ministry of Defence 2 claims" in seen


def test_a_type_of_aircraft_is_found_where_several_are_named(site: Site) -> None:
    assert "Russia's Ministry of Defence 1 claim," in words(site.page("/aircraft/su-24m"))
    assert "Russia's Ministry of Defence 2 claims" in words(site.page("/aircraft/su-34"))


def test_the_naming_of_a_group_is_the_partys(site: Site) -> None:
    assert "The naming is the party's" in words(site.page("/group/is"))


def test_lists_name_what_claims_name(site: Site) -> None:
    assert "Example Hill village" in words(site.page("/place"))
    assert "/place/gov-homs" not in site.page("/place")
    assert "Homs 2 – 2016-03" in words(site.page("/governorate"))
    assert "IS – 1 2016-03" in words(site.page("/group"))
    assert "Su-24M 1 – 2016-03" in words(site.page("/aircraft"))
    assert "tactical unit" in words(site.page("/target"))


def test_distances_are_right_to_a_per_cent() -> None:
    aleppo, homs = {"latitude": 36.2021, "longitude": 37.1343}, {"latitude": 34.7324, "longitude": 36.7137}
    assert apart(aleppo, homs) == pytest.approx(167.8, rel=0.01)


def test_a_hostile_name_has_a_page_that_is_inert(site: Site) -> None:
    links = {one for one in Links(site.page("/target")).addresses if "alert" in one}
    assert links
    for address in links:
        assert re.fullmatch(r"/target/[a-z0-9-]+", address)
        assert HOSTILE not in site.page(address)


def test_cells_of_tables_lead_to_pages(site: Site) -> None:
    flat, claims, places = (site.page(f"/briefings/{name}") for name in ("claims_flat", "claims", "places"))
    for address in ("/governorate/homs", "/place/example-hill", "/target/truck", "/group/is", "/aircraft/su-34",
                    "/day/2016-03-03", "/briefing/outlet/846000#destroyed-truck-3"):  # fmt: skip
        assert f'href="{address}"' in flat, address
    assert 'href="/place/hill"' in claims
    assert 'href="/place/hill"' in places
    assert '<span lang="ar" dir="auto">تل</span>' in places
    both = re.findall(r'col-aircraft type-str">(.*?)</td>', flat)
    assert '<a href="/aircraft/su-24m">Su-24M</a>, <a href="/aircraft/su-34">Su-34</a>' in both
