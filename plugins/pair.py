"""Whether the database and the metadata belong together. In: both, when the server starts. Out: it starts, or says why.

A server that refuses to start leaves the one before it running, with the pair that it has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.utils import StartupError

from scrapers.pages.addresses import DATABASE


def mismatch(of_file: str | None, of_metadata: str | None) -> str | None:
    """What is wrong with a pair, in a sentence; nothing where its marks are the same."""
    if of_file == of_metadata:
        return None
    return (
        f"the database and metadata.yml are not of one build (schema {of_file or 'without a mark'}, metadata "
        f"{of_metadata or 'without a mark'}): deploy both files of one edition, or run `make build`"
    )


def stamp_of(connection: sqlite3.Connection) -> str | None:
    """The mark in the file, nothing where it has none."""
    try:
        found = connection.execute("SELECT schema_stamp FROM build").fetchone()
    except sqlite3.OperationalError:
        return None
    return found[0] if found else None


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]]:
    """Refuse to serve half of a deploy."""

    async def look() -> None:
        if DATABASE not in datasette.databases:
            return
        of_file = await datasette.get_database(DATABASE).execute_fn(stamp_of)
        if wrong := mismatch(of_file, datasette.metadata("schema_stamp")):
            raise StartupError(wrong)

    return look
