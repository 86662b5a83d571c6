"""What one query may cost. In: each new connection of the server. Out: the same connection, with limits.

Datasette stops a query between two steps of SQLite. One call of one function is one step, however much it makes, so
the size of values is bounded too, and so is the size of an answer. This room knows no table.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from sys import getsizeof
from typing import Any
from weakref import ref

from datasette import hookimpl

# The longest cell of the record has 310 bytes, the longest block of the search index 4,052, the longest statement of
# the schema 2,500 (measured November 2026): the rest is room for what readers put together in one cell. The square
# of a value's length is what the dearest functions cost: 10 ms here, seconds at SQLite's own limit.
VALUE = 50_000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 2_000,  # a page of 1,000 rows asks for 1,000 labels at once
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
ANSWER = 16_000_000  # bytes in memory; a thousand of the widest rows of the record take 3 million
HEAP = 256_000_000  # bytes that SQLite may hold in the whole process
# The schema stays trusted: it is this project's own, and SQLite 3.40 would not let its views make JSON.
SAFETY = ("query_only = 1", "cell_size_check = 1", f"hard_heap_limit = {HEAP}")

# Where the file lies on the server, what others ask just now, and every page of the file one by one.
CLOSED_TABLES = {"pragma_database_list", "sqlite_stmt", "dbstat"}
CLOSED_FUNCTIONS = {"load_extension", "fts3_tokenizer", "sqlite_log"}
WIDE = re.compile(r"%[^A-Za-z%]*(?:\*|[0-9]{5})")

Row = Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]


def allowed(action: int, first: str | None, second: str | None, database: str | None, within: str | None) -> int:
    """What SQLite asks before it prepares a statement: may it do this?"""
    is_closed = (
        (action == sqlite3.SQLITE_READ and first in CLOSED_TABLES)
        or (action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in CLOSED_FUNCTIONS)
        or action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH)
    )
    return sqlite3.SQLITE_DENY if is_closed else sqlite3.SQLITE_OK


def bounded_rows(most: int = ANSWER) -> Row:
    """Makes rows until one answer holds more than is allowed; then the query ends, before the rest is in memory."""
    asked: ref[sqlite3.Cursor] | None = None
    size = 0

    def row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        nonlocal asked, size
        if asked is None or asked() is not cursor:
            asked, size = ref(cursor), 0
        size += sum(map(getsizeof, values))
        if size > most:
            raise sqlite3.OperationalError(
                f"the answer is larger than {most // 1_000_000} MB: ask for fewer rows or columns, "
                "or take the whole database at /data"
            )
        return sqlite3.Row(cursor, values)

    return row


def bounded_printf() -> Callable[..., Any]:
    """SQLite's printf without widths over 9,999: asked to pad to a billion characters, it would count to a billion."""
    own = sqlite3.connect(":memory:", check_same_thread=False)
    own.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE)

    def printf(template: Any = None, *values: Any) -> Any:
        if WIDE.search(str(template)):
            return b"0" * (VALUE + 1)  # SQLite refuses it as too big, and says so
        return own.execute(f"SELECT printf(?{', ?' * len(values)})", (template, *values)).fetchone()[0]

    return printf


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Bound what a query on this connection can take; what no reader reaches is left alone."""
    if database == "_internal":
        return
    for pragma in SAFETY:
        conn.execute(f"PRAGMA {pragma}")
    if harden := getattr(conn, "setconfig", None):  # Python 3.12
        harden(getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE"))  # noqa: B009 - not there for the type checker yet
    printf = bounded_printf()
    for name in ("printf", "format"):
        conn.create_function(name, -1, printf, deterministic=True)
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)
    conn.set_authorizer(allowed)
    conn.row_factory = bounded_rows()
