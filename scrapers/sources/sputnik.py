"""Sputnik, the state agency that carries the ministry's briefings abroad; a saved page in, its article out.

Two layouts, each with its dates. One document has had three addresses, all with the same day and number.
"""

from __future__ import annotations

from ..models import Article
from .address import find_on
from .listings import FEED, SITEMAP, Listing
from .markup.layout import Layout
from .markup.rossiya_segodnya import CURRENT, find_key

NAME = "sputnik"
TITLE = "Sputnik"
PARTY = "russia"
LANGUAGE = "en"
HOME = "https://sputnikglobe.com/"
HOSTS = ("sputnikglobe.com", "sputniknews.com")
LICENCE = "All rights reserved by the agency; its terms allow text with an open, direct link to the page."
QUOTING = "Facts, the shortest proving span and the link are published; the whole text never is."
FIRST_DAY = "2015-09-30"
FEWEST_A_WEEK = 0  # the ministry's series on Syria ended with 2024
MOST_A_WEEK = 60  # as the ministry spoke: several times a day in 2015, and daily from its centre for reconciliation
ROUTES = ("archive", "live", "folder")  # foreign hosts have met timeouts since October 2026
LISTINGS = (
    Listing("https://sputnikglobe.com/export/rss2/archive/index.xml", FEED),
    # The site itself asks for a month at a time; one day as both ends is answered too, and can be walked.
    Listing(
        "https://sputnikglobe.com/sitemap_article.xml?date_start={year}{month}{day}&date_end={year}{month}{day}",
        SITEMAP,
    ),
)
ARCHIVED = ("sputniknews.com/middleeast/", "sputniknews.com/military/", "sputniknews.com/russia/")

LAYOUTS = (
    # 2015 to about 2020. Its visible hour is of Greenwich on some pages and of Moscow on others, so the address dates.
    Layout(
        "A",
        title=".b-article__header-title h1",
        lead=".b-article__lead",
        visible_date=None,
        body=".b-article__text",
        extras=frozenset({"b-inject", "b-inject__copy", "b-article__likes"}),
        signed=("Sputnik",),
    ),
    CURRENT._replace(lead=".article__announce-text", signed=("Sputnik",)),
)


def document(url: str) -> str | None:
    """The day and number of the article at an address; None for sections, tags and feeds.

    >>> document("https://sputnikglobe.com/20160211/a-slug-1034567890.html")
    '201602111034567890'
    >>> document("http://sputniknews.com/middleeast/201602111034567890-a-slug/")
    '201602111034567890'
    """
    address = find_on(url, HOSTS)
    return find_key(address.path) if address else None


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title, lead and body as one text, or the named reason why it is none."""
    from . import named
    from .markup.rossiya_segodnya import read_dated

    return read_dated(html, url, where, content_type, named(NAME, where), LAYOUTS)
