"""The news lists of the ministry's hosts: one that lists no text is broken, hostile entries are passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import ListingBroken
from scrapers.sources import mil_ru

WHERE = "https://function.mil.ru/news_page/country.htm?objInBlock=25&f=1&fid=0&blk=10322350"
HTML = (Path(__file__).parent / "listings" / "mil_ru-russian.html").read_text(encoding="utf-8")
ENTRY = '<div id="center"><div class="newsitem"><span class="date">{0}</span><a href="{1}">Удары</a></div></div>'
BROKEN = {
    "container renamed": HTML.replace('id="center"', 'id="middle"'),
    "entries renamed": HTML.replace("newsitem", "sc-1a2b3c"),
    "links gone": HTML.replace("href=", "data-href="),
    "nothing but a pager": HTML.replace("more.htm", "country.htm"),
    "a web page": "<html><body><p>Sign in</p></body></html>",
    "a script's address": ENTRY.format("15.01.2016 (17:40)", "javascript:alert('more.htm?id=12071844@egNews')"),
    "an address that is none": ENTRY.format("15.01.2016 (17:40)", "http://["),
    "another host": ENTRY.format("15.01.2016 (17:40)", "//example.org/news_page/country/more.htm?id=12071844@egNews"),
}


@pytest.mark.parametrize("page", BROKEN.values(), ids=BROKEN)
def test_a_list_without_texts_is_broken(page: str) -> None:
    """Fault 20: a redesign shows itself."""
    assert page != HTML
    with pytest.raises(ListingBroken, match="newsitem"):
        list(mil_ru.links(page.encode(), WHERE, ""))


@pytest.mark.parametrize("told", ["", "15.01.2016", "32.01.2016 (17:40)", "вчера (17:40)", "15.01.2016 (17:40) 5"])
def test_an_entry_whose_moment_is_none_is_listed_all_the_same(told: str) -> None:
    address = "news_page/country/more.htm?id=12071844@egNews"
    (link,) = mil_ru.links(ENTRY.format(told, address).encode(), WHERE, "text/html; charset=utf-8")
    assert link == (f"https://function.mil.ru/{address}", "Удары", None, WHERE)
