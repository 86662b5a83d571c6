"""Many articles in, their readings out in the same order, read on every core that this process may use."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from multiprocessing.connection import wait
from threading import Thread

from scrapers.errors import ScraperError
from scrapers.models import Article, Reading
from scrapers.reading.reader import read

FEW = 200  # texts that one core has read before other processes have started
PIECE = 16  # texts handed over at a time

Text = tuple[str, Article | ScraperError]  # the file it stands in, and the text or why there is none
Read = tuple[Article, Reading] | ScraperError


def cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def readings(texts: Iterable[Text]) -> Iterator[Read]:
    """Each article with its reading, or the error that tells in which file it stands and why it cannot be read."""
    rest = iter(texts)
    few = list(islice(rest, FEW))
    if len(few) < FEW or cores() == 1:
        yield from map(one, chain(few, rest))
        return
    with multiprocessing.Pool(cores(), stay_below) as pool:
        yield from pool.imap(one, chain(few, rest), PIECE)


def stay_below() -> None:
    """Makes a process of the pool end with the one that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def one(text: Text) -> Read:
    """An article with its reading, or the error that it raises; an error comes back as it is."""
    where, article = text
    if isinstance(article, ScraperError):
        return article
    try:
        return article, read(article)
    except ScraperError as error:
        return type(error)(f"{where}: {error.where}", error.args[0])
    except StopIteration as error:  # an iterator over texts would take it for its own end and drop the rest
        raise RuntimeError(f"{where}: {article.id}: the reader has a mistake") from error
