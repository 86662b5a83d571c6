"""From listings to the record over a server that stands in for every host: what comes, what does not, and why.

The faults named in the tests are those that a scraper of briefings has to survive.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers import errors, record, runs
from scrapers.__main__ import main
from scrapers.gather.worklist import Item, WorkList
from tests.loopback import World, a_world, answer

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "tests" / "pages" / "tass-b.html").read_bytes()
URL = "https://tass.com/defense/1061234"
FEED = "https://tass.com/rss/v2.xml"
ROBOTS = "https://tass.com/robots.txt"
LISTS = "https://web.archive.org/cdx/search/cdx"
XML = {"Content_Type": "application/rss+xml; charset=utf-8"}
TODAY = datetime.now(UTC)


def feed(*urls: str, title: str = "Bombers fly over Syria", day: datetime = TODAY) -> bytes:
    moment = day.strftime("%a, %d %b %Y %H:%M:%S +0000")
    items = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>{moment}</pubDate></item>" for url in urls
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as world:
        world.pages[FEED] = answer(body=feed(URL), **XML)
        world.pages[URL] = answer(body=PAGE, ETag='"one"')
        yield world


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(world: World, *arguments: str) -> int:
    return main([*arguments, "--source", "tass", "--stand-in", str(world.port)])


def items() -> dict[str, Item]:
    return WorkList(Path("data/worklists/tass.jsonl")).items


def last() -> runs.Run:
    return list(runs.load(Path("data/runs.jsonl")))[-1]


def test_what_a_source_lists_comes_into_the_record(
    world: World, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(world, "discover") == 0
    assert "PageGone" in capsys.readouterr().err  # its sitemaps are not there in this world, which is told
    assert run(world, "fetch") == 0
    capsys.readouterr()
    assert main(["record", "--kept"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 new (tass)"
    assert [one["id"] for one in record.every(Path("data/record"))] == ["tass/1061234"]
    assert (items()["1061234"].state, items()["1061234"].title) == ("recorded", "Bombers fly over Syria")
    done = last()
    assert (done.listed, done.outcomes, done.routes, done.recorded) == (1, {"new": 1}, {"live": 1}, {"new": 1})
    assert list(done.layouts) == ["news-header__date-date news-header__lead news-header__title text-content"]


def test_a_second_run_asks_once_for_what_did_not_change(world: World, desk: Path) -> None:
    for _ in range(2):
        run(world, "discover", "--quiet")
        run(world, "fetch", "--quiet")
        main(["record", "--kept", "--quiet"])
    conditional = answer(304, b"")
    world.pages[URL] = conditional
    before = list(world.asked)
    run(world, "fetch", "--quiet")
    assert world.asked[len(before):] == [URL]
    assert world.seen[-1][1]["If-None-Match"] == '"one"'
    assert last().outcomes["unchanged"] >= 1


def test_an_edited_page_is_a_second_version(world: World, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fault 18: the new version is kept, the old one stays, the change is told."""
    run(world, "discover", "--quiet")
    run(world, "fetch", "--quiet")
    main(["record", "--kept", "--quiet"])
    world.pages[URL] = answer(body=PAGE.replace(b"18 sorties", b"19 sorties"), ETag='"two"')
    run(world, "fetch", "--quiet")
    capsys.readouterr()
    main(["record", "--kept", "--quiet"])
    assert "1 edited" in capsys.readouterr().out
    assert len(list(Path("data/snapshots/tass").glob("*/*.html"))) == 2
    [version] = [json.loads(line) for line in Path("data/changes/tass.jsonl").read_text().splitlines()]
    assert version["reason"] == "source"


def test_a_withdrawn_page_takes_nothing_away(world: World, desk: Path) -> None:
    """Fault 19: its rows stay, and the run tells it."""
    run(world, "discover", "--quiet")
    run(world, "fetch", "--quiet")
    main(["record", "--kept", "--quiet"])
    world.pages[URL] = answer(410, b"gone")
    assert run(world, "fetch", "--quiet") == 0
    assert items()["1061234"].state == "recorded"
    assert last().outcomes["withdrawn"] == 1
    assert len(list(record.every(Path("data/record")))) == 1


