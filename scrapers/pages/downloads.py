"""Links that hand on what a page of rows shows. In: its path and query string. Out: addresses with how much each gives.

A table's CSV is streamed whole; JSON comes a page at a time and names the next; the rest takes the first page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

MOST = 1_000  # rows of one answer; the site is served with Datasette's own limit
FIRST = f"the first {MOST:,}"
OF_THE_PAGE = {"_next", "_size", "_shape", "_facet", "_facet_size", "_nofacet", "_nocount", "_nosuggest", "_labels"}
OF_THE_FORMAT = {"_stream", "_dl", "_nl", "_header", "_hide_sql", "_show_sql", "_trace", "_ttl", "_json"}


class Download(NamedTuple):
    """A link: its name, its address, what it gives."""

    name: str
    address: str
    about: str


def asked(query: str) -> list[tuple[str, str]]:
    """What the reader asked for: filters, search, sort, columns, values; not how the page or a format shows it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return [
        (name, value)
        for name, value in pairs
        if name not in OF_THE_PAGE | OF_THE_FORMAT and not name.startswith(("_facet_", "_filter_"))
    ]


def address(path: str, pairs: Iterable[tuple[str, str]], **more: str) -> str:
    """The address of a format, with what was asked and what the format needs."""
    said = urlencode([*pairs, *more.items()], quote_via=quote)
    return path + ("?" + said if said else "")


def of_table(path: str, query: str) -> list[Download]:
    """The links of a table, filtered and sorted as the page shows it."""
    pairs = asked(query)
    return [
        Download("CSV", address(path + ".csv", pairs, _stream="on", _size="max", _dl="on"), "every row"),
        Download(
            "JSON", address(path + ".json", pairs, _shape="objects", _size="max"),
            f"{MOST:,} at a time",
        ),
        Download("to paste", address(path + ".copyable", pairs, _size="max"), FIRST),
        Download("for a notebook", address(path + ".Notebook", pairs, _size="max"), "Jupyter, Observable"),
    ]  # fmt: skip


def of_query(path: str, query: str) -> list[Download]:
    """The links of a query's answer; its CSV is whole, or says that it cannot be."""
    pairs = asked(query)
    return [
        Download("CSV", address(path + ".csv", pairs, _dl="on"), "every row"),
        Download(
            "JSON", address(path + ".json", pairs, _shape="objects"),
            FIRST,
        ),
        Download("to paste", address(path + ".copyable", pairs), FIRST),
        Download("for a notebook", address(path + ".Notebook", pairs), "Jupyter, Observable"),
    ]  # fmt: skip
