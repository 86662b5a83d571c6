"""The Russian Ministry of Defence on Telegram, in its public preview; a saved post or list in, article or links out.

A post has no title and no address in its head: its number stands in the element of the message, its author's name
where others have a title. Knows where the words stand, not what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..errors import Blocked, BodyMissing, ImpossibleDate, ListingBroken, NotABriefing, PageGone, UnknownSource
from ..models import Article, Link
from .address import find_on
from .listings import PAGE, Listing

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag

NAME = "mod_telegram"
TITLE = "Russian Ministry of Defence on Telegram"
PARTY = "russia"
LANGUAGE = "ru"
HOME = "https://t.me/mod_russia"
HOSTS = ("t.me", "telegram.me")
LICENCE = "Official texts of a state body: outside copyright in Russia (Civil Code, art. 1259), no licence elsewhere."
QUOTING = "Facts, short quotations and the link are published; the whole post is not."
FIRST_DAY = "2016-12-01"
FEWEST_A_WEEK = 0  # the series on Syria ended with 2024
MOST_A_WEEK = 60  # several posts on Syria a day, as on the ministry's own hosts
ROUTES = ("live", "archive", "folder")
LISTINGS = (Listing("https://t.me/s/mod_russia", PAGE),)  # the newest twenty or so, the oldest of them first
ARCHIVED = ("t.me/mod_russia/", "telegram.me/mod_russia/")

POST = re.compile(r"/(?:s/)?mod_russia/([1-9][0-9]{0,8})/?", re.IGNORECASE)
MESSAGE = ".tgme_widget_message"
ERROR = ".tgme_widget_message_error"
HISTORY = ".tgme_channel_history"
OWNER = ".tgme_widget_message_owner_name"
# An answer repeats the words that it answers in an element of the first class; an album has the second twice, nested.
TEXT = ".tgme_widget_message_text.js-message_text:not(:has(.js-message_text))"
TIME = ".tgme_widget_message_date time[datetime]"
INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "s", "del", "span", "code", "tg-emoji", "tg-spoiler", "br"})
BLOCKS = frozenset({"blockquote", "pre"})
BREAK = "\0"  # no page that is read holds one
WORD = re.compile(r"\w+")
TITLE_CAP = 80


def document(url: str) -> str | None:
    """The number of the ministry's post at an address; None for its list and for other channels.

    >>> document("https://t.me/mod_russia/12345?embed=1"), document("http://telegram.me/s/mod_russia/12345")
    ('12345', '12345')
    >>> document("https://t.me/mod_russia_en/12345") is None
    True
    """
    address = find_on(url, HOSTS)
    number = POST.fullmatch(address.path) if address else None
    return number[1] if number else None


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The post of a saved page (`?embed=1`), each line a paragraph, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from .briefing import is_briefing
    from .charset import check_text, decode_page
    from .markup.article import BROKEN_OFF
    from .markup.page import parse_page, words_of

    decoded = decode_page(html, where, content_type)
    page = parse_page(decoded, frozenset({MESSAGE[1:], ERROR[1:]}), where)
    post = _one_post(page, decoded, where)
    key = _number(post, url, where)
    if "</html>" not in decoded[-BROKEN_OFF:].lower():
        raise BodyMissing(where, "the page breaks off before its end: fetch it again")
    owners = post.select(OWNER)
    if len(owners) != 1 or not words_of(owners[0]):
        raise BodyMissing(where, f"the author's name stands in {len(owners)} elements {OWNER!r}: look at the layout")
    text = "\n\n".join(_body(post, where))
    check_text(text, where)  # again, since entities can name characters that no charset gives
    if not is_briefing(text, LANGUAGE):
        raise NotABriefing(where, f"post {key} does not speak of the air campaign over Syria: leave it out")
    moment = _find_moment(post, where)
    published, how = (moment.isoformat(timespec="seconds"), "time element") if moment else (None, "none stated")
    address = url or f"https://t.me/mod_russia/{key}?embed=1"
    return Article(f"{NAME}/{key}", PARTY, NAME, None, address, LANGUAGE, published, text, how)


def links(raw: bytes, where: str, content_type: str) -> Iterator[Link]:
    """The posts with words on one page of the list, in its order; raises ListingBroken where it lists none."""
    from .charset import decode_page
    from .markup.page import parse_page

    page = parse_page(decode_page(raw, where, content_type), frozenset({HISTORY[1:]}), where)
    known: set[str] = set()
    for post in page.select(f"{HISTORY} {MESSAGE}[data-post]"):
        key, texts = document(f"https://t.me/{post['data-post']}"), post.select(TEXT)
        title = " ".join(_lines(texts[0]))[:TITLE_CAP].rstrip() if len(texts) == 1 else ""
        if key and title and key not in known:  # without words it is no briefing
            known.add(key)
            try:
                moment = _find_moment(post, where)
            except ImpossibleDate:
                moment = None
            published = moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
            yield Link(f"https://t.me/mod_russia/{key}?embed=1", title, published, where)
    if not known:
        raise ListingBroken(where, f"no post with words in {HISTORY!r}: look at what came")


def _one_post(page: BeautifulSoup, decoded: str, where: str) -> Tag:
    from .markup.page import find_challenge, one, words_of

    for error in page.select(ERROR):  # it comes with status 200
        raise PageGone(where, f"Telegram says {words_of(error)[:80]!r}: correct the address, or use the archive")
    if not page.select(MESSAGE):
        if words := find_challenge(decoded):
            raise Blocked(where, f"a page with {words!r} came instead of the post: wait, or use the archive")
        raise BodyMissing(where, "no post on this page: fetch it again with ?embed=1, or look at the layout")
    return one(page, f"{MESSAGE}[data-post]", where)


def _number(post: Tag, url: str | None, where: str) -> str:
    stated = str(post["data-post"])
    key = document(f"https://t.me/{stated}")
    if key is None:
        raise UnknownSource(where, f"{stated[:80]!r} is no post of {TITLE}: save the page with its address")
    if url and document(url) != key:
        raise Blocked(where, f"the page holds post {key}, not {url[:120]}: another page came instead")
    if post.select(".tgme_widget_message_forwarded_from"):
        raise NotABriefing(where, f"post {key} holds the words of another channel: leave it out")
    return key


def _body(post: Tag, where: str) -> list[str]:
    texts = post.select(TEXT)
    if len(texts) != 1:
        told = f"{len(texts)} texts in the post, not one: leave out a picture without words, else look at the layout"
        raise BodyMissing(where, told)
    for element in texts[0].find_all(True):
        if element.name not in INLINE | BLOCKS:
            raise BodyMissing(where, f"<{element.name}> stands in the text and is not known there: look at the layout")
    if lines := _lines(texts[0]):
        return lines
    raise BodyMissing(where, "the text of the post holds no words: look at the layout")


def _lines(text: Tag) -> list[str]:
    """The lines of a post, without those that are nothing but a link, as the channel's own name at the end is."""
    from .markup.page import collapse

    for line_break in text.find_all("br"):
        line_break.replace_with(BREAK)
    for block in text.find_all(BLOCKS):
        block.insert_before(BREAK)
        block.insert_after(BREAK)
    pointers = {"", *(_bare(link.get_text()) for link in text.find_all("a"))}
    return [line for line in map(collapse, text.get_text().split(BREAK)) if _bare(line) not in pointers]


def _bare(line: str) -> str:
    """The words of a line without signs and pictures.

    >>> _bare("🔹 Invented channel!")
    'Invented channel'
    """
    return " ".join(WORD.findall(line))


def _find_moment(post: Tag, where: str) -> datetime | None:
    from .markup.stamps import MOSCOW

    for element in post.select(TIME):
        told = str(element["datetime"])
        try:
            moment = datetime.fromisoformat(told)
            return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(MOSCOW)
        except (ValueError, OverflowError):
            raise ImpossibleDate(where, f"{told[:40]!r} is no moment: look at the page") from None
    return None
