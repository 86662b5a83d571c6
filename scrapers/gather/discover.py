"""Listings in, open items out: what a source lists, without what is no briefing by its address, title or day.

What is left out is counted by reason. A listing that fails leaves the others be; nothing is asked of a text here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..errors import AskedToWait, BudgetSpent, ListingBroken, Refused, ScraperError, Unreachable
from ..models import Link
from ..sources import Source
from ..sources.briefing import may_be_briefing
from ..sources.listings import SITEMAP, read_links
from .fetch import FEEDS, HTML, Ask
from .session import Session, host_of
from .wayback import captures, noted
from .worklist import GONE, OPEN, Item, WorkList

LISTED = Ask(kinds=FEEDS | HTML)
FOLLOWED = 60  # sitemaps that an index of sitemaps may send a run to


class Days(NamedTuple):
    """The days of which texts are wanted, both inclusive."""

    since: date
    until: date


class Found(NamedTuple):
    """What discovery found: items new to the list, what was left out by reason, and what failed."""

    new: list[Item]
    left_out: Counter[str]
    failed: list[ScraperError]


def discover(source: Source, work: WorkList, session: Session, days: Days) -> Found:
    """Asks a source's listings and puts what is new on its work list."""
    found = Found([], Counter(), [])
    for link in listed(source, session, days, found.failed):
        consider(source, link, work, days, found)
    return found


def listed(source: Source, session: Session, days: Days, failed: list[ScraperError]) -> Iterator[Link]:
    """The links of all listings of a source; one that fails is noted and the next asked, unless the host refuses."""
    if "live" not in source.ROUTES:
        return  # its hosts answer nobody; the archive's lists are asked for instead
    left: set[str] = set()
    for url, form in ((url, listing.form) for listing in source.LISTINGS for url in listing.addresses(*days)):
        if host_of(url) in left:
            continue
        try:
            yield from links(source, url, form, session)
        except BudgetSpent:
            raise
        except ScraperError as error:
            failed.append(error)
            if isinstance(error, AskedToWait | Refused | Unreachable):
                left.add(host_of(url))


def links(source: Source, url: str, form: str, session: Session) -> Iterator[Link]:
    """The links of one listing; an index of sitemaps is followed one step."""
    page = session.get(url, LISTED)
    found = list(read_links(source, form, page.body, url, page.content_type))
    if form != SITEMAP or not any(link.url.endswith(".xml") for link in found):
        yield from found
        return
    parts = [link for link in found if link.url.endswith(".xml")]
    if len(parts) > FOLLOWED:
        raise ListingBroken(url, f"an index of {len(parts)} sitemaps, at most {FOLLOWED} are asked for: name the part")
    for link in parts:
        page = session.get(link.url, LISTED)
        yield from read_links(source, form, page.body, link.url, page.content_type)


def consider(source: Source, link: Link, work: WorkList, days: Days, found: Found) -> None:
    """Puts a link on the work list, or counts why not."""
    key = source.document(link.url)
    if key is None:
        found.left_out["no text of this source"] += 1
    elif link.published and not days.since.isoformat() <= link.published[:10] <= days.until.isoformat():
        found.left_out["other days"] += 1
    elif link.title and not may_be_briefing(link.title, language(source, key)):
        found.left_out["not about it by its title"] += 1
    elif key in work.items:
        found.left_out["known"] += 1
    else:
        item = Item(key, link.url, title=link.title, published=link.published)
        found.new.append(item)
        work.put(item)


def language(source: Source, key: str) -> str:
    """The language of a document, as its source tells it by the key."""
    told: str = source.language_of(key) if hasattr(source, "language_of") else source.LANGUAGE
    return told


def archived(source: Source, work: WorkList, session: Session, days: Days, cache: Path, today: date) -> Found:
    """Asks the archive's lists for a source's texts; copies of a text that is gone open it again."""
    found = Found([], Counter(), [])
    by_key: dict[str, Item] = {}
    for beginning in source.ARCHIVED:
        try:
            some = captures(session, beginning, *days, cache, today)
        except BudgetSpent:
            raise
        except ScraperError as error:
            found.failed.append(error)
            continue
        for one in some:
            key = source.document(one.url)
            if key is None:
                found.left_out["no text of this source"] += 1
                continue
            known = by_key.get(key) or work.items.get(key) or Item(key, one.url)
            copy = noted(one)
            if copy not in known.captures:
                by_key[key] = known._replace(captures=(*known.captures, copy))
    put(by_key.values(), work, found)
    return found


def put(items: Iterable[Item], work: WorkList, found: Found) -> None:
    """Puts items with their copies on the work list."""
    for item in items:
        before = work.items.get(item.key)
        if before is None or before.state == GONE:
            item = item._replace(state=OPEN, reason="")
            found.new.append(item)
        else:
            found.left_out["known"] += 1
        work.put(item)
