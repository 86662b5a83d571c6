"""Scores of the reader: kept as they were printed, refused where a line is broken, and those of today's reader true."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scrapers.database.scores import FIELDS, load
from scrapers.errors import MalformedTable
from scrapers.reading.reader import VERSION
from scripts.reader_scores import KEPT, kept_beside, lines, main

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
TEXTS = ("russia-quoted.jsonl", "coalition-quoted.jsonl", "centcom-releases.jsonl", "tass/2015-12-23.txt")
PRINTED: dict[str, Any] = {
    "scored": 4, "totals": [1.0, 0.5, 0.66666], "period": 0.75, "provinces": [1, 1, 1], "claims": [0.9, 0.8, 0.847],
    "counts": [1, 1, 1], "numbers given": 12, "wrong numbers": 1,
}  # fmt: skip


def test_what_a_scorer_printed_becomes_a_line_for_each_field() -> None:
    some = {one["field"]: one for one in lines(PRINTED, "four texts", "en", True, "2026-04-01")}
    assert {*some} == {*FIELDS}
    assert some["totals"]["recall"] == 0.5
    assert some["totals"]["f1"] == 0.6667
    assert some["period"]["precision"] == some["period"]["f1"] == 0.75
    assert {one["wrong_numbers"] for one in some.values()} == {1}
    assert {one["reader"] for one in some.values()} == {VERSION}


def test_a_scorer_that_leaves_a_field_out_is_refused() -> None:
    with pytest.raises(KeyError, match="claims"):
        lines({name: value for name, value in PRINTED.items() if name != "claims"}, "x", "en", True, "2026-04-01")


def test_a_new_comparison_replaces_only_its_own_lines() -> None:
    english, russian = (lines(PRINTED, "four texts", language, True, "2026-04-01") for language in ("en", "ru"))
    again = lines(PRINTED | {"scored": 5}, "four texts", "en", True, "2026-04-02")
    assert kept_beside([*english, *russian], again) == [*russian, *again]


@pytest.mark.parametrize(
    ("line", "why"),
    [("{", "no JSON"), ("[]", "has the keys"), ('{"reader": "5"}', "has the keys"), ("twice", "two lines")],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, why: str) -> None:
    whole = json.dumps(lines(PRINTED, "four texts", "en", True, "2026-04-01")[0])
    path = tmp_path / "scores.jsonl"
    path.write_text(f"{whole}\n{whole if line == 'twice' else line}\n", encoding="utf-8")
    with pytest.raises(MalformedTable, match=rf"scores\.jsonl:2.*{why}"):
        list(load(path))


@pytest.mark.parametrize(
    ("printed", "why"),
    [(None, "No such file"), ("{", "not what a scorer prints"), ("[]", "not what a scorer prints"),
     ("{}", "left out 'totals'")],
)  # fmt: skip
def test_what_no_scorer_printed_is_refused_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], printed: str | None, why: str
) -> None:
    path, before = tmp_path / "scores.json", KEPT.read_bytes()
    if printed is not None:
        path.write_text(printed, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main([str(path), "--part", "four texts"])
    assert left.value.code == 2
    assert why in capsys.readouterr().err
    assert KEPT.read_bytes() == before


def test_no_file_no_scores(tmp_path: Path) -> None:
    assert list(load(tmp_path / "scores.jsonl")) == []


def test_the_scores_of_this_reader_are_what_a_comparison_gives() -> None:
    gold = SHARED / "real" / "gold.jsonl"
    if not gold.is_file():
        pytest.skip("the texts coded by hand are not here: ../shared/real/gold.jsonl")
    command = [sys.executable, str(SHARED / "score.py"), *(str(SHARED / "real" / name) for name in TEXTS)]
    printed = subprocess.run(
        [*command, "--gold", str(gold), "--python", sys.executable, "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    kept = {
        one["field"]: one
        for line in KEPT.read_text(encoding="utf-8").splitlines()
        if (one := json.loads(line))["reader"] == VERSION and one["language"] == "en" and one["at_hand"]
    }
    found = {one["field"]: one for one in lines(json.loads(printed), "", "en", True, "")}
    same = ("documents", "precision", "recall", "f1", "numbers", "wrong_numbers")
    assert {name: [one[key] for key in same] for name, one in kept.items()} == {
        name: [one[key] for key in same] for name, one in found.items()
    }, "the reader changed: compare anew and run scripts/reader_scores.py"
