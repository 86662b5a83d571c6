"""Guards against a file that lost or gained too much. In: a built file, and the one it replaces. Out: refusals.

A table may lose 2 % of its rows, a source or year 5 %, a column half of what it is filled with; no key that was
published goes without a line in data/changes that tells it; a source brings no more than twice its fullest week. The
shares are conventions: what passes them is looked at by a person and let through in data/overrides.yml.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scrapers.changes import GAINED
from scrapers.database.overrides import Refusal, left

KEYED = ("briefings", "tallies", "claims", "statements")
TOTAL, PART = 0.98, 0.95
FEW = 20  # rows below which a share says nothing
MOST_OF_ONE = 200  # claims of one document; the longest at hand has 77
USUAL = 200  # claims a week that any source may bring
# Far above what was ever claimed for a day: the ministry about 140 sorties and 450 targets, the coalition 100 strikes.
MOST_A_DAY = {"sorties": 300, "targets": 1000, "strikes": 300, "engagements": 1000}
VARIANT = re.compile(r"--[0-9]+$")


class Compared(NamedTuple):
    """The first signs of the record that a file was built from, and what a guard refuses of its successor."""

    against: str | None
    refusals: list[Refusal]


def bounds(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """What no source can have published and no day can have seen."""
    early = (
        "SELECT b.id, b.day, s.first_day FROM briefings b JOIN sources s ON s.id = b.source "
        "WHERE b.day < s.first_day ORDER BY b.id"
    )
    for briefing, day, first in connection.execute(early):
        yield Refusal("bounds", briefing, f"it is of {day}, before {first}, the first day this source can tell of")
    weeks = (
        "SELECT s.id, strftime('%Y-%W', b.published) week, count(*), s.most_a_week FROM briefings b JOIN sources s "
        "ON s.id = b.source GROUP BY 1, 2 HAVING count(*) > s.most_a_week ORDER BY 1, 2"
    )
    for source, week, number, most in connection.execute(weeks):
        yield Refusal("bounds", f"{source} {week}", f"{number} briefings of one week, more than {most}")
    days = "julianday(period_end) - julianday(period_start) + 1"
    for metric, most in MOST_A_DAY.items():
        sql = f"SELECT id, {metric}, {days} FROM briefings WHERE {metric} > {most} * ({days}) ORDER BY id"
        for briefing, number, length in connection.execute(sql):
            yield Refusal("bounds", briefing, f"{number} {metric} in {length:.0f} days, more than {most} a day")
    sql = "SELECT briefing, count(*) FROM claims GROUP BY 1 HAVING count(*) > ? ORDER BY 1"
    for briefing, number in connection.execute(sql, [MOST_OF_ONE]):
        yield Refusal("large", briefing, f"{number} claims in one document, more than {MOST_OF_ONE}")


def alone(connection: sqlite3.Connection) -> list[Refusal]:
    """The refusals of a file by itself that its own overrides do not let through."""
    return left(list(bounds(connection)), overrides(connection))


def overrides(connection: sqlite3.Connection) -> list[dict[str, object]]:
    """The rows of `overrides` in a file."""
    told = connection.execute('SELECT guard, "row", against FROM overrides')
    return [dict(zip(("guard", "row", "against"), row, strict=True)) for row in told]


def damage(path: Path) -> str | None:
    """Why a database cannot be read, None where it can; raises sqlite3.OperationalError where it is locked."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            answers = [answer for (answer,) in connection.execute("PRAGMA quick_check(1)")]
            connection.execute("SELECT record_sha256 FROM build").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise  # it is whole, and somebody writes to it
        return str(error)
    except TypeError:
        return "its table build is empty"
    return None if answers == ["ok"] else answers[0]


def compared(new: Path, old: Path) -> Compared:
    """What a new file lost or gained too much of beside the sound file it replaces."""
    connection = sqlite3.connect(f"file:{new}?mode=ro", uri=True)
    try:
        connection.execute("ATTACH ? AS old", [f"file:{old}?mode=ro"])
        (record,) = connection.execute("SELECT record_sha256 FROM old.build").fetchone()
        found = [*vanished(connection), *shrunk(connection), *emptied(connection), *grown(connection)]
        return Compared(record[:12], left(found, overrides(connection), record[:12]))
    finally:
        connection.close()


