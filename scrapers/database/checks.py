"""The finished file is checked before it is published. In: a database file. Out: sentences, none when all is well."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapers.database.columns import DAY, TEXT, rules_of
from scrapers.database.guards import alone
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS

FIRST_DAY = "2014-01-01"
LONGEST = 300
LONG_ALLOWED = {
    ("sources", "licence"), ("sources", "quoting"), ("briefings", "url"), ("briefings", "archive_url"),
    ("texts", "url"), ("proofs", "link"), ("claims", "place_candidates"), ("notices", "spans"), ("notices", "facts"),
    ("changes", "before"), ("changes", "after"), ("corrections", "before"), ("corrections", "after"),
    ("verifications", "grades"), ("claims_flat", "source_url"), ("claims_flat", "archive_url"),
    ("claims_flat", "popup"), ("language_pairs", "id"), ("spellings", "words"),
}  # fmt: skip
BOX = (29.0, 39.5, 33.0, 49.0)  # Syria and Iraq with their borders: south, north, west, east

RULES = {
    "an exact count is missing": "SELECT id FROM {table} WHERE hedge = 'exact' AND count IS NULL",
    "a count stands beside dozens or hundreds":
        "SELECT id FROM {table} WHERE hedge IN ('dozens', 'hundreds') AND count IS NOT NULL",
    "a row restates itself": "SELECT id FROM {table} WHERE repeats = id",
    "no words prove it": "SELECT id FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM proofs WHERE {kind} = t.id)",
}
KINDS = {"tallies": "tally", "claims": "claim", "statements": "statement"}
SINGLE = {
    "proofs: the span ends before it begins": "SELECT fact FROM proofs WHERE span_end <= span_start",
    "proofs: the mark lies outside the quotation":
        "SELECT fact FROM proofs WHERE quote IS NOT NULL AND NOT (0 <= mark_start AND mark_start < mark_end "
        "AND mark_end <= length(quote))",
    "unread: the span ends before it begins": "SELECT id FROM unread WHERE span_end <= span_start",
    "briefings: the period ends before it begins": "SELECT id FROM briefings WHERE period_end < period_start",
    "briefings: a figure has no hedge":
        "SELECT id FROM briefings WHERE (sorties IS NOT NULL AND sorties_hedge IS NULL) OR (strikes IS NOT NULL AND "
        "strikes_hedge IS NULL) OR (targets IS NOT NULL AND targets_hedge IS NULL) OR (engagements IS NOT NULL AND "
        "engagements_hedge IS NULL)",
    "claims: half a pair of coordinates":
        "SELECT id FROM claims WHERE (latitude IS NULL) <> (longitude IS NULL)",
    "claims: a point of Syria or Iraq lies outside both":
        f"SELECT id FROM claims WHERE country IN ('Syria', 'Iraq') AND NOT (latitude BETWEEN {BOX[0]} AND {BOX[1]} "
        f"AND longitude BETWEEN {BOX[2]} AND {BOX[3]})",
    "claims_flat: a row has another number than its claim, by which search finds it":
        "SELECT f.id FROM claims_flat f LEFT JOIN claims c ON c.rowid = f.number WHERE c.id IS NOT f.id",
    "texts: the checksum is no SHA-256": "SELECT id FROM texts WHERE length(sha256) <> 64",
    "build: there is not exactly one row": "SELECT count(*) FROM build HAVING count(*) <> 1",
}


def named(rows: list[tuple[object, ...]]) -> str:
    """A few of the rows, for the message."""
    shown = ", ".join(str(row[0]) for row in rows[:3])
    return shown + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")


def structure(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite itself finds."""
    for (answer,) in connection.execute("PRAGMA integrity_check"):
        if answer != "ok":
            yield f"integrity: {answer}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table}: row {row} refers to nothing in {parent}"
    for (mode,) in connection.execute("PRAGMA journal_mode"):
        if mode != "delete":
            yield f"journal mode is {mode}, not delete"


def rules(connection: sqlite3.Connection) -> Iterator[str]:
    """The rows that break the rules of their columns, which the build leaves to this check."""
    for table in TABLES:
        all_rules = [rule for column in table.columns for rule in rules_of(column)]
        broken = f'SELECT "{table.key[0]}" FROM "{table.name}" WHERE NOT ({{}})'
        if not all_rules or not connection.execute(broken.format(" AND ".join(all_rules))).fetchone():
            continue
        for column in table.columns:
            for rule in rules_of(column):
                if rows := connection.execute(broken.format(rule)).fetchall():
                    yield f"{table.name}.{column.name} breaks its rule ({rule}): {named(rows)}"


