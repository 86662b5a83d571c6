"""The guard of conftest.py: another machine is out of reach, loopback is not."""

from __future__ import annotations

import socket

import httpx2
import pytest
from pytest_httpserver import HTTPServer

REFUSED = "tests run offline"


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_a_connection_to_another_machine_fails_the_test(host: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=REFUSED):
        socket.create_connection((host, 80), timeout=1)


def test_a_bare_socket_is_guarded_too() -> None:
    with socket.socket() as sock, pytest.raises(pytest.fail.Exception, match=REFUSED):
        sock.connect(("192.0.2.1", 80))


def test_the_http_client_cannot_swallow_the_refusal() -> None:
    with pytest.raises(pytest.fail.Exception, match=REFUSED):
        httpx2.get("http://example.org/", timeout=1)


def test_loopback_stays_open(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("here")
    assert httpx2.get(httpserver.url_for("/")).text == "here"
