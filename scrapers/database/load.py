"""Rows go into a fresh SQLite file. In: rows by table. Out: a file whose bytes depend on the rows alone.

Only this file and those that read the file being built know SQLite. No clock, no host, no order but the keys' own
comes in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import sqlite_utils

from scrapers.database import spellings
from scrapers.database.announcements import announced
from scrapers.database.calendar import Lost
from scrapers.database.checks import days
from scrapers.database.columns import Table, create_sql
from scrapers.database.compare import compared, count_notices
from scrapers.database.making import COLUMNS, Made, as_tuples
from scrapers.database.rows import Rows
from scrapers.database.schema import TABLES
from scrapers.database.views import FOR_PEOPLE, VIEWS
from scrapers.errors import CheckFailed

CACHE_KB = 200_000  # memory for pages: indexes over a million rows are made without going back to the disk


def create(db: sqlite_utils.Database) -> None:
    """Every table, empty."""
    for table in TABLES:
        db.execute(create_sql(table))


def insert(connection: sqlite3.Connection, made: Made) -> None:
    """Adds rows to their tables, in their order. Plain SQL: the library's insert takes a third of a build."""
    for table, rows in made.items():
        before = connection.total_changes
        try:
            connection.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(COLUMNS[table]))})', rows)
        except sqlite3.IntegrityError as error:
            broken = zip(COLUMNS[table], rows[connection.total_changes - before], strict=True)
            row = str({name: value for name, value in broken if value is not None})[:400]
            raise CheckFailed(table, f"{error}; the row is {row}") from error


def sorted_rows(rows: Rows) -> Made:
    """Rows in the order of their keys, whatever order they came in."""
    keys = {table.name: table.key for table in TABLES}
    return as_tuples({
        name: sorted(some, key=lambda row: tuple(row[column] for column in keys[name])) for name, some in rows.items()
    })  # fmt: skip


def index(db: sqlite_utils.Database) -> None:
    """An index for each facet, sort and reference of the tables that briefings fill."""
    for table in TABLES:
        if not table.filled:
            create_indexes(db, table)


def create_indexes(db: sqlite_utils.Database, table: Table) -> None:
    """The indexes of one table."""
    for columns in table.indexes:
        db.table(table.name).create_index(columns.split(", "))


def fill(db: sqlite_utils.Database) -> None:
    """The rows of the tables for people, each made by one query over those before it."""
    for table in FOR_PEOPLE:
        names = ", ".join(f'"{column.name}"' for column in table.stored)
        db.execute(f'INSERT INTO "{table.name}" ({names}) {table.filled}')
        create_indexes(db, table)


def load(
    path: Path, briefings: Iterable[Made], rest: Callable[[sqlite3.Connection], Rows], missing: list[Lost]
) -> None:
    """Write the whole file: rows of briefings, `rest` of what these need, what they say together,
    what is made for people, search."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is thrown away when anything fails
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")  # the check of the whole file makes them all at once
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        db = sqlite_utils.Database(connection)
        with db.atomic():
            create(db)
            for made in briefings:
                insert(connection, made)
            insert(connection, sorted_rows(rest(connection)))
            index(db)
            if off := list(days(connection)):  # before anything counts days
                raise CheckFailed(path.name, "; ".join(off))
            insert(connection, sorted_rows(announced(connection)))
            insert(connection, sorted_rows(compared(connection, missing)))
            count_notices(connection)
            fill(db)
            for view in VIEWS:
                db.create_view(view.name, view.sql.strip())
        db.execute("ANALYZE")
        connection.commit()
        db.vacuum()
        spellings.index(connection)
        connection.commit()
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
