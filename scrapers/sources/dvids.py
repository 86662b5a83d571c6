"""DVIDS, which republishes coalition releases; a saved news page in, its article out.

A unit of any service may publish here about anything, so a text counts only where it speaks of the campaign and opens
with a dateline, as releases do.
"""

from __future__ import annotations

import re

from ..errors import BodyMissing
from ..models import Article
from .address import find_on
from .listings import FEED, Listing
from .markup.layout import Layout

NAME = "dvids"
TITLE = "Defense Visual Information Distribution Service"
PARTY = "coalition"
LANGUAGE = "en"
HOME = "https://www.dvidshub.net/"
HOSTS = ("dvidshub.net",)
LICENCE = "Work of the United States government, in the public domain in the United States."
QUOTING = "May be quoted whole with credit to the unit and to DVIDS."
FIRST_DAY = "2014-08-08"
FEWEST_A_WEEK = 0
MOST_A_WEEK = 28  # it mirrors the releases of the commands
ROUTES = ("live", "archive", "folder")
LISTINGS = (
    Listing("https://www.dvidshub.net/rss/unit/72", FEED),  # U.S. Central Command Public Affairs
    Listing("https://www.dvidshub.net/rss/news", FEED),
)
# The number comes before the title, so no beginning of an address keeps to the commands of the campaign.
ARCHIVED: tuple[str, ...] = ()

NEWS = re.compile(r"/news/([0-9]{4,9})(?:/|$)", re.IGNORECASE)
# "TAMPA, Fla. -", "AL ASAD AIR BASE, Iraq (Nov. 2, 2099) --"
DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,40}[A-Z](?:,[^–—]{1,60}?|\s\([^)]{1,40}\))?\s*(?:–|—|--?\s)")

LAYOUTS = (
    Layout(
        "asset",
        title=".asset-title",
        lead=None,
        # The day that the story is dated, then the moment of its posting, which has no zone and only confirms the day.
        visible_date=".news_info_table tr:nth-of-type(-n+2) td:nth-of-type(2)",
        dates=("%m.%d.%Y", "%m.%d.%Y %H:%M"),
        body=".news-body",
        extras=frozenset({"relatedimage"}),
        summary=False,  # it is written anew for each story
    ),
)


def document(url: str) -> str | None:
    """The number of the news item at an address, None for pictures, feeds and listings.

    >>> document("https://www.dvidshub.net/news/123456/some-title")
    '123456'
    """
    address = find_on(url, HOSTS)
    news = NEWS.match(address.path) if address else None
    return news[1] if news else None


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from . import named
    from .markup.article import read_article

    found = read_article(html, url, where, content_type, named(NAME, where), LAYOUTS)
    # Asked last, since what is no release at all has been refused as such before.
    if not DATELINE.match(found.text.split("\n\n")[1]):
        raise BodyMissing(where, "its first paragraph has no dateline: no release, or look at the layout")
    return found
