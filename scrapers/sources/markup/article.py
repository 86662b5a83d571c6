"""A page of a publisher in, its article out: title, lead and body as one text, or the named reason why it is none.

A publisher's file says where its words stand, one `Layout` for each generation of its pages; everything else is here
and alike for all. Knows no publisher and no grammar.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from ...errors import Blocked, BodyMissing, NotABriefing, UnknownSource
from ...models import Article
from ..briefing import is_briefing
from ..charset import check_text, decode_page
from .generated import completed, is_generated
from .json_ld import find_articles
from .layout import Layout
from .months import in_english
from .page import find_address, find_challenge, find_meta, one, paragraphs, parse_page, part_at_breaks, words_of
from .payload import HOW, find_in_payload
from .stamps import find_published

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from .. import Source

OPENING = 2  # paragraphs within which a carrier signs
BROKEN_OFF = 2000  # characters from the end within which a whole page ends
LOST = 0.1  # of the body that a page repeats for machines; more means that a part of it is no longer read
WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """A page whose layout is known: its tree, its source as text, the layout, where it stands, how it was built."""

    page: BeautifulSoup
    decoded: str
    layout: Layout
    where: str
    is_generated: bool


def read_article(
    raw: bytes, url: str | None, where: str, content_type: str, source: Source, layouts: tuple[Layout, ...]
) -> Article:
    """The article of a page; `url` is the address that answered, None where the page names its own."""
    decoded = decode_page(raw, where, content_type)
    exact = tuple(completed(layout, decoded) for layout in layouts)
    page = parse_page(decoded, frozenset().union(*(layout.names() for layout in exact)), where)
    layout = _layout(page, decoded, exact, where, source)
    found = Found(page, decoded, layout, where, is_generated(layouts[exact.index(layout)]))
    address, key = _document(found, url, source)
    text = "\n\n".join(blocks(found))
    check_text(text, where)  # again, since entities can name characters that no charset gives
    language = language_of(source, key)
    if not is_briefing(text, language):
        raise NotABriefing(where, f"article {key} does not speak of the air campaign over Syria: leave it out")
    published, how = _published(found, key, language)
    return Article(f"{source.NAME}/{key}", source.PARTY, source.NAME, None, address, language, published, text, how)


def _published(found: Found, key: str, language: str) -> tuple[str | None, str]:
    page, layout, where = found.page, found.layout, found.where
    if language == "ru" and layout.visible_date and layout.dates:
        for element in page.select(layout.visible_date):
            element.string = in_english(element.get_text())
    published, how = find_published(page, layout, where)
    if published is None and found.is_generated:
        number = re.search("[0-9]+$", key)
        moment = find_in_payload(page, number[0], where) if number else None
        return (moment, HOW) if moment else (published, how)
    return published, how


def language_of(source: Source, key: str) -> str:
    """The language of a document; only a source of several says it by the key."""
    told: Callable[[str], str] | None = getattr(source, "language_of", None)
    return told(key) if told else source.LANGUAGE


def _layout(page: BeautifulSoup, decoded: str, layouts: tuple[Layout, ...], where: str, source: Source) -> Layout:
    found = [layout for layout in layouts if page.select_one(layout.body)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BodyMissing(where, f"layouts {', '.join(layout.name for layout in found)} all match: look at the layout")
    if words := find_challenge(decoded):
        raise Blocked(where, f"a page with {words!r} came instead of the article: wait, or use the archive")
    raise BodyMissing(where, f"no layout of scrapers/sources/{source.NAME}.py finds its body here: look at the layout")


def _document(found: Found, url: str | None, source: Source) -> tuple[str, str]:
    stated = find_address(found.page)
    address = url or stated or ""
    key = source.document(address)
    if key is None:
        told = f"{address[:120]!r} is no article of {source.TITLE}: save the page with its address"
        raise UnknownSource(found.where, told)
    if stated and source.document(stated) not in (key, None):
        told = f"the page says it is {stated[:120]}, not {address[:120]}: another page came instead"
        raise Blocked(found.where, told)
    return address, key


def blocks(found: Found) -> list[str]:
    """Title, lead and paragraphs of a page; raises BodyMissing where any of them is not where the layout has it."""
    page, layout, where = found.page, found.layout, found.where
    if "</html>" not in found.decoded[-BROKEN_OFF:].lower():
        raise BodyMissing(where, "the page breaks off before its end: fetch it again")
    title = words_of(one(page, layout.title, where))
    has_lead = layout.lead is not None and page.select_one(layout.lead) is not None
    lead = words_of(one(page, layout.lead, where)) if layout.lead and has_lead else ""
    box = one(page, layout.body, where)
    if layout.breaks:
        part_at_breaks(box)
    body = list(paragraphs(box, layout.parts, layout.extras, where))
    if found.is_generated:  # there, the footer's paragraphs are of the same kind as the article's
        body = body[: next((number for number, words in enumerate(body) if words.startswith("©")), len(body))]
    _check_whole(title, body, layout, where)
    out = [block for block in (title, lead, *body) if block]
    _check_repeated(page, out, where)
    if layout.summary and not lead:
        _check_summary(page, out, where)
    return out


def _check_whole(title: str, body: list[str], layout: Layout, where: str) -> None:
    filled = [words for words in body if words]
    if not title:
        raise BodyMissing(where, "the title is empty: look at the layout")
    if len(filled) < layout.fewest or len(filled) < 2 * (len(body) - len(filled)):
        raise BodyMissing(where, f"{len(filled)} of {len(body)} paragraphs hold words: look at the layout")
    # Most carriers sign their dateline, so a body without it has lost its beginning.
    opening = OPENING + 2 if layout.breaks else OPENING  # date, number and heading are lines of their own there
    if layout.signed and not any(word in " ".join(filled[:opening]) for word in layout.signed):
        told = f"no {' or '.join(layout.signed)} in the first {opening} paragraphs: look at the layout"
        raise BodyMissing(where, told)


def _check_repeated(page: BeautifulSoup, out: list[str], where: str) -> None:
    """The body that a page repeats in its JSON-LD may be shorter than the visible one, but its words must stand there.

    Words alone are counted, since white space, marks and the ends of paragraphs differ from copy to copy.
    """
    visible = Counter(WORD.findall(" ".join(out)))
    for node in find_articles(page):
        told = Counter(WORD.findall(unescape(str(node.get("articleBody") or ""))))
        lost = (told - visible).total()
        if lost > LOST * told.total():
            said = f"{lost} of {told.total()} words of its own articleBody are not in the text that is read"
            raise BodyMissing(where, f"{said}: look at the layout")


def _check_summary(page: BeautifulSoup, out: list[str], where: str) -> None:
    """A page without a lead repeats its first words as summary; other words are a lead that has moved."""
    summary = find_meta(page, "og:description")
    if summary and summary.rstrip(".…")[:60] not in " ".join(out):
        raise BodyMissing(where, "its own summary is nowhere in the text, so the lead has moved: look at the layout")
