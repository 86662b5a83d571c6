"""What a person let through although a guard refuses it. In: data/overrides.yml. Out: rows of `overrides`.

An entry of the file:

    - guard: vanished
      rows: [tass/846000/sorties-302, "tass/846001/*"]
      against: 3f2a9c1b77de      # the record of the file that is replaced; a guard of one file alone has none
      reason: The agency withdrew the article, see the address.
      by: A. Reviewer
      day: 2026-03-01
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.database.reviewed import entries, words
from scrapers.errors import MalformedTable

Row = dict[str, Any]

# Guards that look at one file alone, and those that hold it against the file it replaces.
ALONE = ("bounds", "large")
AGAINST = ("vanished", "shrunk", "emptied", "grown")
GUARDS = ALONE + AGAINST
KEYS = {"guard", "rows", "reason", "by", "day"}
RECORD = re.compile(r"[0-9a-f]{12}")


class Refusal(NamedTuple):
    """What a guard refuses: its name, the row or count it is about, and a sentence."""

    guard: str
    row: str
    detail: str


def load(path: Path) -> list[Row]:
    """The rows of `overrides`; raises MalformedTable with file and entry."""
    rows = [row for entry, where in entries(path) for row in of_entry(entry, where)]
    twice = {row["id"]: row for row in rows}
    if len(twice) < len(rows):
        raise MalformedTable(path, "a row is let through twice by one guard; keep one entry of it")
    return rows


def of_entry(entry: Any, where: str) -> list[Row]:
    """The rows of one entry, checked."""
    if not isinstance(entry, dict) or not KEYS <= set(entry) <= KEYS | {"against"}:
        raise MalformedTable(where, f"give {', '.join(sorted(KEYS))}, and `against` where two files are compared")
    guard, against, rows = entry["guard"], entry.get("against"), entry["rows"]
    if guard not in GUARDS or (guard in AGAINST) != (against is not None):
        raise MalformedTable(where, f"the guard is {', '.join(ALONE)}, or with `against` {', '.join(AGAINST)}")
    if against is not None and not (isinstance(against, str) and RECORD.fullmatch(against)):
        raise MalformedTable(where, "`against` is the first 12 signs of that file's record_sha256, in quotation marks")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, str) and row.strip("*") for row in rows):
        raise MalformedTable(where, "`rows` lists what is let through; a star alone is too much")
    told = words({name: entry[name] for name in ("reason", "by", "day")}, where)
    return [
        {"id": " ".join(filter(None, (guard, row, against))), "guard": guard, "row": row, "against": against} | told
        for row in rows
    ]


def left(refusals: list[Refusal], overrides: list[Row], against: str | None = None) -> list[Refusal]:
    """The refusals that no override lets through."""
    return [
        one for one in refusals
        if not any(
            row["guard"] == one.guard and row["against"] in (None, against) and fnmatchcase(one.row, row["row"])
            for row in overrides
        )
    ]  # fmt: skip
