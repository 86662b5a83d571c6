"""Feeds (RSS 2, Atom) and sitemaps in, links out. Strict about the form, since a listing comes from a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from lxml import etree

from ...errors import ListingBroken
from ...models import Link
from ..charset import decode_page

MOST = 50_000  # entries, as the sitemap standard has it
LONGEST = 500
PROLOGUE = 2000
ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w-]{1,40})[\"']")


def tree(raw: bytes, where: str, content_type: str = "") -> etree._Element:
    """The root of a document; raises ListingBroken for what is no XML, and for any DOCTYPE, unread (fault 17)."""
    declared = ENCODING.match(raw[:300])
    if declared and "charset" not in content_type.lower():
        content_type += f"; charset={declared[1].decode()}"
    text = DECLARATION.sub("", decode_page(raw, where, content_type))
    if "<!doctype" in text.lower()[:PROLOGUE] or "<!entity" in text.lower():
        raise ListingBroken(where, "it declares a DOCTYPE or entities, or is a web page: look at what came")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ListingBroken(where, f"no XML ({error.msg}): look at what came") from None
    return root


def feed(raw: bytes, where: str, content_type: str = "") -> Iterator[Link]:
    """The entries of an RSS 2 or Atom feed, each address once, relative ones against the feed's own."""
    root = tree(raw, where, content_type)
    items = [*root.iter("item")] or [*root.iter(f"{ATOM}entry")]
    if root.tag not in ("rss", f"{ATOM}feed"):
        raise ListingBroken(where, f"its root is {str(root.tag)[:60]!r}, no feed: look at what came")
    yield from _each(((_item(item, where)) for item in items), len(items), where)


def sitemap(raw: bytes, where: str, content_type: str = "") -> Iterator[Link]:
    """The addresses of a sitemap, or of the sitemaps that an index lists; a title only where it is a news sitemap."""
    root = tree(raw, where, content_type)
    if root.tag not in (f"{MAP}urlset", f"{MAP}sitemapindex"):
        raise ListingBroken(where, f"its root is {str(root.tag)[:60]!r}, no sitemap: look at what came")
    entries = [*root.iter(f"{MAP}url", f"{MAP}sitemap")]
    links = (
        Link(
            joined(where, _text(entry, f"{MAP}loc")),
            _text(entry, f"{NEWS}news/{NEWS}title") or None,
            # lastmod is when the page was written anew, which may be years later, so it is no day of publication
            _moment(_text(entry, f"{NEWS}news/{NEWS}publication_date")),
            where,
        )
        for entry in entries
    )
    yield from _each(links, len(entries), where)


def _item(item: etree._Element, where: str) -> Link:
    atom = item.find(f"{ATOM}link[@rel='alternate']")
    atom = item.find(f"{ATOM}link") if atom is None else atom
    address = _text(item, "link") or (str(atom.get("href", "")) if atom is not None else "") or _text(item, "guid")
    title = _text(item, "title") or _text(item, f"{ATOM}title")
    told = _text(item, "pubDate") or _text(item, f"{ATOM}published") or _text(item, f"{ATOM}updated")
    return Link(joined(where, address), title or None, _moment(told), where)


def joined(where: str, address: str) -> str:
    """An address against that of its listing; nothing where it is none."""
    try:
        return urljoin(where, address) if address else ""
    except ValueError:  # "http://["
        return ""


def _each(links: Iterator[Link], number: int, where: str) -> Iterator[Link]:
    if number > MOST:
        raise ListingBroken(where, f"{number:,} entries, at most {MOST:,} are read: look at what came")
    known: set[str] = set()
    for link in links:
        if link.url.startswith(("http://", "https://")) and link.url not in known:
            known.add(link.url)
            yield link


def _text(element: etree._Element, path: str) -> str:
    found = element.find(path)
    text = "".join(str(part) for part in found.itertext()) if found is not None else ""
    return " ".join(text.split())[:LONGEST]


def _moment(told: str) -> str | None:
    """A moment as ISO text in UTC; None where there is none or it makes no sense."""
    for form in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = form(told)
        except (ValueError, TypeError, OverflowError):
            continue
        return (moment.replace(tzinfo=moment.tzinfo or UTC)).astimezone(UTC).isoformat(timespec="seconds")
    return None
