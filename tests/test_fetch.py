"""Fetching: what a server may answer, and what is made of it."""

from __future__ import annotations

import gzip
import socket
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.errors import FetchFailed
from scrapers.gather.fetch import AGENT, Rules, fetch
from scrapers.models import Page
from tests.loopback import BODY, NOW, Act, Server, answer, raw, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def test_page_comes_as_it_was_sent(server: Server) -> None:
    server.acts["/a"] = answer()
    page = server.fetch()
    expected = Page(server.url(), 200, BODY, "text/html; charset=utf-8", "2026-11-22T12:30:00+00:00", "live")
    assert page == expected


def test_agent_is_honest(server: Server) -> None:
    server.acts["/a"] = answer()
    server.fetch()
    ((_, headers),) = server.seen
    assert headers["User-Agent"] == AGENT
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert AGENT.startswith(f"{project['name']}/{project['version']} (+https://github.com/")
    assert headers["Host"] == f"127.0.0.1:{server.port}"
    assert "Cookie" not in headers


def test_packed_page_is_unpacked(server: Server) -> None:
    server.acts["/a"] = answer(body=gzip.compress(BODY), Content_Encoding="gzip")
    assert server.fetch().body == BODY


ADVICE = [
    (401, {}, "obey it and use the archive"),
    (403, {}, "obey it and use the archive"),
    (451, {}, "obey it and use the archive"),
    (404, {}, "correct the address"),
    (410, {}, "withdrawn"),
    (429, {"Retry_After": "120"}, "asked to wait 120 s"),
    (429, {"Retry_After": "Sun, 22 Nov 2026 12:31:00 GMT"}, "asked to wait 60 s"),
    (429, {"Retry_After": "99999999999999999999"}, "wait 86400 s"),
    (429, {"Retry_After": "-5"}, "makes no sense"),
    (429, {"Retry_After": "soon"}, "makes no sense"),
    (429, {"Retry_After": "Sun, 22 Nov 2020 12:31:00 GMT"}, "asked to wait 0 s"),
    (503, {}, "an unstated time"),
    (500, {}, "out of order"),
    (502, {}, "out of order"),
    (204, {}, "no page"),
    (206, {}, "no page"),
    (304, {}, "no page"),
    (418, {}, "no page"),
    (200, {"Content_Type": "application/pdf"}, "not as HTML"),
    (200, {"Content_Type": ""}, "not as HTML"),
    (200, {"Content_Encoding": "br"}, "was not asked for"),
    (200, {"Content_Encoding": "gzip, gzip, gzip"}, "was not asked for"),
    (302, {}, "names no new address"),
]


@pytest.mark.parametrize(("status", "headers", "says"), ADVICE)
def test_no_page_says_what_to_do(server: Server, status: int, headers: dict[str, str], says: str) -> None:
    """Fault 3, fault 4, fault 5: one request, no retry, and the address, the status and the way on in the message."""
    server.acts["/a"] = answer(status, b"" if status in (204, 304) else BODY, **headers)
    with pytest.raises(FetchFailed, match=says) as caught:
        server.fetch()
    assert caught.value.where == server.url()
    assert status == 200 or f"status {status}" in str(caught.value)
    assert len(server.seen) == 1


BROKEN = {
    "nothing": raw(),
    "no HTTP": raw(b"220 ftp ready\r\n"),
    "half a header": raw(b"HTTP/1.1 200 OK\r\nContent-Ty"),
    "less than stated": raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<html>"),
    "half a chunk": raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<ht"),
    "no gzip": answer(Content_Encoding="gzip"),
    "two lengths": raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
    ),
}


@pytest.mark.parametrize("act", BROKEN.values(), ids=BROKEN)
def test_half_an_answer_is_none(server: Server, act: Act) -> None:
    """Fault 6: a partial body never becomes a page."""
    server.acts["/a"] = act
    with pytest.raises(FetchFailed, match="try in the next run"):
        server.fetch()


def test_half_of_a_packed_page_is_none(server: Server) -> None:
    """Fault 6: a gzip stream that ends early is no page, though the length stated is right."""
    packed = gzip.compress(BODY * 1000)
    server.acts["/a"] = answer(body=packed[: len(packed) // 2], Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="breaks off"):
        server.fetch()


def test_pages_packed_one_behind_the_other_are_none(server: Server) -> None:
    server.acts["/a"] = answer(body=gzip.compress(BODY) * 2, Content_Encoding="gzip")
    with pytest.raises(FetchFailed, match="goes on after its end"):
        server.fetch()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
DRIPS = {
    "body": raw(HEAD, *([b"x"] * 100), pause=0.1),
    "header": raw(*(HEAD[index : index + 1] for index in range(len(HEAD))), pause=0.1),
}


@pytest.mark.parametrize("act", DRIPS.values(), ids=DRIPS)
def test_slow_drip_is_ended_by_the_deadline(server: Server, act: Act) -> None:
    """Fault 7: each byte is in time, the whole is not, and the clock stops it in the header too."""
    server.acts["/a"] = act
    start = time.perf_counter()
    with pytest.raises(FetchFailed, match=r"not whole after 0\.6 s"):
        server.fetch(deadline=0.6)
    assert time.perf_counter() - start < 2


def test_silent_server_is_left(server: Server) -> None:
    server.acts["/a"] = raw(b"", pause=1.0)
    with pytest.raises(FetchFailed, match="no bytes came in time"):
        server.fetch(patience=0.2)


def test_refused_connection() -> None:
    """Fault 1: a host that is down is said to be down."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(FetchFailed, match="no connection"):
            fetch(url, now=NOW, rules=Rules(loopback=frozenset({url[7:-1]}), patience=1))


BOMBS = {
    "plain": answer(body=b"x" * 200_001),
    "packed": answer(body=gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip"),
    "endless": raw(HEAD, *([b"x" * 10_000] * 1000)),
    "long, but said to be short": raw(HEAD[:-2] + b"Transfer-Encoding: chunked\r\n\r\n", *([b"2710\r\n" + b"x" * 10_000 + b"\r\n"] * 1000)),  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("act", BOMBS.values(), ids=BOMBS)
def test_more_than_the_cap_is_refused(server: Server, act: Act) -> None:
    """Fault 10: unpacked bytes are counted while they come."""
    server.acts["/a"] = act
    with pytest.raises(FetchFailed, match="larger than 200,000 bytes unpacked"):
        server.fetch(cap=200_000)


def test_exactly_the_cap_is_kept(server: Server) -> None:
    server.acts["/a"] = answer(body=b"x" * 200_000)
    assert len(server.fetch(cap=200_000).body) == 200_000
