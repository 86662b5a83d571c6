"""How long an answer stays fresh. In: requests and answers. Out: answers that are made and sent again only when needed.

A page is made from the database and the site's own files and nothing else, so one mark of both is the mark of every
page. Own SQL may ask for the time or for chance, and has none. Readable pages are kept in memory once made, so that
they cost nothing while others ask much; `default_cache_ttl 0` keeps none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from datasette import hookimpl

from plugins.answering import App, Headers, Message, Receive, Send, raw_path, wants_page
from plugins.headers import policed

ROOT = Path(__file__).parent.parent
OWN = (
    "plugins/*.py", "templates/**/*.html", "static/**/*", "scrapers/**/*.py", "docs/*", "examples/*",
    "data/*.geojson", "data/*.csv", "requirements.txt",
)  # fmt: skip
ASSET = re.compile(r"^/(static|-/static|-/static-plugins)/")
# What shows files that change while the server runs, and a file that brings a mark of its own.
UNMARKED = re.compile(r"^/(data$|export/)|\.db$")
PACKED = re.compile(r"\.(db|gz|parquet|png|tar|zip)$")  # a large file packed anew for each reader costs seconds
OK = 200
SHORT, LONG = "public, max-age=300", "public, max-age=31536000, immutable"
NEVER = "no-store"
MEMORY = 32_000_000  # bytes of pages kept: some thousand, packed


def mark(hashes: Iterable[str | None], metadata: Any, root: Path = ROOT) -> str | None:
    """The mark of everything this site can say; nothing where a database may change under it."""
    found = [*hashes]
    if None in found:
        return None
    digest = sha256(json.dumps([found, metadata, version("datasette")], sort_keys=True, default=str).encode())
    for path in sorted({path for pattern in OWN for path in root.glob(pattern) if path.is_file()}):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f'W/"{digest.hexdigest()[:20]}"'


def is_known(asked: str, etag: str) -> bool:
    """Says whether a reader has the answer already, going by the If-None-Match header."""
    plain = etag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") == plain for one in asked.split(","))


def lifetime(path: str, query: bytes, status: int, given: str | None) -> str | None:
    """The Cache-Control of an answer: none lasts that is no success, stamped files last for ever."""
    if status >= 400:
        return NEVER
    if status != OK or (given and re.search("no-store|no-cache|private", given)):
        return given
    if ASSET.match(path):
        return LONG if query else SHORT
    age = re.search(r"max-age=([0-9]{1,8})\b", given or "")
    return f"public, max-age={age[1]}" if age else SHORT


def fresh(headers: Headers, scope: Message, status: int, etag: str | None) -> Headers:
    """The headers of an answer with how long it lasts and its mark."""
    path, query = raw_path(scope), scope["query_string"]
    given = {name.lower(): value.decode("latin-1") for name, value in headers}
    told = lifetime(path, query, status, given.get(b"cache-control"))
    ours = {b"cache-control": told.encode()} if told else {}
    if etag and status == OK and told and "public" in told and b"etag" not in given and b"set-cookie" not in given:
        ours[b"etag"] = etag.encode()
    if b"content-length" in given:
        ours[b"transfer-encoding"] = b""  # Datasette names both for a download; the length is the one to keep
    # Some pages hold addresses made from the Host header: no cache may hand them to readers of another host.
    vary = [one.strip() for one in given.get(b"vary", "").split(",") if one.strip()]
    ours[b"vary"] = ", ".join([*vary, *(["Host"] if "Host" not in vary else [])]).encode()
    return [one for one in headers if one[0].lower() not in ours] + [one for one in ours.items() if one[1]]


class Pages:
    """Answers made before, the oldest forgotten first."""

    def __init__(self, most: int = MEMORY) -> None:
        self.most, self.size = most, 0
        self.answers: dict[tuple[Any, ...], list[Message]] = {}

    def keep(self, key: tuple[Any, ...], answer: list[Message]) -> None:
        """Keeps an answer unless it alone would push many others out."""
        size = bytes_of(answer)
        if key in self.answers or size > self.most // 16:
            return
        self.answers[key] = answer
        self.size += size
        while self.size > self.most:
            self.size -= bytes_of(self.answers.pop(next(iter(self.answers))))


def bytes_of(answer: list[Message]) -> int:
    """How large the body of an answer is."""
    return sum(len(message.get("body", b"")) for message in answer)


def key_of(scope: Message, asked: dict[bytes, str], databases: set[str]) -> tuple[Any, ...] | None:
    """What makes a readable page the one that it is; nothing for tables, questions and readers with a cookie."""
    path, personal = raw_path(scope), {b"cookie", b"authorization", b"range"} & {*asked}
    if scope["method"] != "GET" or scope["query_string"] or personal or not wants_page(path):
        return None
    if path.strip("/").partition("/")[0] in databases:
        return None
    return path, asked.get(b"host"), scope.get("scheme"), "gzip" in asked.get(b"accept-encoding", "")


def is_whole(answer: list[Message]) -> bool:
    """Says whether these messages are a page that was found, to its end, which any reader may have."""
    start = answer[0]
    given = {name.lower(): value for name, value in start["headers"]}
    is_open = b"public" in given.get(b"cache-control", b"") and b"etag" in given
    return start["status"] == OK and is_open and not answer[-1].get("more_body", False)


def remembered(app: App, etag: str | None, databases: set[str], memory: int = MEMORY) -> App:
    """The app, with answers that readers keep and pages that the server keeps."""
    pages = Pages(memory)

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path, query = raw_path(scope), scope["query_string"]
        own = None if UNMARKED.search(path) or re.search(rb"(^|&)(sql|_where)=", query) else etag
        asked = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        key = key_of(scope, asked, databases) if own and memory else None
        sent: list[Message] = []

        async def send_fresh(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(bytes(name), bytes(value)) for name, value in message.get("headers", [])]
                message = {**message, "headers": fresh(given, scope, message["status"], own)}
            if key:
                sent.append({**message})
            await send(message)

        if own and scope["method"] in ("GET", "HEAD") and is_known(asked.get(b"if-none-match", ""), own):
            kept = [(b"etag", own.encode()), (b"cache-control", SHORT.encode())]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        if key in pages.answers:
            for message in pages.answers[key]:
                await send({**message})
            return
        if PACKED.search(path):
            plain = [one for one in scope["headers"] if one[0].lower() != b"accept-encoding"]
            scope = {**scope, "headers": plain}
        await app(scope, receive, send_fresh)
        if key and sent and is_whole(sent):
            pages.keep(key, sent)

    return answer


@hookimpl(trylast=True)  # outside of the packing, which it can spare
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """The server with its policy and with answers that readers keep."""
    names = {*datasette.databases} - {"_internal"}
    etag = mark([datasette.databases[name].hash for name in sorted(names)], datasette.metadata())
    memory = MEMORY if datasette.setting("default_cache_ttl") else 0
    return lambda app: remembered(policed(datasette, app), etag, names, memory)
