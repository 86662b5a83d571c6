"""One function on every core: the order of things is kept, and no more are taken than the taker keeps up with."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest

from scrapers import cores


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: 2)


def halved(number: int) -> int:
    if number == 77:
        raise ValueError("no half of 77")
    return number // 2


def test_answers_come_in_the_order_of_the_things() -> None:
    assert list(cores.on_all(halved, iter(range(70)), 3, 4)) == [number // 2 for number in range(70)]


def test_no_more_things_are_taken_than_the_taker_keeps_up_with() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in range(70):
            taken.append(number)
            yield number

    answers = cores.on_all(halved, things(), 2, 1)
    assert isinstance(answers, Generator)
    for number in range(10):
        assert next(answers) == number // 2
        assert len(taken) <= number + cores.AHEAD * 2 + 2
    answers.close()  # leaving early ends the other processes and does not hang
    assert len(taken) < 30


def test_an_error_reaches_the_taker() -> None:
    with pytest.raises(ValueError, match="no half"):
        list(cores.on_all(halved, range(200), 2, 4))
