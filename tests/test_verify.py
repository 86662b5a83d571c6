"""The source of a text is read again: in the kept copy, at its address, in the archive; each fact gets a grade."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scrapers import errors, record, verified
from scrapers.__main__ import main
from scrapers.models import Page
from scrapers.verify import Ask, Reading, archived, oldest_first, verify

PAGES = Path(__file__).parent / "pages"
PAGE = (PAGES / "tass-b.html").read_bytes()
TODAY = date(2026, 3, 4)
URL = "https://tass.com/defense/1061234"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the page is recorded."""
    (tmp_path / "saved.html").write_bytes(PAGE)
    monkeypatch.chdir(tmp_path)
    assert main(["record", "saved.html", "--quiet"]) == 0
    return tmp_path


@pytest.fixture
def reading(desk: Path) -> Reading:
    [reading] = record.every(desk / "data" / "record")
    return reading


def answering(pages: dict[str, bytes | errors.ScraperError], seen: list[str] | None = None) -> Ask:
    """Pages as servers would give them, and what was asked for."""

    def ask(url: str) -> Page:
        if seen is not None:
            seen.append(url)
        answer = pages.get(url, errors.PageGone(url, "status 404"))
        if isinstance(answer, errors.ScraperError):
            raise answer
        route = "archive" if "web.archive.org" in url else "live"
        return Page(url, 200, answer, "text/html; charset=utf-8", "2026-03-04T00:00:00+00:00", route)

    return ask


def grades(desk: Path, reading: Reading, ask: Ask | None = None) -> verified.Verified:
    [one] = verify([reading], desk / "data" / "snapshots", ask, TODAY)
    assert isinstance(one, verified.Verified)
    return one


def test_a_kept_text_is_intact_to_the_bit(desk: Path, reading: Reading) -> None:
    one = grades(desk, reading)
    assert (one.route, one.grade, one.sha256, one.facts) == ("kept text", "intact", reading["sha256"], {})


def test_a_kept_text_that_is_another_is_an_error(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [kept] = (desk / "data" / "snapshots" / "texts").iterdir()
    kept.write_text("another text")
    assert main(["verify"]) == errors.SnapshotDamaged.code
    said = capsys.readouterr()
    assert "not the one its name promises" in said.err
    assert said.out == "1 not read\n"


def test_a_record_that_our_reader_reads_otherwise_is_told(desk: Path, reading: Reading) -> None:
    reading["claims"][0]["count"] = 77
    one = grades(desk, reading)
    assert one.grade == "read otherwise"
    assert list(one.facts.values()) == ["read otherwise"]


def test_nothing_at_hand_is_no_grade(desk: Path, reading: Reading) -> None:
    [kept] = (desk / "data" / "snapshots" / "texts").iterdir()
    kept.unlink()
    assert list(verify([reading], desk / "data" / "snapshots", None, TODAY)) == [None]


EDITS: dict[str, tuple[Callable[[bytes], bytes], str, dict[str, str]]] = {
    "same": (lambda page: page, "intact", {}),
    "words after it": (lambda page: page.replace(b"aid reached", b"help reached"), "moved", {}),
    "words before it": (
        lambda page: page.replace(b"Bombers destroy armoured", b"The bombers destroy armoured"),
        "moved",
        {"sorties": "moved"},
    ),
    "another number": (lambda page: page.replace(b"18 sorties", b"19 sorties"), "reworded", {"sorties": "reworded"}),
    "a hedge": (lambda page: page.replace(b"18 sorties", b"about 18 sorties"), "reworded", {"sorties": "reworded"}),
    "left out": (lambda page: page.replace(b" made 18 sorties and hit", b" hit"), "gone", {"sorties": "gone"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_page_is_held_against_what_was_recorded(desk: Path, reading: Reading, name: str) -> None:
    edit, grade, facts = EDITS[name]
    one = grades(desk, reading, answering({URL: edit(PAGE)}))
    assert (one.route, one.grade) == ("live", grade)
    told = {key.split("/")[1].split("-")[0]: found for key, found in one.facts.items() if "sorties" in key}
    assert told == facts
    assert len(list((desk / "data" / "snapshots" / "tass").glob("*/*.html"))) == 1  # the page is kept as it came


def test_what_is_gone_at_its_address_is_asked_of_the_archive(desk: Path, reading: Reading) -> None:
    seen: list[str] = []
    one = grades(desk, reading, answering({archived(reading): PAGE}, seen))
    assert (one.route, one.grade) == ("archive", "intact")
    assert seen == [URL, f"https://web.archive.org/web/20190530id_/{URL}"]


def test_gone_and_never_archived_are_told_apart(desk: Path, reading: Reading) -> None:
    assert grades(desk, reading, answering({})).grade == "gone"
    refused = errors.FetchFailed(URL, "status 403")
    assert grades(desk, reading, answering({URL: refused})).grade == "never archived"


def test_what_nobody_answers_is_no_grade(desk: Path, reading: Reading) -> None:
    refused = errors.FetchFailed(URL, "no connection")
    ask = answering({URL: refused, archived(reading): refused})
    assert list(verify([reading], desk / "data" / "snapshots", ask, TODAY)) == [refused]


def test_those_verified_longest_ago_come_first(reading: Reading) -> None:
    a, b, c, d = ({"id": name, "url": URL} for name in "abcd")
    known = {
        "a": verified.Verified("a", "2026-03-02", "live", "intact", None, {}),
        "b": verified.Verified("b", "2026-03-01", "archive", "gone", None, {}),
        "c": verified.Verified("c", "2026-03-03", "kept text", "intact", None, {}),
    }
    assert oldest_first([a, b, c, d, {"id": "e", "url": None}], known) == [c, d, b, a]


def test_the_command_writes_a_line_for_each_text(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "1 intact\n"
    path = desk / "data" / "verified" / "tass.jsonl"
    before = path.read_text(encoding="utf-8")
    assert json.loads(before)["grade"] == "intact"
    assert main(["verify", "--quiet"]) == 0
    assert path.read_text(encoding="utf-8") == before


def test_stopped_half_way_it_keeps_what_was_asked_for(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*arguments: object) -> object:
        yield verified.Verified("tass/1061234", "2026-03-04", "live", "intact", None, {})
        raise KeyboardInterrupt

    path = desk / "data/record/tass/2019.jsonl"
    other = json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"id": "tass/1061299"})
    path.write_text(path.read_text(encoding="utf-8") + other + "\n", encoding="utf-8")
    monkeypatch.setattr("scrapers.verify.verify", stops)
    assert main(["verify"]) == 130
    assert list(verified.every(desk / "data" / "verified")) == ["tass/1061234"]


@pytest.mark.parametrize("line", ["{", "[]", '{"text":"a"}', '{"text":"a","day":"2026-03-04","route":"live",'
                                  '"grade":"fine","sha256":null,"facts":{}}'])  # fmt: skip
def test_a_broken_line_names_its_file(tmp_path: Path, line: str) -> None:
    (tmp_path / "tass.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(errors.MalformedTable, match=r"tass\.jsonl:1"):
        verified.every(tmp_path)
