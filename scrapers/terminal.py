"""What a person at a terminal is told: errors, progress, wrong usage. In: errors, counts. Out: lines, exit statuses."""

from __future__ import annotations

import sys

from scrapers.errors import ScraperError


def report(error: ScraperError) -> int:
    """Prints an error on one line and returns its exit status."""
    print(f"{type(error).__name__}: {error}".replace("\n", " "), file=sys.stderr)
    return error.code


def progress(done: int, of: int | None, word: str, quiet: bool) -> None:
    """Shows how far a long step is, on a terminal only: a bar where it is known how many there are."""
    if quiet or not sys.stderr.isatty() or (of is None and done % 50):
        return
    bar = f"[{'#' * (20 * done // of):<20}] {done} of {of}" if of else f"{done}"
    print(f"\r{bar} {word}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def usage(verb: str, told: str) -> int:
    """Says how a command is used wrongly and returns its exit status."""
    print(f"python -m scrapers {verb}: {told}", file=sys.stderr)
    return 2
