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


def peak(work: Callable[[], object]) -> int:
    """The most memory that a process of its own took for some work, in kB, as the kernel counted it."""
    child = os.fork()
    if child == 0:
        try:
            # what this process had before the fork is not the work's: the kernel begins to count anew
            Path("/proc/self/clear_refs").write_text("5")
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    _, status, used = os.wait4(child, 0)
    assert status == 0
    return used.ru_maxrss


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
