"""The bench of the site: it runs on a tiny database, with and without wrk, and reads what wrk prints."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench import addresses, load, queries
from bench import site as bench
from tests.invented import Workshop, claim, coalition, reading

ROOT = Path(__file__).parent.parent
SAID = """
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    12.00ms    1.00ms  20.00ms   90.00%
  Latency Distribution
     50%   11.50ms
     75%   12.00ms
     99%    1.25s
  170 requests in 2.00s, 3.10MB read
Requests/sec:     84.75
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    shop = Workshop(tmp_path_factory.mktemp("bench"))
    more = claim("c", "three trucks", "ammunition depot", 1, aircraft=("Su-34",))
    shop.build(reading(), coalition(), reading("outlet/7", url="https://example.org/x/7", totals={}, claims=(more,)))
    return shop


@pytest.fixture
def server() -> Iterator[str]:
    """A server on loopback that says hello, and refuses one address."""

    class Hello(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/gone" else 200)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_: object) -> None:
            pass

    here = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    Thread(target=here.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{here.server_port}"
    here.shutdown()
    here.server_close()


def options(shop: Workshop) -> list[str]:
    """The options of the Makefile for a database of the tests."""
    said = subprocess.run(["make", "-s", "--eval", "options:;@echo $(SITE)", "options"], cwd=ROOT, capture_output=True,
                          text=True, check=True)  # fmt: skip
    return bench.with_database(said.stdout.split(), shop.out)


def test_the_options_of_the_site_are_taken_for_another_database(shop: Workshop) -> None:
    found = options(shop)
    assert found[found.index("--immutable") + 1] == str(shop.out)
    assert Path(found[found.index("--inspect-file") + 1]).is_file()


def test_every_page_that_is_measured_answers_and_has_its_line(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(load.shutil, "which", lambda name: None)
    few = [page for page in addresses.pages(shop.out, ROOT / "metadata.yml") if not page.name.startswith("?")]
    monkeypatch.setattr(bench, "pages", lambda *_: few)
    assert bench.main(["--seconds", "0.01", "--claims", "0", *options(shop)]) == 0
    out = capsys.readouterr().out
    assert "wrk is not installed" in out
    assert [page.name for page in few if not re.search(rf"^{re.escape(page.name)} +\d", out, re.M)] == []
    assert "first load of home" in out


def test_every_named_query_is_measured(shop: Workshop) -> None:
    names = {page.name for page in addresses.pages(shop.out, ROOT / "metadata.yml")}
    assert {"? search_claims", "home", "a briefing", "claims, facets", "CSV of a year"} <= names


def test_the_queries_of_a_page_are_seen_and_run_by_plain_sqlite(shop: Workshop) -> None:
    run = [sys.executable, "-m", "bench.queries", *options(shop)]
    paths = "/briefings/claims_flat\n/-/versions.json"
    done = subprocess.run(run, cwd=ROOT, input=paths, capture_output=True, text=True, check=True)
    table, versions = done.stdout.splitlines()
    assert '"queries": 0' in versions
    assert int(re.findall(r'"queries": (\d+)', table)[0]) > 8
    assert queries.DATABASE == "briefings"


def test_what_wrk_prints_is_read() -> None:
    assert load.parsed(SAID) == (84.75, 11.5, 1250.0)
    assert load.parsed(SAID.replace("84.75", "0.00")) is None
    assert load.parsed("unable to connect to 127.0.0.1") is None


def test_an_address_is_measured_without_wrk(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load.shutil, "which", lambda name: None)
    found = load.load(f"{server}/x?y=1", 0.01)
    assert (found.status, found.bytes) == (200, 5)
    assert 0 < found.p50 <= found.p99
    assert found.first > 0
    assert load.load(f"{server}/gone", 0.01) [3:] == (0, 0, 0)
    assert load.text(server) == "hello"


@pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is not installed here")
def test_an_address_is_measured_with_wrk(server: str) -> None:
    assert load.tool() == "wrk"
    assert load.load(server, 1).rate > 0


def test_a_facet_that_was_not_done_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "text", lambda address: "<p>These facets timed out: province, action</p>")
    assert bench.dropped("http://127.0.0.1", "/x") == ["province", "action"]


def test_a_page_that_is_slower_than_its_queries_allow_is_marked() -> None:
    page, asked = addresses.Page("a page", "/"), {"queries": 3, "ms": 10.0}
    assert bench.line(page, load.Load(200, 5, 90.0, 1.0, 51.0, 60.0), asked, None).endswith("over 50")
    assert "over" not in bench.line(page, load.Load(200, 5, 90.0, 1.0, 49.0, 60.0), asked, None)
    assert bench.line(page, load.Load(404, 5, 9.0, 0, 0, 0), asked, None).endswith("answers 404")


def test_nothing_listens_after_a_measurement(shop: Workshop) -> None:
    with bench.served(options(shop)) as address:
        port = int(address.rpartition(":")[2])
        assert load.once(f"{address}/")[0] == 200
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
