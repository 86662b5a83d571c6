"""The command line: `python -m scrapers VERB ...`. Calls the steps and holds no logic of theirs.

Exit status: 0 done, 2 wrong usage, and for each cause of failure the code that `scrapers.errors` gives it.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from scrapers.arguments import parser
from scrapers.errors import CannotWrite, ScraperError
from scrapers.models import Article, Reading
from scrapers.terminal import progress, report, usage

METADATA = Path("metadata.yml")
STOPPED = 130  # as a shell has it for Ctrl-C


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status; errors go to standard error, one line each."""
    options = parser().parse_args(arguments)
    try:
        return COMMANDS[options.verb](options)
    except ScraperError as error:
        return report(error)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output left; that is its right
        return 0
    except OSError as error:
        return report(CannotWrite(error.filename or "disk", f"{error.strerror}: make room, or mend the file's rights"))
    except KeyboardInterrupt:
        print("stopped: what was done is kept, the next run goes on", file=sys.stderr)
        return STOPPED


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
            progress(self.done, None, "texts read", self.quiet)
            yield one
        progress(self.done, self.done, "texts read", self.quiet)

    def _texts(self) -> Iterator[tuple[str, Article | ScraperError]]:
        from scrapers.sources.files import texts

        for path in self.files:
            try:
                yield from ((str(path), one) for one in texts(path))
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
    """Adds the readings of files to the record; if one text cannot be read, nothing is recorded.

    With --kept the pages that were fetched and are new: one that cannot be read is refused alone.
    """
    from datetime import UTC, datetime

    from scrapers import changes, record, sources
    from scrapers.gather import snapshots

    if options.kept == bool(options.files):
        return usage("record", "give files, or --kept for what was fetched")
    if options.kept:
        return record_kept(options)
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


def record_kept(options: argparse.Namespace) -> int:
    """Records what was fetched for the work lists; the last line printed says what came, for a commit."""
    from datetime import UTC, datetime

    from scrapers import harvested, runs

    today = datetime.now(UTC).date()
    where = harvested.Where(options.work, options.snapshots, options.record, options.changes)
    done = []
    for run in harvested.record_kept(where, today):
        runs.add(run, options.runs)
        done.append(run)
        if not options.quiet:
            print(runs.summary(run), flush=True)
    print(runs.message(done))
    return 0


def verify(options: argparse.Namespace) -> int:
    """Reads the source of each text again, writes how its facts stand there, prints how many have which grade."""
    from collections import Counter
    from datetime import UTC, datetime

    from scrapers import record, verified
    from scrapers import verify as verifying
    from scrapers.gather import run
    from scrapers.gathering import plan

    readings = [one for one in record.every(options.record) if options.source in (None, one["source"])]
    if options.online:
        readings = verifying.oldest_first(readings, verified.every(options.verified))[: options.limit]
    ways = run.session(plan(options)) if options.online else None
    ask = ways.get if ways else None
    grades: Counter[str] = Counter()
    found, failed = [], 0
    again = verifying.verify(readings, options.snapshots, ask, datetime.now(UTC).date())
    try:
        for number, (reading, one) in enumerate(zip(readings, again, strict=True), 1):
            progress(number, len(readings), "texts verified", options.quiet)
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


def discover(options: argparse.Namespace) -> int:
    """Asks the listings of the sources and puts what is new on their work lists."""
    from scrapers import gathering

    return gathering.discover(options)


def fetch(options: argparse.Namespace) -> int:
    """Fetches what is open on the work lists, or addresses; keeps the pages."""
    from scrapers import gathering

    return gathering.fetch(options)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "discover": discover, "fetch": fetch, "read": read, "record": record_, "verify": verify, "build": build,
    "check": check, "export": export,
}  # fmt: skip


def stop(*_: object) -> None:
    """Ends a run that is told to end as Ctrl-C does."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
