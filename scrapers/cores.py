"""One function over many things, on every core that this process may use; answers come in the order of the things."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from multiprocessing.connection import wait
from threading import Event, Semaphore, Thread
from typing import TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")
AHEAD = 4  # pieces for each core that wait or are under way


def cores() -> int:
    """How many cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_all(function: Callable[[Thing], Answer], things: Iterable[Thing], few: int, piece: int) -> Iterator[Answer]:
    """The function's answers; `few` things are done here before other processes have started, `piece` go together.

    No more things are handed out than the taker of the answers keeps up with, so that none pile up in memory.
    """
    rest = iter(things)
    first = list(islice(rest, few))
    if len(first) < few or cores() == 1:
        yield from map(function, chain(first, rest))
        return
    ahead, left = Semaphore(AHEAD * cores() * piece), Event()

    def handed() -> Iterator[Thing]:
        for thing in chain(first, rest):
            ahead.acquire()
            if left.is_set():
                return
            yield thing

    with multiprocessing.Pool(cores(), stay_below) as pool:
        try:
            for answer in pool.imap(function, handed(), piece):
                yield answer
                ahead.release()
        finally:  # the taker may leave early, and the thread that hands out must not wait for it
            left.set()
            ahead.release()


def stay_below() -> None:
    """Makes a process of the pool end with the one that started it, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the handler of the command line is not theirs
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
