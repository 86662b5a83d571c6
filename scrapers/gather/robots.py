"""robots.txt of a host in, may this address be asked for out. Fails closed: rules that cannot be read allow nothing.

Rules are read by protego (RFC 9309). A verdict is kept on disk for a day; where none could be had, for an hour.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from protego import Protego

from ..errors import FetchFailed, PageGone
from ..models import Page

TOKEN = "syria-air-briefings"
DAY, HOUR = 24 * 3600.0, 3600.0
LARGEST = 500_000  # bytes that RFC 9309 asks a reader to take at least
MARKUP = ("<!doctype", "<html", "<head", "<body")


class Verdict(NamedTuple):
    """Whether an address may be asked for, why not, and the pause between two requests that the host asks for."""

    allowed: bool
    why: str
    pause: float


class Robots:
    """The rules of the hosts that one run meets; `ask` gets the file, `clock` is the test's."""

    def __init__(self, folder: Path, ask: Callable[[str], Page], clock: Callable[[], float]) -> None:
        self.folder, self.ask, self.clock = folder, ask, clock

    def verdict(self, url: str) -> Verdict:
        """What the rules of an address's host say of it."""
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2].lower()
        noted = self._noted(host, f"{parts.scheme}://{host}/robots.txt")
        if noted["rules"] is None:
            return Verdict(False, f"robots.txt of {host}: {noted['why']}; nothing is asked for there now", 0.0)
        rules = Protego.parse(noted["rules"])
        pause = float(rules.crawl_delay(TOKEN) or 0.0)
        if rules.can_fetch(url, TOKEN):
            return Verdict(True, "", pause)
        return Verdict(False, f"robots.txt of {host} does not allow it: obey it and use the archive", pause)

    def _noted(self, host: str, address: str) -> dict[str, str | None]:
        path = self.folder / f"{host.replace(':', '~')}.robots.json"
        try:
            noted = json.loads(path.read_bytes())
            if 0 <= self.clock() - noted["asked"] < (HOUR if noted["rules"] is None else DAY):
                return {"rules": noted["rules"], "why": noted["why"]}
        except (OSError, ValueError, TypeError, KeyError):
            pass  # nothing is noted, or nothing that can be read
        rules, why = self._asked(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps({"asked": self.clock(), "rules": rules, "why": why}), encoding="utf-8")
        os.replace(beside, path)
        return {"rules": rules, "why": why}

    def _asked(self, address: str) -> tuple[str | None, str]:
        """The rules, empty where the host says that it has none; None with the reason where they cannot be read."""
        try:
            page = self.ask(address)
        except PageGone:
            return "", ""
        except FetchFailed as error:
            return None, str(error.args[0])
        text = page.body.decode("utf-8", "replace")
        if len(page.body) > LARGEST:
            return None, f"{len(page.body):,} bytes"
        if any(sign in text[:1000].lower() for sign in MARKUP):
            return None, "a web page came instead of rules"
        return text, ""
