"""Interfax, the private agency that carries the ministry's briefings; a page in, its article or its links out.

One layout for each language. Russian and English texts have separate numbers, so a Russian one is kept apart by a
prefix. Russian pages come in windows-1251. Knows where the words stand, not what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ..errors import ListingBroken
from ..models import Article, Link
from .address import find_address, find_on
from .listings import FEED, PAGE, Listing
from .markup.layout import Layout

if TYPE_CHECKING:
    from bs4.element import Tag

NAME = "interfax"
TITLE = "Interfax"
PARTY = "russia"
LANGUAGE = "ru"
HOME = "https://www.interfax.ru/"
HOSTS = ("interfax.ru", "interfax.com")
LICENCE = "All rights reserved by the agency, which is private; link and short quote only."
QUOTING = "Facts, the shortest proving span and the link are published; the whole text never is."
FIRST_DAY = "2015-09-30"
FEWEST_A_WEEK = 0  # the ministry's series on Syria ended with 2024
MOST_A_WEEK = 90  # the agency reports one briefing in several short items, up to a dozen a day in autumn 2015
ROUTES = ("live", "archive", "folder")
LISTINGS = (
    Listing("https://www.interfax.ru/rss.asp", FEED),
    Listing("https://www.interfax.ru/news/{year}/{month}/{day}/all/", PAGE),
    Listing("https://interfax.com/newsroom/top-stories/", PAGE),
)
ARCHIVED = ("interfax.ru/world/", "interfax.ru/russia/", "interfax.com/newsroom/top-stories/")

RUSSIAN = re.compile(r"/(?:world|russia)/([0-9]{5,8})/?", re.IGNORECASE)
ENGLISH = re.compile(r"/newsroom/top-stories/([0-9]{4,7})/?", re.IGNORECASE)
LISTED_DAY = re.compile(r"/news/(20[0-9]{2})/([0-9]{1,2})/([0-9]{1,2})(?:/|$)")
HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")

LAYOUTS = (
    # The Russian site. The title stands inside of the text; more articles are loaded below it by a script.
    Layout(
        "ru",
        title=".infinitblock h1",
        lead=None,
        visible_date=".infinitblock .time",
        dates=("%H:%M, %d %B %Y",),
        body=".infinitblock article",
        extras=frozenset({"h1", "aside", "inner", "textMLink"}),
        signed=("INTERFAX.RU", "ИНТЕРФАКС"),
    ),
    # The English site. No saved page of it has been seen: correct these names by the first one that is refused.
    Layout(
        "en",
        title="h1",
        lead=None,
        visible_date=".news-article__date",
        dates=("%d %b %Y %H:%M", "%B %d, %Y"),
        body=".news-article__text",
        extras=frozenset({"aside", "news-article__related"}),
        signed=("(Interfax)",),
    ),
)


def document(url: str) -> str | None:
    """The number of the article at an address, with `ru-` before a Russian one; None for sections and feeds.

    >>> document("https://www.interfax.ru/world/123456"), document("https://interfax.com/newsroom/top-stories/12345/")
    ('ru-123456', '12345')
    """
    address = find_on(url, HOSTS)
    if address is None:
        return None
    is_russian = address.host == "interfax.ru"
    number = (RUSSIAN if is_russian else ENGLISH).fullmatch(address.path)
    return f"{'ru-' if is_russian else ''}{number[1]}" if number else None


def language_of(key: str) -> str:
    """The language of the document with this key."""
    return "ru" if key.startswith("ru-") else "en"


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title and body as one text, or the named reason why it is none."""
    from . import named
    from .markup.article import read_article

    return read_article(html, url, where, content_type, named(NAME, where), LAYOUTS)


def links(raw: bytes, where: str, content_type: str) -> Iterator[Link]:
    """The texts that a day of the Russian archive, or the English list of top stories, names under its headings."""
    from bs4 import BeautifulSoup

    from .charset import decode_page
    from .markup.page import TAGS, collapse

    decoded = decode_page(raw, where, content_type)
    if (tags := decoded.count("<")) > TAGS:
        raise ListingBroken(where, f"about {tags:,} tags, at most {TAGS:,} are read: look at what came")
    page = BeautifulSoup(decoded, "lxml")
    address = find_address(where)
    inside = ".an h3, .timeline h3" if address and address.host == "interfax.ru" else "h3"
    known: set[str] = set()
    for heading in page.select(inside):
        # Direct neighbours only: a search through thousands of nested headings would take minutes.
        around = heading.parent if heading.parent and heading.parent.name == "a" else None
        anchor = around or heading.find("a", recursive=False)
        url = _absolute(where, str(anchor.get("href", ""))) if anchor else ""
        if anchor is None or url in known or document(url) is None:
            continue
        known.add(url)
        yield Link(url, collapse(heading.get_text()) or None, _moment((around or heading).parent, where), where)
    if not known:
        raise ListingBroken(where, f"no article stands under {inside!r}: look at what came")


def _absolute(where: str, reference: str) -> str:
    try:
        return urljoin(where, reference)
    except ValueError:  # "http://["
        return ""


def _moment(entry: Tag | None, where: str) -> str | None:
    """The moment of an entry in UTC: its own, or its hour with the day that the address of the archive has."""
    from .markup.stamps import MOSCOW

    if entry is None or len(entry.find_all("h3", limit=2)) > 1:  # a time that stands there is of another entry
        return None
    stamp, hour = entry.find("time", datetime=True), entry.find("span", string=HOUR)
    day = LISTED_DAY.search(where)
    told = str(stamp["datetime"]) if stamp else ""
    if not told and hour and day:
        told = f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}T{hour.get_text().strip()}"
    try:
        moment = datetime.fromisoformat(told)
        return moment.replace(tzinfo=moment.tzinfo or MOSCOW).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None