@pytest.mark.parametrize("rules", ["User-agent: *\nDisallow: /defense/", "User-agent: *\nDisallow: /"])
def test_rules_for_robots_are_obeyed(world: World, desk: Path, rules: str) -> None:
    """Fault 12: what robots.txt does not allow is never asked for."""
    run(world, "discover", "--quiet")
    world.pages[ROBOTS] = answer(body=rules.encode(), Content_Type="text/plain")
    for noted in Path("data/worklists/hosts").glob("*robots*"):
        noted.unlink()
    before = len(world.asked)
    run(world, "fetch", "--quiet")
    assert URL not in world.asked[before:]
    assert items()["1061234"].state == "open"


UNREADABLE = {
    "a web page": answer(body=b"<!DOCTYPE html><html><body>Sign in</body></html>"),
    "an error": answer(500, b"out of order"),
    "a refusal": answer(403, b"no"),
    "too long": answer(body=b"# " + b"x" * 600_000, Content_Type="text/plain"),
    "a wait": answer(429, b"", Retry_After="120"),
}


@pytest.mark.parametrize("act", UNREADABLE.values(), ids=UNREADABLE)
def test_rules_that_cannot_be_read_allow_nothing(world: World, desk: Path, act: object) -> None:
    """Fault 12: unreachable, HTML instead of rules, a huge file: fail closed, for an hour."""
    world.pages[ROBOTS] = act  # type: ignore[assignment]
    run(world, "discover", "--quiet")
    run(world, "discover", "--quiet")
    assert FEED not in world.asked
    assert world.asked.count(ROBOTS) == 1


def test_a_host_that_wants_an_hour_between_requests_is_left(world: World, desk: Path) -> None:
    """Fault 12: a crawl-delay of 3,600 seconds."""
    world.pages[ROBOTS] = answer(body=b"User-agent: *\nCrawl-delay: 3600\n", Content_Type="text/plain")
    assert run(world, "discover", "--quiet") == errors.AskedToWait.code
    assert FEED not in world.asked


@pytest.mark.parametrize("wait", ["120", "Sun, 22 Nov 2099 12:31:00 GMT", "99999999999", "soon", ""])
def test_a_host_that_asks_to_wait_is_left_alone(world: World, desk: Path, wait: str) -> None:
    """Fault 5: Retry-After of every form ends the source for this run, and for the next one within that time."""
    world.pages[FEED] = answer(429, b"", **({"Retry_After": wait} if wait else {}))
    assert run(world, "discover", "--quiet") == errors.AskedToWait.code
    assert run(world, "discover", "--quiet") == errors.AskedToWait.code
    assert world.asked.count(FEED) == 1


BLOCKS = {
    "a challenge": b"<html><head></head><body><script src='//servicepipe.example/x.js'></script></body></html>",
    "a consent page": b"<html><body><h1>Before you continue</h1><p>Accept all cookies</p></body></html>",
    "a soft 404": b"<html><head><title>Not found</title></head><body><h1>Page not found</h1></body></html>",
    "maintenance": b"<html><body><h1>Works are under way</h1></body></html>",
}


@pytest.mark.parametrize("body", BLOCKS.values(), ids=BLOCKS)
def test_a_page_with_status_200_that_is_no_article_changes_nothing(world: World, desk: Path, body: bytes) -> None:
    """Fault 3, fault 4: it is refused by name, kept for a look, and never read as a briefing."""
    run(world, "discover", "--quiet")
    world.pages[URL] = answer(body=body)
    run(world, "fetch", "--quiet")
    assert items()["1061234"].state == "rejected"
    assert items()["1061234"].reason in ("Blocked", "BodyMissing")
    assert main(["record", "--kept", "--quiet"]) == 0
    assert not Path("data/record").exists()


def test_half_an_answer_leaves_the_item_open(world: World, desk: Path) -> None:
    """Fault 6: a failed fetch is never done; the next run gets it."""
    run(world, "discover", "--quiet")
    world.pages[URL] = answer(body=PAGE[:500], Content_Length=str(len(PAGE)))
    run(world, "fetch", "--quiet")
    assert (items()["1061234"].state, items()["1061234"].tries) == ("open", 1)
    for noted in Path("data/worklists/hosts").glob("*"):
        noted.unlink()
    world.pages[URL] = answer(body=PAGE)
    run(world, "fetch", "--quiet")
    assert items()["1061234"].state == "kept"


