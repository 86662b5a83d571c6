"""The pages on which a reader's browser asks the database itself. In: the metadata. Out: a page for each table and
question, one for a reader's own SQL; each holds in JSON what its scripts need, and works as a list without them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from scrapers.edition.served import Served
from scrapers.edition.shelf import Shelf
from scrapers.pages import search, sitemap
from scrapers.pages.addresses import DATABASE

TEMPLATE = "edition.html"
SEARCH = {"places": search.PLACES, "briefings": search.BRIEFINGS, "claims": search.CLAIMS}


class Engine(NamedTuple):
    """The file that browsers load: its address in the folder, its bytes on the way and unpacked, its checksum."""

    address: str
    packed: int
    size: int
    sha256: str


def with_search(engine: Engine, html: str) -> str:
    """The search page with what it needs to search in the browser."""
    asked = {"queries": SEARCH, "named": sitemap.NAMED, "spelled": search.SPELLED}
    config = {"kind": "search", **asked, "database": engine._asdict()}
    told = json.dumps(config).replace("<", "\\u003c")
    head = (
        '<link rel="stylesheet" href="/static/edition/edition.css">\n'
        '  <script type="module" src="/static/edition/page.js"></script>\n'
        f'  <script type="application/json" id="edition">{told}</script>\n</head>'
    )
    return html.replace("</head>", head, 1)


def shelf(served: Served) -> Shelf:
    """What the database holds, as links need to know it."""
    names = sorted(row["name"] for row in served.rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"))
    keys = {name: key_columns(served, name) for name in names if name in served.about["tables"]}
    exported = {path.stem for path in (served.database.parent / "export" / "csv").glob("*.csv")}
    return Shelf(keys, frozenset(served.about.get("queries", {})), frozenset(exported))


def key_columns(served: Served, table: str) -> tuple[str, ...]:
    """The columns of a table's key, in their order; none for a view."""
    rows = served.rows(f"SELECT name FROM pragma_table_info('{table}') WHERE pk ORDER BY pk")
    return tuple(row["name"] for row in rows)


def addresses(what: Shelf) -> list[str]:
    """The addresses of all these pages on the site with a server."""
    return [f"/{DATABASE}", *(f"/{DATABASE}/{quote(name)}" for name in sorted({*what.keys, *what.queries}))]


def page(served: Served, what: Shelf, engine: Engine, address: str) -> str:
    """The page of a table, a question or the SQL, as the site's templates print it."""
    name = address.removeprefix(f"/{DATABASE}").strip("/")
    if not name:
        values = start(served, what)
    elif name in what.queries:
        values = question(name, served.about["queries"][name])
    else:
        values = table(served, what, name)
    values["config"] |= {"database": engine._asdict()}
    return served.rendered(TEMPLATE, values, address)


def start(served: Served, what: Shelf) -> dict[str, Any]:
    """The list of tables and questions, and a field for SQL."""
    tables = [
        {"name": name, "title": about.get("title", name), "description": about.get("description", "")}
        for name, about in served.about["tables"].items()
        if name in what.keys and not about.get("hidden")
    ]
    questions = [{"name": name, "title": one["title"]} for name, one in served.about.get("queries", {}).items()]
    columns = {name: list(about.get("columns", {})) for name, about in served.about["tables"].items()}
    return {
        "title": "Tables and SQL",
        "tables": tables,
        "questions": questions,
        "config": {"kind": "sql", "tables": columns},
    }


def question(name: str, about: dict[str, Any]) -> dict[str, Any]:
    """A named question: its SQL as the site with a server runs it, and its parameters."""
    return {
        "title": about["title"],
        "description": about.get("description"),
        "description_html": about.get("description_html"),
        "sql": about["sql"],
        "config": {"kind": "question", "name": name, "sql": about["sql"], "fields": fields(about)},
    }


def fields(about: dict[str, Any]) -> list[dict[str, Any]]:
    """How the form of a question asks for each parameter."""
    return about.get("fields") or [{"name": name} for name in about.get("params", [])]


def table(served: Served, what: Shelf, name: str) -> dict[str, Any]:
    """A table: its columns with what they mean, how it is sorted and searched, and its files."""
    about = served.about["tables"][name]
    columns = [row["name"] for row in served.rows(f"SELECT name FROM pragma_table_info('{name}')")]
    chosen = {key: about[key] for key in ("sort", "sort_desc", "facets", "fts_table", "fts_pk") if key in about}
    return {
        "title": about.get("title", name),
        "description": about.get("description"),
        "columns": about.get("columns", {}),
        "files": list(files(what, name)),
        "config": {"kind": "table", "name": name, "columns": columns, "keys": what.keys[name]} | chosen,
    }


def files(what: Shelf, name: str) -> Iterator[tuple[str, str]]:
    """The exported files of a table: what each is and its address."""
    if name in what.exported:
        yield "CSV", f"/{DATABASE}/{name}.csv"
        yield "NDJSON", f"/{DATABASE}/{name}.json"
