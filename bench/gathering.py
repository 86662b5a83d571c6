"""How fast pages are gathered: a server on this machine answers after 20 ms, limits lifted. Twice: new, then the same.

The server stands in for one source's host and runs in a process of its own. Pages are one of the tests' with other
numbers.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import resource
import tempfile
import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scrapers.gather.discover import Days
from scrapers.gather.fetch import DEFAULT
from scrapers.gather.manners import Budget
from scrapers.gather.run import Plan, fetch_all, session, stand_in
from scrapers.gather.worklist import Item, WorkList
from scrapers.sources import named

PAGE = (Path(__file__).parent.parent / "tests" / "pages" / "tass-b.html").read_bytes()
LATENCY = 0.02
FIRST = 1_061_000


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request: no rules for robots, else the page of that number, or 304 where it is known."""
    head = await reader.readuntil(b"\r\n\r\n")
    path = head.split(b" ", 2)[1].decode()
    await asyncio.sleep(LATENCY)
    number = path.rpartition("/")[2]
    if not number.isdigit():
        said, body = "404 Not Found", b"no"
    elif b"if-none-match" in head.lower():
        said, body = "304 Not Modified", b""
    else:
        said, body = "200 OK", PAGE.replace(b"1061234", number.encode())
    lines = f"HTTP/1.1 {said}\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"{number}\"\r\n"
    writer.write(f"{lines}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
    await writer.drain()
    writer.close()


def serve(here: Connection) -> None:
    """Serves until the process is ended; tells the port."""

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        here.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def gathered(plan: Plan) -> tuple[Any, float]:
    """One run over the work list: its counts and seconds."""
    started = time.perf_counter()
    (done,) = fetch_all({"tass": named("tass", "bench")}, plan, session(plan), lambda *_: None)
    return done.run, time.perf_counter() - started


def main() -> None:
    """Prints a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=1000)
    pages = parser.parse_args().pages
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there,), daemon=True)
    server.start()
    today = date.today()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = DEFAULT._replace(stand_in=stand_in(here.recv()))
        plan = Plan(folder / "work", folder / "snapshots", today, Days(today, today), pages,
                    budget=Budget(10**9, 10**9), rules=rules)  # fmt: skip
        work = WorkList(plan.work / "tass.jsonl")
        for number in range(FIRST, FIRST + pages):
            work.put(Item(str(number), f"https://tass.com/defense/{number}"))
        print(f"{pages:,} pages, {LATENCY * 1000:.0f} ms each, one at a time: at most {1 / LATENCY:.0f} a second\n")
        print("run         pages/s  requests/page  memory MB  outcomes")
        for word in ("all new", "unchanged"):
            run, seconds = gathered(plan)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{word:<11} {pages / seconds:>7.1f} {run.requests / pages:>14.2f} {memory:>10.0f}  {run.outcomes}",
                  flush=True)  # fmt: skip
    server.terminate()


if __name__ == "__main__":
    os.environ.pop("HTTPS_PROXY", None)
    main()
