"""Many texts: the same readings in the same order on one core and on several, errors among them."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys

import pytest

from scrapers import cores
from scrapers.errors import EmptyInput, ScraperError
from scrapers.models import Article
from scrapers.reading import many

WORDS = "On December {day}, Russian aircraft made {count} sorties and destroyed {count} trucks near Idlib."


def texts(count: int) -> list[many.Text]:
    """As many texts, each with its own number; every fiftieth is empty, and one file could not be opened."""
    out: list[many.Text] = []
    for n in range(count):
        text = WORDS.format(day=1 + n % 28, count=n + 2) if n % 50 else " "
        out.append(("some.jsonl", Article(f"t-{n}", "russia", "mil_ru", None, None, "en", "2015-12-30", text)))
    out.insert(7, ("gone.txt", ScraperError("gone.txt", "no such file")))
    return out


def plain(read: many.Read) -> tuple[str, object]:
    return (type(read).__name__, str(read)) if isinstance(read, ScraperError) else (read[0].id, read[1])


def test_several_processes_give_what_one_gives(monkeypatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: 1)
    one = [plain(read) for read in many.readings(texts(many.FEW + 50))]
    monkeypatch.setattr(cores, "cores", lambda: 2)
    several = [plain(read) for read in many.readings(texts(many.FEW + 50))]
    assert several == one
    assert len(one) == many.FEW + 51
    assert one[7] == ("ScraperError", "gone.txt: no such file")


def test_an_error_names_the_file_and_the_text() -> None:
    (read,) = many.readings(texts(1)[:1])
    assert isinstance(read, EmptyInput)
    assert str(read).startswith("some.jsonl: t-0: ")


def test_every_error_is_told(tmp_path, capsys) -> None:
    from scrapers.__main__ import main

    (tmp_path / "one.txt").write_text("", encoding="utf-8")
    (tmp_path / "two.txt").write_text("", encoding="utf-8")
    assert main(["read", str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]) == EmptyInput.code
    errors = capsys.readouterr().err
    assert "one.txt" in errors
    assert "two.txt" in errors


def test_no_process_is_left_when_the_reader_of_the_output_goes(tmp_path) -> None:
    rows = [
        {"id": f"t-{n}", "party": "russia", "source": "mil_ru", "url": None, "language": "en", "date": "2015-12-30",
         "text": WORDS.format(day=1 + n % 28, count=n + 2)}
        for n in range(20 * many.FEW)
    ]  # fmt: skip
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "scrapers", "read", str(file)]
    # every process inherits the writing end of this pipe: it ends when the last of them has
    ours, theirs = os.pipe()
    process = subprocess.Popen(command, stdout=writer, stderr=subprocess.DEVNULL, pass_fds=[theirs])
    os.close(writer)
    os.close(theirs)
    os.read(reader, 100)
    os.close(reader)
    process.wait(timeout=30)
    assert select.select([ours], [], [], 30)[0], "a process is left"
    assert os.read(ours, 1) == b""
    os.close(ours)


def test_a_mistake_of_the_reader_never_ends_the_texts_early(monkeypatch) -> None:
    """An iterator that ended inside the reader once looked like the end of the texts: the rest was lost in silence."""

    def broken(article: Article) -> None:
        next(iter(()))

    monkeypatch.setattr(many, "read", broken)
    with pytest.raises(RuntimeError, match=r"some\.jsonl: t-1: the reader has a mistake"):
        list(many.readings(texts(5)[1:]))
