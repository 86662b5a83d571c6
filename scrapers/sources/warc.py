"""Pages in a WARC file in, articles out, by warcio. What is no whole HTML or PDF page of a known source is left out.

A WARC is a folder of pages that somebody gathered: each page names its own source and address, as one saved by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from ..errors import MalformedLine, NotABriefing, ScraperError, UnknownSource
from ..models import Article
from . import of_url
from .charset import PAGE_CAP

KINDS = ("text/html", "application/xhtml+xml", "application/pdf")


def warc_articles(path: Path) -> Iterator[Article | ScraperError]:
    """The articles of a file in its order, or for a page of a known source why it is none."""
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream):
                found = _article(record, path)
                if found is not None:
                    yield found
        except ArchiveLoadFailed as error:
            raise MalformedLine(path, f"no WARC file, or broken off ({error}): copy it again") from None


def _article(record: object, path: Path) -> Article | ScraperError | None:
    if record.rec_type != "response" or record.http_headers is None:  # type: ignore[attr-defined]
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""  # type: ignore[attr-defined]
    source = of_url(url)
    article = getattr(source, "article", None)
    if article is None or source is None or source.document(url) is None:
        return None
    status = record.http_headers.get_statuscode()  # type: ignore[attr-defined]
    kind = record.http_headers.get_header("Content-Type") or ""  # type: ignore[attr-defined]
    if status != "200" or kind.partition(";")[0].strip().lower() not in KINDS:
        return None
    where = f"{path}: {url}"
    body: bytes = record.content_stream().read(PAGE_CAP + 1)  # type: ignore[attr-defined]
    try:
        found: Article = article(body, url, where, kind)
    except (NotABriefing, UnknownSource):
        return None
    except ScraperError as error:
        return error
    return found
