"""What the plugins that answer share: refusals in words, and who may read an answer. In: requests. Out: answers.

No hook stands here. Datasette loads a plugin by its path and Python loads it by its name as well where another imports
it, so such plugins keep nothing between two calls.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import Response
from datasette.utils import add_cors_headers
from datasette.utils.asgi import Request

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

TITLES = {
    400: "This request cannot be answered",
    404: "Not found",
    405: "Nothing can be written here",
    414: "This request is too long",
    429: "Too many queries at once",
    500: "This did not work",
    503: "Not now",
}


def open_to_others(datasette: Any) -> dict[str, str]:
    """The headers by which pages of other sites may read an answer, none where the server is not to have them."""
    headers: dict[str, str] = {}
    if datasette.cors:
        add_cors_headers(headers)
    return headers


def raw_path(scope: Message) -> str:
    """The path as it was sent, before anything is decoded."""
    raw = scope.get("raw_path") or scope["path"].encode()
    return str(raw.partition(b"?")[0].decode("latin-1"))


def wants_page(path: str) -> bool:
    """Says whether a path is that of a page for people, not of JSON, CSV or the like."""
    return "." not in path.rpartition("/")[2]


async def refused(
    datasette: Any, scope: Message, status: int, sentence: str, headers: dict[str, str] | None = None
) -> Response:
    """The refusal as page, as JSON, or as one line of text, which no cache may keep."""
    told = {"cache-control": "no-store"} | (headers or {}) | open_to_others(datasette)
    path = raw_path(scope)
    if path.endswith(".json"):
        return Response.json({"ok": False, "error": sentence, "status": status}, status=status, headers=told)
    if not wants_page(path):
        return Response.text(sentence + "\n", status=status, headers=told)
    await datasette.invoke_startup()  # a first request that is refused comes before Datasette's own start
    page = {"title": TITLES.get(status, TITLES[500]), "error": sentence, "status": status}
    request = Request({"csrftoken": str, **scope}, None)  # a refusal before Datasette's own wrappers has no token
    return Response.html(
        await datasette.render_template("error.html", page, request=request), status=status, headers=told
    )
