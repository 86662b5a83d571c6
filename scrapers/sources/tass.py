"""TASS, the state news agency that carries the ministry's briefings; a saved page in, its article out.

Three layouts of tass.com, each with its dates. English and Russian texts have separate numbers, so a Russian one is
kept apart by a prefix. Knows where the words stand, not what they say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..errors import Blocked, BodyMissing, ImpossibleDate, NotABriefing, UnknownLanguage, UnknownSource
from ..models import Article
from .address import find_on

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

NAME = "tass"
TITLE = "TASS"
PARTY = "russia"
LANGUAGE = "en"
HOME = "https://tass.com/"
HOSTS = ("tass.com", "tass.ru")
LICENCE = "All rights reserved by the agency; its rules allow quotation with attribution and a link."
QUOTING = "Facts, the shortest proving span and the link are published; the whole text never is."
FIRST_DAY = "2015-09-30"
MOST_A_WEEK = 60  # the ministry spoke up to several times a day, and its centre for reconciliation daily besides

NUMBER = re.compile(r"(?:/amp)?(/en)?/[a-z][a-z-]*/([0-9]{5,8})/?", re.IGNORECASE)

# Numbers rise with time: the first and last day on which an article of about this number can have come out.
CLOCK = (
    (745635, "2014-08-01", "2014-08-31"),
    (846341, "2015-12-01", "2015-12-31"),
    (855968, "2016-02-01", "2016-02-29"),
    (980238, "2017-12-01", "2017-12-31"),
    (1433417, "2022-04-01", "2022-04-30"),
)


class Layout(NamedTuple):
    """Where one generation of pages keeps its words.

    In the body, `parts` are boxes that only hold paragraphs together, `extras` are boxes that are not of the article.
    """

    name: str
    title: str
    lead: str | None
    visible_date: str | None
    body: str
    parts: frozenset[str]
    extras: frozenset[str]


LAYOUTS = (
    # To about 2018. The visible date has a year on tass.com and none on tass.ru.
    Layout(
        "A",
        title="h1",
        lead=".b-material__preview",
        visible_date=".b-material__date",
        body=".b-material-text__l",
        parts=frozenset(),
        extras=frozenset({"b-links", "b-gallery-widget-item", "extra-content"}),
    ),
    # Pages in the dress of the World Cup, summer 2018; no lead and no visible date of its own was seen.
    Layout(
        "A'",
        title="h1",
        lead=None,
        visible_date=None,
        body=".article__text",
        parts=frozenset(),
        extras=frozenset({"article__photo", "article__related"}),
    ),
    # From about 2018 to this day on tass.com, to about 2021 on tass.ru. The visible date is filled in by a script.
    Layout(
        "B",
        title=".news-header__title",
        lead=".news-header__lead",
        visible_date=None,
        body=".text-content",
        parts=frozenset({"text-block"}),
        extras=frozenset({"text-include", "news-media"}),
    ),
)
CLASSES = frozenset(
    {"b-material__preview", "b-material__date", "b-material-text__l", "article__text"}
    | {"news-header__title", "news-header__lead", "news-header__date-date", "text-content"}
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


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title, lead and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from .briefing import is_briefing
    from .charset import check_text, decode_page
    from .markup.page import parse_page
    from .markup.stamps import find_published

    decoded = decode_page(html, where, content_type)
    page = parse_page(decoded, CLASSES, where)
    layout = _layout(page, decoded, where)
    address, key = _document(page, url, where)
    if key.startswith("ru-"):
        raise UnknownLanguage(where, f"article {key} is in Russian, which is not read yet: take the one on tass.com")
    text = "\n\n".join(_blocks(page, layout, decoded, where))
    check_text(text, where)  # again, since entities can name characters that no charset gives
    if not is_briefing(text):
        raise NotABriefing(where, f"article {key} does not speak of the air campaign over Syria: leave it out")
    published, how = find_published(page, layout.visible_date, where)
    _check_clock(key, published, where)
    return Article(f"{NAME}/{key}", PARTY, NAME, None, address, LANGUAGE, published, text, how)


def _layout(page: BeautifulSoup, decoded: str, where: str) -> Layout:
    from .markup.page import find_challenge

    found = [layout for layout in LAYOUTS if page.select_one(layout.body)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BodyMissing(where, f"layouts {', '.join(layout.name for layout in found)} all match: look at the layout")
    if words := find_challenge(decoded):
        raise Blocked(where, f"a page with {words!r} came instead of the article: wait, or use the archive")
    raise BodyMissing(where, "no layout of scrapers/sources/tass.py finds its body here: look at the layout")


def _document(page: BeautifulSoup, url: str | None, where: str) -> tuple[str, str]:
    from .markup.page import find_address

    stated = find_address(page)
    address = url or stated or ""
    key = document(address)
    if key is None:
        raise UnknownSource(where, f"{address[:120]!r} is no article of tass.com: save the page with its address")
    if stated and document(stated) != key:
        raise Blocked(where, f"the page says it is {stated[:120]}, not {address[:120]}: another page came instead")
    return address, key


def _blocks(page: BeautifulSoup, layout: Layout, decoded: str, where: str) -> list[str]:
    from .markup.page import one, paragraphs, words_of

    if "</html>" not in decoded[-2000:].lower():
        raise BodyMissing(where, "the page breaks off before its end: fetch it again")
    title = words_of(one(page, layout.title, where))
    has_lead = layout.lead is not None and page.select_one(layout.lead) is not None
    lead = words_of(one(page, layout.lead, where)) if layout.lead and has_lead else ""
    body = list(paragraphs(one(page, layout.body, where), layout.parts, layout.extras, where))
    _check_whole(title, body, where)
    blocks = [block for block in (title, lead, *body) if block]
    if not lead:
        _check_summary(page, blocks, where)
    return blocks


def _check_whole(title: str, body: list[str], where: str) -> None:
    filled = [words for words in body if words]
    if not title:
        raise BodyMissing(where, "the title is empty: look at the layout")
    if len(filled) < 2 or len(filled) < 2 * (len(body) - len(filled)):
        raise BodyMissing(where, f"{len(filled)} of {len(body)} paragraphs hold words: look at the layout")
    # The agency signs its dateline, so a body without it has lost its beginning.
    if "TASS" not in " ".join(filled[:2]):
        raise BodyMissing(where, "no dateline of the agency in the first two paragraphs: look at the layout")


def _check_summary(page: BeautifulSoup, blocks: list[str], where: str) -> None:
    """A page without a lead repeats its first words as summary; other words are a lead that has moved."""
    from .markup.page import find_meta

    summary = find_meta(page, "og:description")
    if summary and summary.rstrip(".…")[:60] not in " ".join(blocks):
        raise BodyMissing(where, "its own summary is nowhere in the text, so the lead has moved: look at the layout")


def _check_clock(key: str, published: str | None, where: str) -> None:
    if published is None:
        return
    number, day = int(key), published[:10]
    for known, first, last in CLOCK:
        if (number >= known and day < first) or (number <= known and day > last):
            raise ImpossibleDate(where, f"article {number} cannot be of {day}, as article {known} is of {first[:7]}")
