"""The scheduled job as a whole, on this machine alone: from an empty folder to a published database, then again."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from scrapers import runs
from scripts import source_issues
from tests.loopback import World, a_world, answer
from tests.test_gathering import FEED, PAGE, URL, XML, feed

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as world:
        world.pages[FEED] = answer(body=feed(URL), **XML)
        world.pages[URL] = answer(body=PAGE, ETag='"one"')
        yield world


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with the program and no record."""
    if not (ROOT / ".venv" / "bin" / "python").exists() or shutil.which("git") is None:
        pytest.skip("the job runs in .venv and commits with git: make test sets up the one, install the other")
    folder = tmp_path / "repository"
    (folder / "data").mkdir(parents=True)
    for name in (".venv", "scrapers", "scripts"):
        (folder / name).symlink_to(ROOT / name)
    for path in [*(ROOT / "data").glob("*.csv"), *(ROOT / "data").glob("*.yml"), *(ROOT / "data").glob("*.geojson")]:
        shutil.copy(path, folder / "data")
    ignored = (".venv", "scrapers", "scripts", "data/worklists/", "data/snapshots/", "data/briefings.db*", "*.tar")
    (folder / ".gitignore").write_text("\n".join(ignored) + "\n")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "The program")
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def job(folder: Path, world: World) -> str:
    """The steps of the workflow, one after another; what they print."""
    told = ""
    environment = os.environ | {"MORE": f"--stand-in {world.port}", "PYTHONDONTWRITEBYTECODE": "1"}
    packed = ["gathered.tar", ".", "data/record", "data/changes", "data/runs.jsonl", "data/worklists/message.txt"]
    for command in (["scripts/scrape.sh"], ["scripts/pack.sh", *packed], ["scripts/commit_data.sh", "gathered.tar"]):
        done = subprocess.run(["bash", *command], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        told += done.stdout
    return told


def log(folder: Path) -> list[str]:
    return git(folder, "log", "--format=%s").splitlines()


def test_the_job_runs_from_nothing_to_a_database_and_then_commits_nothing(checkout: Path, world: World) -> None:
    assert "data/briefings.db holds every check" in job(checkout, world)
    assert log(checkout) == ["[data] 1 new (tass)", "The program"]
    committed = git(checkout, "show", "--name-only", "--format=").split()
    assert committed == ["data/record/tass/2019.jsonl", "data/runs.jsonl"]
    connection = sqlite3.connect(checkout / "data" / "briefings.db")
    assert connection.execute("SELECT id FROM briefings").fetchall() == [("tass/1061234",)]
    assert connection.execute("SELECT problem, new FROM runs WHERE source = 'tass'").fetchall() == [(None, 1)]
    connection.close()

    world.pages[URL] = answer(304, b"")
    assert "nothing new: nothing is committed" in job(checkout, world)
    assert len(log(checkout)) == 2
    assert git(checkout, "status", "--porcelain", "data/record", "data/runs.jsonl") == ""

    world.pages[URL] = answer(body=PAGE.replace(b"18 sorties", b"19 sorties"))
    job(checkout, world)
    assert log(checkout)[0] == "[data] 1 edited (tass)"
    assert "data/changes/tass.jsonl" in git(checkout, "show", "--name-only", "--format=")


def test_a_schedule_that_brings_nothing_for_a_week_is_kept_alive(checkout: Path, world: World) -> None:
    """Fault 63: a commit at least once a week, since the schedule of a repository that stands still is switched off."""
    job(checkout, world)
    old = "2026-01-01T00:00:00Z"
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "--amend", "--no-edit"],
                   cwd=checkout, check=True, env=os.environ | {"GIT_COMMITTER_DATE": old})  # fmt: skip
    world.pages[URL] = answer(304, b"")
    job(checkout, world)
    assert log(checkout)[0] == "[data] No new briefings: what the sources answered"


def test_a_source_that_begins_to_fail_is_committed_at_once(checkout: Path, world: World) -> None:
    job(checkout, world)
    world.pages[URL] = answer(304, b"")
    for kept in (checkout / "data" / "worklists" / "hosts").glob("*robots*"):
        kept.unlink()
    world.pages["https://tass.com/robots.txt"] = world.pages["https://tass.ru/robots.txt"] = answer(500, b"")
    # the counts of one day are added up, so the failing day is made another one
    path = checkout / "data" / "runs.jsonl"
    path.write_text(re.sub(r'"day":"[0-9-]+"', '"day":"2026-01-01"', path.read_text()))
    git(checkout, "commit", "--all", "--quiet", "--message", "Earlier")
    job(checkout, world)
    assert log(checkout)[0] == "[data] No new briefings: what the sources answered"


