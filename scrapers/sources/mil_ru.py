"""The Russian Ministry of Defence on its own hosts; a saved page or list in, its article or links out.

The engine of 2010 to 2025 gives each text an eight-digit id on every host. Russian and English items share the
numbers but not the contents, so a Russian one is kept apart by its prefix. Knows where the words stand, not what
they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile
from urllib.parse import urljoin

from ..errors import Blocked, BodyMissing, ListingBroken
from ..models import Article, Link
from .address import find_on
from .listings import PAGE, Listing
from .markup.layout import Layout

NAME = "mil_ru"
TITLE = "Russian Ministry of Defence"
PARTY = "russia"
LANGUAGE = "en"
HOME = "https://eng.mil.ru/"
HOSTS = ("eng.mil.ru", "function.mil.ru", "syria.mil.ru", "structure.mil.ru", "mil.ru")
LICENCE = "Official texts of a state body: outside copyright in Russia (Civil Code, art. 1259), no licence elsewhere."
QUOTING = "Facts, short quotations and the link are published; the whole text is not."
FIRST_DAY = "2015-09-30"
FEWEST_A_WEEK = 0  # the series on Syria ended with 2024
MOST_A_WEEK = 60  # several texts a day, and the centre for reconciliation's daily one besides
# Not "live": in October 2026 no host answered from abroad, and their certificate is one that common trust stores lack.
ROUTES = ("archive", "folder")
# As they stood to 2025, so only copies of them can come. `f` is the number of the first text of a page, from 1.
LISTINGS = (
    Listing("https://eng.mil.ru/en/news_page/country.htm?objInBlock=25&f=1&fid=0&blk=10340619", PAGE),
    Listing("https://function.mil.ru/news_page/country.htm?objInBlock=25&f=1&fid=0&blk=10322350", PAGE),
)
ARCHIVED = (
    "eng.mil.ru/en/news_page/",
    "function.mil.ru/news_page/",
    "syria.mil.ru/en/index/syria/news/",
    "syria.mil.ru/en/index/syria/peacemaking_briefs/",
)

OLD_ID = re.compile(r"([0-9]{7,9})(?:@.*)?")
OLD_PAGES = ("/more.htm", "/brief.htm")  # the second are bulletins of the centre for reconciliation
NEW_ID = re.compile(r"/news/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")

STAMP = "%d.%m.%Y (%H:%M)"  # Moscow time, in pages and lists
RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
BOX = "between-title-and-end"
LAYOUTS = (
    # 2010 to 2025, all hosts. No class was seen for the line that asks for a Flash player in old items with a film:
    # one that is no paragraph stops the reading.
    Layout(
        "engine of 2010",
        title="#center > h1",
        lead=None,
        visible_date="#center > .gray:has(+ h1)",
        dates=(STAMP,),
        # The ministry names its country, itself or its centre at once: a body without has lost its beginning.
        signed=("Russia", "Reconciliation", "росси", "Росси", "ВКС", "Минобороны", "примирени"),
        body=f".{BOX}",
        extras=frozenset({"ad-gallery"}),
    ),
)


def document(url: str) -> str | None:
    """The id of the one text at an address, with `ru-` before a Russian one; None for listings.

    >>> document("http://eng.mil.ru:443/en/news_page/country/more.htm?id=12345678%40egNews&")
    '12345678'
    >>> document("https://function.mil.ru/news_page/country/more.htm?id=12345678@egNews")
    'ru-12345678'
    """
    address = find_on(url, HOSTS)
    if address is None:
        return None
    if new := NEW_ID.fullmatch(address.path):  # since May 2025
        return new[1]
    old = OLD_ID.fullmatch(address.query.get("id", "").strip())
    if old is None or not address.path.endswith(OLD_PAGES):
        return None
    is_english = address.host == "eng.mil.ru" or address.path.startswith("/en/")
    return old[1] if is_english else f"ru-{old[1]}"


def language_of(key: str) -> str:
    """The language of the document with this key; the ids since May 2025 hold letters and are of Russian texts."""
    return "en" if key.isdecimal() else "ru"


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from . import named
    from .markup.article import read_article

    page = _boxed(html, where, content_type)
    return read_article(page.encode(), url, where, "text/html; charset=utf-8", named(NAME, where), LAYOUTS)


def _boxed(html: bytes, where: str, content_type: str) -> str:
    """The page with its body in a box that a layout can name: this engine has date, title, body and end in a row."""
    from bs4.element import NavigableString

    from .charset import decode_page
    from .markup.article import BROKEN_OFF
    from .markup.page import one, parse_page

    decoded = decode_page(html, where, content_type)
    page = parse_page(decoded, frozenset({"#center"}), where)
    if not page.select("#center"):
        if page.select('meta[http-equiv="refresh" i]'):  # as many of the archive's newest copies are
            raise Blocked(where, "it only sends on to another page: take an older copy from the archive")
        return decoded  # for its refusal
    one(page, "#center", where)
    title = one(page, "#center > h1", where)
    if any(type(node) is NavigableString and node.strip() for node in title.previous_siblings):
        raise BodyMissing(where, "words stand before the title, outside of any element: look at the layout")
    ends = [block for block in title.find_next_siblings("div") if RIGHT.search(str(block.get("style", "")))]
    if len(ends) != 1:  # a second one could stand within the body and cut it short
        raise BodyMissing(where, f"{len(ends)} right-aligned blocks follow the title, not one: look at the layout")
    box = page.new_tag("div", attrs={"class": BOX})
    title.insert_after(box)
    for node in list(takewhile(lambda node: node is not ends[0], box.next_siblings)):
        box.append(node.extract())
    return str(page) + ("</html>" if "</html>" in decoded[-BROKEN_OFF:].lower() else "")


def links(raw: bytes, where: str, content_type: str) -> Iterator[Link]:
    """The texts on one page of the news list, in its order; raises ListingBroken where it lists none."""
    from .charset import decode_page
    from .markup.page import parse_page, words_of

    page = parse_page(decode_page(raw, where, content_type), frozenset({"#center"}), where)
    known: set[str] = set()
    for entry in page.select("#center .newsitem"):
        dates = entry.select(".date")
        for link in entry.select("a[href]"):
            url, title = _resolved(str(link["href"]).strip(), where), words_of(link)
            if title and url not in known and document(url) is not None:
                known.add(url)
                yield Link(url, title, _moment(words_of(dates[0])) if dates else None, where)
                break
    if not known:
        raise ListingBroken(where, "no text in any .newsitem of #center: look at what came")


def _resolved(address: str, where: str) -> str:
    """An address of a list, which has them from the root of its host, whatever folder the list stands in."""
    try:
        return urljoin(urljoin(where, "/"), address)
    except ValueError:  # "http://["
        return ""


def _moment(told: str) -> str | None:
    """The moment of an entry as ISO text in UTC; None where it is none."""
    try:
        moment = datetime.strptime(f"{told} +0300", f"{STAMP} %z")
    except ValueError:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds")
