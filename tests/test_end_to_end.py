"""The whole way: a page on a server, fetched, read, recorded, built, and asked for on the site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers import errors
from scrapers.__main__ import main
from scrapers.pages.addresses import briefing_path
from tests.loopback import Server, answer, serving
from tests.test_site import Site

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "tests" / "pages" / "tass-b.html").read_bytes()
ID = "tass/1061234"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.acts["/defense/1061234"] = answer(body=PAGE)
        yield server


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a gazetteer, in which the commands run."""
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "gazetteer.csv", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints; it must succeed and say nothing on standard error."""
    assert main(list(arguments)) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.strip()


def fetch(server: Server) -> int:
    """The status of a fetch of the page from the server on this machine."""
    url = server.url("/defense/1061234")
    return main(["fetch", "--url", url, "--source", "tass", "--allow", f"127.0.0.1:{server.port}"])


@pytest.fixture(params=["saved by hand", "fetched"])
def page(request: pytest.FixtureRequest, server: Server, desk: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Where the page stands: saved by hand, or fetched from the server."""
    if request.param == "saved by hand":
        (desk / "saved.html").write_bytes(PAGE)
        return "saved.html"
    assert fetch(server) == 0
    return capsys.readouterr().out.strip()


def test_page_is_kept_as_it_was_sent(server: Server, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(server) == 0
    assert Path(capsys.readouterr().out.strip()).read_bytes() == PAGE


def test_page_becomes_a_page_of_the_site(page: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading = json.loads(run(capsys, "read", page))
    assert (reading["id"], reading["party"], reading["published"][:10]) == (ID, "russia", "2019-05-30")
    assert {name: one["count"] for name, one in reading["totals"].items()} == {"sorties": 18, "targets": 23}
    assert run(capsys, "record", page) == "1 new, 0 changed, 0 as before in data/record"
    assert run(capsys, "record", page) == "0 new, 0 changed, 1 as before in data/record"
    assert "1 briefings" in run(capsys, "build")
    assert run(capsys, "check") == "data/briefings.db holds every check, and built again it has the same bytes"
    site = Site(desk / "data" / "briefings.db")
    shown = site.page(briefing_path(ID))
    assert all(words in shown for words in ("18", "23", "workshop", "https://tass.com/defense/1061234"))
    (briefing,) = site.rows("briefings")
    assert (briefing["sorties"], briefing["targets"]) == (18, 23)
    assert {row["target"] for row in site.rows("claims_flat")} == {one["target"] for one in reading["claims"]}


def test_two_builds_give_the_same_bytes(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "record", page)
    run(capsys, "build", "--out", "data/one.db")
    run(capsys, "build", "--out", "data/two.db")
    assert Path("data/one.db").read_bytes() == Path("data/two.db").read_bytes()


def test_text_that_fails_leaves_the_record_as_it_was(page: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "record", page)
    before = {path: path.read_bytes() for path in Path("data/record").rglob("*.jsonl")}
    (desk / "tass").mkdir()
    Path("tass/2019-05-31.txt").write_text("Russian planes in Syria made ٢٤ sorties.", encoding="utf-8")
    assert main(["record", page, "tass/2019-05-31.txt"]) == errors.ForeignDigits.code
    assert {path: path.read_bytes() for path in Path("data/record").rglob("*.jsonl")} == before


def test_page_that_fails_to_come_is_told(server: Server, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.acts["/defense/1061234"] = answer(status=404)
    assert fetch(server) == errors.PageGone.code
    (said,) = capsys.readouterr().err.splitlines()
    assert server.url("/defense/1061234") in said
    assert not (desk / "data" / "snapshots").exists()
