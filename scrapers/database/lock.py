"""One build at a time. In: the path of the database. Out: a lock that ends with the process that holds it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scrapers.errors import AlreadyBuilding


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Hold the right to write a file; a second builder is told who holds it."""
    path = out.with_name(f"{out.name}.lock")
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(handle, 20).decode().strip() or "unknown"
        os.close(handle)
        raise AlreadyBuilding(out, f"process {holder} is building it: wait until it is done") from error
    try:
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)  # the empty-handed file stays: removing it would let two builders in
