"""A build that is killed, or that the disk stops, at every write: readers see the old file or the new one.

The limit of the kernel on a file's size ends the build at each page that SQLite writes: with the signal's default the
process dies there, as by a power cut; with the signal ignored, as Python has it, the write fails as on a full disk.
"""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scrapers import database
from scrapers.__main__ import main
from scrapers.errors import CannotWrite
from tests.invented import PUBLISHERS, Workshop, coalition, reading, write_record

PAGE = 4096


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """A published file, and a record that has one briefing more."""
    shop = Workshop(tmp_path)
    shop.build(reading())
    write_record(shop.folder / "record", [reading(), coalition()])
    return shop


def in_child(work: Callable[[], object]) -> int:
    """Runs work in a process of its own; its exit status, or the negative number of the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except CannotWrite:
            os._exit(CannotWrite.code)
        except BaseException:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def build(shop: Workshop) -> database.BuildReport:
    return database.build(shop.folder / "record", shop.gazetteer, shop.out, shop.folder / "snapshots", PUBLISHERS)


def limited(shop: Workshop, size: int, on_limit: Any) -> Callable[[], object]:
    """The build where no file may grow beyond a size."""

    def work() -> object:
        signal.signal(signal.SIGXFSZ, on_limit)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return build(shop)

    return work


def whole(shop: Workshop) -> int:
    """How many pages the new file has, and the old one back in its place."""
    old = shop.out.read_bytes()
    pages = build(shop).size // PAGE
    shop.out.write_bytes(old)
    return pages


def test_killed_at_every_page_the_old_file_stays(shop: Workshop) -> None:
    old, pages = shop.out.read_bytes(), whole(shop)
    for page in range(0, pages, 3):
        assert in_child(limited(shop, page * PAGE + PAGE // 2, signal.SIG_DFL)) == -signal.SIGXFSZ
        assert shop.out.read_bytes() == old
    assert build(shop).rows["briefings"] == 2
    assert not list(shop.folder.glob("*.building*"))


def test_a_disk_that_is_full_at_any_page_is_told_and_leaves_nothing(shop: Workshop) -> None:
    old, pages = shop.out.read_bytes(), whole(shop)
    for page in range(0, pages, 7):
        assert in_child(limited(shop, page * PAGE + PAGE // 2, signal.SIG_IGN)) == CannotWrite.code
        assert shop.out.read_bytes() == old
        assert not list(shop.folder.glob("*.building*"))


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("time", [1, 2])
def test_killed_as_it_moves_into_place(shop: Workshop, step: str, after: bool, time: int) -> None:
    old = shop.out.read_bytes()
    whole(shop)
    new_sha = build(shop).sha256
    shop.out.write_bytes(old)
    done, real = [0], getattr(os, step)

    def killing(*arguments: Any) -> Any:
        done[0] += 1
        if done[0] < time:
            return real(*arguments)
        if after:
            real(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    def work() -> object:
        setattr(os, step, killing)
        return build(shop)

    assert in_child(work) in (-signal.SIGKILL, 0)
    assert shop.out.read_bytes() == old or hashlib.sha256(shop.out.read_bytes()).hexdigest() == new_sha
    assert database.check(shop.out) == []
    assert build(shop).sha256 == new_sha


def test_a_log_beside_the_old_file_is_never_mixed_into_the_new_one(shop: Workshop) -> None:
    Path(f"{shop.out}-journal").write_bytes(b"half a page")
    with pytest.raises(CannotWrite, match=r"-journal: .*end that program, remove this file"):
        build(shop)


def test_a_damaged_old_file_is_told_and_built_anew(shop: Workshop) -> None:
    whole_file = shop.out.read_bytes()
    for torn in (whole_file[: len(whole_file) // 2], b"no database at all" * 300, b""):
        shop.out.write_bytes(torn)
        assert "was damaged" in build(shop).compared
        assert database.check(shop.out) == []


def test_a_locked_old_file_stays(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *arguments, **more: real(*arguments, **({"timeout": 0} | more)))
    writer = real(shop.out, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotWrite, match="database is locked"):
        build(shop)
    writer.close()


def test_a_disk_that_refuses_has_an_exit_status_of_its_own(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError(30, "Read-only file system", str(shop.out))

    (shop.folder / "empty").mkdir()
    monkeypatch.setattr(os, "replace", refuse)
    options = ["--record", str(shop.folder / "empty"), "--gazetteer", str(shop.gazetteer), "--out"]
    assert main(["build", *options, str(shop.folder / "new.db")]) == CannotWrite.code
    assert "Read-only file system: make room" in capsys.readouterr().err
    assert [path.name for path in shop.folder.glob("new.db*")] == ["new.db.lock"]
