"""Where each address of the site stands in the folder. In: an address as pages link it. Out: a path within the folder.

Pages become folders with an index.html. What only a server can answer leads to the page on which the reader's browser
answers it, its filters and parameters in the fragment, or to the exported file with all rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from datasette.utils import urlsafe_components

from scrapers.pages.addresses import DATABASE, briefing_path

FILES = (
    *(".atom", ".css", ".csv", ".geojson", ".gif", ".ico", ".ipynb", ".jpg", ".js", ".json", ".map", ".mjs", ".pdf"),
    *(".png", ".svg", ".txt", ".wasm", ".webp", ".woff2", ".xml"),
)
# What says how an answer is written, not which rows are in it.
MANNERS = frozenset({"_dl", "_extra", "_header", "_labels", "_nl", "_shape", "_size", "_stream", "_trace", "_ttl"})
EXPORTED = {".csv": "csv", ".json": "ndjson"}
FORMATS = (".csv", ".json", ".Notebook", ".copyable", ".blob")


class Place(NamedTuple):
    """A path in the folder, what follows its #, and the address to ask for it; none where the edition makes it."""

    path: str
    fragment: str = ""
    ask: str | None = None


class Shelf(NamedTuple):
    """What the database holds: its tables and views with their keys, its named questions, its exported tables."""

    keys: Mapping[str, tuple[str, ...]]
    queries: frozenset[str]
    exported: frozenset[str]

    def place(self, address: str) -> Place | None:
        """Where an address of the site stands; nothing where no static page can stand for it."""
        parts = urlsplit(address)
        steps = parts.path.strip("/").split("/")
        if ".." in steps or "\0" in unquote(parts.path):
            return None
        if parts.path == f"/{DATABASE}.db":
            return Place(f"export/{DATABASE}.db")
        if steps[0] == DATABASE:
            return self._of_database(parts.path, steps[1:], parts.query, parts.fragment)
        if steps[0] == "export" or steps in (["sitemap.xml"], ["robots.txt"]):
            return Place(parts.path.lstrip("/"))
        if steps == ["search"]:
            return Place("search/", stated(parts.query) or parts.fragment, parts.path)
        if (parts.path.endswith(FILES) and steps[0] != "briefing") or steps[0] == "examples":
            return Place(parts.path.lstrip("/"), parts.fragment, parts.path)
        if parts.query or (steps[0] == "-" and steps[1:2] not in (["dashboards"],)):
            return None
        return Place(folder(steps), parts.fragment, parts.path)

    def rows(self, address: str) -> Place | None:
        """Where the rows of a question stand that a script of a page fetches; nothing where it is no such address."""
        parts = urlsplit(address)
        name, shape = named(parts.path.removeprefix(f"/{DATABASE}/"))
        if name not in self.queries or shape != ".json" or stated(parts.query):
            return None
        return Place(f"{DATABASE}/{name}.json", "", f"{parts.path}?_shape=objects")

    def _of_database(self, path: str, steps: list[str], query: str, fragment: str) -> Place | None:
        if not steps:
            return Place(f"{DATABASE}/", stated(query) or fragment)
        name, shape = named(unquote(steps[0]))
        if len(steps) > 1:
            return self._row(name, steps[1], fragment)
        if name not in self.keys and name not in self.queries:
            return None
        if shape == ".atom":
            return None if query else Place(path.lstrip("/"), "", path)
        if shape and name in self.exported and not stated(query):
            return Place(f"export/{EXPORTED.get(shape, 'csv')}/{name}{'.ndjson' if shape == '.json' else '.csv'}")
        return Place(f"{DATABASE}/{name}/", stated(query) or fragment)

    def _row(self, table: str, key: str, fragment: str) -> Place | None:
        columns = self.keys.get(table)
        if not columns:
            return None
        for shape in FORMATS:
            key = key.removesuffix(shape)
        values = urlsafe_components(key)
        if table == DATABASE:
            address = briefing_path(values[0])
            return Place(folder(address.strip("/").split("/")), fragment, address)
        return Place(f"{DATABASE}/{table}/", urlencode(dict(zip(columns, values, strict=False))))


def named(last: str) -> tuple[str, str]:
    """A table's name and the shape that is asked for: claims.csv is claims and .csv."""
    for shape in (*FORMATS, ".atom"):
        if last.endswith(shape):
            return last.removesuffix(shape), shape
    return last, ""


def stated(query: str) -> str:
    """The part of a query string that chooses rows."""
    return urlencode([(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in MANNERS])


def folder(steps: list[str]) -> str:
    """The path of a page: its steps as a folder, the home page the folder itself."""
    return "".join(f"{quote(unquote(step), safe='')}/" for step in steps if step)


def file_of(path: str) -> str:
    """The file that a path of the folder names, its escapes resolved."""
    return unquote(path) + ("index.html" if not path or path.endswith("/") else "")


def relative(here: str, there: Place) -> str:
    """The link from one path of the folder to another.

    >>> relative("day/2015-12-23/", Place("place/homs/"))
    '../../place/homs/'
    >>> relative("day/", Place("day/", "top"))
    '#top'
    """
    fragment = f"#{there.fragment}" if there.fragment else ""
    if here == there.path:
        return fragment or "./"
    own, other = here.split("/")[:-1], there.path.split("/")
    shared = 0
    while shared < min(len(own), len(other) - 1) and own[shared] == other[shared]:
        shared += 1
    link = "../" * (len(own) - shared) + "/".join(other[shared:])
    return (link if link and ":" not in link.split("/")[0] else f"./{link}") + fragment
