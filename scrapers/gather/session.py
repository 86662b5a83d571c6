"""One run's way to the network. In: addresses. Out: pages, or the named reason why not; and what it cost.

Every request passes here: robots.txt first, then the host's turn, then one request, asked again at most twice where
the connection and not the server failed. A refusal is never asked again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import stamina

from ..errors import AskedToWait, FetchFailed, PageGone, Refused, Unreachable
from ..models import Page
from .fetch import DEFAULT, PAGE, Ask, Rules, fetch
from .hosts import ARCHIVE
from .manners import LISTED, Manners
from .robots import Robots

TRIES = 3
ANY = Ask(kinds=frozenset())


class Settings(NamedTuple):
    """How a run asks; the tests shorten the waits and stand in for hosts."""

    rules: Rules = DEFAULT
    wait: float = 2.0  # seconds before a second try, twice as long before a third


class Session:
    """The requests of one run; `requests` and `bytes` count them, `hosts` says which hosts answered at all."""

    def __init__(self, folder: Path, manners: Manners, settings: Settings | None = None) -> None:
        self.manners, self.settings = manners, settings or Settings()
        self.robots = Robots(folder, lambda url: self._turn(url, ANY, 0.0), manners.clock)
        self.requests = self.bytes = 0
        self.hosts: dict[str, bool] = {}

    def get(self, url: str, ask: Ask = PAGE) -> Page:
        """The page at an address, of status 304 where `ask` names the version that the server still has."""
        verdict = self.robots.verdict(url)
        if not verdict.allowed:
            raise Refused(url, verdict.why)
        return self._turn(url, ask, verdict.pause)

    def _turn(self, url: str, ask: Ask, pause: float) -> Page:
        """One request in the host's turn; what failed on the way is tried again, what the server said is not."""
        turns = turns_of(url)
        attempts = stamina.retry_context(
            on=Unreachable, attempts=TRIES, timeout=None, wait_initial=self.settings.wait, wait_jitter=0.0,
            wait_max=self.settings.wait * 4,
        )  # fmt: skip
        try:
            for attempt in attempts:
                with attempt, self.manners.turn(turns, pause):
                    return self._once(url, ask)
        except AskedToWait as error:
            if error.where != turns:  # the server said so just now, it was not noted before
                self.manners.told_to_wait(turns, error.seconds)
            raise
        except Unreachable:
            self.manners.unanswered(turns)
            raise
        raise AssertionError("a retry gives an answer or an error")

    def _once(self, url: str, ask: Ask) -> Page:
        host = host_of(url)
        self.requests += 1
        try:
            page = fetch(url, now=datetime.now(UTC), rules=self.settings.rules, ask=ask)
        except (PageGone, Refused, AskedToWait):
            self.hosts[host] = True
            raise
        except FetchFailed:
            self.hosts.setdefault(host, False)
            raise
        self.hosts[host] = True
        self.bytes += len(page.body)
        return page


def host_of(url: str) -> str:
    """The host of an address, with its port where it has one of its own."""
    return urlsplit(url).netloc.rpartition("@")[2].lower().removesuffix(":443")


def turns_of(url: str) -> str:
    """What the turns of an address are counted by: its host, the archive's lists apart."""
    host = host_of(url)
    return LISTED if host == ARCHIVE and "/cdx/" in url else host
