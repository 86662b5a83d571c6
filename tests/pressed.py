"""A small edition without a server, made from the invented record, and a plain file server on loopback for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scrapers import database
from scrapers.database.exports.folder import export
from scrapers.edition.__main__ import PACKAGE
from scrapers.edition.folder import ENGINE_FILES, Made, Parts, make
from tests.invented import (
    GAZETTEER,
    PUBLISHERS,
    coalition,
    hostile,
    reading,
    write_record,
    write_text,
)

ROOT = Path(__file__).parent.parent
HOSTILE = "<img src=x onerror=alert(1)>{{ 7*7 }}"
UNDER = "/some/where/"  # an edition stands under any path of its host


def parts_in(folder: Path, site: str | None = None, engine: Path = ROOT / PACKAGE) -> Parts:
    """What an edition is made from: a built and exported record with one hostile briefing."""
    (folder / "gazetteer.csv").write_text(GAZETTEER, encoding="utf-8")
    record = write_record(folder / "record", [reading(), coalition(), hostile(HOSTILE)])
    out = folder / "briefings.db"
    database.build(record, folder / "gazetteer.csv", out, write_text(folder / "snapshots"), PUBLISHERS)
    export(out, folder / "export")
    return Parts(out, folder / "export", ROOT, engine, site)


def invented_engine(folder: Path) -> Path:
    """Files in place of SQLite for browsers, for tests that run no browser."""
    for name in ENGINE_FILES:
        path = folder / "engine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("invented\n", encoding="utf-8")
    return folder / "engine"


def made(parts: Parts, link: Path, hands: int = 1) -> Made:
    """The edition; by one hand it is printed in this process."""
    return make(parts, link, lambda _: None, hands)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address of the folder on a host that knows nothing but files; query strings mean nothing to it."""

    class Files(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(UNDER)) if path.startswith(UNDER) else "/nowhere"

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    host = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{host.server_port}{UNDER}"
    finally:
        host.shutdown()
        host.server_close()
