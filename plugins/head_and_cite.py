"""What stands in the head of every page, in its cite box and in its links to files. In: the request. Out: functions.

Templates call them with what they know of their page; no address is made from a header that the reader's browser sends.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.database import Database

from scrapers.pages import dataset, downloads
from scrapers.pages.addresses import DATABASE
from scrapers.pages.cite import Cited, bibtex, footnote
from scrapers.pages.select import selecting

Row = dict[str, Any]
NO_SITE = "[site]"  # stands for the site's address where none is configured
A_BRIEFING = "/briefing/"
PICTURE = "/static/card.png"
PICTURE_ABOUT = "The name of the dataset, what stands in it of each party, and the words: claims, not findings."
BRIEFING = """
SELECT b.title, b.url, b.published, b.language, s.title AS source_title, p.name AS party_name
FROM briefings b JOIN sources s ON s.id = b.source JOIN parties p ON p.id = b.party
WHERE b.id = :id AND b.url IS NOT NULL
"""
FILES = {"/briefings.db": ".db", "/briefings/claims_flat.csv?_stream=on&_size=max": ".csv"}
kept: WeakKeyDictionary[Database, Row] = WeakKeyDictionary()


async def build_of(db: Database) -> Row:
    """From what the database was built; read once where the file does not change."""
    if db not in kept or db.is_mutable:
        kept[db] = await dataset.build_of(selecting(db))
    return kept[db]


class Page:
    """One request, and what its templates may ask about it."""

    def __init__(self, metadata: Row, path: str, query: str, build: Row, source: Row | None) -> None:
        self.path, self.query, self.build, self.source = path, query, build, source
        self.site = str(metadata.get("site_url") or "").rstrip("/")
        self.name = str(metadata.get("title") or dataset.TITLE)
        told = metadata["databases"].get(DATABASE, {})
        last = path.removeprefix(f"/{DATABASE}/")
        self.is_query = last in told.get("queries", {}) or path == f"/{DATABASE}"
        self.entry: Row = told.get("queries", {}).get(last) or told.get("tables", {}).get(last) or {}
        self.version = dataset.version_of(build["version"], build["record_sha256"])

    def head(self, title: str, description: str, canonical: str) -> Row:
        """The head's title, sentence, address, picture and JSON-LD; every part has a value."""
        path = canonical or self.path
        address = path if path.startswith("http") else self.site + path
        title = title or self.entry.get("title") or self.name
        description = description or self.entry.get("description") or f"{dataset.NOTICE} {dataset.ABOUT}"
        about = dataset.schema_org(self.version, self.build["first"], self.build["last"])
        if path == "/":
            files = {self.site + where: dataset.MEDIA[ending] for where, ending in FILES.items()}
            ld = dataset.dataset_ld(about, files)
        else:
            ld = dataset.page_ld(title, description, address, about, self.source)
        return {
            "site": self.name, "title": title, "description": " ".join(description.split()), "address": address,
            "picture": self.site + PICTURE, "picture_about": PICTURE_ABOUT, "json_ld": dataset.json_ld(ld),
        }  # fmt: skip

    def cite(self, title: str = "", path: str | None = None, question: str | None = None) -> Row:
        """The page's citation; a page of rows is cited with its filters or values in the address."""
        where = path or downloads.address(self.path, downloads.asked(self.query))
        title = title or self.entry.get("title") or self.name
        one = Cited(title, (self.site or NO_SITE) + where, self.version, question)
        told = {"footnote": footnote(one), "bibtex": bibtex(one), "question": question}
        return told | {"record": self.build["record_sha256"]}

    def downloads(self) -> list[downloads.Download]:
        """The links that hand on the rows of the page."""
        return (downloads.of_query if self.is_query else downloads.of_table)(self.path, self.query)


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> Row | Callable[[], Awaitable[Row]]:
    """page_head, cite_page and downloads_of_page, for every template that has a request."""
    if request is None or DATABASE not in datasette.databases:
        return {}

    async def told() -> Row:
        db = datasette.get_database(DATABASE)
        path, source = request.path.partition("?")[0], None
        if path.startswith(A_BRIEFING):
            found = await selecting(db)(BRIEFING, id=unquote(path.removeprefix(A_BRIEFING)))
            source = dataset.source_ld(found[0]) if found else None
        page = Page(datasette.metadata(), path, request.query_string, await build_of(db), source)
        return {"page_head": page.head, "cite_page": page.cite, "downloads_of_page": page.downloads}

    return told