def described(connection: sqlite3.Connection) -> Iterator[str]:
    """Every column of every table and view has its sentence, and the other way round."""
    texts = {table.name: {column.name: column.about for column in table.columns} for table in TABLES}
    texts |= {view.name: view.columns for view in VIEWS}
    have = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE "
                              "'%_fts%' AND name NOT LIKE 'sqlite_%' ORDER BY name").fetchall()
    if missing := sorted(set(texts) - {name for (name,) in have}):
        yield f"missing: {', '.join(missing)}"
    for (name,) in have:
        columns = [row[1] for row in connection.execute(f'PRAGMA table_xinfo("{name}")')]
        if columns != list(texts.get(name, {})) or not all(texts[name].values()):
            yield f"{name}: its columns are not those described in the schema"


def days(connection: sqlite3.Connection) -> Iterator[str]:
    """Days that are none, before the campaigns, or to come by this machine's clock and any time zone."""
    last_day = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    for table in TABLES:
        for column in table.columns:
            if column.rule == DAY:
                no_day = f'date(julianday("{column.name}")) <> "{column.name}"'
                off = connection.execute(
                    f'SELECT "{table.key[0]}" FROM "{table.name}" WHERE "{column.name}" <> \'\' '
                    f'AND ("{column.name}" NOT BETWEEN ? AND ? OR {no_day})',
                    [FIRST_DAY, last_day],
                ).fetchall()
                if off:
                    yield f"{table.name}.{column.name} is no day from {FIRST_DAY} to {last_day}: {named(off)}"


def values(connection: sqlite3.Connection) -> Iterator[str]:
    """No string longer than the record allows."""
    for table in TABLES:
        names = [c.name for c in table.columns if c.type == TEXT and (table.name, c.name) not in LONG_ALLOWED]
        most = ", ".join(f'max(length("{name}"))' for name in names)
        longest = connection.execute(f'SELECT {most} FROM "{table.name}"').fetchone() if names else ()
        for name, length in zip(names, longest, strict=True):
            if length is not None and length > LONGEST:
                long = f'SELECT "{table.key[0]}" FROM "{table.name}" WHERE length("{name}") > ?'
                rows = named(connection.execute(long, [LONGEST]).fetchall())
                yield f"{table.name}.{name} is longer than {LONGEST} characters: {rows}"


def facts(connection: sqlite3.Connection) -> Iterator[str]:
    """What must hold between the columns of a fact."""
    for table, kind in KINDS.items():
        for what, sql in RULES.items():
            if found := connection.execute(sql.format(table=table, kind=kind)).fetchall():
                yield f"{table}: {what}: {named(found)}"
    for what, sql in SINGLE.items():
        if found := connection.execute(sql).fetchall():
            yield f"{what}: {named(found)}"


def guarded(connection: sqlite3.Connection) -> Iterator[str]:
    """What the guards of one file alone refuse."""
    for one in alone(connection):
        yield f"{one.guard}: {one.row}: {one.detail}; mend or withdraw it, or let it through in data/overrides.yml"


def found(path: Path, checks: tuple[Callable[[sqlite3.Connection], Iterator[str]], ...]) -> list[str]:
    """What some checks find, on a connection of their own."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return [line for one in checks for line in one(connection)]
    finally:
        connection.close()


def leftovers(path: Path) -> list[Path]:
    """Files that a writer left beside a database; SQLite would take them for a part of it."""
    return [beside for end in ("-wal", "-journal", "-shm") if (beside := Path(f"{path}{end}")).exists()]


def check(path: Path) -> list[str]:
    """Every broken expectation of a built database as a sentence; an empty list means it may be published."""
    if not path.is_file():
        return [f"{path}: there is no such file; run: python -m scrapers build"]
    if left := leftovers(path):
        return [f"{name} is left beside the database: build again" for name in left]
    with ThreadPoolExecutor(2) as threads:  # SQLite reads the whole file twice; it can do that at once
        whole = threads.submit(found, path, (structure, described))
        rows = threads.submit(found, path, (rules, values, days, facts, guarded))
        try:
            broken = whole.result()
            return broken or rows.result()
        except sqlite3.DatabaseError as error:
            return [f"{path}: {error}; build it again"]
