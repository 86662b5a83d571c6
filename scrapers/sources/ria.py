"""RIA Novosti, the state agency that carries the ministry's briefings in Russian; a saved page in, its article out.

Two layouts, each with its dates. Every address carries the day, and a page that is dated otherwise is refused.
"""

from __future__ import annotations

from ..models import Article
from .address import find_on
from .listings import FEED, SITEMAP, Listing
from .markup.layout import Layout
from .markup.rossiya_segodnya import CURRENT, find_key

NAME = "ria"
TITLE = "RIA Novosti"
PARTY = "russia"
LANGUAGE = "ru"
HOME = "https://ria.ru/"
HOSTS = ("ria.ru",)
LICENCE = "All rights reserved by the agency; news reports of plain facts are outside copyright in Russia."
QUOTING = "Facts, the shortest proving span and the link are published; the whole text never is."
FIRST_DAY = "2015-09-30"
FEWEST_A_WEEK = 0  # the ministry's series on Syria ended with 2024
MOST_A_WEEK = 90  # the agency reports one briefing in several short items, up to a dozen a day in autumn 2015
ROUTES = ("live", "archive", "folder")
LISTINGS = (
    Listing("https://ria.ru/export/rss2/archive/index.xml", FEED),
    # The site itself asks for a month at a time; one day as both ends is answered too, and can be walked.
    Listing("https://ria.ru/sitemap_article.xml?date_start={year}{month}{day}&date_end={year}{month}{day}", SITEMAP),
)
ARCHIVED = ("ria.ru/syria/",)  # to 2018; later addresses have no section, and the sitemaps list them all

SIGNED = ("РИА Новости",)
LAYOUTS = (
    # To about 2018. It has no lead of its own.
    Layout(
        "A",
        title=".b-article__title",
        lead=None,
        visible_date=".b-article__info-date",
        dates=("%H:%M %d.%m.%Y",),
        body=".b-article__body",
        extras=frozenset({"b-inject", "b-article__tags"}),
        signed=SIGNED,
    ),
    CURRENT._replace(lead=".article__second-title", signed=SIGNED),
)


def document(url: str) -> str | None:
    """The day and number of the article at an address; None for sections, tags and feeds.

    >>> document("https://ria.ru/20160211/a-slug-1434567890.html"), document("http://ria.ru/syria/")
    ('201602111434567890', None)
    """
    address = find_on(url, HOSTS)
    return find_key(address.path) if address else None


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title, lead and body as one text, or the named reason why it is none."""
    from . import named
    from .markup.rossiya_segodnya import read_dated

    return read_dated(html, url, where, content_type, named(NAME, where), LAYOUTS)
