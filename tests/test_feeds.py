"""Atom feeds: valid by RFC 4287, the same on every day, links that lead back here, and text that stays text."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from scrapers.database import metadata
from tests.asked import QUERIES, Asked, built
from tests.invented import Workshop, reading
from tests.test_site import HOSTILE, Site

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [name for name in QUERIES if name.startswith("feed_")]


@pytest.fixture(scope="module", params=["with rows", "without"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site on a day with corrections, changes and runs, and on one with none."""
    return Site(built(tmp_path_factory.mktemp("feeds"), later=request.param == "with rows"))


def entries(feed: ElementTree.Element) -> list[ElementTree.Element]:
    return feed.findall(f"{ATOM}entry")


def words(element: ElementTree.Element, name: str) -> str:
    found = element.findall(f"{ATOM}{name}")
    assert len(found) == 1, f"{len(found)} {name}"
    return "".join(found[0].itertext())


def test_there_are_the_feeds_that_readers_follow() -> None:
    assert FEEDS == ["feed_briefings", "feed_corrections", "feed_contradictions", "feed_changes", "feed_sources"]


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_valid(site: Site, name: str) -> None:
    """RFC 4287: one id, title and moment for the feed and each entry, an author, a link, and no id twice."""
    answer = site.get(f"/briefings/{name}.atom")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    assert words(feed, "id").startswith("http")
    assert words(feed, "title") == QUERIES[name]["title"]
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")] == ["self"]
    some = entries(feed)
    assert some
    for entry in some:
        assert re.fullmatch(r"tag:syria-air-briefings\.github\.io,2026:[a-z]+(/[\w./@~%-]+)?", words(entry, "id"))
        assert words(entry, "title").strip()
        assert datetime.fromisoformat(words(entry, "updated")).tzinfo
        assert words(entry.find(f"{ATOM}author") or entry, "name") == "Air campaigns over Syria, as claimed"
        assert words(entry, "content").strip()
        assert (entry.find(f"{ATOM}content") or entry).get("type") in (None, "text")
        (link,) = entry.findall(f"{ATOM}link")
        assert re.match(r"/(briefing|briefings)/", str(link.get("href")))
    assert len({words(entry, "id") for entry in some}) == len(some)
    moments = [words(entry, "updated") for entry in some]
    assert moments == sorted(moments, reverse=True)
    assert words(feed, "updated") == moments[0]


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_the_same_on_every_day(site: Site, name: str) -> None:
    assert not re.search(r"now|current|random", QUERIES[name]["sql"])
    assert site.get(f"/briefings/{name}.atom").text == site.get(f"/briefings/{name}.atom").text


def test_entries_say_what_happened(tmp_path: Path) -> None:
    asked = Asked(built(tmp_path))
    told = {name: [(row["atom_title"], row["atom_updated"][:10]) for row in asked.rows(name)] for name in FEEDS}
    assert told["feed_corrections"] == [("Corrected: outlet/846000/sorties", "2026-05-01")]
    assert told["feed_sources"] == [
        ("Example Outlet: answers again", "2026-04-04"),
        ("Example Outlet: no listing came", "2026-04-02"),
    ]
    assert [title.partition(":")[0] for title, _ in told["feed_changes"]] == ["Edited"]
    assert told["feed_briefings"][0][1] == "2016-03-09"
    assert len(told["feed_briefings"]) == 4
    assert [title.partition(":")[0] for title, _ in told["feed_contradictions"]] == ["days"]
    assert "302" in asked.rows("feed_corrections")[0]["atom_content"]


def test_a_feed_of_nothing_says_so(tmp_path: Path) -> None:
    asked = Asked(built(tmp_path, later=False))
    for name in ("feed_corrections", "feed_changes", "feed_sources"):
        (row,) = asked.rows(name)
        assert row["atom_title"].startswith("No "), name
        assert row["atom_updated"] == "2016-03-09T00:00:00Z", name


def test_links_are_absolute_where_the_site_has_an_address(tmp_path: Path) -> None:
    for row in Asked(built(tmp_path)).rows("feed_briefings"):
        assert row["atom_link"].startswith("https://example.org/base/briefing/")
    site = yaml.safe_load(metadata())
    assert site["site_url"] == "" or site["site_url"].startswith("https://")


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Fault 50: words of a source that look like markup are words in a feed."""
    shop = Workshop(tmp_path)
    bad = reading()._replace(notices=(reading().notices[0]._replace(detail=HOSTILE),))
    shop.build(bad)
    answer = Site(shop.out).get("/briefings/feed_contradictions.atom")
    feed = ElementTree.fromstring(answer.content)
    assert words(entries(feed)[0], "content") == HOSTILE
    assert "<script" not in answer.text
