"""The commands that ask the network: `discover` and `fetch`. In: options. Out: exit statuses; what came is on disk."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from scrapers import runs, sources
from scrapers.errors import BudgetSpent, ScraperError
from scrapers.gather import run, snapshots
from scrapers.gather.fetch import PAGES, Ask
from scrapers.gather.manners import Budget
from scrapers.gather.session import Session
from scrapers.terminal import progress, report


def plan(options: argparse.Namespace) -> run.Plan:
    """What a run over the sources is to do."""
    given = vars(options)
    return run.planned(
        datetime.now(UTC).date(), given.get("since"), given.get("until"), frozenset(options.allow), options.stand_in
    )._replace(
        work=options.work, snapshots=given.get("snapshots", Path()), limit=given.get("limit", 0),
        from_archive=given.get("archive", False), dry=given.get("dry_run", False),
        budget=Budget(options.requests),
    )  # fmt: skip


def chosen(options: argparse.Namespace) -> dict[str, sources.Source]:
    """The sources of a run: the one named, or all."""
    return {options.source: sources.named(options.source, "--source")} if options.source else sources.every()


def discover(options: argparse.Namespace) -> int:
    """Asks the listings of the sources and puts what is new on their work lists."""
    wanted = plan(options)
    ways = run.session(wanted)
    return told(run.discover_all(chosen(options), wanted, ways), options) or quiet_network(run.silence(ways))


def fetch(options: argparse.Namespace) -> int:
    """Fetches what is open on the work lists, or addresses; keeps the pages."""
    wanted = plan(options)
    ways = run.session(wanted)
    if options.url:
        return fetch_addresses(options, ways)
    if options.dry_run:
        for name in chosen(options):
            items = run.worklist(wanted, name).of("open")
            print(f"{name}: {len(items)} open")
            print("".join(f"  {item.url}\n" for item in items[: options.limit]), end="")
        return 0
    running = run.fetch_all(chosen(options), wanted, ways, lambda name, n, of: progress(n, of, name, options.quiet))
    return told(running, options) or quiet_network(run.silence(ways))


def fetch_addresses(options: argparse.Namespace, ways: Session) -> int:
    """Fetches addresses; prints where each snapshot stands."""
    failed = 0
    for url in options.url:
        try:
            print(snapshots.keep(ways.get(url, Ask(PAGES)), options.snapshots, options.source).path)
        except ScraperError as error:
            code = report(error)
            failed = failed or code
    return failed


def told(running: Iterator[run.Done], options: argparse.Namespace) -> int:
    """Prints what became of each source and keeps its counts; the first exit status that is not 0.

    A listing that failed while others of its source came is told and is no failure of the run.
    """
    failed = 0
    for done in running:
        if not options.dry_run:
            runs.add(done.run, options.runs)
        for error in done.errors:
            code = report(error)
            if done.run.problem() or isinstance(error, BudgetSpent):
                failed = failed or code
        if not options.quiet:
            print(runs.summary(done.run), flush=True)
        for item in done.new if options.dry_run else ():
            print(f"  {item.url}")
    return failed


def quiet_network(silence: ScraperError | None) -> int:
    """The exit status of a run in which no host answered."""
    return report(silence) if silence else 0
