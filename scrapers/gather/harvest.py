"""Open items in, kept pages out: each is asked for by the routes of its source until one gives a whole article.

The order is that of the source: live, then the archive's copies. What came is kept before it is read, so that a mended
layout can read it later without asking again. What a page was refused for is counted by its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..errors import AskedToWait, BodyMissing, BudgetSpent, PageGone, ScraperError, UnknownLanguage, Unreachable
from ..models import Article, Page, Snapshot
from ..sources import Source
from ..sources.files import articles
from . import snapshots
from .fetch import PAGES, Ask
from .session import Session
from .wayback import Capture, captures, each_once, from_note, replay
from .worklist import GONE, KEPT, OPEN, RECORDED, REJECTED, Item, WorkList

LOOK_BACK = timedelta(days=14)  # in which a page that was kept is asked for again, since briefings are edited late
COPIES = 3  # of one text that are tried
Answer = TypeVar("Answer")
NEW, CHANGED, SAME = "new", "changed", "unchanged"


class Gathered(NamedTuple):
    """What a run did for a source: items by outcome, pages by route, names of its layouts that were found.

    `closed` has the routes that are left alone for the rest of the run, and why.
    """

    outcomes: Counter[str]
    routes: Counter[str]
    layouts: Counter[str]
    closed: dict[str, str]


class Desk(NamedTuple):
    """What harvesting needs: the way to the network, where pages are kept, the archive's lists, and the day."""

    session: Session
    folder: Path
    cache: Path
    today: date


def harvest(source: Source, work: WorkList, desk: Desk, limit: int, told: Callable[[int, int], None]) -> Gathered:
    """Asks for the open items of a source, and again for those kept lately; stops where no route is left.

    `told` hears how many of how many are done. What was done is on the work list whatever ends the run.
    """
    done = Gathered(Counter(), Counter(), Counter(), {})
    items = [*work.of(OPEN), *lately(work, desk.today)][:limit]
    for number, item in enumerate(items, 1):
        if {"live", "archive"} & {*source.ROUTES} <= done.closed.keys():
            done.outcomes["left for the next run"] += len(items) - number + 1
            break
        try:
            work.put(one(source, item, desk, done))
        except BudgetSpent:
            done.outcomes["left for the next run"] += len(items) - number + 1
            done.closed["all"] = BudgetSpent.__name__
            break
        told(number, len(items))
    return done


def lately(work: WorkList, today: date) -> Iterator[Item]:
    """Items kept within the look-back; a copy of the archive never changes and is not asked for again."""
    since = (today - LOOK_BACK).isoformat()
    for item in work.of(KEPT, RECORDED):
        if item.day >= since and item.snapshot and not item.captures:
            yield item


def one(source: Source, item: Item, desk: Desk, done: Gathered) -> Item:
    """The item after its routes were tried; what failed stays open, so that the next run tries again."""
    refused: Item | None = None
    gone = failed = 0
    why = ""
    for page in pages(source, item, desk, done):
        if isinstance(page, PageGone):
            gone += 1
        elif isinstance(page, ScraperError):
            failed, why = failed + 1, type(page).__name__
        elif page.status == 304:
            done.outcomes[SAME] += 1
            return item
        else:
            now = kept(source, item, page, desk, done)
            if now.state != REJECTED:
                return now
            refused = now
    if refused is not None:
        done.outcomes[f"rejected: {refused.reason}"] += 1
        return refused
    if gone and not failed and item.state == OPEN:
        done.outcomes[GONE] += 1
        return item._replace(state=GONE, reason="neither at its address nor in the archive", day=desk.today.isoformat())
    if item.state != OPEN:  # it was kept once, and a page that is withdrawn later takes nothing away
        done.outcomes["withdrawn" if gone else f"not asked again: {why}"] += 1
        return item
    done.outcomes[f"open: {why or 'no route'}"] += 1
    return item._replace(tries=item.tries + 1, reason=why)


def pages(source: Source, item: Item, desk: Desk, done: Gathered) -> Iterator[Page | ScraperError]:
    """What each route gives, in the order of the source; an error where it gives no page."""
    for route in source.ROUTES:
        if route in done.closed:
            yield AskedToWait(item.url, f"{route} is left alone in this run: {done.closed[route]}")
        elif route == "live":
            yield attempt(partial(desk.session.get, item.url, version(item, desk.folder)), route, done)
        elif route == "archive" and item.state == OPEN:
            yield from from_archive(source, item, desk, done)