def test_no_network_at_all_is_an_exit_status_of_its_own(desk: Path) -> None:
    """Fault 1: nothing answers, nothing changes."""
    with a_world() as world:
        port = world.port
    assert main(["discover", "--quiet", "--stand-in", str(port)]) != 0
    assert main(["discover", "--quiet", "--source", "tass", "--stand-in", str(port)]) in (
        errors.NothingAnswered.code, errors.Refused.code,
    )  # fmt: skip
    assert not Path("data/record").exists()


def test_one_source_that_is_down_leaves_the_others(world: World, desk: Path) -> None:
    """Fault 2: the others go on, and its line tells it."""
    world.pages["https://dvidshub.net/robots.txt"] = answer(500, b"")
    world.pages["https://www.dvidshub.net/robots.txt"] = answer(500, b"")
    main(["discover", "--quiet", "--stand-in", str(world.port)])
    told = {one.source: one for one in runs.load(Path("data/runs.jsonl"))}
    assert told["tass"].listed == 1
    assert told["dvids"].problem()
    assert told["tass"].problem() is None


def test_two_pages_that_no_layout_reads_are_a_redesign(world: World, desk: Path) -> None:
    """Fault 20: zero rows are never a success."""
    other = URL.replace("1061234", "1061235")
    world.pages[FEED] = answer(body=feed(URL, other), **XML)
    changed = PAGE.replace(b'class="text-content"', b'class="sc-1a2b"')
    world.pages[URL] = answer(body=changed)
    world.pages[other] = answer(body=changed.replace(b"1061234", b"1061235"))
    run(world, "discover", "--quiet")
    assert run(world, "fetch", "--quiet") == errors.Drifted.code
    assert last().outcomes == {"rejected: BodyMissing": 2}
    assert last().problem() == "its pages come and no layout reads them"


