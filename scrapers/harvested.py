"""Pages that were fetched and are new, read and recorded. In: work lists, kept pages. Out: the record, and counts.

A page that cannot be read is refused with the name of the error and stays kept, so that a later reader can read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrapers import changes, record
from scrapers.errors import ScraperError, UnknownLanguage
from scrapers.gather import snapshots
from scrapers.gather.worklist import KEPT, RECORDED, REJECTED, Item, WorkList
from scrapers.models import Article, Reading
from scrapers.reading.reader import read
from scrapers.runs import Run
from scrapers.sources.files import articles


class Where(NamedTuple):
    """Folders: work lists, kept pages, the record, its changes."""

    work: Path
    snapshots: Path
    record: Path
    changes: Path


def record_kept(where: Where, today: date) -> Iterator[Run]:
    """Records what is kept and new, source by source; a `Run` with how many briefings are new and how many edited."""
    today = changes.stamp(today, where.changes)
    for path in sorted(where.work.glob("*.jsonl")):
        work = WorkList(path)
        waiting = [item for item in work.of(REJECTED) if item.reason == UnknownLanguage.__name__]
        if kept := [*work.of(KEPT), *waiting]:
            yield of_source(path.stem, work, kept, where, today)


def of_source(name: str, work: WorkList, kept: list[Item], where: Where, today: date) -> Run:
    """Records the kept items of one source: read all, write the record once, then note each as recorded."""
    done: list[tuple[Item, Article, Reading]] = []
    refused: Counter[str] = Counter()
    for item in kept:
        try:
            article = next(articles(snapshots.load(where.snapshots, item.snapshot or "").path))
            done.append((item, article, read(article)))
        except ScraperError as error:
            if item.state == REJECTED:
                continue  # its language is still not read
            refused[f"rejected: {type(error).__name__}"] += 1
            work.put(item._replace(state=REJECTED, reason=type(error).__name__))
    written = record.write([reading for _, _, reading in done], where.record, where.changes, today)
    for item, article, reading in done:
        snapshots.keep_text(article.text, reading.sha256, where.snapshots)
        work.put(item._replace(state=RECORDED, published=reading.published or item.published))
    counts = {"new": written.new, "edited": written.changed}
    newest = max((reading.published or "" for _, _, reading in done), default="")[:10] or None
    return Run(
        name, today.isoformat(), outcomes=dict(refused), newest=newest,
        recorded={name: number for name, number in counts.items() if number},
    )  # fmt: skip
