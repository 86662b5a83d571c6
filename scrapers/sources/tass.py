"""TASS, the state news agency that carries the ministry's briefings; a saved page in, its article out.

Four layouts, each with its dates. English and Russian texts have separate numbers, so a Russian one is
kept apart by a prefix. Knows where the words stand, not what they say.
"""

from __future__ import annotations

import re

from ..errors import ImpossibleDate
from ..models import Article
from .address import find_on
from .listings import FEED, SITEMAP, Listing
from .markup.layout import Layout

NAME = "tass"
TITLE = "TASS"
PARTY = "russia"
LANGUAGE = "en"
HOME = "https://tass.com/"
HOSTS = ("tass.com", "tass.ru")
LICENCE = "All rights reserved by the agency; its rules allow quotation with attribution and a link."
QUOTING = "Facts, the shortest proving span and the link are published; the whole text never is."
FIRST_DAY = "2015-09-30"
FEWEST_A_WEEK = 0  # the ministry's series on Syria ended with 2024
MOST_A_WEEK = 60  # the ministry spoke up to several times a day, and its centre for reconciliation daily besides
# Russian pages come from the archive: tass.ru answers live requests for an article with 403 (October 2026), and only
# its feed is open. The archive holds challenge pages as well, which are refused here by their words.
ROUTES = ("live", "archive", "folder")
LISTINGS = (
    Listing("https://tass.com/rss/v2.xml", FEED),
    *(Listing(f"https://tass.com/sitemap/sitemap_news{number}.xml", SITEMAP) for number in range(10)),
    Listing("https://tass.ru/rss/v2.xml", FEED),
)
# The only lists of 2015 to September 2020. `tass.ru/en/` had English articles to about 2017.
ARCHIVED = ("tass.com/defense/", "tass.com/world/", "tass.com/politics/", "tass.ru/en/", "tass.ru/armiya-i-opk/")

NUMBER = re.compile(r"(?:/amp)?(/en)?/[a-z][a-z-]*/([0-9]{5,8})/?", re.IGNORECASE)

# Numbers of English articles rise with time: first and last day on which one of about this number can have come out.
CLOCK = (
    (745635, "2014-08-01", "2014-08-31"),
    (846341, "2015-12-01", "2015-12-31"),
    (855968, "2016-02-01", "2016-02-29"),
    (980238, "2017-12-01", "2017-12-31"),
    (1433417, "2022-04-01", "2022-04-30"),
)

SIGNED = ("TASS", "ТАСС")  # the agency signs its dateline, so a body without it has lost its beginning
LAYOUTS = (
    # To about 2018. The visible date has a year on tass.com; on tass.ru only where that year is over.
    Layout(
        "A",
        title="h1",
        lead=".b-material__preview",
        visible_date=".b-material__date",
        dates=("%B %d, %Y, %H:%M", "%d %B %Y, %H:%M"),
        signed=SIGNED,
        body=".b-material-text__l",
        extras=frozenset({"b-links", "b-gallery-widget-item", "extra-content"}),
    ),
    # Pages in the dress of the World Cup, summer 2018; no lead and no visible date of its own was seen.
    Layout(
        "A'",
        title="h1",
        lead=None,
        visible_date=None,
        signed=SIGNED,
        body=".article__text",
        extras=frozenset({"article__photo", "article__related"}),
    ),
    # From about 2018 to this day on tass.com, to about 2021 on tass.ru. The visible date is filled in by a script.
    Layout(
        "B",
        title=".news-header__title",
        lead=".news-header__lead",
        visible_date=".news-header__date-date",  # only its epoch seconds
        signed=SIGNED,
        body=".text-content",
        parts=frozenset({"text-block"}),
        extras=frozenset({"text-include", "news-media"}),
    ),
    # tass.ru from about 2022: C to 2024, whose JSON-LD states date and body, and D since, whose date stands in the
    # page data. The visible date waits for a script and is in UTC until then, so it is none. Other boxes of the body
    # are not known yet: each stops the reading until it is named here.
    Layout(
        "C",
        title="h1",
        lead=".NewsHeader_lead__",
        visible_date=None,
        signed=SIGNED,
        body=".Content_wrapper__",
        extras=frozenset({"Tags_container__", "HeaderMedia_image__"}),
    ),
)


def document(url: str) -> str | None:
    """The number of the article at an address, with `ru-` before a Russian one; None for sections and feeds.

    >>> document("https://tass.com/defense/123456?utm_source=feed"), document("http://tass.ru/en/world/123456")
    ('123456', '123456')
    >>> document("https://tass.ru/armiya-i-opk/1234567")
    'ru-1234567'
    """
    address = find_on(url, HOSTS)
    number = NUMBER.fullmatch(address.path) if address else None
    if address is None or number is None:
        return None
    return number[2] if number[1] or address.host == "tass.com" else f"ru-{number[2]}"


def language_of(key: str) -> str:
    """The language of the document with this key."""
    return "ru" if key.startswith("ru-") else "en"


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title, lead and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from . import named
    from .markup.article import read_article

    found = read_article(html, url, where, content_type, named(NAME, where), LAYOUTS)
    if found.language == LANGUAGE:
        _check_clock(found.id.rpartition("/")[2], found.published, where)
    return found


def _check_clock(key: str, published: str | None, where: str) -> None:
    if published is None:
        return
    number, day = int(key), published[:10]
    for known, first, last in CLOCK:
        if (number >= known and day < first) or (number <= known and day > last):
            raise ImpossibleDate(where, f"article {number} cannot be of {day}, as article {known} is of {first[:7]}")
