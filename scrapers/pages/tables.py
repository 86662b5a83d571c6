"""Addresses inside the tables of the site: a row, a table with its filter set, and the CSV of exactly that selection.

In: names of tables and columns, values. Out: paths; values are escaped here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from scrapers.pages.addresses import DATABASE

ALL = {"_stream": "on", "_size": "max"}  # without these a CSV stops at the first page, and says nothing


def row_path(table: str, key: str) -> str:
    """The address of a row without its format, escaped as Datasette escapes keys.

    >>> row_path("claims", "tass/846000/sorties-302")
    '/briefings/claims/tass~2F846000~2Fsorties-302'
    """
    escaped = re.sub(rb"[^A-Za-z0-9_-]", lambda byte: b"~%02X" % byte[0][0], key.encode())
    return f"/{DATABASE}/{table}/{escaped.decode()}"


def table_path(table: str, filters: Mapping[str, str | int]) -> str:
    """The page of a table with a filter set, or of a question with its values.

    >>> table_path("claims_flat", {"province": "Deir ez-Zor", "own": "1"})
    '/briefings/claims_flat?province=Deir+ez-Zor&own=1'
    """
    return f"/{DATABASE}/{table}" + (f"?{urlencode(filters)}" if filters else "")


def csv_path(table: str, filters: Mapping[str, str | int]) -> str:
    """Every row that a filter leaves, as CSV."""
    return f"/{DATABASE}/{table}.csv?{urlencode({**filters, **ALL})}"
