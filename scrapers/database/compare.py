"""What rows say together once they are in the file: days, running totals, contradictions. In: it. Out: more rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from scrapers.database.calendar import Lost, calendar
from scrapers.database.contradictions import contradictions, weighed
from scrapers.database.ledger import ledger
from scrapers.database.rows import Row, Rows, as_list


def compared(connection: sqlite3.Connection, missing: list[Lost]) -> Rows:
    """The rows of `calendar` and `ledger`, and the notices of what does not agree between rows."""
    running, falling = ledger(connection)
    return {
        "calendar": list(calendar(connection, missing)),
        "ledger": running,
        "notices": noticed([*falling, *contradictions(connection)]),
    }


def noticed(rows: Iterable[Row]) -> list[Row]:
    """Notices about rows, as their table has them."""
    return [weighed(row) | {"facts": as_list(row["facts"]), "spans": "[]"} for row in rows]


def count_notices(connection: sqlite3.Connection) -> None:
    """Writes the number of its notices on each briefing."""
    connection.execute(
        "UPDATE briefings SET notices = (SELECT count(*) FROM notices WHERE notices.briefing = briefings.id)"
    )
