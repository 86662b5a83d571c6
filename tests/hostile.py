"""A site over a database in which every free text is an attack. In: a folder. Out: the site, and a look at its pages.

The build refuses most of this, so it is written past the build: pages must be safe whatever a cell holds.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from datasette.app import Datasette

from plugins.headers import digest
from scrapers import database
from scrapers.database.columns import Column, Table
from scrapers.database.schema import TABLES
from tests.invented import Workshop, claim, coalition, reading, statement

ROOT = Path(__file__).parent.parent
MARK = "xsscell"
ATTACK = (
    f'{MARK}"\'><script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)>{{{{ 7*7 }}}}'
    "]]><!--</title></textarea></style>--><a href=javascript:alert(4)>a</a>\u202e\u200b${alert(5)}"
)
WEB = "https://example.org/a\"'><script>alert(6)</script>"
NAMED = {"aircraft", "armed_group", "person", "province", "target"}
NAMING = {"aircraft", "armed_groups", "people", "provinces", "target_kinds"}
LABELS = {("places", "name"), ("claims_flat", "place")}
KEYS = {column.name for table in TABLES for column in table.columns if column.codes or column.refers} | {
    "briefing", "briefing_page", "day", "id", "kind", "link", "month", "page", "party", "popup", "source"
}  # fmt: skip
SETTINGS = {
    "suggest_facets": False, "default_page_size": 50, "truncate_cells_html": 300, "num_sql_threads": 10,
    "sql_time_limit_ms": 1_000, "facet_time_limit_ms": 500,
}  # fmt: skip


def metadata() -> dict[str, Any]:
    """The site's metadata as a build writes it."""
    return dict(yaml.safe_load(database.metadata()))


def over(path: Path, told: dict[str, Any] | None = None, **settings: Any) -> Datasette:
    """The site over a built database, as it is served, with its own metadata or another."""
    return Datasette(
        immutables=[str(path)],
        metadata=metadata() if told is None else told,
        template_dir=str(ROOT / "templates"),
        plugins_dir=str(ROOT / "plugins"),
        static_mounts=[("static", str(ROOT / "static"))],
        cors=True,
        settings=SETTINGS | settings,
    )


def built(folder: Path) -> Workshop:
    """A small database of two parties."""
    shop = Workshop(folder)
    first = reading()
    more = claim("c", "three trucks", "truck", place_text="Nowhere")
    first = reading(statements=(statement("s", "denied"),), claims=(*first.claims, more))
    shop.build(first, coalition(), texts=True)
    return shop


def attacked(path: Path) -> Path:
    """The database with an attack in every free text and behind every name; keys, codes and own addresses stay."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = 1")
    for table in TABLES:
        for column in table.columns:
            spot = f'UPDATE "{table.name}" SET "{column.name}" = {{}} WHERE "{column.name}" IS NOT NULL'
            here = (table.name, column.name)
            if column.name in NAMED or here in LABELS or (table.name in NAMING and column.name == "id"):
                connection.execute(spot.format(f'"{column.name}" || ?'), [ATTACK])
            elif value := attack_on(table, column):
                connection.execute(spot.format("?"), [value])
    connection.execute("UPDATE claim_counts SET name = name || ? WHERE kind <> 'place'", [ATTACK])
    connection.commit()
    connection.close()
    return path


def attack_on(table: Table, column: Column) -> str | None:
    """What to write into a column, nothing where it is a key, a code, a number or an address of our own."""
    if column.type != "TEXT" or column.name in KEYS or column.name in table.key or column.reckoned:
        return None
    if "http" in (column.rule or ""):
        return WEB
    if "json" in (column.rule or ""):
        return json.dumps([ATTACK])
    return None if column.rule or table.name == "build" else ATTACK


class Answer:
    """A page as a browser reads it: what would run, what would be loaded, where it leads."""

    def __init__(self, response: Any) -> None:
        self.status, self.text, self.headers = response.status_code, response.text, response.headers
        self.path = str(response.url.raw_path.decode())
        self.is_page = self.headers.get("content-type", "").startswith("text/html")

    def wrong(self) -> list[str]:
        """A sentence for everything in the page that could run what a cell holds."""
        look = Look(self.headers.get("content-security-policy", "")) if self.is_page else None
        if look:
            look.feed(self.text)
            if re.search(r"49(\]\]|%5D%5D)", self.text):
                look.found.append("a cell was run as a template")
        return [f"{self.path}: {one}" for one in look.found] if look else []

    def links(self) -> list[str]:
        """The addresses on this site that the page leads to."""
        found = re.findall(r'href="(/[^"#]*)', self.text) if self.is_page else []
        return [one.replace("&amp;", "&").replace("&#39;", "'") for one in found]


class Look(HTMLParser):
    """Whatever could run."""

    def __init__(self, policy: str) -> None:
        super().__init__()
        self.policy, self.found, self.within = policy, [], ""  # type: str, list[str], str

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"<{tag} {name}=...>" for name in given if name.startswith("on")]
        for name in ("href", "src", "action", "formaction", "xlink:href", "data"):
            scheme = urlsplit(given.get(name, "").strip()).scheme
            if scheme not in ("", "http", "https", "mailto", "tag") and not (tag == "img" and scheme == "data"):
                self.found.append(f"<{tag} {name}={given[name][:40]}>")
        if tag == "img" and given.get("src") == "x":
            self.found.append("a picture out of a cell")
        if tag == "script" and "src" not in given:
            self.within = given.get("type", "text/javascript")
        if tag == "base":
            self.found.append("<base>")

    def handle_data(self, data: str) -> None:
        if not self.within:
            return
        if "json" in self.within:
            json.loads(data)
        elif digest(data) not in self.policy and "unsafe-inline" not in self.policy.partition("style-src")[0]:
            self.found.append(f"a script that the policy does not know: {data.strip()[:60]}")
        elif MARK in data and "<" in data.partition(MARK)[2][:60]:
            self.found.append("a cell in a script, its markup as it was")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.within = ""


def asked(site: Datasette, path: str, **more: Any) -> Answer:
    """The answer to a request."""
    return Answer(asyncio.run(site.client.get(path, **more)))


def walked(site: Datasette, seeds: list[str], most: int) -> list[Answer]:
    """The answers to the seeds and to what they lead to, each address once, a few of each kind."""

    async def walk() -> list[Answer]:
        waiting, seen, answers = [*seeds], {*seeds}, []
        kinds: dict[str, int] = {}
        while waiting and len(answers) < most:
            answer = Answer(await site.client.get(waiting.pop(0)))
            answers.append(answer)
            for link in answer.links():
                kind = re.sub(r"[0-9]+", "0", re.sub(r"(/[^/?]+/[^/?]+)[/?].*", r"\1", link))
                if link not in seen and not link.endswith((".db", ".css", ".js")) and kinds.get(kind, 0) < 4:
                    seen.add(link)
                    kinds[kind] = kinds.get(kind, 0) + 1
                    waiting.append(link)
        return answers

    return asyncio.run(walk())
