"""What hostile servers, pages, feeds and files may cost: at most 300 MB, measured in a process for each kind.

Fault 10, fault 17, fault 35: bombs are stopped while they unpack, not after.
"""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scrapers.errors import ScraperError
from scrapers.sources import tass
from scrapers.sources.listings.xml import feed
from scrapers.sources.markup import pdf
from tests import test_listings, test_page_refusals, test_pdf
from tests.loopback import answer, serving

MOST = 300 * 1024  # kB


def resident(name: str) -> int:
    """A figure of this process's memory as the kernel counts it, in kB: VmRSS now, VmHWM at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def peak(work: Callable[[], object]) -> int:
    """The most memory that some work took in a process of its own, in kB, above what it began with."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            Path("/proc/self/clear_refs").write_text("5")  # the kernel begins to count anew
            before = resident("VmRSS")
            work()
            os.write(tell, str(resident("VmHWM") - before).encode())
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(tell)
    _, status = os.waitpid(child, 0)
    assert status == 0
    with os.fdopen(told) as pipe:
        return int(pipe.read())


def swallowed(reader: Callable[[bytes], object], some: list[bytes]) -> Callable[[], None]:
    def work() -> None:
        for raw in some:
            try:
                reader(raw)
            except ScraperError:
                continue

    return work


def packed() -> bytes:
    """300 MB of nothing, packed piece by piece."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=1) as stream:
        for _ in range(300):
            stream.write(b" " * 1_000_000)
    return buffer.getvalue()


def bomb() -> None:
    with serving() as server:
        server.acts["/a"] = answer(body=packed(), Content_Encoding="gzip")
        try:
            server.fetch()
        except ScraperError:
            return
    raise AssertionError("the bomb went off")


WORKS: dict[str, Callable[[], object]] = {
    "pages": swallowed(
        lambda raw: tass.article(raw, None, "page.html"),
        [page.encode() if isinstance(page, str) else page for page in test_page_refusals.HOSTILE.values()],
    ),
    "feeds": swallowed(
        lambda raw: list(feed(raw, "https://tass.com/rss/v2.xml")), list(test_listings.HOSTILE.values())
    ),
    "files": swallowed(lambda raw: pdf.lines(raw, "release.pdf"), list(test_pdf.HOSTILE.values())),
    "a bomb": bomb,
}


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the kernel counts memory anew on Linux alone")
@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_hostile_input_costs_little_memory(work: Callable[[], object]) -> None:
    assert peak(work) < MOST
