"""How fast one address of loopback answers: `wrk` where it is installed, else a small client of our own.

In: an address. Out: the time of the first answer, then requests a second, the middle and the slowest hundredth of
answers, and bytes as they come compressed. A page that the server keeps is slow once.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlsplit

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
ACCEPT = {"Accept-Encoding": "gzip"}
LIMIT = 120  # seconds for one answer


class Load(NamedTuple):
    """What one address did: status, bytes, ms of the first answer, requests a second, ms of the middle and the 99th."""

    status: int
    bytes: int
    first: float
    rate: float
    p50: float
    p99: float


def tool() -> str:
    """The name of what measures here."""
    return "wrk" if shutil.which("wrk") else "the client of bench/load.py (wrk is not installed)"


def load(address: str, seconds: float, connections: int = 1) -> Load:
    """Asks an address for some seconds; the first answer stands by itself."""
    status, size, slow = once(address)
    first = slow * 1000
    if status != 200:
        return Load(status, size, first, 0.0, 0.0, 0.0)
    if slow > seconds:  # it is measured by answers of which the time is seen, not by how many fit
        times = sorted(once(address)[2] for _ in range(3))
        return Load(status, size, first, len(times) / sum(times), times[1] * 1000, times[-1] * 1000)
    measured = by_wrk(address, seconds, connections) if shutil.which("wrk") else None
    rate, p50, p99 = measured or by_client(address, seconds)
    return Load(status, size, first, rate, p50, p99)


def once(address: str) -> tuple[int, int, float]:
    """Status, bytes and seconds of one answer."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=LIMIT)
    try:
        return asked(connection, path_of(address))
    finally:
        connection.close()


def text(address: str) -> str:
    """The page at an address, as it is before it is packed."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=LIMIT)
    try:
        connection.request("GET", path_of(address))
        return connection.getresponse().read().decode("utf-8", "replace")
    finally:
        connection.close()


def asked(connection: HTTPConnection, path: str) -> tuple[int, int, float]:
    """Status, bytes and seconds of one answer on an open connection."""
    started = time.perf_counter()
    connection.request("GET", path, headers=ACCEPT)
    answer = connection.getresponse()
    size = len(answer.read())
    return answer.status, size, time.perf_counter() - started


def path_of(address: str) -> str:
    """The path and query of an address."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def by_client(address: str, seconds: float) -> tuple[float, float, float]:
    """Requests a second and two times in milliseconds, one request after another on one connection."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=LIMIT)
    times: list[float] = []
    started = time.perf_counter()
    while time.perf_counter() - started < seconds or len(times) < 3:
        times.append(asked(connection, path_of(address))[2] * 1000)
    connection.close()
    times.sort()
    return len(times) / sum(times) * 1000, times[len(times) // 2], times[min(len(times) - 1, len(times) * 99 // 100)]


def by_wrk(address: str, seconds: float, connections: int) -> tuple[float, float, float] | None:
    """The same three numbers as `wrk` has them; None where it counted too few answers."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--latency", "--timeout", f"{LIMIT}s",
               "-H", "Accept-Encoding: gzip", address]  # fmt: skip
    return parsed(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def parsed(said: str) -> tuple[float, float, float] | None:
    """Requests a second and the 50th and 99th of a hundred in milliseconds, out of what `wrk` prints."""
    found = {name: re.search(rf"^\s*{name}%\s+([0-9.]+)(us|ms|s|m)\s*$", said, re.M) for name in ("50", "99")}
    rate = re.search(r"^Requests/sec:\s+([0-9.]+)", said, re.M)
    if not rate or not found["50"] or not found["99"] or not float(rate[1]):
        return None
    p50, p99 = (float(one[1]) * UNITS[one[2]] for one in found.values() if one)
    return float(rate[1]), p50, p99
