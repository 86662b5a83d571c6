"""How many queries run at once. In: requests. Out: their answers in turn, or after a short wait a plain refusal.

Readers' own SQL, tables and long exports each have their places; pages have all threads that are left. So whoever
sends slow queries waits for himself. This room knows no table: it reads the address, not the answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from datasette import hookimpl

from plugins.answering import App, Message, Receive, Send, raw_path, refused


class Places(NamedTuple):
    """How many requests of a kind are worked on at once, and how many seconds the next one waits."""

    at_once: int
    patience: float


KINDS = {"sql": Places(2, 5.0), "table": Places(3, 5.0), "stream": Places(2, 10.0)}
STREAM_SECONDS = 300.0
BUSY = "Other queries are being answered. Please ask again in a moment; pages and files are not affected."


def kind_of(path: str, query: str, databases: set[str]) -> str | None:
    """Which places a request needs: those of SQL, of tables, of long exports, or none."""
    asked = {name for name, value in parse_qsl(query, errors="replace") if value}
    if asked & {"sql", "_where"}:
        return "sql"
    first, _, rest = path.strip("/").partition("/")
    name, _, form = first.partition(".")
    if name not in databases or (form == "db" and not rest):
        return None
    return "stream" if "_stream" in asked else "table"


class Gate:
    """The places of one server."""

    def __init__(self, kinds: dict[str, Places]) -> None:
        self.kinds = kinds
        self.free = {name: asyncio.Semaphore(places.at_once) for name, places in kinds.items()}

    async def entered(self, kind: str) -> bool:
        """Says whether there was a place in time."""
        try:
            async with asyncio.timeout(self.kinds[kind].patience):
                return await self.free[kind].acquire()
        except TimeoutError:
            return False

    async def answer(self, kind: str, app: App, scope: Message, receive: Receive, send: Send) -> None:
        """Runs the app in a place, which is free again when the answer begins; a long export keeps it to its end."""
        held = True

        def leave() -> None:
            nonlocal held
            if held:
                held = False
                self.free[kind].release()

        async def leaving(message: Message) -> None:
            if kind != "stream":
                leave()
            await send(message)

        try:
            if kind == "stream":
                # A reader who never takes the next line would keep the place for ever. The cut is seen as one.
                with suppress(TimeoutError):
                    async with asyncio.timeout(STREAM_SECONDS):
                        await app(scope, receive, leaving)
            else:
                await app(scope, receive, leaving)
        finally:
            leave()


def gated(datasette: Any, app: App, kinds: dict[str, Places] | None = None) -> App:
    """The app behind a gate."""
    gate = Gate(kinds or KINDS)

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"").decode("latin-1")
        kind = kind_of(raw_path(scope), query, {*datasette.databases}) if scope["type"] == "http" else None
        if kind is None:
            await app(scope, receive, send)
        elif await gate.entered(kind):
            await gate.answer(kind, app, scope, receive, send)
        else:
            wait = {"retry-after": str(round(gate.kinds[kind].patience))}
            await (await refused(datasette, scope, 429, BUSY, wait)).asgi_send(send)

    return answer


@hookimpl(tryfirst=True)  # next to Datasette itself, so that what the doors refuse takes no place
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """The server behind a gate."""
    return lambda app: gated(datasette, app)
