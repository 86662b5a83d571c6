"""Maps and timelines drawn as SVG: what they show, what they leave out, and that names stay inert."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from scrapers.pages.addresses import briefing_path, entity_path, slug
from scrapers.pages.drawing_map import NORTH, SCALE, STRETCH, WEST, Dot, area_map, governorates, project, sheet
from scrapers.pages.drawing_time import timeline
from scrapers.pages.said import ranged

HOSTILE = '"><script>alert(1)</script>'


def dot(label: str = "Palmyra", number: int = 3, latitude: float = 34.56, longitude: float = 38.27) -> Dot:
    return Dot(latitude, longitude, number, label, "/place/syr-palmyra", 1)


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def view_box(svg: str) -> list[float]:
    return [float(one) for one in tree(svg).attrib["viewBox"].split()]


def test_the_sheet_has_each_shape_once_and_all_that_maps_refer_to() -> None:
    ids = re.findall(r'id="([^"]+)"', sheet())
    assert len(ids) == len({*ids})
    assert {"land", "water", "rivers", *(f"g-{slug(name)}" for name in governorates())} <= {*ids}
    used = {*re.findall(r'href="/outlines\.svg#([^"]+)"', area_map({"Aleppo": 3, "Anbar": 1}, [dot()], "Claims"))}
    assert used <= {*ids}
    assert all(one.attrib["d"] for one in tree(sheet()))


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [("Aleppo", 36.2, 37.6), ("Homs", 34.3, 38.4), ("Anbar", 32.6, 41.6), ("Damascus", 33.51, 36.3)],
)
def test_a_governorate_is_marked_within_itself(name: str, latitude: float, longitude: float) -> None:
    x, y = governorates()[name].centre
    there = project(longitude, latitude)
    assert abs(x - there[0]) < 30
    assert abs(y - there[1]) < 30


def test_a_governorate_is_shaded_never_pinned() -> None:
    svg = area_map({"Aleppo": 1200, "Idlib": 3}, [], "Claims by governorate")
    assert "<circle" not in svg
    assert "<title>Aleppo: 1,200 claims</title>" in svg
    assert "<title>Idlib: 3 claims</title>" in svg
    assert re.search(r'class="area s5" href="[^"]*#g-aleppo"', svg)
    assert re.search(r'class="area s1" href="[^"]*#g-idlib"', svg)
    assert 'href="/governorate/aleppo"' in svg
    assert ">1,200</text>" in svg, "the number stands on it, so that the shade is not alone"


def test_a_name_without_a_shape_is_left_out() -> None:
    assert "Atlantis" not in area_map({"Atlantis": 5}, [], "Claims")


def test_points_say_how_precise_they_are() -> None:
    svg = area_map({}, [dot(), dot("Rasafa", 1, 35.6, 38.7)._replace(precision=2)], "Claims")
    assert "<title>Palmyra: 3 claims, the place itself</title>" in svg
    assert "<title>Rasafa: 1 claim, near it or wider</title>" in svg
    assert svg.count('class="dot near"') == 1


@pytest.mark.parametrize("where", [(0.0, 0.0), (38.27, 134.0), (-34.0, 38.0), (89.0, 38.0)])
def test_points_outside_the_sheet_are_left_out(where: tuple[float, float]) -> None:
    svg = area_map({}, [dot(latitude=where[0], longitude=where[1]), dot("Hama")], "Claims")
    assert "Palmyra" not in svg
    assert "Hama" in svg


def test_many_points_at_one_place_name_only_what_can_be_read() -> None:
    svg = area_map({}, [dot(f"Place {number}", number) for number in range(1, 60)], "Claims")
    assert svg.count("<circle") == 59
    assert svg.count('class="name"') == 1


def test_no_name_stands_on_a_number_or_on_a_larger_name() -> None:
    x, y = governorates()["Homs"].centre
    beside = [dot(f"Place {number}", 9 - number, 34.9 + 0.18 * number, 38.9) for number in range(3)]
    svg = area_map({}, beside, "Claims")
    assert re.findall(r'class="(name[^"]*)"[^>]*>([^<]+)<', svg) == [
        ("name", "Place 0"), ("name roomy", "Place 1"), ("name", "Place 2")
    ]  # fmt: skip
    middle = points_near(x, y)
    assert 'class="name' in area_map({}, middle, "Claims")
    assert 'class="name' not in area_map({"Homs": 1200}, middle, "Claims")


def points_near(x: float, y: float) -> list[Dot]:
    """A point whose name would stand on the number of a governorate with its centre there."""
    longitude, latitude = WEST + (x - 20) / SCALE, NORTH - y / SCALE / STRETCH
    return [dot("Palmyra", 3, latitude, longitude)]


def test_fit_goes_near_and_never_too_near() -> None:
    wide, near = view_box(area_map({}, [dot()], "Claims")), view_box(area_map({}, [dot()], "Claims", fit=True))
    assert 100 < near[2] < wide[2] / 2
    x, y = project(38.27, 34.56)
    assert near[0] < x < near[0] + near[2]
    assert near[1] < y < near[1] + near[3]


def test_a_fitted_map_holds_the_whole_governorate_and_names_it() -> None:
    svg = area_map({"Homs": 2}, [dot()], "Claims", fit=True)
    left, top, width, height = view_box(svg)
    for x, y in governorates()["Homs"].corners:
        assert left < x < left + width
        assert top < y < top + height
    assert '>Homs</text>' in svg
    assert '>Homs</text>' not in area_map(dict.fromkeys(governorates(), 1), [], "Claims")


def test_iraq_comes_in_only_where_it_is_named() -> None:
    assert view_box(area_map({"Anbar": 1}, [], "Claims"))[2] > view_box(area_map({"Homs": 1}, [], "Claims"))[2]


@pytest.mark.parametrize("svg", [area_map({}, [dot(HOSTILE)], HOSTILE), timeline({"2015-12": {"russia": 1}}, HOSTILE)])
def test_names_stay_inert(svg: str) -> None:
    assert "<script" not in svg
    assert tree(svg).attrib["aria-label"] == HOSTILE


def test_a_map_of_nothing_is_a_map() -> None:
    assert "<circle" not in area_map({}, [], "Nothing")
    assert tree(area_map({}, [], "Nothing")) is not None


def test_a_timeline_has_a_row_for_each_party_with_its_own_scale() -> None:
    svg = timeline({"2015-12": {"russia": 10, "coalition": 400}, "2016-01": {"coalition": 1}}, "Claims by month")
    assert "Russia, at most 10 claims a month" in svg
    assert "Coalition, at most 400 claims a month" in svg
    bars = [one for one in tree(svg).iter() if one.tag.endswith("rect")]
    high = {one.findtext("{*}title"): float(one.attrib["height"]) for one in bars}
    assert {*high} == {"2015-12, Russia: 10 claims", "2015-12, Coalition: 400 claims", "2016-01, Coalition: 1 claim"}
    assert high["2015-12, Russia: 10 claims"] == high["2015-12, Coalition: 400 claims"]
    assert high["2016-01, Coalition: 1 claim"] > 1, "one claim can be seen beside 400"


def test_a_timeline_runs_over_whole_years_in_order() -> None:
    svg = timeline({"2014-09": {"coalition": 1}, "2016-02": {"coalition": 2}}, "Claims by month")
    assert re.findall(r">(\d{4})</text>", svg) == ["2014", "2015", "2016"]
    places = [float(one.attrib["x"]) for one in tree(svg).iter() if one.tag.endswith("rect")]
    assert places == sorted(places)
    assert places[0] > 0
    assert places[1] < 720


def test_one_claim_is_no_plural() -> None:
    assert "Russia, at most 1 claim a month" in timeline({"2015-12": {"russia": 1}}, "Claims by month")


def test_no_month_no_timeline() -> None:
    assert timeline({}, "Claims by month") == ""


@pytest.mark.parametrize(
    ("low", "high", "unbounded", "said"),
    [(302, 302, 0, "302"), (1093, 1300, 0, "1,093 to 1,300"), (40, None, 1, "at least 40"), (40, 60, 1, "at least 40"),
     (None, None, 0, "no number")],
)  # fmt: skip
def test_a_sum_is_said_as_wide_as_it_is(low: int | None, high: int | None, unbounded: int, said: str) -> None:
    assert ranged(low, high, unbounded) == said


def test_addresses_can_be_read() -> None:
    assert entity_path("governorate", "Deir ez-Zor") == "/governorate/deir-ez-zor"
    assert entity_path("place", "syr-palmyra") == "/place/syr-palmyra"
    assert briefing_path("tass/2015-12-23.txt") == "/briefing/tass/2015-12-23.txt"
    assert briefing_path('x/"><b') == "/briefing/x/%22%3E%3Cb"
