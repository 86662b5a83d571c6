"""How a build grows: time, memory and size of databases built from invented records of 10 thousand claims and more.

The committed record comes first. Each is built twice, by processes of their own. The records are made by a seeded
generator in the shape of coalition releases: place lines over seven years, nouns and places of the real tables.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from scrapers.cores import cores
from scrapers.models import Claim, Reading, Tally

ROOT = Path(__file__).parent.parent
SIZES = (10_000, 100_000, 1_000_000)
LINES = 5  # places of a release
EACH = 3  # claims of a place
SEED = 7
FIRST = date(2014, 9, 23)
DAYS = 2_600


LET_THROUGH = """
- {guard: bounds, rows: ["centcom *"], by: bench, day: 2026-01-01, reason: An invented record has more a week.}
"""


def nouns(path: Path, column: str) -> list[str]:
    """The first column of a table of words, or another."""
    with path.open(encoding="utf-8", newline="") as lines:
        return sorted({row[column] for row in csv.DictReader(lines) if row[column]})


def readings(claims: int) -> Iterator[dict[str, Any]]:
    """Invented readings that hold about so many claims."""
    dice = random.Random(SEED)
    targets = nouns(ROOT / "scrapers" / "languages" / "en" / "targets.csv", "target")
    places = nouns(ROOT / "data" / "gazetteer.csv", "name")
    for number in range(max(1, claims // (LINES * EACH))):
        yield reading(number, FIRST + timedelta(days=number % DAYS), targets, places, dice)


def reading(number: int, day: date, targets: list[str], places: list[str], dice: random.Random) -> dict[str, Any]:
    """One invented release."""
    id, iso = f"centcom/invented-{number:07}", day.isoformat()
    tallies: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    at = 0
    for place in dice.sample(places, LINES):
        strikes = dice.randint(1, 30)
        tally = Tally(f"strikes-{strikes}-{at}", "strikes", strikes, "exact", "place", None, place, None, (), "body",
                      None, (at, at + 20))  # fmt: skip
        tallies.append(tally._asdict())
        for _ in range(EACH):
            at += 30
            target, count = dice.choice(targets), dice.randint(1, 40)
            claim = Claim(
                f"destroyed-{at}", "destroyed", target, target, count, "exact", place, f"near {place}", None, None,
                None, "IS", "ISIL", "Coalition", (), None, None, None, strikes, None, "body", None, (at, at + 20),
            )  # fmt: skip
            claims.append(claim._asdict())
    return {
        "id": id, "source": "centcom", "via": None, "party": "coalition", "url": None, "archive": None,
        "language": "en", "published": iso, "dateline": None, "sha256": hashlib.sha256(id.encode()).hexdigest(),
        "period": {"start": iso, "end": iso, "days_stated": None, "span": None}, "totals": {}, "provinces": [],
        "tallies": tallies, "claims": claims, "statements": [], "spokespeople": [], "unread": [], "notices": [],
        "reader": "1",
    }  # fmt: skip


def write(folder: Path, claims: int) -> int:
    """Writes the record of so many claims, a file a year; how many claims it has."""
    made, years = 0, {}
    (folder / "record" / "centcom").mkdir(parents=True)
    for one in readings(claims):
        assert set(one) == set(Reading._fields)
        made += len(one["claims"])
        year = one["published"][:4]
        if year not in years:
            years[year] = (folder / "record" / "centcom" / f"{year}.jsonl").open("w", encoding="utf-8")
        years[year].write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")
    for file in years.values():
        file.close()
    shutil.copy(ROOT / "data" / "gazetteer.csv", folder)
    (folder / "overrides.yml").write_text(LET_THROUGH, encoding="utf-8")
    return made


def committed(folder: Path) -> int:
    """Copies the committed record and what is built with it; how many claims it has."""
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("snapshots", "*.db*"), dirs_exist_ok=True)
    files = sorted(folder.glob("record/*/*.jsonl"))
    return sum(len(json.loads(line)["claims"]) for path in files for line in path.read_bytes().splitlines())


def build(folder: Path) -> dict[str, Any]:
    """Builds the folder's database in this process: seconds, most memory in MB, size in MB, SHA-256."""
    from scrapers import database

    started = time.perf_counter()
    done = database.build(folder / "record", folder / "gazetteer.csv", folder / "briefings.db", folder / "snapshots")
    seconds = time.perf_counter() - started
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    memory = (own + largest * cores()) / 1024  # at most: what the processes share is counted in each
    return {"seconds": seconds, "memory": memory, "size": done.size / 1e6, "sha256": done.sha256}


def measured(folder: Path) -> dict[str, Any]:
    """What a process of its own says of building the folder's database."""
    run = [sys.executable, "-m", "bench.scale", "--build", str(folder)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of claims")
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        print(json.dumps(build(options.build)))
        return
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}; two builds of each size\n")
    print("   claims   build s   again s   memory MB   size MB   same bytes")
    for size in (0, *options.sizes):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            claims = write(folder, size) if size else committed(folder)
            first, second = measured(folder), measured(folder)
            same = "yes" if first["sha256"] == second["sha256"] else "NO"
            print(f"{claims:>9,} {first['seconds']:>9.1f} {second['seconds']:>9.1f} {first['memory']:>11.0f} "
                  f"{first['size']:>9.1f}   {same}{'' if size else ' (the committed record)'}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
