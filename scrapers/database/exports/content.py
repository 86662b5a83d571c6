"""What is exported: each table, with types and words of the one schema. In: a database. Out: rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.database.columns import DAY, INTEGER, LIST, OBJECT, REAL, WEB, Column, Table
from scrapers.database.schema import TABLES
from scrapers.pages.dataset import version_of

AT_ONCE = 20_000  # rows held in memory


class Sheet(NamedTuple):
    """One table: its declaration, and how many rows it has."""

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


def edition(path: Path) -> Edition:
    """What a database has to export; the version is the program's and the first signs of the record's checksum."""
    connection = opened(path)
    try:
        sheets = tuple(
            Sheet(table, connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0])
            for table in sorted(TABLES, key=lambda table: table.name)
        )
        version, record = connection.execute("SELECT version, record_sha256 FROM build").fetchone()
        first, last = connection.execute("SELECT min(day), max(day) FROM briefings").fetchone()
    finally:
        connection.close()
    return Edition(path, version_of(version, record), first, last, sheets)


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
