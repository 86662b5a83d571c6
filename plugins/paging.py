"""Pages of a table that neither skip nor repeat a row. In: the SQL of a table's page. Out: the same, ties in key order.

Datasette 0.65 sorts the second page of a table by column and key, but the first by the column alone. Where an index is
read backwards, equal values come last key first, and rows at the seam are lost or told twice: by day, newest first, 18
of 15,097 claims were missing from the streamed CSV (November 2026). Here the first page has the key as well.

A later page asks for what comes after a value by conditions joined with "or", for which SQLite sorts all the rest of
the table: 140 thousand rows took 35 s. Where the column is never empty, one plain bound lets it walk an index instead.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.utils import escape_sqlite

from scrapers.pages.addresses import DATABASE

# The page of a table as Datasette writes it: plain columns of one table, sorted by one column, with a limit.
FIRST = re.compile(
    r"select (?:[\w\[\]]+, )*[\w\[\]]+ from \[?(?P<table>\w+)\]? (?:where .+ )?order by (?P<column>\[?\w+\]?)(?: desc)?"
    r"(?P<end> limit \d+)",
    re.DOTALL,
)
# A reader's own condition may hold a query of another shape, to which no key can be added.
OTHER = re.compile(r"\b(?:union|intersect|except|group|having|window)\b", re.IGNORECASE)
# What a later page has last among its conditions: what comes after a value, in the order of the sort and the key.
LATER = re.compile(
    r"(?P<head>select .+ from \[?(?P<table>\w+)\]? where .*?)\((?P<column>\[?\w+\]?) (?P<sign>[<>]) :(?P<at>p\d+)"
    r"(?: or (?P=column) is null)? or \((?P=column) = :(?P=at) and (?P<key>.+)\)\)(?P<end> order by (?P=column)\b.*)",
    re.DOTALL,
)

Keys = dict[str, list[str]]


def in_key_order(sql: str, keys: Keys) -> str:
    """The SQL with the key of its table behind the column that it sorts by; any other SQL as it is."""
    found = FIRST.fullmatch(sql)
    if not found or OTHER.search(sql):
        return sql
    key = [escape_sqlite(name) for name in keys.get(found["table"], []) if escape_sqlite(name) != found["column"]]
    return "".join((sql[: found.start("end")], *(f", {name}" for name in key), found["end"]))


def by_index(sql: str, filled: Keys) -> str:
    """The SQL of a later page so that an index leads to its first row; any other SQL as it is.

    The plus keeps SQLite from an index of its own for each side of "or"; words compare the same with it, but numbers
    do not.
    """
    found = LATER.fullmatch(sql)
    if not found or OTHER.search(sql) or found["column"].strip("[]") not in filled.get(found["table"], []):
        return sql
    column, sign, at = found["column"], found["sign"], found["at"]
    after = f"+{column} {sign} :{at} or (+{column} = :{at} and {found['key']})"
    return f"{found['head']}{column} {sign}= :{at} and ({after}){found['end']}"


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Puts the key into the SQL of every first page of the served database."""

    async def prepared() -> None:
        if DATABASE not in datasette.databases:
            return
        db = datasette.get_database(DATABASE)
        names = await db.table_names()
        keys = {name: await db.primary_keys(name) or ["rowid"] for name in names}
        columns = {name: await db.table_column_details(name) for name in names}
        filled = {name: [one.name for one in some if one.type == "TEXT" and one.notnull]
                  for name, some in columns.items()}  # fmt: skip
        execute = db.execute

        async def in_order(sql: str, *values: Any, **options: Any) -> Any:
            return await execute(by_index(in_key_order(sql, keys), filled), *values, **options)

        db.execute = in_order

    return prepared
