"""What a reader is told who asks by a name that is not there. In: requests and answers. Out: both, in plain words.

SQLite takes a filter on a column that does not exist for a comparison of two words and finds no row, so a notebook
written for an older name would see an empty table. Here the name is refused, and the name it has now is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response, hookimpl

from plugins.answering import App, Message, Receive, Send, raw_path, refused
from scrapers.pages.addresses import DATABASE

TABLE = re.compile(rf"^/{DATABASE}/([^/.]+)(\.\w+)?$")
MISSING = re.compile(rb"no such (?:column|table): ([A-Za-z0-9_.]+)")
NAMING = {"_sort", "_sort_desc", "_facet", "_facet_array", "_facet_date", "_col", "_nocol"}
ALWAYS = {"rowid"}
LONGEST = 1_000_000  # bytes of a refusal that are looked at
ALL = "All names are explained at /schema."


class Names:
    """The names of the tables and columns that are served, and what was renamed."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.columns = {name: set(entry.get("columns", {})) for name, entry in told.get("tables", {}).items()}
        self.queries = set(told.get("queries", {}))
        self.renamed: dict[str, str] = told.get("renamed") or {}

    def instead(self, name: str, table: str | None = None) -> str:
        """The name that a missing one has now, or those that are spelled alike, as a sentence."""
        if name in self.renamed:
            return f"{name} is now called {self.renamed[name]}. {ALL}"
        anywhere = {*self.columns, *self.queries}.union(*self.columns.values())
        known = self.columns[table] if table else anywhere
        alike = get_close_matches(name, sorted(known), 2, 0.7)
        return f"Is {' or '.join(alike)} meant? {ALL}" if alike else ALL

    def missing(self, table: str, query: str) -> str | None:
        """The first column that an address asks for and the table does not have."""
        there = self.columns[table] | ALWAYS
        for key, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
            if key in NAMING and value and value not in there:
                return value
            if not key.startswith("_") and key not in there and key.rpartition("__")[0] not in there:
                return key.partition("__")[0] or key
        return None


def told(names: Names, body: bytes) -> bytes:
    """An error message with what the missing name is called now."""

    def more(found: re.Match[bytes]) -> bytes:
        return found[0] + b". " + names.instead(found[1].decode().rpartition(".")[2]).encode()

    return MISSING.sub(more, body, count=1)


async def with_words(names: Names, app: App, scope: Message, receive: Receive, send: Send) -> None:
    """The app's answer, its message completed where it refuses for a missing name."""
    start: Message | None = None
    body = b""

    async def sending(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start" and message["status"] == 400:
            start = message
        elif start is None:
            await send(message)
        else:
            body += message.get("body", b"")
            if message.get("more_body") and len(body) < LONGEST:
                return
            body = told(names, body)
            kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            if not message.get("more_body"):
                kept.append((b"content-length", str(len(body)).encode()))
            first, start = {**start, "headers": kept}, None
            await send(first)
            await send({**message, "body": body})

    await app(scope, receive, sending)


def naming(datasette: Any, app: App) -> App:
    """The app behind the words about names."""
    names = Names(datasette.metadata()["databases"][DATABASE])

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        found = TABLE.match(raw_path(scope))
        table = found[1] if found else ""
        if found and table in names.renamed and table not in names.columns:
            where = f"/{DATABASE}/{names.renamed[table]}{found[2] or ''}" + (f"?{query}" if query else "")
            await Response.redirect(where, status=301).asgi_send(send)
        elif table in names.columns and (missing := names.missing(table, query)):
            words = f"{table} has no column {missing}. {names.instead(missing, table)}"
            await (await refused(datasette, scope, 400, words)).asgi_send(send)
        else:
            await with_words(names, app, scope, receive, send)

    return answer


@hookimpl(tryfirst=True)
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """The server with words about names."""
    return lambda app: naming(datasette, app) if DATABASE in datasette.databases else app
