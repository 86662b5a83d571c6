"""What a table is made of, and columns that many have. In: declarations. Out: CREATE statements."""

from __future__ import annotations

from typing import NamedTuple

from scrapers.models import HEDGES, VOICES

TEXT, INTEGER, REAL = "TEXT", "INTEGER", "REAL"
DAY = "GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]'"
WEB = "GLOB 'http*://?*'"
COUNT = "BETWEEN 0 AND 999999"
LIST = "GLOB '[[]*]'"
OBJECT = "GLOB '{*}'"


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
    reckoned: str | None = None  # the expression of a column that SQLite reckons when it is asked for


class Table(NamedTuple):
    """One table: what a row is, its columns, its key, how the site shows it, and the SELECT that fills it, if any.

    An index may be of several columns: "province, day".
    """

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
    filled: str | None = None

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that are written; SQLite reckons the others."""
        return tuple(column for column in self.columns if not column.reckoned)


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
    if column.reckoned:
        return " ".join([*parts, f"AS ({column.reckoned}) VIRTUAL"])
    if column.must:
        parts.append("NOT NULL")
    if column.refers:
        parts.append(f'REFERENCES "{column.refers}"("id")')
    parts += [f"CHECK ({rule})" for rule in rules_of(column)]
    return " ".join(parts)


def rules_of(column: Column) -> list[str]:
    """What SQLite checks of a column, as SQL."""
    rules = [f'"{column.name}" IN ({", ".join(map(literal, column.codes))})'] if column.codes else []
    return rules + ([f'"{column.name}" {column.rule}'] if column.rule else [])


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


def key(about: str) -> Column:
    """The text key of a table."""
    return Column("id", TEXT, about, must=True)


def hedge(about: str, must: bool = False, name: str = "hedge") -> Column:
    """A column that says how firmly a number is stated."""
    return Column(name, TEXT, about, must=must, codes=HEDGES)


def number(name: str, about: str, unit: str | None = None) -> Column:
    """A printed number; empty where none is printed."""
    return Column(name, INTEGER, about, rule=COUNT, unit=unit)


def day(name: str, about: str) -> Column:
    """An ISO date."""
    return Column(name, TEXT, about, rule=DAY)


def repeats(table: str) -> Column:
    """The mark of a restatement."""
    return Column("repeats", TEXT, "The earlier row that this one restates; no sum counts a restatement.", refers=table)


def same_as(table: str) -> Column:
    """The mark of what another document carries too."""
    return Column("same_as", TEXT, "The row of another document that carries the same, or another value of it; no sum "
                  "counts this one.", refers=table)


def total(metric: str, about: str) -> tuple[Column, Column]:
    """A party's own figure in this document and its hedge."""
    return number(metric, about), hedge(f"How firmly the number of {metric} is stated.", name=f"{metric}_hedge")


CORRECTED = (
    Column("correction", TEXT, "The correction that withdrew it or set some of its columns, if any.",
           refers="corrections"),
    Column("withdrawn", INTEGER, "1 where it was withdrawn after review: no sum counts it.", must=True,
           rule="IN (0, 1)"),
)
BRIEFING = Column("briefing", TEXT, "The briefing it stands in.", must=True, refers="briefings")
VOICE = Column("voice", TEXT, "Where in the text it stands; background is the carrier's or older matter.", must=True,
               codes=VOICES)
SPANS = (
    Column("span_start", INTEGER, "First character of the words, counted in the canonical text.", must=True,
           rule=">= 0"),
    Column("span_end", INTEGER, "The character after the last of the words.", must=True, rule="> 0"),
)
