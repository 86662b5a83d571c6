"""The options of the command line. In: nothing. Out: a parser; `verb` of what it parses names the command."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

RECORD, DATABASE, SNAPSHOTS = Path("data/record"), Path("data/briefings.db"), Path("data/snapshots")
EXPORT, GAZETTEER, CHANGES = Path("data/export"), Path("data/gazetteer.csv"), Path("data/changes")
VERIFIED, WORK, RUNS = Path("data/verified"), Path("data/worklists"), Path("data/runs.jsonl")


def day(text: str) -> date:
    """A day of the command line."""
    return date.fromisoformat(text)


def running(sub: argparse.ArgumentParser) -> None:
    """The options of a command that asks the network."""
    sub.add_argument("--source", metavar="NAME", help="this source alone")
    sub.add_argument("--work", type=Path, default=WORK, help="where work lists and what hosts asked for are kept")
    sub.add_argument("--runs", type=Path, default=RUNS, help="where the counts of each run are kept")
    sub.add_argument("--requests", type=int, default=5000, help="how often the run may ask at most")
    sub.add_argument("--allow", action="append", default=[], metavar="HOST:PORT", help="a test server on this machine")
    sub.add_argument("--stand-in", type=int, metavar="PORT", help="a test server that stands in for every host")


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m scrapers", description="Official briefings into checkable data.")
    verbs = top.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=text, description=text)
        sub.add_argument("--quiet", action="store_true", help="print errors and results only")
        sub.set_defaults(verb=name)
        return sub

    sub = verb("discover", "put what the sources list on their work lists")
    running(sub)
    sub.add_argument("--since", type=day, help="first day of which texts are wanted; two weeks ago if not given")
    sub.add_argument("--until", type=day, help="last day; today if not given")
    sub.add_argument("--archive", action="store_true", help="ask the archive's lists instead of the source's")
    sub.add_argument("--dry-run", action="store_true", help="print what is new and put nothing on the lists")
    sub = verb("fetch", "fetch what is open on the work lists, or addresses, and keep the pages")
    running(sub)
    sub.add_argument("--url", action="append", default=[], help="an address instead; may be given again")
    sub.add_argument("--limit", type=int, default=500, help="how many items of a source are asked for at most")
    sub.add_argument("--dry-run", action="store_true", help="print what is open and ask for nothing")
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub = verb("read", "print the reading of each text as a line of JSON")
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".html, .pdf, .txt, .jsonl or .warc.gz")
    sub.add_argument("--text", action="store_true", help="add the canonical text to each reading")
    sub.add_argument("--coverage", action="store_true", help="print how many numbers were read instead")
    sub = verb("record", "add the readings of texts to the record")
    sub.add_argument("files", nargs="*", type=Path, metavar="FILE", help=".html, .pdf, .txt, .jsonl or .warc.gz")
    sub.add_argument("--kept", action="store_true", help="record what was fetched for the work lists and is new")
    sub.add_argument("--work", type=Path, default=WORK)
    sub.add_argument("--runs", type=Path, default=RUNS)
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--changes", type=Path, default=CHANGES, help="where new versions of texts are told")
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub = verb("verify", "read the source of each recorded text again and grade its facts")
    sub.add_argument("--online", action="store_true", help="ask the address, then the archive, not the kept text")
    sub.add_argument("--limit", type=int, default=50, help="how many to ask for, the longest unverified first")
    running(sub)
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--verified", type=Path, default=VERIFIED)
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub = verb("build", "build the database from the record")
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--gazetteer", type=Path, default=GAZETTEER)
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub.add_argument("--out", type=Path, default=DATABASE)
    sub = verb("check", "check a built database, and that the record gives the same bytes again")
    sub.add_argument("--record", type=Path, default=RECORD)
    sub.add_argument("--gazetteer", type=Path, default=GAZETTEER)
    sub.add_argument("--snapshots", type=Path, default=SNAPSHOTS)
    sub.add_argument("--out", type=Path, default=DATABASE)
    sub = verb("export", "write the database as CSV, NDJSON, Parquet, GeoJSON with their descriptions")
    sub.add_argument("--database", type=Path, default=DATABASE)
    sub.add_argument("--out", type=Path, default=EXPORT, help="a link, moved to the new folder when it is whole")
    return top
