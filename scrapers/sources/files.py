"""Files that `read` is given in, articles out: saved pages, plain texts, many texts in one file.

Knows the forms of files, no layout and no grammar. The canonical text of .txt and .jsonl is what is stored, to the
character, because spans count in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

# Nothing heavy up here: a first reading of a plain text must come within a third of a second. What parses pages, and
# the walk over all sources, load where they are needed.
from ..errors import Blocked, EmptyInput, ImpossibleDate, MalformedLine, ScraperError, TooLarge, UnknownSource
from ..models import Article
from . import Source, named, of_url
from .charset import PAGE_CAP, TEXT_CAP, decode_page, decode_text

COPY = re.compile(r"https?://web\.archive\.org/web/[0-9]{4,14}(?:id_|if_)?/(.+)")
DAY = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def texts(path: Path) -> Iterator[Article | ScraperError]:
    """The articles of one file, and for pages of a WARC file that are none why not."""
    if path.name.endswith((".warc", ".warc.gz")):
        from .warc import warc_articles

        return warc_articles(path)
    return articles(path)


def articles(path: Path) -> Iterator[Article]:
    """The articles of one file, in its order; what the file is, its suffix says."""
    readers: dict[str, Callable[[Path], Iterator[Article]]]
    readers = {".html": _page, ".pdf": _page, ".txt": _text, ".jsonl": _lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        kind = path.suffix or "a file without suffix"
        raise ScraperError(path, f"cannot read {kind}: give .html, .pdf, .txt, .jsonl or .warc.gz")
    if not path.is_file():
        raise ScraperError(path, "no such file: check the name")
    return reader(path)


def meta_path(page: Path) -> Path:
    """Where the snapshot of a page keeps its address, time and route."""
    return page.with_suffix(".meta.json")


def find_page_meta(page: Path) -> dict[str, Any]:
    """What was noted when the page was kept; nothing for a page that somebody saved by hand."""
    path = meta_path(page)
    if not path.is_file():
        return {}
    try:
        meta = json.loads(path.read_bytes())
    except ValueError as error:
        raise MalformedLine(path, f"no JSON ({error}): keep the page again") from None
    if not isinstance(meta, dict):
        raise MalformedLine(path, "no JSON object: keep the page again")
    return meta


def _page(path: Path) -> Iterator[Article]:
    raw = _bytes(path, PAGE_CAP)
    meta = find_page_meta(path)
    content_type = str(meta.get("content_type", ""))
    source = named(str(meta["source"]), path) if "source" in meta else _publisher(raw, path, content_type)
    article: Callable[[bytes, str | None, str, str], Article] | None = getattr(source, "article", None)
    if article is None:
        raise UnknownSource(path, f"scrapers/sources/{source.NAME}.py knows no page layout yet: add article(...) to it")
    is_archived = meta.get("route") == "archive"
    address = meta.get("address")
    if is_archived and (copied := COPY.match(str(address))):
        address = copied[1]  # what a copy is of; a page that names its own address says the same or is another page
    if address is not None and of_url(address) is not source:
        address = None  # kept from a test server: the page names its own address
    found = article(raw, address, str(path), content_type)
    yield found._replace(archive=meta.get("address")) if is_archived else found


def _publisher(raw: bytes, path: Path, content_type: str) -> Source:
    if raw.startswith(b"%PDF-"):
        raise UnknownSource(path, "a PDF does not say whose it is: fetch it, so that its address is noted beside it")
    from .markup.page import find_address, find_challenge, parse_page

    html = decode_page(raw, path, content_type)
    address = find_address(parse_page(html, frozenset(), path))
    source = of_url(address) if address else None
    if source:
        return source
    if words := find_challenge(html):
        raise Blocked(path, f"a page with {words!r} was saved instead of an article: wait, or use the archive")
    said = f"its address {address[:120]!r} is on no known host" if address else "it gives no canonical address"
    raise UnknownSource(path, f"{said}: save the page with its head, or add the publisher to scrapers/sources")


def _text(path: Path) -> Iterator[Article]:
    text = decode_text(_bytes(path, TEXT_CAP), path)
    folder = path.absolute().parent.name
    source = named(folder, path)
    stated = DAY.search(path.name)
    published = stated[0] if stated else None
    if published:
        _check_day(published, path)
    how = "file name" if published else "none stated"
    yield Article(f"{folder}/{path.name}", source.PARTY, folder, None, None, source.LANGUAGE, published, text, how)


def _lines(path: Path) -> Iterator[Article]:
    from .lines import parse_lines

    return parse_lines(path)


def _bytes(path: Path, cap: int) -> bytes:
    size = path.stat().st_size
    if size > cap:
        raise TooLarge(path, f"{size:,} bytes, at most {cap:,} are read: no briefing is that long, leave it out")
    if not size:
        raise EmptyInput(path, "nothing in it: fetch it again")
    return path.read_bytes()


def _check_day(stated: str, where: object) -> None:
    try:
        date.fromisoformat(stated)
    except ValueError:
        raise ImpossibleDate(where, f"there is no {stated}: correct the file's name") from None
