"""Briefings: whole invented texts in the manner of each publisher, with all their facts in the file beside each.

`<party>-<manner>.txt` is the text (`<party>-ru-<manner>.txt` in Russian), `<party>-<manner>.facts` begins with the day
of publication and holds, a line each, everything that must be read (see `tests.told`; what is left unread is no fact).
Lines under `# known mistakes` begin
with `missing` for a fact that the reader does not give yet, and with `wrong` for one that it gives and should not.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.told import language_of, lines, reading_of

FOLDER = Path(__file__).parent / "briefings"
NAMES = sorted({path.stem for path in FOLDER.iterdir()})


class Facts(NamedTuple):
    """What a briefing must give, what it does not give yet, what it gives and should not."""

    published: str
    right: Counter[str]
    missing: Counter[str]
    wrong: Counter[str]


def facts(name: str) -> Facts:
    """The facts file of a briefing."""
    first, *rows = (FOLDER / f"{name}.facts").read_text(encoding="utf-8").splitlines()
    rows = [row for row in rows if row and not row.startswith("#")]
    marked = {
        word: Counter(row.removeprefix(f"{word}: ") for row in rows if row.startswith(f"{word}: "))
        for word in ("missing", "wrong")
    }
    right = Counter(row for row in rows if not row.startswith(("missing: ", "wrong: "))) + marked["missing"]
    return Facts(first.removeprefix("published "), right, marked["missing"], marked["wrong"])


def told(name: str) -> Counter[str]:
    """What the reader gives for a briefing."""
    party = name.split("-")[0]
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found = lines(party, reading_of(party, text, facts(name).published, language_of(name)))
    return Counter(line for line in found if not line.startswith("unread"))


@pytest.mark.parametrize("name", NAMES)
def test_briefing_gives_its_facts(name: str) -> None:
    expected = facts(name)
    assert told(name) == expected.right - expected.missing + expected.wrong


@pytest.mark.parametrize("name", NAMES)
def test_briefing_gives_nothing_else(name: str, request: pytest.FixtureRequest) -> None:
    expected = facts(name)
    if mistakes := expected.missing.total() + expected.wrong.total():
        request.applymarker(pytest.mark.xfail(strict=True, reason=f"{mistakes} known mistakes, see {name}.facts"))
    assert told(name) == expected.right


def test_each_text_has_its_facts() -> None:
    files = {path.name for path in FOLDER.iterdir()}
    assert files == {f"{name}.{suffix}" for name in NAMES for suffix in ("txt", "facts")}
    assert len(NAMES) >= 12
    assert sum(language_of(name) == "ru" for name in NAMES) >= 15
