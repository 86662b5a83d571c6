"""The archive: its lists in parts, its copies, and all the ways in which a copy is no article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from scrapers import errors, runs
from scrapers.__main__ import main
from scrapers.gather.wayback import capture, parsed
from scrapers.gather.worklist import Item, WorkList
from scrapers.sources import tass
from tests.loopback import Act, World, a_world, answer

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "tests" / "pages" / "tass-b.html").read_bytes()
URL = "https://tass.com/defense/1061234"
STAMP = "20190531080000"
COPY = f"https://web.archive.org/web/{STAMP}id_/{URL}"
HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
DAYS = ("--since", "2019-05-01", "--until", "2019-06-30")


def row(url: str = URL, stamp: str = STAMP, mime: str = "text/html", status: str = "200", digest: str = "AAA",
        length: str = "9000") -> list[str]:  # fmt: skip
    return ["com,tass)/x", stamp, url, mime, status, digest, length]


class Archive(World):
    """A world in which the archive lists `rows`, some at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = [row()]
        self.part = 2
        self.queries: list[dict[str, list[str]]] = []
        self.lists: Act | None = None
        self.pages[COPY] = answer(body=PAGE)

    def act(self, request: object) -> None:
        path = request.path  # type: ignore[attr-defined]
        if not path.startswith("/cdx/"):
            super().act(request)  # type: ignore[arg-type]
            return
        if self.lists:
            self.lists(request)  # type: ignore[arg-type]
            return
        query = parse_qs(urlsplit(path).query)
        self.queries.append(query)
        start = int(query.get("resumeKey", ["0"])[0])
        some = [one for one in self.rows if query["url"][0] in one[2]][start : start + self.part]
        told: list[list[str]] = [HEAD, *some] if some else []
        if start + self.part < len(self.rows) and some:
            told += [[], [str(start + self.part)]]
        answer(body=json.dumps(told).encode(), Content_Type="application/json")(request)  # type: ignore[arg-type]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.setattr(tass, "ARCHIVED", ("tass.com/defense/",))
    with a_world(Archive) as world:
        assert isinstance(world, Archive)
        yield world


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)


def run(world: World, *arguments: str) -> int:
    return main([*arguments, "--quiet", "--source", "tass", "--stand-in", str(world.port)])


def items() -> dict[str, Item]:
    return WorkList(Path("data/worklists/tass.jsonl")).items


def last() -> runs.Run:
    return list(runs.load(Path("data/runs.jsonl")))[-1]


