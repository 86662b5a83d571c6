"""What a table is made of. In: declarations. Out: CREATE statements. This room knows no table by name."""

from __future__ import annotations

from typing import NamedTuple

TEXT, INTEGER, REAL = "TEXT", "INTEGER", "REAL"
DAY = "GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]'"
WEB = "GLOB 'http*://?*'"


class Column(NamedTuple):
    """One column: its name, type, the sentence readers see, and the rules that SQLite enforces."""

    name: str
    type: str
    about: str
    must: bool = False
    refers: str | None = None
    codes: tuple[str, ...] = ()
    rule: str | None = None
    unit: str | None = None


class Table(NamedTuple):
    """One table: what a row is, its columns, its key, and how the site shows it."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    indexes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    sort: str | None = None
    sort_desc: str | None = None
    label: str | None = None
    hidden: bool = False


class View(NamedTuple):
    """One view: its SQL, and the sentence for each column it shows."""

    name: str
    about: str
    sql: str
    columns: dict[str, str]
    facets: tuple[str, ...] = ()
    sort_desc: str | None = None


def literal(value: str) -> str:
    """The value as an SQL string."""
    return "'" + value.replace("'", "''") + "'"


def column_sql(column: Column) -> str:
    """One column of a CREATE TABLE statement."""
    parts = [f'"{column.name}"', column.type]
    if column.must:
        parts.append("NOT NULL")
    if column.refers:
        parts.append(f'REFERENCES "{column.refers}"("id")')
    if column.codes:
        parts.append(f'CHECK ("{column.name}" IN ({", ".join(map(literal, column.codes))}))')
    if column.rule:
        parts.append(f'CHECK ("{column.name}" {column.rule})')
    return " ".join(parts)


def create_sql(table: Table) -> str:
    """The CREATE statement of a strict table."""
    lines = [column_sql(column) for column in table.columns]
    lines.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n) STRICT"


def described(column: Column) -> str:
    """The sentence about a column, with its codes and unit."""
    codes = f" One of: {', '.join(column.codes)}." if column.codes else ""
    unit = f" In {column.unit}." if column.unit else ""
    return column.about + codes + unit
