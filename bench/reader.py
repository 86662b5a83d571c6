"""Measures the reader, and beside it libraries that do a part of its work: a table out, nothing asserted.

One core, after warm-up: `python bench/reader.py [FOLDER]`; `make bench` installs the libraries first. Without the real
texts beside the checkout it reads invented ones and says so.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import corpus, peers
from scrapers.errors import ScraperError
from scrapers.models import Article
from scrapers.reading.reader import read

SEED = 1
SECONDS = 3.0  # for each peer; the slow ones read a part of the texts, drawn at random


class Speed(NamedTuple):
    """What a run over texts took: texts and characters read, milliseconds for each text."""

    texts: int
    size: int
    took: list[float]

    @property
    def rate(self) -> float:
        """Megabytes a second."""
        return self.size / 1000 / max(1e-9, sum(self.took))

    def row(self, name: str, ratio: str = "") -> str:
        """The run as a line of the table."""
        cuts = statistics.quantiles(self.took, n=100) if len(self.took) > 1 else self.took * 99
        a_second = 1000 * self.texts / max(1e-9, sum(self.took))
        return f"{name:34}{self.texts:8,}{a_second:11,.0f}{self.rate:9.2f}{cuts[49]:9.2f}{cuts[98]:9.2f}{ratio:>9}"


HEAD = f"{'':34}{'texts':>8}{'texts/s':>11}{'MB/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'ratio':>9}"


def timed(work: Callable[[Article], object], texts: list[Article], seconds: float = 1e9) -> Speed:
    """The time of some work on each text, until the seconds are over; one text that fails counts as read."""
    took: list[float] = []
    size = 0
    for article in texts:
        begin = time.perf_counter()
        with suppress(ScraperError):
            work(article)
        took.append(1000 * (time.perf_counter() - begin))
        size += len(article.text.encode())
        if sum(took) > 1000 * seconds:
            break
    return Speed(len(took), size, took)


def one_core() -> str:
    """Keeps this process on one core where the system can; returns how it is said."""
    if not hasattr(os, "sched_setaffinity"):
        return "not bound to one core"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return "one core"


def machine() -> str:
    """The machine's processor, cores, system and Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.is_file() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    model = model or platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def peak() -> str:
    """The most memory that this process held so far."""
    try:
        import resource
    except ImportError:
        return "not known on this system"
    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB"


def start_up(article: Article, runs: int = 5) -> float:
    """Seconds from starting the command to its end on one text, the middle of some runs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tass" / f"{corpus.DAY}.txt"
        path.parent.mkdir()
        path.write_text(article.text, encoding="utf-8")
        took = []
        for _ in range(runs):
            begin = time.perf_counter()
            command = [sys.executable, "-m", "scrapers", "read", str(path)]
            subprocess.run(command, cwd=corpus.ROOT, stdout=subprocess.DEVNULL, check=True)
            took.append(time.perf_counter() - begin)
    return statistics.median(took)


def grows(texts: list[Article]) -> str:
    """How much longer a text of 1 MB takes than one of 100 kB."""
    short, long = corpus.joined(texts, 100_000), corpus.joined(texts, 1_000_000)
    one = statistics.median(sum(timed(read, [short]).took) for _ in range(5))
    ten = statistics.median(sum(timed(read, [long]).took) for _ in range(3))
    return f"100 kB {one:,.0f} ms, 1 MB {ten:,.0f} ms, {ten / one:.1f} times"


def own(texts: list[Article], one: Article) -> Speed:
    """Prints the reader's figures and returns those of all texts."""
    timed(read, texts)  # warm-up
    every = timed(read, texts)
    print(HEAD)
    print(every.row("reader, all texts"))
    print(timed(read, [one] * 300).row(f"reader, {one.id} repeated"))
    print(f"\npeak memory after that    {peak()}")
    print(f"start to first reading    {start_up(one):.2f} s")
    print(f"one text, texts joined    {grows([a for a in texts if a.party == 'coalition'] or texts)}")
    print(f"one text, one repeated    {grows([one])}")
    print(f"peak memory with 1 MB     {peak()}\n")
    return every


def beside(texts: list[Article], reader: Speed, seconds: float) -> None:
    """Prints the figures of the peers on the same texts."""
    print(f"{HEAD}   (ratio: the reader's MB/s, which does all parts, to the peer's)")
    passed = []
    for peer, work, why in peers.ready():
        if work is None:
            passed.append(f"passed over: {peer.name}: {why}")
            continue
        try:
            timed(lambda article, work=work: work(article.text), texts[:5], seconds)  # type: ignore[misc]
            speed = timed(lambda article, work=work: work(article.text), texts, seconds)  # type: ignore[misc]
        except Exception as error:  # a peer that breaks is its own affair
            passed.append(f"passed over: {peer.name}: fails: {type(error).__name__}: {error}")
            continue
        print(speed.row(f"{peer.part}: {peer.name} {peer.version}", f"{reader.rate / speed.rate:.2f}"))
    print("\n".join(passed))


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; returns 0."""
    options = argparse.ArgumentParser(description="Measures the reader and its peers on one core.")
    options.add_argument("folder", nargs="?", type=Path, default=corpus.REAL, help="texts: *.jsonl and */*.txt")
    options.add_argument("--seconds", type=float, default=SECONDS, help="for each peer")
    chosen = options.parse_args(arguments)
    bound = one_core()
    texts, kind = corpus.real(chosen.folder), "real texts"
    if not texts:
        texts, kind = corpus.invented(), "invented texts, since no real ones lie beside the checkout"
    one = next((article for article in texts if article.source == "tass"), max(texts, key=lambda a: len(a.text)))
    random.Random(SEED).shuffle(texts)
    print(f"{machine()}; {bound}\n{len(texts):,} {kind}, {sum(len(a.text.encode()) for a in texts) / 1e6:.2f} MB\n")
    beside(texts, own(texts, one), chosen.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
