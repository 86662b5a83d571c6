"""Bad input: each fault has its own one-line error and exit status, and nothing recorded or built changes.

The texts are invented; what is wrong with each says its name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from scrapers import errors
from scrapers.__main__ import main
from tests.invented import GAZETTEER

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "tests" / "pages" / "tass-b.html").read_text(encoding="utf-8")
GOOD = "Near Tel Amra (Hama province), a Su-34 bomber destroyed three trucks over the past day."
LINE: dict[str, Any] = {
    "id": "a-1", "party": "russia", "source": "tass", "url": None, "language": "en", "date": "2016-05-04", "text": GOOD,
}  # fmt: skip


def line(**changes: Any) -> bytes:
    """A sound line of a .jsonl file, then one with changes."""
    return (json.dumps(LINE) + "\n" + json.dumps(LINE | {"id": "a-2"} | changes) + "\n").encode()


class Bad(NamedTuple):
    """A file that cannot be read: what is wrong, its name, its bytes, the error, where the error must point."""

    what: str
    name: str
    raw: bytes
    error: type[errors.ScraperError]
    where: str = ""


FILES = [
    Bad("empty text", "2016-05-04.txt", b"", errors.EmptyInput),
    Bad("blank text", "2016-05-04.txt", b" \n\n\t", errors.EmptyInput),
    Bad("empty page", "page.html", b"", errors.EmptyInput),
    Bad("empty lines", "many.jsonl", b"\n\n", errors.EmptyInput),
    Bad("page that is no briefing", "page.html", PAGE.replace("Syria", "Ruritania").encode(), errors.NotABriefing),
    Bad("block page with status 200", "page.html", b"<html><head><title>Just a moment...</title></head></html>",
        errors.Blocked),
    Bad("page whose body is gone", "page.html", re.sub(r"(?s)<body.*</body>", "<body></body>", PAGE).encode(),
        errors.BodyMissing),
    Bad("page in a wrong charset", "page.html", PAGE.replace("General", "Генерал").encode("cp1251"),
        errors.WrongCharset),
    Bad("text in a wrong charset", "2016-05-04.txt", "Удар".encode("cp1251"), errors.WrongCharset),
    Bad("page of 20 MB", "page.html", b"<p>" + b"word " * 4_000_000, errors.TooLarge),
    Bad("text of 20 MB", "2016-05-04.txt", b"word " * 4_000_000, errors.TooLarge),
    Bad("no date anywhere", "briefing.txt", GOOD.encode(), errors.NoDate),
    Bad("dateline without year or weekday", "briefing.txt", f"MOSCOW, May 3. /AGENCY/. {GOOD}".encode(),
        errors.NoDate),
    Bad("31 November", "briefing.txt", f"MOSCOW, November 31. /AGENCY/. {GOOD}".encode(), errors.ImpossibleDate),
    Bad("31 November, dated file", "2015-11-30.txt", f"MOSCOW, November 31. /AGENCY/. {GOOD}".encode(),
        errors.ImpossibleDate),
    Bad("31 November in the text", "2015-11-30.txt", b"On November 31, 2015, Russian planes made 20 sorties.",
        errors.ImpossibleDate),
    Bad("weekday of another day", "2016-05-04.txt",
        f"MOSCOW, May 3. /AGENCY/. {GOOD[:-1]}, the spokesman said on Sunday.".encode(), errors.ImpossibleDate),
    Bad("weekday of no year", "briefing.txt",
        f"MOSCOW, May 3, 2016. /AGENCY/. {GOOD[:-1]}, the spokesman said on Sunday.".encode(), errors.ImpossibleDate),
    Bad("day that is none in the file's name", "2016-02-30.txt", GOOD.encode(), errors.ImpossibleDate),
    Bad("Arabic digits", "2016-05-04.txt", "Russian planes made ٢٤ sorties.".encode(), errors.ForeignDigits),
    Bad("fullwidth digits", "2016-05-04.txt", "Russian planes made ２４ sorties.".encode(), errors.ForeignDigits),
    Bad("number of 30 digits", "2016-05-04.txt", b"Russian planes made " + b"7" * 30 + b" sorties.",
        errors.HugeNumber),
    Bad("number of 30 digits with commas", "2016-05-04.txt", b"Russian planes made " + b"777," * 9 + b"777 sorties.",
        errors.HugeNumber),
    Bad("unknown party", "many.jsonl", line(party="utopia"), errors.UnknownParty, ":2"),
    Bad("unknown language", "many.jsonl", line(language="xx"), errors.UnknownLanguage, "a-2"),
    Bad("line that is no JSON", "many.jsonl", line() + b'{"id": \n', errors.MalformedLine, ":3"),
    Bad("line that is no object", "many.jsonl", line() + b"[1]\n", errors.MalformedLine, ":3"),
    Bad("line without its text", "many.jsonl", line(text=None), errors.MalformedLine, ":2"),
    Bad("line of a day that is none", "many.jsonl", line(date="2015-11-31"), errors.ImpossibleDate, ":2"),
    Bad("line with digits of another script", "many.jsonl", line(text="Planes made ٢٤ sorties."), errors.ForeignDigits,
        "a-2"),
]  # fmt: skip
RECORDED = [
    Bad("unknown source", "many.jsonl", line(source="gazette"), errors.UnknownSource, "a-2"),
]
@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of one briefing, a gazetteer and a database, made once."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "data").mkdir()
    (folder / "data" / "gazetteer.csv").write_text(GAZETTEER, encoding="utf-8")
    (folder / "good.jsonl").write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["record", "good.jsonl", "--quiet"]) == 0
        assert main(["build", "--quiet"]) == 0
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, in which commands run."""
    folder = tmp_path / "desk"
    shutil.copytree(built, folder)
    (folder / "tass").mkdir()
    monkeypatch.chdir(folder)
    return folder