def from_archive(source: Source, item: Item, desk: Desk, done: Gathered) -> Iterator[Page | ScraperError]:
    """What the archive's copies of an item give: those on the list, then others that its address has there."""
    tried = list(each_once(map(from_note, item.captures)))[:COPIES]
    yield from replayed(tried, desk, done)
    if "archive" in done.closed:
        return
    found = attempt(partial(copies_of, item, source, desk), "archive", done)
    if isinstance(found, ScraperError):
        yield found
        return
    known = {copy.digest for copy in tried}
    others = [copy for copy in each_once(found) if copy.digest not in known][:COPIES]
    if not tried and not others:
        yield PageGone(item.url, "the archive has no copy of it")
    yield from replayed(others, desk, done)


def replayed(copies: list[Capture], desk: Desk, done: Gathered) -> Iterator[Page | ScraperError]:
    """What copies give, one after another, until the archive asks to be left alone."""
    for copy in copies:
        if "archive" not in done.closed:
            yield attempt(partial(replay, desk.session, copy), "archive", done)


def copies_of(item: Item, source: Source, desk: Desk) -> list[Capture]:
    """The archive's copies of one address, from its first day on."""
    since = date.fromisoformat((item.published or source.FIRST_DAY)[:10])
    beginning = re.sub(r"^https?://(www\.)?", "", item.url)
    return captures(desk.session, beginning, since, desk.today, desk.cache, desk.today, each=True)


def attempt(ask: Callable[[], Answer], route: str, done: Gathered) -> Answer | ScraperError:
    """What was asked for, or why it did not come; a route that gives no answer is closed for the rest of the run."""
    try:
        return ask()
    except BudgetSpent:
        raise
    except (AskedToWait, Unreachable) as error:
        done.closed[route] = type(error).__name__
        return error
    except ScraperError as error:
        return error


def version(item: Item, folder: Path) -> Ask:
    """What to ask for: the page, unless it is still the version that was kept."""
    meta = snapshots.load(folder, item.snapshot).meta if item.snapshot else {}
    return Ask(PAGES, meta.get("etag"), meta.get("modified"))


def kept(source: Source, item: Item, page: Page, desk: Desk, done: Gathered) -> Item:
    """Keeps a page and reads its article; the item with its new state, counted unless the page was refused."""
    snapshot = snapshots.keep(page, desk.folder, source.NAME)
    done.routes[page.route] += 1
    if snapshot.sha256 == item.snapshot:
        done.outcomes[SAME] += 1
        return item
    now = item._replace(snapshot=snapshot.sha256, day=desk.today.isoformat(), tries=0, reason="")
    try:
        article(source, item, snapshot)
    except ScraperError as error:
        if item.state != OPEN:  # an edit that cannot be read does not undo what was read before
            done.outcomes[f"edit not read: {type(error).__name__}"] += 1
            return item
        return now._replace(state=REJECTED, reason=type(error).__name__)
    done.layouts[fingerprint(source, page.body)] += 1
    done.outcomes[NEW if item.state == OPEN else CHANGED] += 1
    return now._replace(state=KEPT)


def article(source: Source, item: Item, snapshot: Snapshot) -> Article:
    """The article of a page; raises BodyMissing where it is another than the one that was asked for."""
    found = next(articles(snapshot.path))
    if found.id != f"{source.NAME}/{item.key}":
        raise BodyMissing(item.url, f"the page is that of {found.id}, another one: look at what came")
    return found


def fingerprint(source: Source, body: bytes) -> str:
    """The names of the source's layouts that stand in a page: another answer than before is a redesign."""
    names = sorted({name for layout in getattr(source, "LAYOUTS", ()) for name in layout.names()})
    return " ".join(name for name in names if name.removeprefix("#").encode() in body)


def read_again(source: Source, work: WorkList, desk: Desk) -> int:
    """Reads pages that were refused once more, since layouts are added; how many are kept now."""
    now = 0
    for item in work.of(REJECTED):
        if item.snapshot and item.reason != UnknownLanguage.__name__:  # such a page is whole and waits for its reader
            try:
                article(source, item, snapshots.load(desk.folder, item.snapshot))
            except ScraperError:
                continue
            work.put(item._replace(state=KEPT, reason=""))
            now += 1
    return now
