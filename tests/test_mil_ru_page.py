"""Pages of the ministry's hosts that are no article: stubs of the archive, frames without text, ends that moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import Blocked, BodyMissing, ImpossibleDate, ScraperError
from scrapers.models import Article
from scrapers.sources import mil_ru

ADDRESS = "http://eng.mil.ru/en/news_page/country/more.htm?id=12061877@egNews"
HTML = (Path(__file__).parent / "pages" / "mil_ru-eng.html").read_text(encoding="utf-8")
END = '<div style="margin:10px 0; text-align:right;">'
FLASH = "<div>You need a newer Flash Player to watch this film</div>"


def read(page: str, url: str | None = ADDRESS, content_type: str = "") -> Article:
    return mil_ru.article(page.encode(), url, "page.html", content_type)


REFUSED = {
    "a redirect stub": (
        '<html><head><meta http-equiv="Refresh" content="0; url=https://mil.ru/"></head></html>', Blocked, "older copy"
    ),
    "a challenge": ("<html><body>Checking your browser</body></html>", Blocked, "archive"),
    "nothing": ("<html><body></body></html>", BodyMissing, "no layout"),
    "an empty frame": ('<html><body><div id="center"></div></body></html>', BodyMissing, "layout"),
    "a title alone": (f'<html><div id="center"><h1>Syria</h1>{END}</div></div></html>', BodyMissing, "0 of 0"),
    "no end": (HTML.replace("text-align:right", "text-align:left"), BodyMissing, "0 right-aligned"),
    "two ends": (HTML.replace("<ul>\n<li>two", f"{END}Map</div><ul>\n<li>two"), BodyMissing, "2 right-aligned"),
    "another text": (HTML.replace("12061877@", "12061878@"), Blocked, "another page"),
    "a day that is none": (HTML.replace("23.10.2015 (14:05)", "32.10.2015 (14:05)"), ImpossibleDate, "no date"),
    # No class of it is known, so no layout names it.
    "a line about Flash": (HTML.replace("<p style", f"{FLASH}<p style", 1), BodyMissing, "<div> stands in the body"),
}  # fmt: skip


@pytest.mark.parametrize(("page", "error", "told"), REFUSED.values(), ids=REFUSED)
def test_a_page_that_is_no_article_is_refused(page: str, error: type[ScraperError], told: str) -> None:
    """Fault 15, fault 20, fault 21: most new copies only send on, and a frame without text is no article."""
    assert page != HTML
    with pytest.raises(error, match=told):
        read(page)


def test_the_end_may_be_written_otherwise() -> None:
    assert read(HTML.replace("text-align:right", "TEXT-ALIGN : right")) == read(HTML)


def test_other_charset_is_read_once() -> None:
    """The page is taken apart and put together before it is read, so its own charset must not be asked twice."""
    page = (Path(__file__).parent / "pages" / "mil_ru-function.html").read_text(encoding="utf-8")
    old = page.replace("charset=utf-8", "charset=windows-1251").encode("cp1251")
    assert mil_ru.article(old, None, "page.html") == read(page, None)


@pytest.mark.parametrize(
    ("key", "language"), [("12061877", "en"), ("ru-12061877", "ru"), ("0a1b2c3d-0000-4000-8000-0123456789ab", "ru")]
)
def test_language_is_told_by_the_key(key: str, language: str) -> None:
    """Texts since May 2025 have ids with letters and are Russian."""
    assert mil_ru.language_of(key) == language
