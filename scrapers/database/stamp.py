"""The mark of the schema, by which a database and a metadata.yml know each other. In: declarations. Out: a mark.

A served site checks it when it starts, so that a half deploy is seen before a reader sees it.
"""

from __future__ import annotations

from hashlib import sha256

from scrapers.database.columns import create_sql
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS


def stamp() -> str:
    """Sixteen hexadecimal digits that change with any table, column, code list or view."""
    declared = [*map(create_sql, TABLES), *(f"{view.name}: {view.sql}" for view in VIEWS)]
    return sha256("\n".join(declared).encode()).hexdigest()[:16]
