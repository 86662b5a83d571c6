"""What pages ask of SQLite, and how long plain SQLite takes for it: no server, no templates, the same queries.

In: paths, one a line on standard input, and the options the site is served with. Out: a line of JSON for each path.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
import time
from typing import Any

from datasette import cli
from datasette.app import Datasette
from datasette.tracer import capture_traces, trace_child_tasks
from datasette.utils import escape_fts

DATABASE = "briefings"
TIMES = 3


def site(options: list[str]) -> Datasette:
    """The site that these options serve, without a server."""
    context = cli.serve.make_context("serve", [*options])
    made: Datasette = cli.serve.callback(**context.params | {"return_instance": True})
    return made


def asked(datasette: Datasette, path: str) -> list[tuple[str, Any]]:
    """The queries that one page runs, with their values."""
    traces: list[dict[str, Any]] = []

    async def ask() -> None:
        await datasette.client.get(f"/{DATABASE}/build.json")  # the first page of all also reads the schema
        with capture_traces(traces), trace_child_tasks():
            await datasette.client.get(path)

    asyncio.run(ask())
    own = (one for one in traces if one["type"] == "sql" and one.get("database") == DATABASE)
    return [(one["sql"], one.get("params") or []) for one in own]


def plain(connection: sqlite3.Connection, queries: list[tuple[str, Any]]) -> float:
    """Milliseconds that these queries take together, the best of some times."""
    best = float("inf")
    for _ in range(TIMES):
        started = time.perf_counter()
        for sql, values in queries:
            connection.execute(sql, values).fetchall()
        best = min(best, time.perf_counter() - started)
        if best > 1:
            break
    return best * 1000


def main(options: list[str]) -> None:
    """Prints the number of queries and their milliseconds for each path."""
    datasette = site(options)
    connection = sqlite3.connect(f"file:{options[options.index('--immutable') + 1]}?immutable=1", uri=True)
    connection.create_function("escape_fts", 1, escape_fts)
    for path in sys.stdin.read().splitlines():
        queries = asked(datasette, path)
        print(json.dumps({"path": path, "queries": len(queries), "ms": plain(connection, queries)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
