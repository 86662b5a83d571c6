"""The page that lists strike releases: links to PDF files of this publisher and nothing else, or a named refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import ListingBroken, ScraperError
from scrapers.sources import inherent_resolve
from scrapers.sources.inherent_resolve import MOST_LINKS, links

WHERE = "https://www.inherentresolve.mil/News/Strike-Releases/"
PAGE = Path(__file__).parent / "listings" / "inherent_resolve-strikes.html"


def page(*hrefs: str) -> bytes:
    return "".join(f'<p><a href="{href}">Release</a></p>' for href in hrefs).encode()


def test_every_link_is_a_text_of_this_source_and_stands_once() -> None:
    found = [link.url for link in links(PAGE.read_bytes(), WHERE, "text/html")]
    keys = [inherent_resolve.document(url) for url in found]
    assert None not in keys
    assert len(set(keys)) == len(found)
    assert all(url.startswith("https://www.inherentresolve.mil/Portals/14/") and " " not in url for url in found)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body></body></html>",
        b"<html><body><p>Access Denied</p></body></html>",
        page("/Portals/14/Documents/Mission/Fact%20Sheet.pdf", "/Media-Library/News-Releases/Article/1912345/x/"),
        page("javascript:open('/Portals/14/20171010%20Strike%20Release.pdf')", "http://[", "//[", "file:///x.pdf", ""),
        page("https://example.org/Portals/14/20171010%20Strike%20Release.pdf"),
        PAGE.read_bytes().replace(b"<a ", b"<span "),
        PAGE.read_bytes().replace(b".pdf", b".aspx"),
        page(*["/x"] * (MOST_LINKS + 1)),
    ],
)
def test_a_page_that_lists_no_strike_release_says_so(raw: bytes) -> None:
    """A redesign must show itself and never pass for a quiet week."""
    with pytest.raises(ListingBroken, match="look at what came"):
        list(links(raw, WHERE, "text/html"))


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.5\x00\x01", b"\xff\xfe<a>"])
def test_what_is_no_page_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(ScraperError):
        list(links(raw, WHERE, "text/html"))


def test_a_day_that_does_not_exist_is_no_day() -> None:
    (link,) = links(page("/Portals/14/20171302%20Strike%20Release.pdf"), WHERE, "text/html")
    assert link.published is None
