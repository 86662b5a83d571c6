"""Turns: one request at a time to a host, with a pause that other processes and later runs keep too."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from scrapers.errors import AskedToWait, BudgetSpent
from scrapers.gather.manners import LISTED, PACE, PACES, REPLAYED, TROUBLE, UNSTATED, Budget, Manners


class Clock:
    """A clock that a sleep moves on."""

    def __init__(self) -> None:
        self.now, self.slept = 1_000_000.0, [0.0]

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manners(tmp_path: Path, clock: Clock) -> Callable[..., Manners]:
    def made(**options: object) -> Manners:
        return Manners(tmp_path, clock=clock, sleep=clock.sleep, **options)  # type: ignore[arg-type]

    return made


def take(some: Manners, host: str, pause: float = 0.0) -> None:
    with some.turn(host, pause):
        pass


def test_a_host_is_asked_with_a_pause_and_others_meanwhile(manners: Callable[..., Manners], clock: Clock) -> None:
    run = manners()
    for host in ("tass.com", "dvidshub.net", "tass.com", "web.archive.org", "web.archive.org", LISTED, LISTED):
        take(run, host)
    assert clock.slept[1:] == [PACE, PACES[REPLAYED], PACES[LISTED]]


def test_the_pause_holds_for_the_next_process_too(manners: Callable[..., Manners], clock: Clock) -> None:
    take(manners(), "tass.com")
    clock.now += 1
    take(manners(), "tass.com")
    assert clock.slept[1:] == [PACE - 1]


def test_a_pause_that_robots_ask_for_is_kept_or_the_host_left(manners: Callable[..., Manners], clock: Clock) -> None:
    """Fault 12: ten seconds are waited, an hour is not."""
    run = manners()
    take(run, "tass.com", 10.0)
    take(run, "tass.com", 10.0)
    assert clock.slept[1:] == [10.0]
    with pytest.raises(AskedToWait):
        take(run, "tass.com", 3600.0)


@pytest.mark.parametrize(("asked", "waited"), [(120, 120), (None, UNSTATED), (86_400, 86_400)])
def test_what_a_host_asked_for_outlives_the_run(
    manners: Callable[..., Manners], clock: Clock, asked: int | None, waited: int
) -> None:
    """Fault 5: this run leaves the host, the next one waits as long as it asked."""
    run = manners()
    run.told_to_wait("tass.com", asked)
    with pytest.raises(AskedToWait):
        take(run, "tass.com")
    with pytest.raises(AskedToWait) as caught:
        take(manners(), "tass.com")
    assert caught.value.seconds == waited
    clock.now += waited
    take(manners(), "tass.com")


def test_a_host_that_does_not_answer_twice_is_left(manners: Callable[..., Manners]) -> None:
    run = manners()
    for _ in range(TROUBLE):
        take(run, "tass.com")
        run.unanswered("tass.com")
    with pytest.raises(AskedToWait):
        take(run, "tass.com")
    take(run, "dvidshub.net")


def test_a_run_has_an_end(manners: Callable[..., Manners]) -> None:
    run = manners(budget=Budget(requests=5, replays=2))
    take(run, REPLAYED)
    take(run, REPLAYED)
    with pytest.raises(BudgetSpent):
        take(run, REPLAYED)
    run = manners(budget=Budget(requests=2))
    take(run, "a.org")
    take(run, "b.org")
    with pytest.raises(BudgetSpent):
        take(run, "c.org")


@pytest.mark.parametrize("noted", ["{", "[]", '{"last": "x"}', json.dumps({"until": 9e12}), '{"last": null}'])
def test_a_broken_note_is_none(manners: Callable[..., Manners], tmp_path: Path, clock: Clock, noted: str) -> None:
    (tmp_path / "tass.com.json").write_text(noted)
    take(manners(), "tass.com")
    assert clock.slept == [0.0]


def asks(folder: Path, queue: object) -> None:
    run = Manners(folder, pace=0.05)
    for _ in range(5):
        with run.turn("tass.com"):
            begun = time.time()
            time.sleep(0.01)
            queue.put((begun, time.time()))  # type: ignore[attr-defined]


def test_two_processes_never_ask_one_host_at_once(tmp_path: Path) -> None:
    """Fault 38: turns are held against each other and keep the pause."""
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    both = [context.Process(target=asks, args=(tmp_path, queue)) for _ in range(2)]
    for process in both:
        process.start()
    turns = sorted(queue.get(timeout=10) for _ in range(10))
    for process in both:
        process.join()
    assert all(later[0] - earlier[1] >= 0.045 for earlier, later in pairwise(turns))
