"""Rows go into a fresh SQLite file. In: rows by table. Out: a file whose bytes depend on the rows alone.

Only this file and those that read the file being built know SQLite. No clock, no host, no order but the keys' own
comes in.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlite_utils

from scrapers.database.announcements import announced
from scrapers.database.calendar import Lost
from scrapers.database.checks import days
from scrapers.database.columns import create_sql
from scrapers.database.compare import compared, count_notices
from scrapers.database.rows import Rows
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS
from scrapers.errors import CheckFailed

SEARCH = {
    "claims_fts": (
        "claims_flat",
        "number",
        ("phrase", "target_text", "place", "place_text", "province", "armed_group", "quote"),
    ),
    "briefings_fts": ("briefings", "rowid", ("title", "provinces", "dateline", "via")),
}


def create(db: sqlite_utils.Database) -> None:
    """Every table, empty."""
    for table in TABLES:
        db.execute(create_sql(table))


def insert(db: sqlite_utils.Database, rows: Rows) -> None:
    """All rows in the order of their keys, whatever order they came in."""
    for table in (table for table in TABLES if table.name in rows):
        names = [column.name for column in table.columns]
        ordered = sorted(rows[table.name], key=lambda row: tuple(row[name] for name in table.key))
        whole = [{name: row.get(name) for name in names} for row in ordered]
        try:
            db.table(table.name).insert_all(whole, batch_size=500)
        except sqlite3.IntegrityError as error:
            raise CheckFailed(table.name, f"{error}; the row is {refused(db, table.name, whole)}") from error


def refused(db: sqlite_utils.Database, table: str, rows: list[dict[str, object]]) -> str:
    """The first row that a table does not take, for the message."""
    db.execute(f'DELETE FROM "{table}"')  # the batches before the broken one are in already
    for row in rows:
        try:
            db.table(table).insert(row)
        except sqlite3.IntegrityError:
            return str({name: value for name, value in row.items() if value is not None})[:400]
    return "not found again"


def index(db: sqlite_utils.Database) -> None:
    """An index for each facet, sort and reference."""
    for table in TABLES:
        for column in table.indexes:
            db.table(table.name).create_index([column])


def search(db: sqlite_utils.Database) -> None:
    """Full-text search by row number; made after VACUUM, which may number rows anew."""
    for name, (content, number, columns) in SEARCH.items():
        db.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({', '.join(columns)}, content='{content}', "
            f"content_rowid='{number}', tokenize='porter unicode61 remove_diacritics 2')"
        )
        for command in ("rebuild", "optimize"):
            db.execute(f"INSERT INTO {name}({name}) VALUES (?)", [command])


def load(path: Path, rows: Rows, missing: list[Lost]) -> None:
    """Write the whole file: tables, rows, indexes, what the rows say together, views, statistics, search."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is thrown away when anything fails
        connection.execute("PRAGMA synchronous = OFF")
        db = sqlite_utils.Database(connection)
        with db.atomic():
            create(db)
            insert(db, rows)
            index(db)
            if off := list(days(connection)):  # before anything counts days
                raise CheckFailed(path.name, "; ".join(off))
            insert(db, announced(connection))
            insert(db, compared(connection, missing))
            count_notices(connection)
            for view in VIEWS:
                db.create_view(view.name, view.sql.strip())
        db.execute("ANALYZE")
        connection.commit()
        db.vacuum()
        search(db)
        connection.commit()
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
