"""Pages of American commands: release number, printed day and posting hold each other, and a release is signed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import BodyMissing, ImpossibleDate, NotABriefing
from scrapers.models import Article
from scrapers.sources import centcom, defense_gov, dvids

PAGES = Path(__file__).parent / "pages"


def changed(name: str, *pairs: tuple[str, str]) -> bytes:
    page = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in page
        page = page.replace(old, new)
    return page.encode()


def press(*pairs: tuple[str, str]) -> Article:
    return centcom.article(changed("centcom-press", *pairs), None, "page.html")


@pytest.mark.parametrize("stated", ["Nov. 12, 2015", "November 12, 2015", "Press Release | Nov. 12, 2015"])
def test_an_american_day_is_a_day_without_a_zone(stated: str) -> None:
    assert press(("Nov. 12, 2015</span></p>", f"{stated}</span></p>")).published == "2015-11-12"


def test_september_is_shortened_to_four_letters() -> None:
    found = defense_gov.article(changed("defense_gov-roundup", ('"date">Aug. 3', '"date">Sept. 3')), None, "page.html")
    assert found.published == "2017-09-03"


def test_the_release_number_dates_a_page_that_states_no_day() -> None:
    found = press(('<span class="date">Nov. 12, 2015</span></p>', "</p>"))
    assert (found.published, found.date_source) == ("2015-11-12", "release number")


@pytest.mark.parametrize("number", ["20151115-01", "20141112-01", "20151301-01", "20150230-02"])
def test_a_release_number_of_another_day_is_refused(number: str) -> None:
    with pytest.raises(ImpossibleDate, match=r"^page\.html: .*(check which one|look at the release)"):
        press(("20151112-01", number))


def test_a_headed_release_without_its_number_has_lost_its_beginning() -> None:
    with pytest.raises(BodyMissing, match="its beginning is lost"):
        press(("Release # 20151112-01<br>", ""))


def test_a_short_release_has_neither_head_nor_number() -> None:
    head = "<p>November 12, 2015<br>Release # 20151112-01<br>FOR IMMEDIATE RELEASE</p>"
    assert press((head, "")).published == "2015-11-12"


def test_place_lines_that_only_breaks_part_are_paragraphs() -> None:
    line = "ISIL oil tanker trucks and an ISIL bridge.</p>"
    joined = press((line, line[:-4] + "<br>\n* Near Tel Amra, a strike destroyed <b>two</b> ISIL bunkers.</p>"))
    added = set(joined.text.split("\n\n")) - set(press().text.split("\n\n"))
    assert added == {"* Near Tel Amra, a strike destroyed two ISIL bunkers."}


def test_a_place_line_is_a_paragraph_or_a_point_of_a_list() -> None:
    blocks = press().text.split("\n\n")
    assert [block.partition(",")[0] for block in blocks if "Near " in block] == [
        "* Near Tel Warda",
        "* Near Tel Amra",
        "* Near Deir Nahla",
        "Near Kafr Sima",
        "Near Umm Rihan",
    ]


def story(*pairs: tuple[str, str]) -> Article:
    return dvids.article(changed("dvids-news", *pairs), None, "page.html")


@pytest.mark.parametrize("dateline", ["TAMPA, Fla. -", "AL ASAD AIR BASE, Iraq (Sept. 15, 2017) —", "BAGHDAD --"])
def test_a_story_opens_with_a_dateline(dateline: str) -> None:
    assert story(("<p>SOUTHWEST ASIA –", f"<p>{dateline}"), ('content="SOUTHWEST ASIA –', f'content="{dateline}'))


def test_a_story_without_a_dateline_is_no_release() -> None:
    with pytest.raises(BodyMissing, match="no dateline"):
        story(("SOUTHWEST ASIA – The", "The"))


def test_a_story_about_anything_else_is_no_briefing_even_unsigned() -> None:
    with pytest.raises(NotABriefing):
        story(("SOUTHWEST ASIA – The", "The"), ("Syria", "Samaria"))


@pytest.mark.parametrize(("taken", "posted"), [("09.15.2014", "09.16.2017 05:12"), ("09.15.2017", "10.02.2017 05:12")])
def test_a_story_that_is_posted_long_after_its_day_is_refused(taken: str, posted: str) -> None:
    """A day without a year would be taken for one of the year of posting."""
    with pytest.raises(ImpossibleDate, match="disagree"):
        story(("<td>09.15.2017</td>", f"<td>{taken}</td>"), ("09.16.2017 05:12", posted))
