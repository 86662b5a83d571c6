"""The CSV of a query, whole or refused. In: a reader's SQL or a named query, with its values. Out: every row.

Datasette ends such a file after 1,000 rows without a word. Here an answer is complete within its bounds; beyond them
nothing of it is sent, and the reader is told where all rows are. No cell opens a formula in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.utils import InvalidSql, derive_named_parameters, sqlite_timelimit, validate_sql_select

from plugins.answering import open_to_others
from scrapers.pages.addresses import DATABASE

MOST_ROWS = 100_000
MOST_BYTES = 25_000_000
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
ELSEWHERE = "Narrow the query, or take a table's CSV, an export file or the whole database: they are listed at /data."


class TooMuch(Exception):
    """The answer passes the bounds of one file."""


def cell(value: Any) -> Any:
    """The value as a spreadsheet may read it: numbers as they are, a text that would open a formula as a text."""
    if isinstance(value, bytes):
        return value.hex()
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def whole(connection: sqlite3.Connection, sql: str, values: dict[str, str], header: bool = True) -> bytes:
    """Every row of the answer as CSV; raises TooMuch where it has more rows or bytes than one file may have."""
    cursor = connection.cursor()
    cursor.row_factory = None  # plain rows: their size is bounded below
    cursor.execute(sql, values)
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    if header:
        writer.writerow([cell(column[0]) for column in cursor.description])
    for rows, row in enumerate(cursor, 1):
        writer.writerow([cell(value) for value in row])
        if rows > MOST_ROWS or out.tell() > MOST_BYTES:
            raise TooMuch(f"{MOST_ROWS:,} rows" if rows > MOST_ROWS else f"{MOST_BYTES // 1_000_000} MB")
    return out.getvalue()


async def answer(datasette: Any, request: Any, name: str, sql: str) -> Response:
    """The whole answer as a file, or a sentence that says why there is none."""
    headers = open_to_others(datasette)
    db = datasette.get_database(DATABASE)
    limit = datasette.setting("sql_time_limit_ms")

    def told(connection: sqlite3.Connection, values: dict[str, str]) -> bytes:
        with sqlite_timelimit(connection, limit):
            return whole(connection, sql, values, request.args.get("_header") != "off")

    try:
        validate_sql_select(sql)
        named = await derive_named_parameters(db, sql)
        values = {one: request.args.get(one) or "" for one in named}
        body = await db.execute_fn(lambda connection: told(connection, values))
    except TooMuch as much:
        why = f"This answer is not sent: it has more than {much}. {ELSEWHERE}\n"
        return Response.text(why, status=400, headers=headers)
    except (sqlite3.Error, InvalidSql) as error:
        late = f"it took longer than {limit / 1000:g} seconds. {ELSEWHERE}" if str(error) == "interrupted" else error
        return Response.text(f"This query did not work: {late}\n", status=400, headers=headers)
    kind = "text/plain"
    if request.args.get("_dl"):
        kind, headers["content-disposition"] = "text/csv", f'attachment; filename="{name}.csv"'
    return Response(body, content_type=f"{kind}; charset=utf-8", headers=headers)


async def own_query(datasette: Any, request: Any) -> Response:
    """The answer to SQL that a reader wrote."""
    await datasette.ensure_permissions(request.actor, [("execute-sql", DATABASE)])
    if not request.args.get("sql"):
        raise NotFound("A query is missing: add ?sql=, or name a table")
    return await answer(datasette, request, DATABASE, request.args.get("sql"))


async def named_query(datasette: Any, request: Any) -> Response:
    """The answer to a named query."""
    await datasette.ensure_permissions(request.actor, [("view-database", DATABASE), "view-instance"])
    name = request.url_vars["query"]
    query = await datasette.get_canned_query(DATABASE, name, request.actor)
    return await answer(datasette, request, name, query["sql"])


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """The addresses at which Datasette would answer with 1,000 rows at most."""
    names = "|".join(re.escape(name) for name in datasette.metadata("queries", database=DATABASE, fallback=False) or {})
    routes = [(rf"^/{DATABASE}\.csv$", own_query)]
    return [*routes, (rf"^/{DATABASE}/(?P<query>{names})\.csv$", named_query)] if names else routes
