"""The command line of the edition: `python -m scrapers.edition`. In: an export, SQLite for browsers. Out: a folder."""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

from scrapers.edition.folder import Parts, make
from scrapers.errors import CannotWrite, ScraperError
from scrapers.terminal import progress, report

PACKAGE = Path("scripts/sqlite-wasm/node_modules/@sqlite.org/sqlite-wasm")


def public(text: str) -> str:
    """The address at which the folder will stand, with its last slash."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~-]+)*/?", text):
        raise argparse.ArgumentTypeError(f"{text} is no address such as https://example.org/syria/")
    return text.rstrip("/") + "/"


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    found = argparse.ArgumentParser(prog="make static ARGS=...", description="Write the site for a static host.")
    found.add_argument("--site-url", type=public, help="where it will stand, for the sitemap and Datasette Lite")
    found.add_argument("--database", type=Path, default=Path("data/briefings.db"), help="the database of the export")
    found.add_argument("--export", type=Path, default=Path("data/export"), help="the export to publish")
    found.add_argument("--out", type=Path, default=Path("data/site"), help="the link to the folder")
    found.add_argument("--engine", type=Path, default=PACKAGE, help="the package of SQLite for browsers")
    found.add_argument("--quiet", action="store_true", help="say nothing but errors")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Writes the folder and returns the exit status."""
    options = parser().parse_args(arguments)
    started = time.monotonic()

    def told(done: int) -> None:
        progress(done, None, "pages and files written", options.quiet)

    parts = Parts(options.database, options.export, Path(), options.engine, options.site_url)
    try:
        made = make(parts, options.out, told)
    except ScraperError as error:
        return report(error)
    except OSError as error:
        return report(CannotWrite(error.filename or "disk", f"{error.strerror}: make room, or mend the file's rights"))
    if not options.quiet:
        took = time.monotonic() - started
        print(f"{made.pages:,} pages, {made.files:,} files, {made.size / 1e6:,.0f} MB in {made.folder}, {took:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
