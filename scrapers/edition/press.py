"""Pages of the site written into a folder, on every core. In: addresses. Out: files, and what they lead to.

A process that prints opens the site once; what comes back is small, so that a hundred thousand pages fit in memory.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import NamedTuple

from scrapers.cores import cores, stay_below
from scrapers.edition import doors
from scrapers.edition.feeds import feed
from scrapers.edition.served import Answer, Served
from scrapers.edition.sheet import HASH, Around, Sheet, style
from scrapers.edition.shelf import Place, Shelf, file_of, relative

PIECE = 20  # addresses that go to a process together
HTML = "text/html"


class Job(NamedTuple):
    """What is printed: which database with which templates, where to, and the public address where it is known."""

    database: Path
    root: Path
    folder: Path
    engine: doors.Engine
    site: str | None


class Leaf(NamedTuple):
    """A written file: its address and path, the places it leads to, its anchors, and what is wrong in it."""

    address: str
    path: str
    places: frozenset[Place]
    anchors: frozenset[str] | None
    wrong: tuple[str, ...]


class Press:
    """The site of one process, and the folder that it prints into."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.served = Served(job.database, job.root, job.site)
        self.shelf: Shelf = doors.shelf(self.served)
        self.made = frozenset(doors.addresses(self.shelf))
        self.policy = self.served.get("/search").policy
        self.trusted = frozenset(HASH.findall(self.policy))

    def print(self, address: str) -> Leaf:
        """Writes what stands at an address."""
        place = self.shelf.rows(address) if address.endswith(".json?_shape=objects") else self.shelf.place(address)
        assert place is not None, address
        if address in self.made:
            html = doors.page(self.served, self.shelf, self.job.engine, address)
            return self._page(html, address, place.path, self.policy)
        answer = self.served.get(address)
        if answer.leads_to and 300 <= answer.status < 400:
            return self._moved(answer.leads_to, address, place.path)
        if answer.status != 200:
            return Leaf(address, place.path, frozenset(), None, (f"answers {answer.status}",))
        if answer.type == HTML:
            html = answer.body.decode()
            if address == "/search":
                html = doors.with_search(self.job.engine, html)
            return self._page(html, address, place.path, answer.policy)
        return self._file(answer, address, place.path)

    def _page(self, html: str, address: str, path: str, policy: str) -> Leaf:
        trusted = self.trusted | frozenset(HASH.findall(policy))
        sheet = Sheet(html, address, path, Around(self.shelf.place, self.shelf.rows, policy, trusted, self.job.site))
        self._write(path, sheet.text().encode())
        return Leaf(address, path, frozenset(sheet.places), frozenset(sheet.anchors), tuple(sheet.wrong))

    def _file(self, answer: Answer, address: str, path: str) -> Leaf:
        body, places = answer.body, frozenset[Place]()
        if answer.type == "text/css":
            text, found = style(body.decode(), path, self.shelf.place)
            body, places = text.encode(), frozenset(found)
        elif address.endswith(".atom"):
            body, places = feed(body, self.shelf.place, path, self.job.site)
        elif address.endswith(".json?_shape=objects"):
            told = json.loads(body)  # without the time that the query took
            body = json.dumps({"rows": told["rows"], "truncated": told["truncated"]}, ensure_ascii=False).encode()
        self._write(path, body)
        return Leaf(address, path, places, None, ())

    def _moved(self, to: str, address: str, path: str) -> Leaf:
        place = self.shelf.place(to)
        if place is None:
            return Leaf(address, path, frozenset(), None, (f"leads on to {to}, for which no static page stands",))
        link = escape(relative(path, place))
        page = (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Moved</title>\n'
            f'<meta http-equiv="refresh" content="0; url={link}"></head>\n'
            f'<body><p>This page stands <a href="{link}">at another address</a>.</p></body></html>\n'
        )
        self._write(path, page.encode())
        return Leaf(address, path, frozenset({place}), frozenset(), ())

    def _write(self, path: str, body: bytes) -> None:
        target = self.job.folder / file_of(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)


_presses: list[Press] = []  # the one of this process


def _open(job: Job) -> None:
    stay_below()
    _presses[:] = [Press(job)]


def _print(address: str) -> Leaf:
    return _presses[0].print(address)


Printer = Callable[[list[str]], Iterable[Leaf]]


@contextmanager
def printing(job: Job, hands: int | None = None) -> Iterator[Printer]:
    """Gives what prints a list of addresses, on so many processes; one is this process."""
    if (hands or cores()) == 1:
        press = Press(job)
        try:
            yield lambda addresses: map(press.print, addresses)
        finally:
            press.served.close()
        return
    # Not by fork: Datasette's threads would not come along.
    with multiprocessing.get_context("spawn").Pool(hands or cores(), _open, (job,)) as pool:
        yield lambda addresses: pool.imap_unordered(_print, addresses, PIECE)
