"""What every test lives under: no network but loopback, no proxy, and the same examples on every run in CI."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def is_here(host: object) -> bool:
    """Says whether a socket address stays on this machine."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return False


def refuse(host: object) -> None:
    """Fails the test that reaches for another machine; `pytest.fail` passes any `except Exception` on the way."""
    if not is_here(host):
        pytest.fail(f"this test reaches for {host}: tests run offline, start a server on loopback (pytest-httpserver)")


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up a name is network too, so both doors are closed: names and connections."""

    def guarded(door: Callable[..., Any]) -> Callable[..., Any]:
        def connect(sock: socket.socket, address: Any) -> Any:
            if sock.family in (socket.AF_INET, socket.AF_INET6):
                refuse(address[0])
            return door(sock, address)

        return connect

    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
