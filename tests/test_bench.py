"""The measuring and comparing scripts: a table on few texts, and a planted difference that is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import corpus, diff, peers, reader, scale, worst
from scrapers import record
from scrapers.reading.reader import read

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def readings() -> dict[str, dict[str, Any]]:
    rows = [json.loads(record.line(read(article))) for article in corpus.invented(6)]
    return {row["id"]: row for row in rows}


def copy(readings: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    changed: dict[str, dict[str, Any]] = json.loads(json.dumps(readings))
    return changed


def test_the_invented_texts_are_the_same_every_time_and_hold_claims(readings: dict[str, dict[str, Any]]) -> None:
    assert corpus.invented(6) == corpus.invented(6)
    assert all(row["claims"] or row["tallies"] for row in readings.values())
    assert {row["party"] for row in readings.values()} == {"russia", "coalition"}


def test_the_table_has_a_row_for_the_reader_and_each_peer_or_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = corpus.invented(4)
    monkeypatch.setattr(corpus, "invented", lambda: few)
    monkeypatch.setattr(reader, "one_core", lambda: "any core")
    monkeypatch.setattr(reader, "grows", lambda texts: f"{len(texts)} texts")
    assert reader.main([str(tmp_path), "--seconds", "0.01"]) == 0
    out = capsys.readouterr().out
    assert "4 invented texts, since no real ones lie beside the checkout" in out
    assert "reader, all texts" in out
    assert "start to first reading" in out
    assert [peer.name for peer in peers.PEERS if peer.name not in out] == []


def test_a_peer_that_is_not_installed_is_named_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = peers.Peer("names", "no-such-library", lambda load: load("no_such_library"))
    monkeypatch.setattr(peers, "PEERS", (missing,))
    [(peer, work, why)] = peers.ready()
    assert peer.name == "no-such-library"
    assert work is None
    assert "not installed" in why


def test_a_longer_text_is_measured_against_a_shorter_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(reader, "read", lambda article: sizes.append(len(article.text)))
    assert reader.grows(corpus.invented(3)).endswith("times")
    assert set(sizes) == {100_000, 1_000_000}


def test_nothing_differs_between_a_version_and_itself(readings: dict[str, dict[str, Any]]) -> None:
    assert list(diff.differences(readings, copy(readings))) == []


def test_planted_differences_are_found(readings: dict[str, dict[str, Any]]) -> None:
    name = next(name for name, row in readings.items() if len(row["claims"]) > 2)
    new = copy(readings)
    claims = new[name]["claims"]
    lost, altered, renamed = claims.pop(0), claims[0], claims[1]
    altered["count"] = 4321
    before, renamed["id"] = renamed["id"], "renamed-fact"
    claims.append({**lost, "id": "new-fact", "span": [1, 2]})
    found = {(one.kind, one.change, one.words.split(" ")[0].rstrip(":")) for one in diff.differences(readings, new)}
    assert found == {
        ("claims", "lost", lost["id"]),
        ("claims", "altered", altered["id"]),
        ("claims", "altered", before),
        ("claims", "gained", "new-fact"),
    }


def test_a_text_that_one_version_cannot_read_is_told(readings: dict[str, dict[str, Any]]) -> None:
    name = next(iter(readings))
    rest = {key: row for key, row in readings.items() if key != name}
    [change] = [one for one in diff.differences(readings, rest) if one.kind == "texts"]
    assert (change.text, change.change) == (name, "lost")


def test_two_outputs_are_compared_by_source(
    readings: dict[str, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = copy(readings)
    name = next(name for name, row in new.items() if row["claims"])
    new[name]["claims"].pop()
    files = []
    for stem, rows in (("old", readings), ("new", new)):
        files.append(tmp_path / f"{stem}.jsonl")
        files[-1].write_text("".join(record.line(row) + "\n" for row in rows.values()), encoding="utf-8")
    assert diff.main([str(path) for path in files]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["invented", "claims", "0", "1", "0"]
    assert "1 of 6 texts differ" in lines
    assert diff.main([*map(str, files), "--most", "0"]) == 0


def test_the_code_of_two_folders_is_compared(tmp_path: Path) -> None:
    text = tmp_path / "tass" / "2016-05-03.txt"
    text.parent.mkdir()
    text.write_text("MOSCOW, May 3. Bombers destroyed three trucks near Exampletown.\n", encoding="utf-8")
    old = tmp_path / "old" / "scrapers"
    old.mkdir(parents=True)
    (old / "__init__.py").touch()
    reading = json.dumps({"id": "tass/2016-05-03.txt"})
    (old / "__main__.py").write_text(f"print({reading!r})", encoding="utf-8")
    assert diff.readings(old.parent, [text]) == {"tass/2016-05-03.txt": {"id": "tass/2016-05-03.txt"}}
    [row] = diff.readings(ROOT, [text]).values()
    assert [claim["count"] for claim in row["claims"]] == [3]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no git history here: the program was unpacked, not cloned")
def test_an_older_version_is_unpacked_whole_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    assert (diff.unpacked("HEAD", tmp_path) / "scrapers" / "reading" / "reader.py").is_file()
    done = subprocess.run(
        [sys.executable, "bench/diff.py", "--base", "no-such-revision", __file__],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "name a commit, a tag or a branch" in done.stderr


def test_the_worst_cases_meet_every_pattern_of_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(worst.PATTERNS) >= {"reading.grammar.BY_LETTER[0]", "reading.grammar.BEGIN", "languages.TOKEN"}
    assert len(worst.PATTERNS) > 30
    assert worst.main(["--size", "400"]) == 0
    out = capsys.readouterr().out
    assert out.count("worst cases of 400 characters") == 2
    assert out.count("the whole reader") == worst.LISTED


def test_a_long_text_counts_where_it_is_numbered() -> None:
    assert worst.long("a {n} ", 12) == "a 2 a 3 a 4 "
    assert len(worst.long("ab", 9)) == 9


def test_invented_records_build_and_are_the_same_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scale.write(tmp_path, 600) == 600
    lines = [path.read_bytes() for path in sorted(tmp_path.glob("record/*/*.jsonl"))]
    assert b"".join(lines).count(b"\n") == 40
    first, again = scale.build(tmp_path), scale.build(tmp_path)
    assert first["sha256"] == again["sha256"]
    monkeypatch.setattr(scale, "measured", lambda folder: first)
    monkeypatch.setattr(sys, "argv", ["scale", "600"])
    scale.main()
    own, invented = capsys.readouterr().out.splitlines()[-2:]
    assert own.endswith("(the committed record)")
    assert invented.split()[0] == "600"
