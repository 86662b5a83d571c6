"""Asks every kind of page whether it answers: options for `datasette serve` come in, an exit code goes out.

Serves on a free port of loopback for as long as it takes. Knows Datasette's addresses, nothing of the dataset.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from datasette.utils import path_from_row_pks, tilde_encode

START = re.compile(r"running on (http://127\.0\.0\.1:\d+)")
ASSET = re.compile(r"<(?:script|link)\b[^>]*?\b(?:src|href)=[\"']([^\"']+\.(?:js|css)(?:[?#][^\"']*)?)[\"']")
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)

browser = build_opener(ProxyHandler({}))


class Visit:
    """One walk over a served site: what was asked, what went wrong, and the scripts and styles that pages load."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.asked = 0
        self.wrong: list[str] = []
        self.assets: dict[str, str] = {}

    def get(self, path: str) -> str:
        """Returns the page, or an empty text after noting why there is none."""
        self.asked += 1
        try:
            with browser.open(self.site + path, timeout=60) as answer:
                text = str(answer.read().decode("utf-8", errors="replace"))
        except HTTPError as error:
            page = error.read().decode("utf-8", errors="replace")
            words = " ".join(MARKUP.sub(" ", page.partition("<body")[2] or page).split())
            self.wrong.append(f"{path}: {error.code}: {words[:200]}")
            return ""
        except OSError as error:
            self.wrong.append(f"{path}: no answer: {error}")
            return ""
        if not text.strip():
            self.wrong.append(f"{path}: the page is empty")
        for asset in ASSET.findall(text):
            self.assets.setdefault(asset, path)
        return text

    def json(self, path: str) -> Any:
        """Returns the parsed page, or an empty dict where it does not answer."""
        return json.loads(self.get(path) or "{}")


@contextmanager
def served(options: list[str], folder: Path | None = None) -> Iterator[str]:
    """Gives the address of a server that ends with the block, its paths seen from a folder.

    What it says goes to a file, so that it never waits for a reader.
    """
    command = [sys.executable, "-m", "datasette", "serve", *options, "--host", "127.0.0.1", "--port", "0"]
    with TemporaryFile("w+") as said, subprocess.Popen(
        command, cwd=folder, stderr=said, stdout=subprocess.DEVNULL
    ) as server:
        try:
            yield address(server, said)
        finally:
            server.terminate()


def address(server: subprocess.Popen[bytes], said: IO[str]) -> str:
    """Returns where the server listens, as soon as it says so."""
    for _ in range(600):
        ended = server.poll() is not None
        said.seek(0)
        words = said.read()
        if found := START.search(words):
            return found[1]
        if ended:
            sys.exit(f"{words[-2000:]}\ndatasette did not start: its last words stand above")
        time.sleep(0.1)
    sys.exit("datasette: no address within a minute")


def ask_table(visit: Visit, base: str, table: dict[str, Any]) -> None:
    """Asks for a table or view as page, JSON and CSV, and for the page of its first row."""
    path = f"{base}/{tilde_encode(table['name'])}"
    visit.get(f"{path}?_size=5")
    visit.get(f"{path}.csv?_size=5")
    if table.get("fts_table"):
        visit.get(f"{path}.json?_shape=objects&_size=5&_search=syria")
    rows = visit.json(f"{path}.json?_shape=objects&_size=1").get("rows", [])
    keys = table.get("primary_keys")
    if rows and keys:
        row = f"{path}/{path_from_row_pks(rows[0], keys, use_rowid=False)}"
        visit.get(row)
        visit.json(f"{row}.json?_shape=objects")


def ask_database(visit: Visit, base: str) -> None:
    """Asks for everything that the page of one database leads to."""
    visit.get(base)
    lists = visit.json(f"{base}.json")
    tables = [table for table in lists.get("tables", []) if not table["hidden"]]
    if not any(table["count"] for table in tables):
        visit.wrong.append(f"{base}: no table holds a row")
    for table in [*tables, *lists.get("views", [])]:
        ask_table(visit, base, table)
    for query in lists.get("queries", []):
        path = f"{base}/{tilde_encode(query['name'])}"
        visit.get(path)
        visit.json(f"{path}.json?_shape=objects")
    visit.json(f"{base}.json?_shape=objects&sql={quote('select 1 as one')}")
    visit.get(f"{base}.db")


def ask_assets(visit: Visit) -> None:
    """Asks for every script and style that the pages so far load; one from another host is a fault."""
    for asset, page in list(visit.assets.items()):
        if asset.startswith("/") and not asset.startswith("//"):
            visit.get(asset)
        else:
            visit.wrong.append(f"{page}: loads {asset} from elsewhere: keep a copy in static/")


def main(options: list[str]) -> int:
    """Returns 0 where every page answers."""
    with served(options) as site:
        visit = Visit(site)
        visit.get("/")
        for database in visit.json("/.json").values():
            ask_database(visit, database["path"])
        ask_assets(visit)
    print("\n".join(visit.wrong) or f"{visit.asked} pages answer")
    if visit.wrong:
        print(f"{len(visit.wrong)} faults on {visit.asked} pages")
    return 1 if visit.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
