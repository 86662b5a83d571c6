"""What is exported: each table and the flat view, with types and words of the one schema. In: a database. Out: rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.database.columns import DAY, INTEGER, LIST, OBJECT, REAL, TEXT, WEB, Column, Table
from scrapers.database.schema import TABLES
from scrapers.database.views import CLAIMS_FLAT

NOTICE = (
    "Claims, not findings: a row says what a party to the war claimed, in neutral words. It does not say that it "
    "happened."
)
TITLE = "Air campaigns over Syria, as claimed"
NAME = "syria-air-briefings"
HOME = "https://github.com/syria-air-briefings/syria-air-briefings"
LICENCE = ("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/")
COMPUTED = {"number": INTEGER, "date_precision": INTEGER}  # columns of the view that no table declares
AT_ONCE = 20_000  # rows held in memory


class Sheet(NamedTuple):
    """One table or view: its declaration, and how many rows it has."""

    table: Table
    rows: int

    @property
    def name(self) -> str:
        """Its name."""
        return self.table.name


class Edition(NamedTuple):
    """What is exported: a database, its version, the first day and last day told of, and its sheets."""

    path: Path
    version: str
    first_day: str | None
    last_day: str | None
    sheets: tuple[Sheet, ...]


def opened(path: Path) -> sqlite3.Connection:
    """A connection that only reads."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def flat(connection: sqlite3.Connection) -> Table:
    """The flat view as if it were a table: the types are those of the columns it shows."""
    types = {row[1]: row[2] for row in connection.execute('PRAGMA table_info("claims_flat")')}
    shown = (table for table in TABLES if table.name in ("claims", "briefings"))
    known = {column.name: column for table in shown for column in table.columns}
    columns = tuple(
        Column(name, COMPUTED.get(name) or types[name] or TEXT, about, rule=rule_of(name, known))
        for name, about in CLAIMS_FLAT.columns.items()
    )
    return Table("claims_flat", CLAIMS_FLAT.about, columns)


def rule_of(name: str, known: dict[str, Column]) -> str | None:
    """The rule that tells days and addresses from other words."""
    if name in ("date_from", "date_to"):
        return DAY
    if name == "source_url":
        return WEB
    rule = known[name].rule if name in known else None
    return rule if rule in (DAY, WEB) else None


def edition(path: Path) -> Edition:
    """What a database has to export; the version is the program's and the first signs of the record's checksum."""
    connection = opened(path)
    try:
        tables = (*TABLES, flat(connection))
        sheets = tuple(
            Sheet(table, connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])
            for table in sorted(tables, key=lambda table: table.name)
        )
        version, record = connection.execute("SELECT version, record_sha256 FROM build").fetchone()
        first, last = connection.execute("SELECT min(day), max(day) FROM briefings").fetchone()
    finally:
        connection.close()
    return Edition(path, f"{version}+{record[:12]}", first, last, sheets)


def rows(connection: sqlite3.Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table in the order of its key, some thousand at a time."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    order = ", ".join(f'"{name}"' for name in table.key)
    cursor = connection.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {order}')
    while some := cursor.fetchmany(AT_ONCE):
        yield some


def kind(column: Column) -> str:
    """What a column holds: integer, number, day, address, list, object or string."""
    if column.type == INTEGER:
        return "integer"
    if column.type == REAL:
        return "number"
    return {DAY: "day", WEB: "address", LIST: "list", OBJECT: "object"}.get(column.rule or "", "string")
