"""Interfax's pages of lists: what is no list of articles any more is refused by name."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scrapers.errors import ListingBroken, ScraperError, WrongCharset
from scrapers.sources import interfax

LISTINGS = Path(__file__).parent / "listings"
DAY = (LISTINGS / "interfax-day.html").read_bytes().decode("cp1251").replace("windows-1251", "utf-8")
STORIES = (LISTINGS / "interfax-stories.html").read_text(encoding="utf-8")
WHERE = {DAY: "https://www.interfax.ru/news/2016/01/21/all/", STORIES: "https://interfax.com/newsroom/top-stories/"}


def found(page: str, where: str) -> list[str]:
    return [link.url for link in interfax.links(page.encode(), where, "")]


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        (DAY, 'class="an"', 'class="all-news"'),
        (DAY, "<h3>", "<h4>"),
        (DAY, "<a href", "<a data-href"),
        (DAY, 'href="/', 'href="/new/'),
        (STORIES, "h3>", "h4>"),
        (STORIES, "<a href", "<a data-href"),
        (STORIES, "top-stories/8", "stories/8"),
    ],
)
def test_a_redesign_shows_itself(page: str, old: str, new: str) -> None:
    other = page.replace('class="timeline', 'class="line').replace("https://www.interfax.ru", "").replace(old, new)
    assert other != page
    with pytest.raises(ListingBroken, match=r"^https://.*look at what came"):
        found(other, WHERE[page])


@pytest.mark.parametrize("raw", [b"<html><body></body></html>", b'{"items": []}', b"<" * 100_000, b"<a><h3>" * 5_000])
@pytest.mark.parametrize("where", WHERE.values())
def test_what_is_no_list_is_refused_soon(raw: bytes, where: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ScraperError):
        list(interfax.links(raw, where, ""))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("page", [DAY, STORIES])
def test_every_link_is_a_text_of_this_agency(page: str) -> None:
    """Fault 17: other schemes, other hosts, broken addresses and other sections are passed over."""
    links = found(page, WHERE[page])
    assert len(links) == len(set(links)) > 1
    assert all(interfax.document(url) for url in links)


def test_a_list_in_another_charset_than_it_says_is_refused() -> None:
    with pytest.raises(WrongCharset):
        list(interfax.links(DAY.encode("cp1251"), WHERE[DAY], ""))


@pytest.mark.parametrize(
    "entry",
    [
        '<div><span>25:61</span><a href="/world/487654"><h3>A title</h3></a></div>',
        '<div><time datetime="0001-01-01T00:00">now</time><a href="/world/487654"><h3>A title</h3></a></div>',
        '<span>15:10</span><h3>Another</h3><a href="/world/487654"><h3>A title</h3></a>',
    ],
    ids=["no hour of a day", "before all years", "of another entry"],
)
def test_a_moment_that_makes_no_sense_is_none(entry: str) -> None:
    (link,) = interfax.links(f'<div class="an">{entry}</div>'.encode(), WHERE[DAY], "")
    assert link.published is None
