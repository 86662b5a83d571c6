"""What a browser may do with a page. In: every answer. Out: the same answer with a policy.

A script runs only from a file of this site, or where its text stands word for word in a template or is marked there as
trusted: markup that got into a page by mistake does nothing. No page makes code of words, charts included. The hook
that puts these headers on answers stands in caching.py, outside of which nothing may change an answer.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from datasette import hookimpl

from plugins.answering import App, Headers, Message, Receive, Send

POLICY = (
    "default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
# What is no page loads nothing; drawings have their style within.
OTHER = "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'self'"
ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
REFERRER = "no-referrer"  # unless a route says otherwise
INLINE = re.compile(r"<script(?: type=\"module\")?>(.+?)</script>", re.S)
FACET = "{{ datasette_allow_facet }}"
TRUSTED = "trusted_scripts"  # where a request keeps what its templates marked


def digest(script: str) -> str:
    """A script as a policy names it."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def standing(sources: Iterable[str]) -> list[str]:
    """The scripts that stand in templates and are the same on every page, as a policy names them."""
    found = {script for source in sources for script in INLINE.findall(source)}
    facets = {script.replace(FACET, value) for script in found if FACET in script for value in ("true", "false")}
    return sorted(digest(one) for one in found | facets if "{{" not in one and "{%" not in one)


def policy(media: str, own: str | None, scripts: list[str]) -> str:
    """The policy of an answer: ours, or the route's own with our scripts in it."""
    if not media.startswith("text/html"):
        return own or OTHER
    allowed = " ".join(["'self'", *scripts])
    if own is None:
        return POLICY.format(scripts=allowed)
    return re.sub(r"script-src [^;]*", f"script-src {allowed}", own)


def guarded(headers: Headers, scripts: list[str]) -> Headers:
    """The headers of an answer with ours in place of any by the same name."""
    theirs = {name.lower(): value.decode("latin-1") for name, value in headers}
    told = policy(theirs.get(b"content-type", ""), theirs.get(b"content-security-policy"), scripts)
    referrer = theirs.get(b"referrer-policy", REFERRER)
    ours = ALWAYS | {b"content-security-policy": told.encode("latin-1"), b"referrer-policy": referrer.encode("latin-1")}
    return [(name, value) for name, value in headers if name.lower() not in ours] + list(ours.items())


def trusted(script: str, request: Any) -> str:
    """A script that a plugin wrote, as it is; the page's policy lets it run."""
    if request:
        request.scope.get(TRUSTED, []).append(digest(str(script)))
    return script


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Templates mark the scripts of plugins as trusted."""
    env.filters["trusted"] = trusted


def policed(datasette: Any, app: App) -> App:
    """The app, every answer with the headers that keep a browser from guessing types and loading from elsewhere."""
    env = datasette.jinja_env
    known = standing(env.loader.get_source(env, name)[0] for name in env.list_templates(extensions=["html"]))

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        marked: list[str] = []

        async def send_guarded(message: Message) -> None:
            # A page that a reader has already keeps the policy that it came with, for that one knows its scripts.
            if message["type"] == "http.response.start" and message["status"] != 304:
                given = [(bytes(name), bytes(value)) for name, value in message.get("headers", [])]
                message = {**message, "headers": guarded(given, known + marked)}
            await send(message)

        await app({**scope, TRUSTED: marked}, receive, send_guarded)

    return answer