def test_copies_come_into_the_record(world: Archive) -> None:
    assert run(world, "discover", "--archive", *DAYS) == 0
    assert run(world, "fetch") == 0
    assert items()["1061234"].state == "kept"
    assert last().routes == {"archive": 1}
    assert main(["record", "--kept", "--quiet"]) == 0
    [line] = Path("data/record/tass/2019.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["url"], json.loads(line)["archive"]) == (URL, COPY)


def test_a_list_comes_in_parts_and_is_asked_for_once(world: Archive) -> None:
    """Fault 14: parts with a resume key; a list of days long past is not asked for again."""
    world.rows = [row(f"https://tass.com/defense/10612{n}", digest=str(n)) for n in range(10, 17)]
    run(world, "discover", "--archive", *DAYS)
    assert len(items()) == 7
    assert [query.get("resumeKey") for query in world.queries] == [None, ["2"], ["4"], ["6"]]
    assert {(query["filter"][0], query["collapse"][0]) for query in world.queries} == {("statuscode:200", "urlkey")}
    asked = len(world.asked)
    run(world, "discover", "--archive", *DAYS)
    assert (len(world.queries), len(world.asked)) == (4, asked)


BROKEN_LISTS = {
    "a web page": b"<html><body>Sorry</body></html>",
    "half a list": json.dumps([HEAD, row()]).encode()[:60],
    "an object": b'{"error": 1}',
    "numbers": b"[1, 2]",
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", BROKEN_LISTS.values(), ids=BROKEN_LISTS)
def test_what_is_no_list_is_told_and_kept_nowhere(world: Archive, body: bytes) -> None:
    """Fault 14: HTML, broken JSON, another form."""
    world.lists = answer(body=body, Content_Type="application/json")
    assert run(world, "discover", "--archive", *DAYS) == errors.ListingBroken.code
    assert not list(Path("data/worklists/lists").glob("*"))
    world.lists = None
    assert run(world, "discover", "--archive", *DAYS) == 0
    assert len(items()) == 1


@pytest.mark.parametrize("body", [b"", b"[]", json.dumps([HEAD]).encode()])
def test_an_empty_list_is_no_error(world: Archive, body: bytes) -> None:
    """Fault 14: nothing in the archive is an answer."""
    world.lists = answer(body=body, Content_Type="application/json")
    assert run(world, "discover", "--archive", *DAYS) == 0
    assert items() == {}


def test_a_list_without_end_is_refused(world: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 14: more lines than the service gives, or a resume key that never ends."""
    monkeypatch.setattr("scrapers.gather.wayback.MOST", 10)
    world.rows = [row(f"https://tass.com/defense/10{n:05}", digest=str(n)) for n in range(30)]
    assert run(world, "discover", "--archive", *DAYS) == errors.ListingBroken.code


@pytest.mark.parametrize(
    "one",
    [row(mime="warc/revisit"), row(length="612"), row(length="-"), row(length="x"), row(status="301"),
     row(stamp="2019"), row(mime="image/png"), ["short"], []],
)  # fmt: skip
def test_lines_that_are_no_pages_are_left_out(one: list[str]) -> None:
    """Fault 15: revisits, stubs by their size, redirects and what is no line at all."""
    assert parsed(json.dumps([HEAD, one, row()]).encode(), "x")[0] == [capture(dict(zip(HEAD, row(), strict=True)))]


def test_a_copy_of_another_day_is_a_miss_and_the_next_one_is_tried(world: Archive) -> None:
    """Fault 14: a capture that replays as another date."""
    later = f"https://web.archive.org/web/20190601080000id_/{URL}"
    world.rows = [row(), row(stamp="20190601080000", digest="BBB")]
    world.pages[COPY] = answer(302, b"", Location=f"https://web.archive.org/web/20260101000000id_/{URL}")
    world.pages[f"https://web.archive.org/web/20260101000000id_/{URL}"] = answer(body=PAGE)
    world.pages[later] = answer(body=PAGE)
    run(world, "discover", "--archive", *DAYS)
    run(world, "fetch")
    assert items()["1061234"].state == "kept"
    assert later in world.asked


STUBS = {
    "a challenge": b"<html><head></head><body><script src='//servicepipe.example/c.js'></script></body></html>",
    "a redirect of its own": b"<html><head><meta http-equiv='refresh' content='0; url=/x'></head><body></body></html>",
    "a page of an error": b"<html><body><h1>404</h1><p>No such article over Syria, no strike.</p></body></html>",
    "another article": PAGE.replace(b"1061234", b"1061299"),
}


@pytest.mark.parametrize("body", STUBS.values(), ids=STUBS)
def test_an_archived_stub_is_no_article(world: Archive, body: bytes) -> None:
    """Fault 15: a copy with status 200 can be a challenge, a redirect, an error or another page."""
    world.pages[COPY] = answer(body=body)
    run(world, "discover", "--archive", *DAYS)
    run(world, "fetch")
    assert items()["1061234"].state == "rejected"


def test_the_same_bytes_are_asked_for_once(world: Archive) -> None:
    world.rows = [row(), row(stamp="20190601080000"), row(stamp="20190602080000")]
    world.pages[COPY] = answer(404, b"")
    run(world, "discover", "--archive", *DAYS)
    run(world, "fetch")
    assert sum("id_/" in url for url in world.asked) == 1


def test_what_is_gone_at_its_address_is_found_in_the_archive(world: Archive) -> None:
    """A text that only a feed named: its copies are looked up by its address."""
    WorkList(Path("data/worklists/tass.jsonl")).put(Item("1061234", URL, published="2019-05-30"))
    assert run(world, "fetch") == 0
    assert items()["1061234"].state == "kept"
    assert world.asked.index(URL) < world.asked.index(COPY)


def test_what_is_nowhere_is_gone(world: Archive) -> None:
    world.rows = []
    WorkList(Path("data/worklists/tass.jsonl")).put(Item("1061234", URL))
    run(world, "fetch")
    assert items()["1061234"].state == "gone"
    world.rows = [row()]
    run(world, "discover", "--archive", *DAYS)
    assert items()["1061234"].state == "open"  # a copy turned up later


def test_an_archive_that_asks_to_wait_ends_its_part_of_the_run(world: Archive) -> None:
    """Fault 5: the live route goes on, the archive is left alone, the items stay open."""
    world.lists = answer(429, b"", Retry_After="3600")
    for number in (1, 2, 3):
        item = Item(f"106120{number}", f"https://tass.com/defense/106120{number}")
        WorkList(Path("data/worklists/tass.jsonl")).put(item)
    run(world, "fetch")
    assert {item.state for item in items().values()} == {"open"}
    assert sum("/cdx/" in path for path, _ in world.seen) == 1
    assert sum("tass.com/defense" in url and "archive" not in url for url in world.asked) == 3
