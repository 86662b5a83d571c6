"""An address in, where to connect out, or the reason why not. Knows names and numbers of hosts, sends nothing.

Every hop of a redirect passes here. The name is resolved once, each number is checked, and the connection is made to
the checked number, so a second answer of the name server changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import httpx2

from ..errors import FetchFailed, Unreachable
from ..sources import of_url

ARCHIVE = "web.archive.org"
NONE: Mapping[str, int] = {}


class Target(NamedTuple):
    """An address that passed: whose it is, and the same address with the checked number in place of the name."""

    url: str
    owner: str
    pinned: str
    headers: dict[str, str]
    extensions: dict[str, Any]


def resolve(host: str) -> list[str]:
    """The numbers of a host, as the system's resolver gives them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)))


def check_target(
    url: str,
    owner: str | None,
    loopback: frozenset[str],
    lookup: Callable[[str], Iterable[str]] = resolve,
    stand_in: Mapping[str, int] = NONE,
) -> Target:
    """Where to connect for an address; `owner` is the source that a redirect must not leave.

    `stand_in` has ports of this machine on which a test stands in for all hosts named there.
    """
    try:
        parts = httpx2.URL(url)
    except httpx2.InvalidURL:
        raise FetchFailed(url[:200], "is no address: correct it") from None
    is_test = f"{parts.host}:{parts.port}" in loopback
    source = "loopback" if is_test else _owner(url, parts)
    if owner not in (None, source):
        raise FetchFailed(url[:200], f"a redirect leads away from {owner} to {parts.host!r}: use the archive")
    if parts.host in stand_in:
        pinned = parts.copy_with(scheme="http", host="127.0.0.1", port=stand_in[parts.host], fragment=None)
        return Target(url, source, str(pinned), {"Host": parts.netloc.decode("ascii")}, {})
    number = _checked(url, parts.host, is_test, lookup)
    return Target(
        url,
        source,
        str(parts.copy_with(host=number, fragment=None)),
        {"Host": parts.netloc.decode("ascii")},
        {"sni_hostname": parts.host},  # the certificate must be the name's, not the number's
    )


def _owner(url: str, parts: httpx2.URL) -> str:
    if parts.scheme != "https" or parts.port not in (None, 443) or parts.userinfo:
        raise FetchFailed(url[:200], "only https on its own port, without a password, is fetched: use the archive")
    if parts.host == ARCHIVE:
        return "archive"
    source = of_url(url)
    if source is None:
        raise FetchFailed(url[:200], "stands on no host of a known source: add the publisher to scrapers/sources")
    return source.NAME


def _checked(url: str, host: str, is_test: bool, lookup: Callable[[str], Iterable[str]]) -> str:
    try:
        numbers = [ipaddress.ip_address(number.partition("%")[0]) for number in lookup(host)]
    except (OSError, ValueError) as error:
        raise Unreachable(url[:200], f"the name {host!r} does not resolve ({error}): try in the next run") from None
    for number in numbers:
        mapped = getattr(number, "ipv4_mapped", None) or number
        if not (mapped.is_loopback if is_test else mapped.is_global and not mapped.is_multicast):
            raise FetchFailed(url[:200], f"{host!r} resolves to {number}, which is no public address: use the archive")
    if not numbers:
        raise Unreachable(url[:200], f"the name {host!r} has no number: try in the next run")
    return str(numbers[0])
