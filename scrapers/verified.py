"""What was found when the source of each text was read again: one line of `data/verified/<source>.jsonl` for a text.

In: a folder. Out: the last verification of each text. A line is replaced when the text is verified again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scrapers.errors import MalformedTable

INTACT, MOVED, OTHERWISE, REWORDED, GONE, UNARCHIVED = GRADES = (
    "intact", "moved", "read otherwise", "reworded", "gone", "never archived",
)  # fmt: skip
KEPT, LIVE, ARCHIVE = ROUTES = ("kept text", "live", "archive")


class Verified(NamedTuple):
    """A text read again: where and when, its grade, its checksum there, and the facts that are not intact.

    `facts` has the grade of each by kind and key, as `claim/destroyed-truck-3`.
    """

    text: str
    day: str
    route: str
    grade: str
    sha256: str | None
    facts: dict[str, str]


def line(one: Verified) -> str:
    """A verification as a line of JSON."""
    return json.dumps(one._asdict(), ensure_ascii=False, separators=(",", ":"))


def load(path: Path) -> Iterator[Verified]:
    """The lines of one file; raises MalformedTable with file and line."""
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            try:
                one = Verified(**json.loads(text))
                date.fromisoformat(one.day)
                known = one.route in ROUTES and {one.grade, *one.facts.values()} <= {*GRADES}
            except (ValueError, TypeError, AttributeError) as error:
                raise MalformedTable(f"{path}:{number}", f"no verification ({error}); restore it from git") from None
            if not known:
                raise MalformedTable(f"{path}:{number}", "an unknown route or grade; restore the line from git")
            yield one


def every(folder: Path) -> dict[str, Verified]:
    """The last verification of each text, by its key."""
    return {one.text: one for path in sorted(folder.glob("*.jsonl")) for one in load(path)}


def add(found: Iterable[tuple[str, Verified]], folder: Path) -> None:
    """Writes verifications, each with its source, in place of older ones of the same texts."""
    by_source: dict[str, dict[str, Verified]] = {}
    for source, one in found:
        path = folder / f"{source}.jsonl"
        known = by_source.setdefault(source, {old.text: old for old in load(path)} if path.is_file() else {})
        known[one.text] = one
    for source, known in by_source.items():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{source}.jsonl"
        beside = path.with_suffix(".jsonl.new")
        beside.write_text("".join(line(one) + "\n" for _, one in sorted(known.items())), encoding="utf-8")
        os.replace(beside, path)