def test_a_page_that_was_refused_is_read_when_its_layout_is_known(
    world: World, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrapers.sources import tass

    run(world, "discover", "--quiet")
    layouts = tass.LAYOUTS
    monkeypatch.setattr(tass, "LAYOUTS", layouts[:1])
    run(world, "fetch", "--quiet")
    assert items()["1061234"].state == "rejected"
    monkeypatch.setattr(tass, "LAYOUTS", layouts)
    world.pages[URL] = answer(500, b"")
    run(world, "fetch", "--quiet")
    assert items()["1061234"].state == "kept"
    assert last().outcomes["read after all"] == 1


def test_a_text_in_a_language_that_is_not_read_waits(
    world: World, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scrapers import harvested

    def unread(article: object) -> object:
        raise errors.UnknownLanguage("x", "no folder reads it")

    run(world, "discover", "--quiet")
    run(world, "fetch", "--quiet")
    with monkeypatch.context() as patched:
        patched.setattr(harvested, "read", unread)
        for _ in range(2):
            main(["record", "--kept", "--quiet"])
            run(world, "fetch", "--quiet")
    assert items()["1061234"].reason == "UnknownLanguage"
    assert last().outcomes == {"new": 1, "rejected: UnknownLanguage": 1}  # counted once, and no page is read in vain
    main(["record", "--kept", "--quiet"])
    assert items()["1061234"].state == "recorded"


def test_another_article_at_an_address_is_never_taken_for_it(world: World, desk: Path) -> None:
    run(world, "discover", "--quiet")
    world.pages[URL] = answer(301, b"", Location="https://tass.com/defense/1061299")
    world.pages["https://tass.com/defense/1061299"] = answer(body=PAGE.replace(b"1061234", b"1061299"))
    run(world, "fetch", "--quiet")
    assert items()["1061234"].state == "rejected"


def test_a_listing_is_filtered_and_what_is_left_out_is_counted(world: World, desk: Path) -> None:
    """Fault 16, fault 17: the same text under two addresses is one item; foreign addresses are never asked for."""
    old = TODAY - timedelta(days=40)
    world.pages[FEED] = answer(body=feed(
        URL, URL + "?utm=1", "https://tass.com/world/1061234", "https://example.org/defense/7", "https://tass.com/defense",
    ), **XML)  # fmt: skip
    run(world, "discover", "--quiet")
    assert list(items()) == ["1061234"]
    assert last().left_out == {"known": 2, "no text of this source": 2}
    world.pages[FEED] = answer(body=feed("https://tass.com/economy/1061300", title="Bread is cheaper"), **XML)
    run(world, "discover", "--quiet")
    world.pages[FEED] = answer(body=feed("https://tass.com/defense/1000000", day=old), **XML)
    run(world, "discover", "--quiet")
    assert list(items()) == ["1061234"]
    assert last().left_out["not about it by its title"] == 1
    assert last().left_out["other days"] == 1


def test_a_dry_run_writes_and_asks_for_nothing_of_a_text(
    world: World, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(world, "discover", "--dry-run")
    assert f"  {URL}" in capsys.readouterr().out
    assert not Path("data/worklists/tass.jsonl").exists()
    assert not Path("data/runs.jsonl").exists()
    run(world, "discover", "--quiet")
    run(world, "fetch", "--dry-run")
    assert f"tass: 1 open\n  {URL}" in capsys.readouterr().out
    assert URL not in world.asked


def test_a_run_that_may_ask_no_more_ends_and_the_next_goes_on(world: World, desk: Path) -> None:
    urls = [f"https://tass.com/defense/10612{n}" for n in range(10, 16)]
    world.pages[FEED] = answer(body=feed(*urls), **XML)
    for url in urls:
        world.pages[url] = answer(body=PAGE.replace(b"1061234", url[-7:].encode()))
    run(world, "discover", "--quiet")
    assert run(world, "fetch", "--quiet", "--requests", "3") == errors.BudgetSpent.code
    assert [item.state for item in items().values()].count("kept") == 3
    assert last().outcomes["left for the next run"] == 3
    assert run(world, "fetch", "--quiet") == 0
    assert {item.state for item in items().values()} == {"kept"}
    assert all(world.asked.count(url) <= 2 for url in urls)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_stop_keeps_what_it_did(world: World, desk: Path, sent: int) -> None:
    urls = [f"https://tass.com/defense/10612{n}" for n in range(10, 40)]
    world.pages[FEED] = answer(body=feed(*urls), **XML)
    for url in urls:
        body = PAGE.replace(b"1061234", url[-7:].encode())

        def slow(request: object, act: object = answer(body=body)) -> None:
            time.sleep(0.1)
            act(request)  # type: ignore[operator]

        world.pages[url] = slow
    run(world, "discover", "--quiet")
    command = [sys.executable, "-m", "scrapers", "fetch", "--source", "tass", "--stand-in", str(world.port)]
    process = subprocess.Popen(
        command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    while sum(url in world.asked for url in urls) < 3:
        time.sleep(0.05)
    process.send_signal(sent)
    _, told = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "the next run goes on" in told
    states = [item.state for item in items().values()]
    assert 1 <= states.count("kept") < 30
    assert states.count("kept") + states.count("open") == 30


def test_a_killed_run_loses_nothing(world: World, desk: Path) -> None:
    work = WorkList(Path("data/worklists/tass.jsonl"))
    work.put(Item("1", "https://tass.com/defense/11111"))
    work.put(Item("2", "https://tass.com/defense/22222"))
    whole = work.path.read_bytes()
    for cut in range(len(whole)):
        work.path.write_bytes(whole[:cut])
        again = WorkList(work.path)
        known = len(again.items)
        assert known == whole[:cut].count(b"\n") or known == whole[:cut].count(b"\n") + 1
        again.put(Item("3", "https://tass.com/defense/33333"))
        assert len(WorkList(work.path).items) == known + 1


def test_a_work_list_is_kept_short(desk: Path) -> None:
    work = WorkList(Path("data/worklists/tass.jsonl"))
    for number in range(300):
        work.put(Item("1", "https://tass.com/defense/11111", tries=number))
    assert work.path.read_bytes().count(b"\n") == 300
    assert WorkList(work.path).items["1"].tries == 299
    assert work.path.read_bytes().count(b"\n") == 1
