"""A server on loopback that does what a test tells it, broken answers included, and a fetch that may ask it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scrapers.gather.fetch import Rules, fetch
from scrapers.models import Page

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=timezone(timedelta(hours=3)))
BODY = "<html><body>Página</body></html>".encode()
Act = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server on loopback: `acts` says what each path does, `seen` what was asked for."""

    def __init__(self) -> None:
        self.acts: dict[str, Act] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.seen.append((self.path, dict(self.headers)))
                outer.act(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing: the test reads `seen`."""

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that hangs up is what these tests are about."""

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.port = self.http.server_port
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def act(self, request: BaseHTTPRequestHandler) -> None:
        """Answers as the test said; a server without rules for robots says so."""
        if request.path == "/robots.txt" and request.path not in self.acts:
            request.send_error(404)
            return
        self.acts[request.path](request)

    def url(self, path: str = "/a", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def fetch(self, path: str = "/a", **rules: Any) -> Page:
        allowed = frozenset({f"127.0.0.1:{self.port}"})
        quick = Rules(loopback=allowed, patience=2.0, deadline=4.0)
        return fetch(self.url(path), now=NOW, rules=quick._replace(**rules))


@contextmanager
def serving() -> Iterator[Server]:
    """A server that stops when the test ends."""
    server = Server()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()


def answer(status: int = 200, body: bytes = BODY, **headers: str) -> Act:
    def act(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        given = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
        for name, value in given.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return act


def raw(*chunks: bytes, pause: float = 0.0) -> Act:
    def act(request: BaseHTTPRequestHandler) -> None:
        for chunk in chunks:
            request.wfile.write(chunk)
            request.wfile.flush()
            time.sleep(pause)
        request.close_connection = True

    return act


class World(Server):
    """One server that stands in for every host: `pages` has what each address answers, all others are not there."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, Act] = {}
        self.asked: list[str] = []

    def act(self, request: BaseHTTPRequestHandler) -> None:
        """Answers for the host that was asked."""
        url = f"https://{request.headers['Host']}{request.path}"
        self.asked.append(url)
        self.pages.get(url, answer(404, b"not there"))(request)


@contextmanager
def a_world(kind: type[World] = World) -> Iterator[World]:
    """A world that ends with the test."""
    world = kind()
    try:
        yield world
    finally:
        world.http.shutdown()
        world.http.server_close()
