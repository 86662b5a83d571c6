"""Versions and verifications of texts become rows. In: readings, data/changes, data/verified. Out: rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scrapers.changes import ALTERED, GAINED, LOST, Change, Version
from scrapers.database.remembered import FIRST
from scrapers.database.union import Reading
from scrapers.verified import Verified

Row = dict[str, Any]


def version_rows(key: str, readings: Iterable[Reading], versions: Mapping[str, list[Version]]) -> Iterator[Row]:
    """The versions of each text of a briefing, the first one included."""
    for reading in readings:
        yield from of_text(key, reading["id"], versions.get(reading["id"], []), reading["sha256"], reading["reader"])


def of_text(key: str | None, text: str, later: list[Version], sha256: str, reader: str) -> Iterator[Row]:
    """The versions of one text; checksum and reader are those it has now, where there are no later versions."""
    first = (later[0].sha256_before, later[0].reader_before) if later else (sha256, reader)
    yield version_row(key, text, 1, None, FIRST, *first, (), not later)
    for number, one in enumerate(later, 2):
        newest = one is later[-1]
        yield version_row(key, text, number, one.recorded, one.reason, one.sha256, one.reader, one.changes, newest)


def version_row(
    key: str | None, text: str, number: int, recorded: str | None, reason: str, sha256: str, reader: str,
    changes: tuple[Change, ...], newest: bool,
) -> Row:  # fmt: skip
    """The row of one version."""
    ways = [change.way for change in changes]
    return {
        "id": f"{text}@{number}", "text": text, "briefing": key, "number": number, "recorded": recorded,
        "reason": reason, "sha256": sha256, "reader": reader, "gained": ways.count(GAINED), "lost": ways.count(LOST),
        "altered": ways.count(ALTERED), "is_newest": int(newest),
    }  # fmt: skip


def change_rows(key: str | None, text: str, later: list[Version]) -> Iterator[Row]:
    """The changes of each version of one text."""
    for number, one in enumerate(later, 2):
        for change in one.changes:
            fact = f"{key or text}/{change.fact}"
            yield {
                "id": f"{text}@{number}/{change.kind}/{change.fact}", "version": f"{text}@{number}", "briefing": key,
                "recorded": one.recorded, "reason": one.reason, "kind": change.kind, "fact": fact, "way": change.way,
                "before": json.dumps(change.before, ensure_ascii=False, sort_keys=True),
                "after": json.dumps(change.after, ensure_ascii=False, sort_keys=True),
            }  # fmt: skip


def gone_rows(versions: Mapping[str, list[Version]], texts: set[str]) -> dict[str, list[Row]]:
    """The versions and changes of texts that are in the record no more: what they told stays here."""
    gone = {text: later for text, later in sorted(versions.items()) if text not in texts}
    return {
        "versions": [row for text, later in gone.items() for row in of_text(None, text, later, "", "")],
        "changes": [row for text, later in gone.items() for row in change_rows(None, text, later)],
    }


def verification_rows(connection: sqlite3.Connection, found: Mapping[str, Verified]) -> Iterator[Row]:
    """The last verification of each text of the file."""
    # Counted in one go: proofs have no index yet, and a count for each text would read them all each time.
    facts = dict(connection.execute("SELECT text, count(*) FROM proofs GROUP BY text")) if found else {}
    for text, briefing in connection.execute("SELECT id, briefing FROM texts ORDER BY id").fetchall():
        if one := found.get(text):
            yield one._asdict() | {
                "briefing": briefing, "facts": facts.get(text, 0), "differing": len(one.facts),
                "grades": json.dumps(one.facts, ensure_ascii=False, sort_keys=True),
            }  # fmt: skip