def columns(connection: sqlite3.Connection, schema: str, table: str) -> set[str]:
    """The columns of a table in one of the two files; none where an older file has no such table."""
    return {row[1] for row in connection.execute(f'PRAGMA {schema}.table_info("{table}")')}


def vanished(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """Keys that were published and are gone, and no new version of a text tells why."""
    told = {fact for (fact,) in connection.execute("SELECT fact FROM changes WHERE way <> ?", [GAINED])}
    for table in KEYED:
        if "id" not in columns(connection, "old", table):
            continue
        for (key,) in connection.execute(f"SELECT id FROM old.{table} EXCEPT SELECT id FROM main.{table} ORDER BY 1"):
            if VARIANT.sub("", key) not in told:
                yield Refusal("vanished", key, f"it was published in {table} and is gone, and no change tells why")


def counts(connection: sqlite3.Connection, schema: str, table: str) -> dict[str, int]:
    """The rows of a table: all, of each source, of each year."""
    own = table == "briefings"
    join = "" if own else f"JOIN {schema}.briefings b ON b.id = t.briefing"
    one = "t" if own else "b"
    rows = connection.execute(
        f"SELECT {one}.source, substr({one}.day, 1, 4), count(*) FROM {schema}.{table} t {join} GROUP BY 1, 2"
    ).fetchall()
    out: dict[str, int] = {}
    for source, year, number in rows:
        for name in (table, f"{table} of {source}", f"{table} of {year or 'no day'}"):
            out[name] = out.get(name, 0) + number
    return out


def shrunk(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """Tables, sources and years that lost too many of their rows."""
    for table in KEYED:
        if not {"id", "briefing" if table != "briefings" else "day"} <= columns(connection, "old", table):
            continue
        new = counts(connection, "main", table)
        for name, before in sorted(counts(connection, "old", table).items()):
            now, share = new.get(name, 0), TOTAL if name == table else PART
            if now < before * share:
                yield Refusal("shrunk", name, f"{before} rows before, {now} now, a fall of more than {1 - share:.0%}")


def emptied(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """Columns that are filled half as often as they were."""
    for table in KEYED:
        names = sorted(columns(connection, "old", table) & columns(connection, "main", table))
        if not names:
            continue
        filled = ", ".join(f'count("{name}")' for name in names)
        old, *before = connection.execute(f"SELECT count(*), {filled} FROM old.{table}").fetchone()
        new, *after = connection.execute(f"SELECT count(*), {filled} FROM main.{table}").fetchone()
        for name, had, has in zip(names, before, after, strict=True):
            if had >= FEW and new and has / new < had / old / 2:
                told = f"filled in {had / old:.0%} of {old} rows before, in {has / new:.0%} of {new} now"
                yield Refusal("emptied", f"{table}.{name}", told)


def grown(connection: sqlite3.Connection) -> Iterator[Refusal]:
    """Sources that brought more than twice the claims of their fullest week."""
    if not {"id", "briefing"} <= columns(connection, "old", "claims"):
        return
    weeks = (
        "SELECT source, max(number) FROM (SELECT b.source, strftime('%Y-%W', b.day), count(*) number FROM old.claims c "
        "JOIN old.briefings b ON b.id = c.briefing GROUP BY 1, 2) GROUP BY 1"
    )
    usual = dict(connection.execute(weeks).fetchall())
    new = (
        "SELECT b.source, count(*) FROM main.claims c JOIN main.briefings b ON b.id = c.briefing "
        "WHERE c.id NOT IN (SELECT id FROM old.claims) GROUP BY 1 ORDER BY 1"
    )
    for source, number in connection.execute(new).fetchall():
        most = 2 * max(usual.get(source, 0), USUAL)
        if number > most:
            yield Refusal("grown", source, f"{number} new claims at once, more than {most}, twice its fullest week")
