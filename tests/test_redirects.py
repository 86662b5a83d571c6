"""Redirects and names: where a fetch may go, and that it goes nowhere else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from scrapers.errors import FetchFailed
from scrapers.gather.fetch import Rules, fetch
from scrapers.gather.hosts import check_target
from tests.loopback import NOW, Server, answer, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_followed_and_the_last_address_kept(server: Server, status: int) -> None:
    server.acts["/a"] = answer(status, Location="b?x=1#part")
    server.acts["/b?x=1"] = answer()
    assert server.fetch().url == server.url("/b?x=1#part")


def chain(server: Server, hops: int) -> None:
    for hop in range(hops):
        server.acts[f"/{hop}"] = answer(302, Location=f"/{hop + 1}")
    server.acts[f"/{hops}"] = answer()


def test_five_redirects_and_no_more(server: Server) -> None:
    """Fault 8: a loop or a long chain ends."""
    chain(server, 5)
    assert server.fetch("/0").url == server.url("/5")
    chain(server, 6)
    with pytest.raises(FetchFailed, match="more than 5 redirects"):
        server.fetch("/0")


ELSEWHERE = [
    "http://tass.com/defense/850417",
    "https://tass.com/defense/850417",  # a known source, yet another than the page's
    "https://example.org/",
    "//example.org/",
    "http://169.254.169.254/latest/meta-data/",
    "https://[::ffff:10.0.0.1]/",
    "http://127.0.0.1:1/",
    "http://localhost/",
    "file:///etc/hostname",
    "gopher://127.0.0.1/",
    "https://user:word@tass.com/",
    "https://tass.com:8443/",
    "http://[",
]


@pytest.mark.parametrize("location", ELSEWHERE)
def test_redirect_elsewhere_is_refused(server: Server, location: str) -> None:
    """Fault 8: refused without a request, and without asking for the name's number."""
    server.acts["/a"] = answer(302, Location=location)
    asked: list[str] = []

    def lookup(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with pytest.raises(FetchFailed):
        server.fetch(lookup=lookup)
    assert (len(server.seen), asked) == (1, ["127.0.0.1"])


@pytest.mark.parametrize(
    "url", [*ELSEWHERE[:1], *ELSEWHERE[2:], "", "tass.com/defense/850417", "https://tass.com.example.org/"]
)
def test_only_known_hosts_over_https_are_asked(url: str) -> None:
    """Fault 13, fault 8: plain HTTP, foreign hosts and this machine are refused before any connection."""
    with pytest.raises(FetchFailed) as caught:
        fetch(url, now=NOW, rules=Rules(lookup=lambda host: ["127.0.0.1"]))
    assert url[:20] in str(caught.value)


PRIVATE = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::1",
           "::ffff:10.0.0.1", "100.64.0.1", "224.0.0.1"]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
@pytest.mark.parametrize("public", [[], ["93.184.215.14"]])
def test_known_name_with_a_private_number_is_refused(number: str, public: list[str]) -> None:
    """Fault 8: private, link-local and mapped numbers, also beside a public one."""
    with pytest.raises(FetchFailed, match="no public address"):
        fetch("https://tass.com/defense/850417", now=NOW, rules=Rules(lookup=lambda host: [*public, number]))


def test_connection_goes_to_the_checked_number(server: Server) -> None:
    """Fault 9: the name is asked for once; a second answer would lead elsewhere."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    server.acts["/a"] = answer()
    allowed = frozenset({f"tass.test:{server.port}"})
    fetch(server.url(host="tass.test"), now=NOW, rules=Rules(loopback=allowed, lookup=lambda host: next(answers)))
    ((_, headers),) = server.seen
    assert headers["Host"] == f"tass.test:{server.port}"
    assert next(answers) == ["10.0.0.1"]


def test_certificate_is_asked_for_by_name() -> None:
    """Fault 13: the connection goes to a number, the certificate must be the name's."""
    target = check_target("https://tass.com/a%20b?c=d#e", None, frozenset(), lambda host: ["2606:4700::1", "1.1.1.1"])
    assert target.pinned == "https://[2606:4700::1]/a%20b?c=d"
    assert (target.owner, target.headers, target.extensions) == (
        "tass",
        {"Host": "tass.com"},
        {"sni_hostname": "tass.com"},
    )


def test_name_without_number() -> None:
    def unknown(host: str) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    def silent(host: str) -> list[str]:
        return []

    for lookup in (unknown, silent):
        with pytest.raises(FetchFailed, match="try in the next run"):
            fetch("https://tass.com/defense/850417", now=NOW, rules=Rules(lookup=lookup))


def test_environment_changes_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 13: no proxy, and no setting, stands between."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server.acts["/a"] = answer()
    assert server.fetch().status == 200


def test_time_of_a_page_is_given_not_taken(server: Server) -> None:
    server.acts["/a"] = answer()
    allowed = frozenset({f"127.0.0.1:{server.port}"})
    page = fetch(server.url(), now=datetime(2001, 1, 1, tzinfo=UTC), rules=Rules(loopback=allowed))
    assert page.fetched == "2001-01-01T00:00:00+00:00"
