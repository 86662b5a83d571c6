"""Phrases: for each wording what it must give, and the wordings that must give nothing. The tables are the tests.

`phrases/<party>-*.txt` (`<party>-ru-*.txt` in Russian) holds blocks: a text, then what it gives as lines of
`tests.told`. Claims and totals are whole: what is not listed must not be read. Of the other kinds (tally, days,
province, ...) those listed must be there, and `no province` says that there is none of a kind. A line with @ gives the
day of publication; a line with !! names a known mistake: the lines are right, the reader is not yet. A heading (##)
names the pattern, convention or trap.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.told import DAY, language_of, lines, reading_of

FOLDER = Path(__file__).parent / "phrases"
KINDS = ("claim", "total", "tally", "days", "stated", "province", "notice", "person", "unread", "statement")
WHOLE = ("claim", "total")
STATEMENTS = ("denial", "accusation", "estimate", "corroboration", "order of battle", "no activity", "cumulative")


class Phrase(NamedTuple):
    """A wording: its origin, its language, the text, what it must give, and why the reader does not give it yet."""

    name: str
    party: str
    language: str
    published: str
    text: str
    expected: list[str]
    mistake: str | None


def kind(line: str) -> str:
    """The kind of fact that a line tells."""
    return "statement" if line.startswith(STATEMENTS) else line.split()[0]


def phrases(path: Path) -> list[Phrase]:
    """The phrases of one table."""
    party, gap = path.stem.split("-")[0], {"russia": "\n\n", "coalition": "\n"}
    out: list[Phrase] = []
    heading, number = "", 0
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [row for row in block.splitlines() if not row.startswith("# ")]
        while rows and rows[0].startswith("## "):
            heading, number = rows.pop(0)[3:], 0
        if not rows:
            continue
        number += 1
        marked = {sign: [r[3:] for r in rows if r.startswith(sign + " ")] for sign in ("->", "@", "!!")}
        published = [r[2:] for r in rows if r.startswith("@ ")] or [DAY]
        text = gap[party].join(r for r in rows if not r.startswith(("-> ", "@ ", "!! ")))
        name = f"{path.stem}: {heading} {number}"
        mistake = "; ".join(marked["!!"]) or None
        out.append(Phrase(name, party, language_of(path.stem), published[0], text, marked["->"], mistake))
    return out


def is_absence(line: str) -> bool:
    """Whether a line says that there is none of a kind."""
    return line.startswith("no ") and not line.startswith(STATEMENTS)


def wanted(one: Phrase) -> list[str]:
    """What the phrase must give; "nothing" says that no claim and no total may come out."""
    return sorted(line for line in one.expected if line != "nothing" and not is_absence(line))


def given(one: Phrase) -> list[str]:
    """What the reader gives of the kinds that are whole, and of the others what the phrase asks for."""
    absent = [line[3:] for line in one.expected if is_absence(line)]
    found = lines(one.party, reading_of(one.party, one.text, one.published, one.language))
    return sorted(line for line in found if kind(line) in (*WHOLE, *absent) or line in one.expected)


PHRASES = [one for path in sorted(FOLDER.glob("*.txt")) for one in phrases(path)]


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param(one, id=one.name, marks=pytest.mark.xfail(strict=True, reason=one.mistake) if one.mistake else ())
        for one in PHRASES
    ],
)
def test_phrase(phrase: Phrase) -> None:
    assert given(phrase) == wanted(phrase), phrase.text


def test_every_phrase_says_what_it_gives() -> None:
    assert [one.name for one in PHRASES if not one.expected or not one.text.strip()] == []
    written = {kind(line) for one in PHRASES for line in one.expected if line != "nothing" and not is_absence(line)}
    assert written <= set(KINDS), "a line of an unknown kind would never be compared"


def test_every_trap_has_its_phrases() -> None:
    """The traps of the briefings' wording, numbered 1 to 28, and both parties."""
    told = {one.name.split("trap-")[1].split()[0] for one in PHRASES if "trap-" in one.name and one.language == "en"}
    assert told == {str(number) for number in range(1, 29)}
    assert {one.party for one in PHRASES} == {"russia", "coalition"}


def test_every_trap_with_a_russian_form_has_its_phrases() -> None:
    """All but 19 and 28, which are of the coalition's releases, and 25, which compares documents."""
    told = {one.name.split("trap-")[1].split()[0] for one in PHRASES if "trap-" in one.name and one.language == "ru"}
    assert told == {str(number) for number in range(1, 29)} - {"19", "25", "28"}
    assert sum(one.language == "ru" for one in PHRASES) >= 60
