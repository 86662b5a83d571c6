"""Listings: feeds, sitemaps and pages of lists, each with its expected links beside it; hostile ones are refused."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from scrapers import sources
from scrapers.errors import ListingBroken, ScraperError
from scrapers.models import Link
from scrapers.sources.listings import FORMS, Listing, read_links
from scrapers.sources.listings.xml import MOST, feed, sitemap

LISTINGS = Path(__file__).parent / "listings"
FILES = sorted(path for path in LISTINGS.iterdir() if path.suffix in (".xml", ".html"))
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Invented</title>{0}</channel></rss>"""


def rss(items: str) -> bytes:
    return FEED.format(items).encode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_listing_gives_its_links(path: Path) -> None:
    """The name of a file is the source, a dash, and which of its listings it is like."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    source = sources.named(path.stem.partition("-")[0], path)
    listing = next(one for one in source.LISTINGS if one.form == expected["form"])
    links = list(
        read_links(source, listing.form, path.read_bytes(), expected["where"], expected.get("content_type", ""))
    )
    assert [[link.url, link.title, link.published] for link in links] == expected["links"]
    assert all(link.listed_in == expected["where"] for link in links)


@pytest.mark.parametrize("name", sources.every())
def test_every_source_says_where_it_lists_its_texts(name: str) -> None:
    source = sources.every()[name]
    assert source.ROUTES
    assert set(source.ROUTES) <= {"live", "archive", "folder"}
    assert 0 <= source.FEWEST_A_WEEK <= source.MOST_A_WEEK
    for listing in source.LISTINGS:
        assert listing.form in FORMS
        for url in listing.addresses(date(2026, 3, 1), date(2026, 3, 2)):
            owner = sources.of_url(url)
            assert owner is not None
            assert name == owner.NAME
    for beginning in source.ARCHIVED:
        assert "://" not in beginning
        assert beginning.partition("/")[0] in source.HOSTS


def test_a_day_archive_has_an_address_for_each_day() -> None:
    daily = Listing("https://example.org/{year}/{month}/{day}/", "page")
    assert list(daily.addresses(date(2026, 2, 28), date(2026, 3, 1))) == [
        "https://example.org/2026/02/28/",
        "https://example.org/2026/03/01/",
    ]
    assert (
        len(list(Listing("https://example.org/{year}/{month}", "page").addresses(date(2026, 1, 1), date(2026, 2, 9))))
        == 2
    )


def test_feed_entries_are_cleaned() -> None:
    """Fault 17: the same address twice, relative ones, other schemes, moments of any form, future ones included."""
    items = """
    <item><title> Two
       words </title><link>/defense/1</link><pubDate>Tue, 01 Mar 2016 12:00:00 +0300</pubDate></item>
    <item><title>Again</title><link>https://tass.com/defense/1</link></item>
    <item><link>javascript:alert(1)</link></item>
    <item><link>file:///etc/hosts</link></item>
    <item><guid>https://tass.com/defense/2</guid><pubDate>yesterday</pubDate></item>
    <item><link>https://tass.com/defense/3</link><pubDate>Tue, 01 Mar 2061 12:00:00 GMT</pubDate></item>
    <item></item>"""
    where = "https://tass.com/rss/v2.xml"
    assert list(feed(rss(items), where)) == [
        Link("https://tass.com/defense/1", "Two words", "2016-03-01T09:00:00+00:00", where),
        Link("https://tass.com/defense/2", None, None, where),
        Link("https://tass.com/defense/3", None, "2061-03-01T12:00:00+00:00", where),
    ]


def test_an_atom_feed_is_read_too() -> None:
    raw = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link rel="enclosure" href="/x.mp3"/>
    <link rel="alternate" href="/a/1"/><updated>2016-03-01T10:00:00Z</updated></entry></feed>"""
    assert list(feed(raw, "https://tass.com/feed")) == [
        Link("https://tass.com/a/1", "One", "2016-03-01T10:00:00+00:00", "https://tass.com/feed")
    ]


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(8)
)
HOSTILE = {
    "a DOCTYPE": b"<!DOCTYPE rss><rss version='2.0'><channel/></rss>",
    "an entity bomb": (BOMB + "]><rss><channel><item><link>&i;</link></item></channel></rss>").encode(),
    "an external entity": b"<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><rss><channel>&e;</channel></rss>",
    "a web page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "a web page without DOCTYPE": b"<html><body><p>Sign in</body></html>",
    "nothing": b"   ",
    "half a feed": rss("<item><link>https://tass.com/defense/1</link></item>")[:80],
    "JSON": b'{"items": []}',
    "a wrong charset": rss("<item><title>\xd0</title></item>".encode("latin-1").decode("latin-1")).replace(
        b"\xc3\x90", b"\xd0"
    ),
    "too many entries": rss("<item/>" * (MOST + 1)),
    "deep nesting": rss("<a>" * 20_000),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("reader", [feed, sitemap])
def test_a_hostile_listing_is_refused_and_nothing_of_it_is_asked_for(raw: bytes, reader: object) -> None:
    """Fault 17: DOCTYPE, entities, floods and what is no feed at all, each refused by name within a second."""
    started = time.perf_counter()
    with pytest.raises(ScraperError):
        list(reader(raw, "https://tass.com/rss/v2.xml"))  # type: ignore[operator]
    assert time.perf_counter() - started < 2


def test_a_sitemap_gives_no_day_by_its_lastmod() -> None:
    """Fault 23: lastmod is when a page was written anew."""
    raw = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>https://tass.com/defense/1</loc><lastmod>2026-01-01</lastmod></url>
      <url><loc>https://tass.com/defense/2</loc><n:news><n:title>T</n:title>
      <n:publication_date>2016-03-01T10:00:00Z</n:publication_date></n:news></url></urlset>"""
    assert [(link.url, link.title, link.published) for link in sitemap(raw, "https://tass.com/s.xml")] == [
        ("https://tass.com/defense/1", None, None),
        ("https://tass.com/defense/2", "T", "2016-03-01T10:00:00+00:00"),
    ]


def test_a_source_without_a_reader_of_its_pages_of_lists_says_so() -> None:
    with pytest.raises(ListingBroken, match="links"):
        list(read_links(sources.named("tass", "x"), "page", b"<html></html>", "https://tass.com/defense"))
