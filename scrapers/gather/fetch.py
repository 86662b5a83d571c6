"""An address in, a page out. The only room that speaks HTTP.

Asks once, under an honest name, and takes no for an answer: a refusal is obeyed, nothing is retried, and whatever is
no whole HTML page with status 200 is a FetchFailed that says what to do. A page comes from its publisher (live) or from
the archive; a folder is another route to the same `Page`. Knows whose hosts an address stands on, not what a page says.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

import httpx2

from ..errors import AskedToWait, FetchFailed, PageGone, Refused, Unreachable
from ..models import Page
from .answers import advice, reason, seconds
from .hosts import ARCHIVE, NONE, Target, check_target, resolve

AGENT = "syria-air-briefings/0.1.0 (+https://github.com/syria-air-briefings/syria-air-briefings)"
HEADERS = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
CAP = 5_000_000
REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
HTML = frozenset({"text/html", "application/xhtml+xml"})
PAGES = HTML | {"application/pdf"}
FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/xml", "text/xml"})


class Rules(NamedTuple):
    """What bounds one fetch; the defaults are for real servers, tests take shorter ones.

    `deadline` bounds the whole, redirects and slow drips included, `patience` each wait for a connection or for the
    next bytes. `loopback` names the host:port pairs of test servers, which alone may speak plain HTTP on this machine.
    """

    deadline: float = 60.0
    patience: float = 15.0
    cap: int = CAP
    loopback: frozenset[str] = frozenset()
    lookup: Callable[[str], Iterable[str]] = resolve
    stand_in: Mapping[str, int] = NONE


class Ask(NamedTuple):
    """What is asked for: kinds of content, and the version that is at hand, which need not come again."""

    kinds: frozenset[str] = HTML
    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request headers that say so."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {"Accept": ",".join(sorted(self.kinds)) or "*/*"} | {name: text for name, text in told.items() if text}


DEFAULT = Rules()
PAGE = Ask()


def fetch(url: str, *, now: datetime, rules: Rules = DEFAULT, ask: Ask = PAGE) -> Page:
    """The page at an address of a known source, or FetchFailed; `now` is the time noted on the page.

    Where `ask` names a version and the server still has it, the page has status 304 and no body.
    """
    # An event loop of its own, because only a cancelled task ends a server that sends one header byte a second.
    return asyncio.run(_within(url, now, rules, ask))


async def _within(url: str, now: datetime, rules: Rules, ask: Ask) -> Page:
    try:
        async with asyncio.timeout(rules.deadline):
            return await _follow(url, now, rules, ask)
    except TimeoutError:
        raise FetchFailed(
            url, f"not whole after {rules.deadline:g} s: try in the next run, or use the archive"
        ) from None
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, zlib.error) as error:
        raise Unreachable(url, reason(error)) from error


async def _follow(url: str, now: datetime, rules: Rules, ask: Ask) -> Page:
    address, owner = url, None
    async with _client(rules) as client:
        for _ in range(REDIRECTS + 1):
            target = await asyncio.to_thread(
                check_target, address, owner, rules.loopback, rules.lookup, rules.stand_in
            )
            headers = target.headers | ask.headers()
            async with client.stream("GET", target.pinned, headers=headers, extensions=target.extensions) as got:
                if got.status_code not in MOVED:
                    return await _page(got, address, now, rules.cap, ask)
                address, owner = _next(got, target, url), target.owner
    raise FetchFailed(url, f"more than {REDIRECTS} redirects: correct the address, or use the archive")


def _client(rules: Rules) -> httpx2.AsyncClient:
    # Nothing from the environment: no proxy, no stored passwords, and no way to switch the check of certificates off.
    return httpx2.AsyncClient(
        headers=HEADERS, timeout=rules.patience, trust_env=False, follow_redirects=False, verify=_certificates()
    )


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that are trusted, read once: that takes longer than most requests."""
    return httpx2.create_ssl_context(trust_env=False)


def _next(got: httpx2.Response, target: Target, url: str) -> str:
    location = got.headers.get("location")
    if not location:
        raise FetchFailed(url, f"status {got.status_code} names no new address: use the archive")
    return str(httpx2.URL(target.url).join(location))


async def _page(got: httpx2.Response, address: str, now: datetime, cap: int, ask: Ask) -> Page:
    route = "archive" if httpx2.URL(address).host == ARCHIVE else "live"
    stamp = now.astimezone(UTC).isoformat(timespec="seconds")
    version = (got.headers.get("etag"), got.headers.get("last-modified"))
    if got.status_code == 304 and (ask.etag or ask.modified):
        return Page(address, 304, b"", "", stamp, route, *version)
    if got.status_code != 200:
        raise _no_page(got, address, now)
    content_type = got.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if ask.kinds and kind not in ask.kinds:
        wanted = "HTML" if ask.kinds == HTML else " or ".join(sorted(ask.kinds))
        raise FetchFailed(address, f"came as {kind[:60] or 'no type'!r}, not as {wanted}: correct the address")
    encoding = got.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise FetchFailed(address, f"came packed as {encoding[:60]!r}, which was not asked for: use the archive")
    return Page(address, 200, await _body(got, address, cap), content_type, stamp, route, *version)


def _no_page(got: httpx2.Response, address: str, now: datetime) -> FetchFailed:
    status, header = got.status_code, got.headers.get("retry-after")
    told = advice(status, header, now)
    if status in (404, 410):
        return PageGone(address, told)
    if status in (401, 403, 451):
        return Refused(address, told)
    if status in (429, 503):
        waiting = AskedToWait(address, told)
        waiting.seconds = seconds(header, now)
        return waiting
    return FetchFailed(address, told)


async def _body(got: httpx2.Response, address: str, cap: int) -> bytes:
    """The unpacked bytes, counted while they come, since a stated length can lie and gzip packs a thousandfold."""
    # Unpacked here, because the client takes a gzip stream that ends too early for a whole one.
    gzip = zlib.decompressobj(wbits=31) if got.headers.get("content-encoding", "").strip().lower() == "gzip" else None
    body = bytearray()
    async for chunk in got.aiter_raw():
        rest = chunk
        while rest:
            body += gzip.decompress(rest, cap + 1 - len(body)) if gzip else rest
            if len(body) > cap:
                raise FetchFailed(
                    address, f"larger than {cap:,} bytes unpacked: no briefing is that long, leave it out"
                )
            rest = gzip.unconsumed_tail if gzip else b""
    if gzip and (gzip.unused_data or not gzip.eof):
        raise FetchFailed(address, "its gzip stream breaks off or goes on after its end: try in the next run")
    return bytes(body)
