"""RIA Novosti and Sputnik: the address carries the day, and a text may stand in a box without any paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import BodyMissing, ImpossibleDate
from scrapers.models import Article
from scrapers.sources import ria, sputnik

PAGES = Path(__file__).parent / "pages"
RIA, OLD_RIA, SPUTNIK, OLD_SPUTNIK = (
    (PAGES / f"{name}.html").read_text(encoding="utf-8") for name in ("ria-b", "ria-a", "sputnik-b", "sputnik-a")
)
TEXT = '<div class="article__text">'


def read_ria(page: str) -> Article:
    return ria.article(page.encode(), None, "page.html")


def read_sputnik(page: str) -> Article:
    return sputnik.article(page.encode(), None, "page.html")


@pytest.mark.parametrize("day", ["20210311", "20210317", "20200314", "20150314"])
def test_a_page_of_another_day_than_its_address_is_refused(day: str) -> None:
    """Fault 23: a template's constant date, or another page under this address."""
    with pytest.raises(ImpossibleDate, match=rf"page\.html: .* dated 2021-03-14 and its address {day[:4]}"):
        read_ria(RIA.replace("ru/20210314/", f"ru/{day}/"))


@pytest.mark.parametrize("day", ["20210312", "20210315", "20210316"])
def test_midnight_and_time_zones_are_no_other_day(day: str) -> None:
    assert read_ria(RIA.replace("ru/20210314/", f"ru/{day}/")).published == "2021-03-14T19:05:00+03:00"


def test_the_old_pages_are_held_to_their_address_too() -> None:
    with pytest.raises(ImpossibleDate, match="2015-11-23"):
        read_ria(OLD_RIA.replace("<span>19.11.2015</span>", "<span>23.11.2015</span>"))
    with pytest.raises(ImpossibleDate, match="2023-06-08"):
        read_sputnik(SPUTNIK.replace("com/20230608/", "com/20230601/"))


@pytest.mark.parametrize("day", ["20210230", "20211399", "20210001"])
def test_a_day_that_does_not_exist_is_refused(day: str) -> None:
    with pytest.raises(ImpossibleDate, match=f"no day {day}"):
        read_ria(RIA.replace("ru/20210314/", f"ru/{day}/"))


def test_an_address_dates_a_page_that_states_no_day() -> None:
    page = "\n".join(line for line in RIA.splitlines() if "datePublished" not in line and "published_time" not in line)
    found = read_ria(page)
    assert (found.published, found.date_source) == ("2021-03-14", "address")


def test_an_old_address_of_sputnik_dates_its_page() -> None:
    """Its visible hour is of Greenwich or of Moscow, so it is not read."""
    address = "middleeast/201602111034567890-syria-workshops-strikes/"
    other = OLD_SPUTNIK.replace(address, "russia/20160212/1034567890.html")
    assert read_sputnik(other).published == "2016-02-12"


@pytest.mark.parametrize("tag", ["div", "p", "ul", "span", "table", "section"])
def test_a_box_of_words_that_is_parted_is_a_new_layout(tag: str) -> None:
    """Two paragraphs in one box would come out as one, the words at their seam run together."""
    with pytest.raises(BodyMissing, match=f"<{tag}> stands in a box of words alone"):
        read_ria(RIA.replace(TEXT, f"{TEXT}<{tag}>Words.</{tag}>", 1))


def test_words_beside_the_boxes_are_refused() -> None:
    with pytest.raises(BodyMissing, match="words outside of any paragraph"):
        read_ria(RIA.replace(TEXT, f"Words.{TEXT}", 1))


def test_a_kind_of_block_that_is_not_known_is_refused() -> None:
    with pytest.raises(BodyMissing, match="div online__item"):
        read_ria(RIA.replace('<div class="article__text">', '<div class="online__item">'))


def test_boxes_in_boxes_end_somewhere() -> None:
    deep = '<div class="article__block">' * 3_000
    with pytest.raises(BodyMissing, match="20 deep"):
        read_ria(RIA.replace(TEXT, f"{deep}<p>Words</p>{'</div>' * 3_000}{TEXT}", 1))


def test_a_second_title_is_the_lead() -> None:
    page = RIA.replace("</h1>", '</h1><h2 class="article__second-title">Вымышленный второй заголовок</h2>')
    assert read_ria(page).text.split("\n\n")[1] == "Вымышленный второй заголовок"