def stored(folder: Path) -> dict[str, bytes]:
    """Everything recorded, kept and built, to the byte."""
    return {str(path): path.read_bytes() for path in sorted((folder / "data").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.what) for bad in FILES])
def test_file_is_refused_in_one_line(bad: Bad, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk / "tass" / bad.name
    path.write_bytes(bad.raw)
    before = stored(desk)
    assert main(["read", str(path)]) == bad.error.code
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(bad.error.__name__)
    assert bad.name + (bad.where if bad.where.startswith(":") else "") in said
    assert bad.where in said
    assert len(said) < 400
    assert stored(desk) == before


@pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.what) for bad in [*FILES, *RECORDED]])
def test_refused_file_leaves_the_record_as_it_was(bad: Bad, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sound texts beside it are not recorded either: a command does all or nothing."""
    path = desk / "tass" / bad.name
    path.write_bytes(bad.raw)
    (desk / "tass" / "2016-05-01.txt").write_text(GOOD, encoding="utf-8")
    before = stored(desk)
    assert main(["record", str(desk / "tass" / "2016-05-01.txt"), str(path)]) == bad.error.code
    said = capsys.readouterr().err.splitlines()[0]
    assert said.startswith(bad.error.__name__)
    assert bad.where in said
    assert stored(desk) == before


def recorded(folder: Path) -> Path:
    """The record's file of the good briefing."""
    (path,) = (folder / "data" / "record").rglob("*.jsonl")
    return path


def without_key(raw: str) -> str:
    return raw.replace('"provinces":', '"regions":')


BROKEN_RECORDS = [
    ("no JSON", lambda raw: raw + "{\n", ":2"),
    ("a key too few", lambda raw: raw + without_key(raw), ":2"),
    ("the same id twice", lambda raw: raw + raw, ":2"),
    ("a span that is none", lambda raw: raw + re.sub(r'"span":\[\d+,\d+\]', '"span":[9,3]', raw), ":2"),
    ("a sentence in it", lambda raw: raw + raw.replace('"2016-05-04"', json.dumps("word " * 40), 1), ":2"),
    ("half a line", lambda raw: raw[: len(raw) // 2], ":1"),
]


@pytest.mark.parametrize(("breaks", "where"), [row[1:] for row in BROKEN_RECORDS], ids=[r[0] for r in BROKEN_RECORDS])
def test_broken_record_builds_nothing(breaks: Any, where: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recorded(desk)
    path.write_text(breaks(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = stored(desk)
    assert main(["build"]) == errors.MalformedRecord.code
    (said,) = capsys.readouterr().err.splitlines()
    assert path.name + where in said
    assert main(["record", "good.jsonl"]) == errors.MalformedRecord.code
    assert stored(desk) == before


def test_broken_gazetteer_builds_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk / "data" / "gazetteer.csv"
    path.write_text(GAZETTEER + "hill,Example Hill,,,village,Nowhere,Syria,x,36.9,,,,,,invented,CC0-1.0\n")
    before = stored(desk)
    assert main(["build"]) == errors.MalformedGazetteer.code
    (said,) = capsys.readouterr().err.splitlines()
    assert f"gazetteer.csv:{len(GAZETTEER.splitlines()) + 1}" in said
    assert stored(desk) == before


def test_unknown_source_in_the_record_builds_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = recorded(desk)
    path.write_text(path.read_text(encoding="utf-8").replace('"source":"tass"', '"source":"gazette"'), encoding="utf-8")
    before = stored(desk)
    assert main(["build"]) == errors.UnknownSource.code
    (said,) = capsys.readouterr().err.splitlines()
    assert "gazette" in said
    assert stored(desk) == before


def test_each_error_has_its_own_status() -> None:
    every = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.ScraperError)]
    codes = [one.code for one in every]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & {0, 2}, "2 is for wrong usage"


def test_sound_texts_of_a_file_are_read_beside_a_bad_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "many.jsonl").write_bytes(line(text="Planes made ٢٤ sorties."))
    assert main(["read", "many.jsonl", "good.jsonl"]) == errors.ForeignDigits.code
    assert [json.loads(row)["id"] for row in capsys.readouterr().out.splitlines()] == ["a-1", "a-1"]


def test_status_reaches_the_shell(tmp_path: Path) -> None:
    """The same through a new process: status, one line, no traceback."""
    (tmp_path / "tass").mkdir()
    (tmp_path / "tass" / "2016-02-30.txt").write_text(GOOD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "scrapers", "read", "tass/2016-02-30.txt"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (errors.ImpossibleDate.code, "")
    assert len(done.stderr.splitlines()) == 1