def test_a_packed_file_with_anything_but_data_is_refused(checkout: Path) -> None:
    """Fault 59: what the gathering job hands over can be data alone."""
    for name in ("data/record/tass/../../../scripts/x.sh", ".github/workflows/x.yml", "data/corrections.yml", "/x"):
        with tarfile.open(checkout / "gathered.tar", "w") as packed:
            packed.addfile(tarfile.TarInfo(name))
        done = subprocess.run(["bash", "scripts/commit_data.sh", "gathered.tar"], cwd=checkout, capture_output=True)
        assert done.returncode == 1
        assert b"more than data" in done.stderr
    link = checkout / "data" / "record" / "tass"
    link.parent.mkdir(exist_ok=True)
    link.symlink_to("/etc")
    subprocess.run(["tar", "-cf", "gathered.tar", "data/record/tass"], cwd=checkout, check=True)
    assert subprocess.run(["bash", "scripts/commit_data.sh", "gathered.tar"], cwd=checkout).returncode == 1
    done = subprocess.run(
        ["bash", "scripts/commit_data.sh", "gathered.tar"], cwd=checkout, env=os.environ | {"SHA256": "0" * 64}
    )
    assert done.returncode == 1
    assert log(checkout) == ["The program"]


def test_a_message_of_a_commit_has_counts_and_names_only(checkout: Path, world: World) -> None:
    """Fault 60: no scraped word reaches a log, a message or a file name."""
    world.pages[FEED] = answer(body=feed(URL, title="Syria ::set-env name=X::strike $(id)"), **XML)
    told = job(checkout, world)
    assert "set-env" not in told
    assert "set-env" not in git(checkout, "log", "-1", "--format=%B")
    assert "set-env" not in (checkout / "data" / "runs.jsonl").read_text()


def failing(day: str, **other: object) -> runs.Run:
    return runs.Run("tass", day, failed={"Refused": 2}, **other)  # type: ignore[arg-type]


def test_each_failing_source_has_one_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 2: opened once, told again, closed on recovery, red after a week."""
    called: list[tuple[str, ...]] = []
    issues = "[]"

    def gh(*arguments: str) -> str:
        called.append(arguments)
        return issues if arguments[:2] == ("issue", "list") else ""

    monkeypatch.setattr(source_issues, "gh", gh)
    path = tmp_path / "runs.jsonl"
    runs.add(failing("2026-03-01"), path)
    runs.add(runs.Run("dvids", "2026-03-01", listed=1), path)
    assert source_issues.main(path) == 0
    assert [call[:2] for call in called] == [("label", "create"), ("issue", "list"), ("issue", "create")]
    assert "no listing could be read: Refused" in called[-1][-1]
    issues = '[{"number": 7, "title": "Source tass fails"}]'
    for day in range(2, 8):
        runs.add(failing(f"2026-03-0{day}"), path)
    assert source_issues.main(path) == 1
    assert called[-1][:3] == ("issue", "comment", "7")
    runs.add(runs.Run("tass", "2026-03-08", listed=2), path)
    assert source_issues.main(path) == 0
    assert called[-1][:3] == ("issue", "close", "7")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_pinned_bounded_and_has_no_expression_in_a_script(path: Path) -> None:
    """Fault 58, fault 59: actions by commit, empty permissions at the top, time-outs, nothing written into scripts."""
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in text
    for used in re.findall(r"uses: (\S+)(.*)", text):
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used[0])
        assert re.fullmatch(r" # v[0-9]+\.[0-9]+\.[0-9]+", used[1])
    for job_ in workflow["jobs"].values():
        assert job_["timeout-minutes"] <= 180
        assert "permissions" in job_
        for step in job_["steps"]:
            assert "${{" not in step.get("run", "")


def test_each_make_target_of_a_workflow_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lines = [line for path in WORKFLOWS for line in re.findall(r"run: make (.+)", path.read_text())]
    used = {name for line in lines for name in line.split()}
    assert used >= {"scrape", "pack", "build", "check", "export", "edition"}
    assert all(re.search(rf"^{name}:", makefile, re.M) for name in used)
