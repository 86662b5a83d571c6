"""The command line: `python -m scrapers VERB ...`. Calls the steps and holds no logic of theirs.

Exit status: 0 done, 2 wrong usage, and for each cause of failure the code that `scrapers.errors` gives it.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from scrapers.errors import CannotWrite, ScraperError
from scrapers.models import Article, Reading

RECORD, DATABASE, SNAPSHOTS = Path("data/record"), Path("data/briefings.db"), Path("data/snapshots")
EXPORT = Path("data/export")
CHANGES, VERIFIED = Path("data/changes"), Path("data/verified")
GAZETTEER, METADATA = Path("data/gazetteer.csv"), Path("metadata.yml")


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status; errors go to standard error, one line each."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except ScraperError as error:
        return report(error)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output left; that is its right
        return 0
    except OSError as error:
        return report(CannotWrite(error.filename or "disk", f"{error.strerror}: make room, or mend the file's rights"))


def report(error: ScraperError) -> int:
    """Prints an error on one line and returns its exit status."""
    print(f"{type(error).__name__}: {error}".replace("\n", " "), file=sys.stderr)
    return error.code


def progress(done: int, word: str, quiet: bool, last: bool = False) -> None:
    """Shows how far a long step is, on a terminal only."""
    if quiet or not sys.stderr.isatty() or (done % 50 and not last):
        return
    print(f"\r{done} {word}", end="\n" if last else "", file=sys.stderr, flush=True)


class Readings:
    """The readings of many files in order; a text that cannot be read is reported and the others go on."""

    def __init__(self, files: list[Path], quiet: bool) -> None:
        self.files, self.quiet, self.failed, self.done = files, quiet, 0, 0

    def __iter__(self) -> Iterator[tuple[Article, Reading]]:
        from scrapers.reading.many import readings  # not at the top: a command that reads nothing starts faster

        for one in readings(self._texts()):
            if isinstance(one, ScraperError):
                code = report(one)
                self.failed = self.failed or code
                continue
            self.done += 1
            progress(self.done, "texts read", self.quiet)
            yield one
        progress(self.done, "texts read", self.quiet, last=True)

    def _texts(self) -> Iterator[tuple[str, Article | ScraperError]]:
        from scrapers.sources.files import articles

        for path in self.files:
            try:
                yield from ((str(path), article) for article in articles(path))
            except ScraperError as error:
                yield str(path), error


def read(options: argparse.Namespace) -> int:
    """Prints one reading a line."""
    from scrapers import record

    readings = Readings(options.files, options.quiet)
    if options.coverage:
        return cover(readings)
    for article, reading in readings:
        if options.text:
            plain = {**record.as_json(reading), "text": article.text}
            print(record.line(plain))
        else:
            print(record.line(reading))
    return readings.failed


def cover(readings: Readings) -> int:
    """Prints how many numbers were read, per source, and what was left unread most often."""
    from scrapers.reading.coverage import Coverage, coverage, table

    counted: dict[str, list[Coverage]] = {}
    for article, reading in readings:
        name = f"{article.source} via {article.via}" if article.via else article.source
        counted.setdefault(name, []).append(coverage(article, reading))
    print(table(counted))
    return readings.failed


def record_(options: argparse.Namespace) -> int:
    """Adds the readings of files to the record; if one text cannot be read, nothing is recorded."""
    from datetime import UTC, datetime

    from scrapers import changes, record, sources
    from scrapers.gather import snapshots

    readings = Readings(options.files, options.quiet)
    kept = [(article, reading) for article, reading in readings]
    if readings.failed:
        print("nothing was recorded: mend or leave out the texts named above", file=sys.stderr)
        return readings.failed
    for article, reading in kept:
        sources.named(reading.source, article.id)
    today = changes.stamp(datetime.now(UTC).date(), options.changes)
    done = record.write([reading for _, reading in kept], options.record, options.changes, today)
    for article, reading in kept:
        snapshots.keep_text(article.text, reading.sha256, options.snapshots)
    if not options.quiet:
        told = f"{done.new} new, {done.changed} changed, {done.same} as before in {options.record}"
        print(told + (f"; {done.versions} new versions in {options.changes}" if done.versions else ""))
    return 0


def fetch(options: argparse.Namespace) -> int:
    """Fetches addresses and keeps the pages; prints where each snapshot stands."""
    from datetime import UTC, datetime

    from scrapers.gather import fetch as fetching
    from scrapers.gather import snapshots

    rules = fetching.DEFAULT._replace(loopback=frozenset(options.allow))
    failed = 0
    for url in options.url:
        try:
            page = fetching.fetch(url, now=datetime.now(UTC), rules=rules)
            print(snapshots.keep(page, options.snapshots, options.source).path)
        except ScraperError as error:
            code = report(error)
            failed = failed or code
    return failed


def verify(options: argparse.Namespace) -> int:
    """Reads the source of each text again, writes how its facts stand there, prints how many have which grade."""
    from collections import Counter
    from datetime import UTC, datetime

    from scrapers import record, verified
    from scrapers import verify as verifying

    readings = [one for one in record.every(options.record) if options.source in (None, one["source"])]
    if options.online:
        readings = verifying.oldest_first(readings, verified.every(options.verified))[: options.limit]
    ask = verifying.asking(options.pause, frozenset(options.allow)) if options.online else None
    grades: Counter[str] = Counter()
    found, failed = [], 0
    again = verifying.verify(readings, options.snapshots, ask, datetime.now(UTC).date())
    try:
        for number, (reading, one) in enumerate(zip(readings, again, strict=True), 1):
            progress(number, "texts verified", options.quiet, last=number == len(readings))
            if isinstance(one, ScraperError):
                code = report(one)
                failed = failed or code
            grades["not at hand" if one is None else "not read" if isinstance(one, ScraperError) else one.grade] += 1
            if isinstance(one, verified.Verified):
                found.append((reading["source"], one))
    finally:  # what was asked for before somebody stopped us is kept
        verified.add(found, options.verified)
    if not options.quiet:
        print(", ".join(f"{number} {grade}" for grade, number in sorted(grades.items())) or "nothing to verify")
    return failed


def build(options: argparse.Namespace) -> int:
    """Builds the database from the record, checks it and moves it into place."""
    from scrapers import database

    done = database.build(options.record, options.gazetteer, options.out, options.snapshots)
    database.write_metadata(METADATA)
    if "damaged" in done.compared:
        print(done.compared, file=sys.stderr)
    if not options.quiet:
        counts = ", ".join(f"{done.rows[name]} {name}" for name in ("briefings", "claims", "tallies", "statements"))
        print(f"{done.path}: {counts}; {done.size:,} bytes, SHA-256 {done.sha256[:16]}")
        print(done.compared)
    return 0


def check(options: argparse.Namespace) -> int:
    """Checks a built database, and that the record gives the same bytes again; prints every fault."""
    from scrapers import database
    from scrapers.errors import CheckFailed

    faults = database.check(options.out)
    if not faults and (differs := database.again(options.record, options.gazetteer, options.out, options.snapshots)):
        faults = [differs]
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        raise CheckFailed(options.out, f"{len(faults)} faults; nothing of it should be published")
    if not options.quiet:
        print(f"{options.out} holds every check, and built again it has the same bytes")
    return 0


def export(options: argparse.Namespace) -> int:
    """Writes the database as files for other programs."""
    from scrapers.database.exports import export as exporting

    done = exporting(options.database, options.out)
    if not options.quiet:
        size, rows = sum(file.size for file in done.files), sum(done.rows.values())
        print(f"{done.folder}: {len(done.files)} files, {size:,} bytes, {rows:,} rows, version {done.version}")
    return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m scrapers", description="Official briefings into checkable data.")
    verbs = top.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=text, description=text)
        sub.add_argument("--quiet", action="store_true", help="print errors and results only")
        sub.set_defaults(run=run)
        return sub

    sub = verb("fetch", fetch, "fetch pages and keep them as snapshots")
    sub.add_argument("--url", action="append", required=True, help="address of a briefing; may be given again")
    sub.add_argument("--source", metavar="NAME", help="whose page it is, where the address is not the publisher's")
    sub.add_argument("--allow", action="append", default=[], metavar="HOST:PORT", help="a test server on this machine")
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub = verb("read", read, "print the reading of each text as a line of JSON")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".html, .txt or .jsonl")
    sub.add_argument("--text", action="store_true", help="add the canonical text to each reading")
    sub.add_argument("--coverage", action="store_true", help="print how many numbers were read instead")
    sub = verb("record", record_, "add the readings of texts to the record")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".html, .txt or .jsonl")
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--changes", type=Path, default=CHANGES, help="where new versions of texts are told")
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub = verb("verify", verify, "read the source of each recorded text again and grade its facts")
    sub.add_argument("--online", action="store_true", help="ask the address, then the archive, not the kept text")
    sub.add_argument("--limit", type=int, default=50, help="how many to ask for, the longest unverified first")
    sub.add_argument("--pause", type=float, default=5.0, metavar="SECONDS", help="between two pages")
    sub.add_argument("--source", metavar="NAME", help="only texts of this source")
    sub.add_argument("--allow", action="append", default=[], metavar="HOST:PORT", help="a test server on this machine")
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--verified", type=Path, default=VERIFIED)
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub = verb("build", build, "build the database from the record")
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--gazetteer", type=Path, default=GAZETTEER)
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub.add_argument("--out", type=Path, default=DATABASE)
    sub = verb("check", check, "check a built database, and that the record gives the same bytes again")
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--gazetteer", type=Path, default=GAZETTEER)
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub.add_argument("--out", type=Path, default=DATABASE)
    sub = verb("export", export, "write the database as CSV, NDJSON, Parquet, GeoJSON with their descriptions")
    sub.add_argument("--database", type=Path, default=DATABASE)
    sub.add_argument("--out", type=Path, default=EXPORT, help="a link, moved to the new folder when it is whole")
    return top


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
