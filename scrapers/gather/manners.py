"""One request at a time to each host, with a pause, in all processes of this machine. In: a host. Out: its turn.

What a host asked for is kept on disk: a second process, or the next run, waits as long as this one would have. The
paces are those that the archive's own clients keep, and slower ones for publishers.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..errors import AskedToWait, BudgetSpent

LISTED, REPLAYED = "web.archive.org/cdx", "web.archive.org"  # the archive counts its two services apart
PACES = {LISTED: 4.0, REPLAYED: 2.0}  # seconds between two requests; its limits are 30 and 600 a minute
PACE = 3.0
UNSTATED = 300  # seconds, where a host asks to wait and does not say how long
TROUBLE = 2  # times that nobody answers at a host, after which it is left for this run
LONGEST = 60.0  # a pause longer than this is the next run's


class Budget(NamedTuple):
    """How often a run may ask: in all, and the archive for pages."""

    requests: int = 5000
    replays: int = 1500


class Manners:
    """The turns of one run; `folder` keeps what hosts asked for, `clock` and `sleep` are the test's."""

    def __init__(
        self,
        folder: Path,
        budget: Budget | None = None,
        paces: dict[str, float] | None = None,
        pace: float = PACE,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.folder, self.budget = folder, budget or Budget()
        self.paces, self.pace = PACES if paces is None else paces, pace
        self.clock, self.sleep = clock, sleep
        self.asked: dict[str, int] = {}
        self.trouble: dict[str, int] = {}

    @contextmanager
    def turn(self, host: str, pause: float = 0.0) -> Iterator[None]:
        """Waits until the host may be asked; raises AskedToWait where that is not in this run, BudgetSpent at its end.

        `pause` is the one that robots.txt asks for, if any.
        """
        if sum(self.asked.values()) >= self.budget.requests or self.asked.get(REPLAYED, 0) >= self.budget.replays:
            spent = f"{sum(self.asked.values())} requests were made, as many as a run may: the next run goes on"
            raise BudgetSpent(host, spent)
        pace = max(self.paces.get(host, self.pace), pause)
        with self._state(host) as state:
            wait = max(state.get("until", 0.0), state.get("last", 0.0) + pace) - self.clock()
            if self.trouble.get(host, 0) >= TROUBLE or wait > LONGEST or pace > LONGEST:
                waiting = AskedToWait(host, "this host asked to be left alone for longer than a run waits")
                waiting.seconds = max(0, round(wait))
                raise waiting
            if wait > 0:
                self.sleep(wait)
            self.asked[host] = self.asked.get(host, 0) + 1
            try:
                yield
            finally:
                state["last"] = self.clock()

    def told_to_wait(self, host: str, seconds: int | None) -> None:
        """Leaves a host that asked to wait for the rest of this run, and the next runs as long as it asked."""
        self.trouble[host] = TROUBLE
        with self._state(host) as state:
            state["until"] = self.clock() + (UNSTATED if seconds is None else seconds)

    def unanswered(self, host: str) -> None:
        """Notes that nobody answered; the second time the host is left for the rest of this run."""
        self.trouble[host] = self.trouble.get(host, 0) + 1

    @contextmanager
    def _state(self, host: str) -> Iterator[dict[str, float]]:
        """What is noted of a host, held against other processes while it is used."""
        path = self.folder / f"{host.replace('/', '~').replace(':', '~')}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            state = self._read(handle)
            try:
                yield state
            finally:
                os.ftruncate(handle, 0)
                os.pwrite(handle, json.dumps(state).encode(), 0)
        finally:
            os.close(handle)

    def _read(self, handle: int) -> dict[str, float]:
        """The note; one that is broken, or of a time to come further than any host may ask for, is none."""
        try:
            noted = json.loads(os.pread(handle, 10_000, 0) or b"{}")
            state = {name: float(noted[name]) for name in ("last", "until") if name in noted}
        except (ValueError, TypeError):
            return {}
        latest = self.clock() + 24 * 3600
        return {name: moment for name, moment in state.items() if moment <= latest}
