"""An address in, its host, path and query out, cleaned of what never tells two documents apart.

Knows no publisher. The same document is met with and without `www.`, with ports, escapes (`%40` for `@`) and stray
`&` at the end; all of that ends here, so a publisher's file can match on plain words.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit


class Address(NamedTuple):
    """Host in lower case without `www.`, path and query with escapes undone."""

    host: str
    path: str
    query: dict[str, str]


def find_address(url: str) -> Address | None:
    """The parts of a web address, or None where it is none.

    >>> find_address("http://WWW.Example.org:443/a%20b?id=7%40x&")
    Address(host='example.org', path='/a b', query={'id': '7@x'})
    >>> find_address("file:///etc/hosts") is None
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
        _ = parts.port  # read for its check alone
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:  # "http://[", a port that is no number, a thousand query fields
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return Address(host, unquote(parts.path), {name: values[-1] for name, values in query.items()})


def find_on(url: str, hosts: tuple[str, ...]) -> Address | None:
    """The parts of an address that stands on one of these hosts, else None."""
    address = find_address(url)
    return address if address and address.host in hosts else None
