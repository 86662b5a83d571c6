"""How fast the site answers, beside plain SQLite doing the same queries and beside a Datasette with no settings.

In: the options the site is served with. Out: a line for each page, on the real database and on one of a million
invented claims. Everything runs on loopback; servers end with the measurement.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import scale
from bench.addresses import Page, pages
from bench.load import Load, load, once, text, tool
from scripts.pages_answer import served

ROOT = Path(__file__).parent.parent
MILLION = 1_000_000
GOAL, FIRST_LOAD = 50, 300_000  # ms of home and a briefing's page, bytes of home with what it loads
TIMES_PLAIN, ABOVE_PLAIN = 3, 20  # no page over so many times its own queries and so many ms
NAMES = (("first ms", 8), ("req/s", 7), ("p50 ms", 8), ("p99 ms", 8), ("bytes", 10), ("SQL", 4), ("SQL ms", 8),
         ("default", 12))  # fmt: skip
HEAD = " ".join((f"{'page':<36}", *(f"{name:>{width}}" for name, width in NAMES)))
ASSET = re.compile(r'<(?:script|link)\b[^>]*?\b(?:src|href)="(/[^"]+\.(?:js|css)(?:\?[^"]*)?)"')


@contextmanager
def without_plugins() -> Iterator[None]:
    """Servers that start within this block load no plugin that is installed."""
    os.environ["DATASETTE_LOAD_PLUGINS"] = ""
    try:
        yield
    finally:
        del os.environ["DATASETTE_LOAD_PLUGINS"]


def inspected(database: Path) -> Path:
    """The counts and the checksum of a database, made where they are not beside it."""
    path = database.with_name(f"{database.name}.inspect.json")
    if not path.is_file() or path.stat().st_mtime < database.stat().st_mtime:
        command = [sys.executable, "-m", "datasette", "inspect", str(database), "--inspect-file", str(path)]
        subprocess.run(command, check=True, cwd=ROOT)
    return path


def with_database(options: list[str], database: Path) -> list[str]:
    """The options of the site for another file of the same kind."""
    out = [*options]
    out[out.index("--immutable") + 1] = str(database)
    if "--inspect-file" in out:
        out[out.index("--inspect-file") + 1] = str(inspected(database))
    return out


def plainly(options: list[str], paths: list[str]) -> dict[str, dict[str, float]]:
    """The milliseconds of plain SQLite for the queries of each page, by a process of its own."""
    run = [sys.executable, "-m", "bench.queries", *options]
    done = subprocess.run(run, cwd=ROOT, input="\n".join(paths), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"the queries of the pages could not be seen: {done.stderr[-1500:]}")
    return {one["path"]: one for one in map(json.loads, done.stdout.splitlines())}


def first_load(site: str) -> int:
    """The bytes of home and of every script and style that it loads, compressed as they come."""
    return once(site + "/")[1] + sum(once(site + asset)[1] for asset in {*ASSET.findall(text(site + "/"))})


def dropped(site: str, path: str) -> list[str]:
    """The facets of a table's page that did not get done in their time."""
    found = re.search(r"These facets timed out: ([^<]+)", text(site + path))
    return found[1].strip().split(", ") if found else []


def line(page: Page, own: Load, queries: dict[str, float], other: Load | None) -> str:
    """The printed line of one page."""
    most = TIMES_PLAIN * queries["ms"] + ABOVE_PLAIN
    beside = f"{other.p50:>9.1f} ms" if other and other.status == 200 else f"{other.status if other else '-':>12}"
    if own.status != 200:
        return f"{page.name:<36} answers {own.status}"
    verdict = "" if own.p50 <= most else f"  over {most:.0f}"
    measured = f"{own.first:>8.1f} {own.rate:>7.1f} {own.p50:>8.1f} {own.p99:>8.1f} {own.bytes:>10,}"
    return f"{page.name:<36} {measured} {queries['queries']:>4} {queries['ms']:>8.1f} {beside}{verdict}"


def measure(options: list[str], database: Path, metadata: Path, seconds: float) -> None:
    """Prints a table for one database."""
    every = pages(database, metadata)
    ours = with_database(options, database)
    plain = plainly(ours, [page.path for page in every])
    with without_plugins(), served([str(database)]) as site:
        beside = {page.plain: load(site + page.plain, min(seconds, 1)) for page in every if page.plain}
    started = time.perf_counter()
    with served(ours) as site:
        print(f"{database.stat().st_size / 1e6:,.0f} MB; starts in {time.perf_counter() - started:.1f} s; "
              f"first load of home {first_load(site):,} bytes (goal {FIRST_LOAD:,})\n")  # fmt: skip
        print(HEAD)
        slow = []
        for page in every:
            own = load(site + page.path, seconds)
            slow += [page.name] if page.name in ("home", "a briefing") and own.p50 > GOAL else []
            print(line(page, own, plain[page.path], beside.get(page.plain or "")), flush=True)
            if "facets" in page.name and (gone := dropped(site, page.path)):
                print(f"    facets that were not done in time: {', '.join(gone)}")
        print(f"over {GOAL} ms: {', '.join(slow)}" if slow else f"home and a briefing within {GOAL} ms")


def main(arguments: list[str] | None = None) -> int:
    """Prints a table for each database; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2, help="for each page")
    parser.add_argument("--claims", type=int, default=MILLION, help="of the invented record; 0 leaves it out")
    parser.add_argument("--made", type=Path, help="a database of an invented record, made before")
    chosen, options = parser.parse_known_args(arguments)
    metadata = ROOT / options[options.index("--metadata") + 1]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite "
          f"{sqlite3.sqlite_version}; one request at a time by {tool()}.\n"
          "SQL: queries of the page, the time of plain SQLite; default: Datasette without plugins and settings.\n")
    measure(options, Path(options[options.index("--immutable") + 1]), metadata, chosen.seconds)
    if chosen.made:
        measure(options, chosen.made, metadata, chosen.seconds)
    elif chosen.claims:
        with tempfile.TemporaryDirectory() as name:
            claims = scale.write(Path(name), chosen.claims)
            print(f"\nan invented record of {claims:,} claims is built", flush=True)
            scale.measured(Path(name))
            measure(options, Path(name) / "briefings.db", metadata, chosen.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
