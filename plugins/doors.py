"""What nobody needs of the server stays shut. In: requests. Out: the app's answer, or a refusal that says why.

Nothing can be written, pages about the server itself are not there, an address is not endless, and no answer sends a
reader to another site. What Datasette cannot make sense of is told as the reader's mistake, not as the server's.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable
from errno import ENAMETOOLONG
from pathlib import Path
from traceback import extract_tb
from typing import Any
from urllib.parse import urlsplit

import datasette
from datasette import Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from plugins.answering import App, Message, Receive, Send, raw_path, refused, wants_page

METHODS = ("GET", "HEAD", "OPTIONS")
# Datasette's pages about the machine, its plugins and its users; there are no users here.
CLOSED = re.compile(
    r"^/-/(actor|allow-debug|auth-token|config|databases|logout|messages|patterns|permissions|plugins|settings|threads"
    r"|versions)(\.json)?/*$"
)
HOST = re.compile(r"[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
LOCAL = {"localhost", "127.0.0.1", "::1"}
ROOT = Path(__file__).parent.parent
LIBRARIES = Path(datasette.__file__).parent.parent
LOOKUPS = (AttributeError, LookupError, TypeError)
LONGEST_PATH = 2_000
LONGEST_QUERY = 20_000
MOST_ARGUMENTS = 200
MOST_FACETS = 12
MOST_ROWS = 200  # on a page for people: a thousand rows of forty columns take a second to write, JSON and CSV do not
SIZE = re.compile(rb"(?<![^&])_size=(max|[0-9]+)(?![^&])")


def header(scope: Message, name: bytes) -> str:
    """The value of a request's header, empty where it has none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")


def is_known(host: str, site_url: str) -> bool:
    """Says whether a Host header may name this site: the one configured, or this machine; any where none is set."""
    if not HOST.fullmatch(host):
        return False
    site = urlsplit(site_url)
    return not site.netloc or host.lower() == site.netloc.lower() or urlsplit(f"//{host}").hostname in LOCAL


def refusal(scope: Message, site_url: str) -> tuple[int, str] | None:
    """Why a request goes no further: a status and a sentence; nothing where it may."""
    path, query = raw_path(scope), scope["query_string"].decode("latin-1")
    if scope["method"] not in METHODS:
        return 405, "This site is read only. Its database can be taken whole at /data and changed at home."
    if not is_known(header(scope, b"host"), site_url):
        return 400, "The request names another host than this site."
    if CLOSED.fullmatch(path):
        return 404, "There is no such page here."
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return 414, f"The address is too long: a query has at most {LONGEST_QUERY:,} characters."
    if query.count("&") > MOST_ARGUMENTS or len(re.findall("_facet", query)) > MOST_FACETS:
        return 400, f"At most {MOST_FACETS} facets and {MOST_ARGUMENTS} conditions can be asked for at once."
    return None


def shortened(path: str, query: bytes) -> bytes:
    """The query string with no more rows than a page shows; the next page has the next ones."""

    def fewer(size: re.Match[bytes]) -> bytes:
        is_small = size[1] != b"max" and len(size[1]) < 5 and int(size[1]) <= MOST_ROWS
        return size[0] if is_small else b"_size=%d" % MOST_ROWS

    return SIZE.sub(fewer, query) if wants_page(path) else query


def stays(location: str, host: str) -> bool:
    """Says whether a redirect leads to this site as every browser reads it."""
    if re.match(r"/(?![/\\])", location):
        return not re.search(r"[\\\x00-\x20]", location)
    target = urlsplit(location)
    return target.scheme in ("http", "https") and target.netloc.lower() == host.lower() and "\\" not in location


def guarded(datasette: Any, app: App) -> App:
    """The app behind its doors."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if why := refusal(scope, str(datasette.metadata("site_url") or "")):
            status, sentence = why
            allow = {"allow": ", ".join(METHODS)} if status == 405 else {}
            await (await refused(datasette, scope, status, sentence, allow)).asgi_send(send)
            return
        scope = {**scope, "query_string": shortened(raw_path(scope), scope["query_string"])}
        turned_away = False

        async def send_here(message: Message) -> None:
            nonlocal turned_away
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                to = [value.decode("latin-1") for name, value in message["headers"] if name.lower() == b"location"]
                turned_away = not all(stays(one, header(scope, b"host")) for one in to)
                if turned_away:
                    await (await refused(datasette, scope, 404, "There is no such page here.")).asgi_send(send)
            if not turned_away:
                await send(message)

        await app(scope, receive, send_here)

    return answer


def is_ours(exception: Exception) -> bool:
    """Says whether code of this site failed; Datasette's own fails on arguments that it did not think of."""
    if not isinstance(exception, LOOKUPS):
        return True
    files = [Path(frame.filename).absolute() for frame in extract_tb(exception.__traceback__)]
    return any(LIBRARIES not in path.parents for path in files if ROOT in path.parents)


def told(exception: Exception, seconds: float) -> tuple[int, str] | None:
    """What to say about an exception: a status and a sentence; nothing where Datasette says it well."""
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", None) == "SQL Interrupted":
        return 400, (f"The query took longer than {seconds:g} s and was ended. Go back and ask for less at once, "
                     "or take the whole database at /data and ask it at home.")  # fmt: skip
    if isinstance(exception, DatasetteError) and exception.status >= 500 and not exception.message_is_html:
        return 400, f"This cannot be answered: {exception.message}."  # an unknown column to sort by, for instance
    if isinstance(exception, (Base400, DatasetteError)):
        return None
    if isinstance(exception, MemoryError):
        return 503, "The query needs more memory than there is for one query. Ask for less at once."
    if isinstance(exception, sqlite3.Error):
        return 400, f"The database refuses this query: {exception}"
    if isinstance(exception, (ValueError, OverflowError)) or not is_ours(exception):
        return 400, "A part of the address is not what it should be, for instance a word where a number is wanted."
    if isinstance(exception, OSError) and exception.errno == ENAMETOOLONG:
        return 404, "There is no such file here."
    return 500, "The page could not be made. The fault is on this side, and it is written down."


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response | None]]:
    """Refusals in our words, with nothing of the server in them."""

    async def answer() -> Response | None:
        why = told(exception, datasette.setting("sql_time_limit_ms") / 1000)
        return await refused(datasette, request.scope, *why) if why else None

    return answer


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """The server behind its doors."""
    return lambda app: guarded(datasette, app)
