"""What a stranger's query may cost and what a page may load. In: connections and answers. Out: both, with limits.

This room knows no table. Scripts may stand in a page, for Datasette writes some there; none may come from elsewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {b"content-security-policy": POLICY.encode(), b"x-content-type-options": b"nosniff"}

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Bound what one query can ask for: a huge value is one step to SQLite, so a time limit does not stop it."""
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)


def guarded(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours in place of any by the same name."""
    return [(name, value) for name, value in headers if name.lower() not in HEADERS] + list(HEADERS.items())


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """Every answer with the headers that keep a browser from guessing types and loading from elsewhere."""

    def wrapped(app: App) -> App:
        async def answer(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
            async def send_guarded(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message = message | {"headers": guarded(list(message.get("headers", [])))}
                await send(message)

            await app(scope, receive, send_guarded)

        return answer

    return wrapped
