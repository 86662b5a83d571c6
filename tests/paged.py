"""A small invented site for the tests of its own pages, and how they read a page."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from scrapers.models import Period
from tests.invented import Workshop, claim, coalition, hostile, reading, tally
from tests.test_site import HOSTILE, Site

PAGES = (
    "/briefing",
    "/briefing/2016-03",
    "/briefing/outlet/846000",
    "/briefing/command/2016-03-09",
    "/day",
    "/day/2016",
    "/day/2016-03-03",
    "/day/2016-03-02",
    "/place",
    "/place/hill",
    "/place/well",
    "/place/sy",
    "/governorate",
    "/governorate/homs",
    "/governorate/raqqa",
    "/group",
    "/group/is",
    "/aircraft",
    "/aircraft/su-34",
    "/target",
    "/target/truck",
    "/target/tactical-unit",
)


def invented_site(folder: Path) -> Site:
    """A site over two documents of one announcement, a release of the other party and a hostile text."""
    shop = Workshop(folder)
    shop.gazetteer.write_text(
        shop.gazetteer.read_text(encoding="utf-8").replace("hill,Example Hill,,,", "hill,Example Hill,Холм,تل,"),
        encoding="utf-8",
    )
    by_others = claim("c-others", "three trucks", "depot", actor="Syria (government)", aircraft=())
    both = claim("c-both", "three trucks", "front end loader", 1, aircraft=("Su-24M", "Su-34"), place=None,
                 place_text="Homs", province="Homs")  # fmt: skip
    spelled = claim("c-spelled", "three trucks", "front-end loader", 2, aircraft=(), place=None, place_text=None)
    whole = reading(claims=(*reading().claims, by_others, both, spelled))
    other = reading("outlet/846001", url="https://example.org/defense/846001", claims=(), statements=(), unread=())
    stated = (
        tally("sorties-302", "302 sorties", 302),
        tally("targets-1090", "1,093 targets", 1090, metric="targets"),
    )
    count = {"count": 1090, "hedge": "exact", "span": stated[1].span}
    other = other._replace(sha256="d" * 64, tallies=stated, totals=other.totals | {"targets": count})
    attacked = claim("c", "three trucks", HOSTILE, place=HOSTILE, place_text=HOSTILE, target_text=HOSTILE,
                     group=HOSTILE, group_text=HOSTILE, aircraft=(HOSTILE,))  # fmt: skip
    attack = hostile(HOSTILE, claims=(attacked,), provinces=(HOSTILE,), tallies=(), totals={},
                     period=Period("2016-05-01", "2016-05-01", None, None))  # fmt: skip
    shop.build(whole, other, coalition(), attack, texts=True)
    return Site(shop.out)


def words(page: str) -> str:
    """A page's text as a reader sees it, spaces folded."""
    body = re.sub(r"(?s)<(script|style).*?</\1>", " ", page.partition('id="content"')[2])
    return re.sub(r" ([,.;:])", r"\1", " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split()))


class Links(HTMLParser):
    """The addresses a page leads to, and the names it can be opened at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.addresses.append(str(found["href"]))
        if found.get("id"):
            self.anchors.append(str(found["id"]))
