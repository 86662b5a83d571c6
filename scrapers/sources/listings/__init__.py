"""Where publishers list their texts: feeds, sitemaps and pages of lists. In: bytes. Out: links. Opens no connection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from ...errors import ListingBroken
from ...models import Link

FEED, SITEMAP, PAGE = FORMS = ("feed", "sitemap", "page")


class Listing(NamedTuple):
    """One listing: its address and form; the publisher's own `links` reads a page.

    `{year}`, `{month}`, `{day}` in an address stand for each day that is asked for, so that an archive can be walked.
    """

    url: str
    form: str

    def addresses(self, since: date, until: date) -> Iterator[str]:
        """Its addresses for a span of days, each once: one where the address names no day."""
        known: set[str] = set()
        for number in range((until - since).days + 1):
            day = since + timedelta(days=number)
            url = self.url.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
            if url not in known:
                known.add(url)
                yield url


def read_links(source: Any, form: str, raw: bytes, where: str, content_type: str = "") -> Iterator[Link]:
    """The links of a listing that came from an address; raises ListingBroken where it has not the form it should."""
    if form == PAGE:
        reader: Callable[[bytes, str, str], Iterator[Link]] | None = getattr(source, "links", None)
        if reader is None:
            told = f"scrapers/sources/{source.NAME}.py reads no page of lists: add links(...) to it"
            raise ListingBroken(where, told)
        yield from reader(raw, where, content_type)
        return
    from .xml import feed, sitemap  # lxml takes a while, and constants of a source are asked for by every command

    yield from (feed if form == FEED else sitemap)(raw, where, content_type)
