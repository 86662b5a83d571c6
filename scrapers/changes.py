"""What changed when a text was recorded anew: one line of `data/changes/<source>.jsonl` for each new version of a text.

In: the recorded reading and the new one. Out: facts gained, lost and altered, and whether the source changed or our
reading of it. Lines are only ever added, so nothing that was once published is gone without a trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.errors import ClockWrong, MalformedTable

Fact = dict[str, Any]
Reading = dict[str, Any]

KINDS = {"tally": "tallies", "claim": "claims", "statement": "statements"}
UNTOLD = {"id", "span", "repeats"}  # where the words stand is no change of what they say
SOURCE, READER, BOTH = REASONS = ("source", "reader", "source and reader")
GAINED, LOST, ALTERED = WAYS = ("gained", "lost", "altered")
FIRST = date(2026, 1, 1)  # no version of the record is older


class Change(NamedTuple):
    """One fact of a text that a new version has, has no more, or has otherwise; only what differs is kept."""

    kind: str
    fact: str
    way: str
    before: Fact
    after: Fact


class Version(NamedTuple):
    """A text recorded anew: its key, the day, why, the checksums and readers before and after, and its changes."""

    id: str
    recorded: str
    reason: str
    sha256_before: str
    sha256: str
    reader_before: str
    reader: str
    changes: tuple[Change, ...]


def facts(reading: Reading) -> dict[tuple[str, str], Fact]:
    """The facts of a reading by kind and key, without what is empty and what only places them in the text."""
    out: dict[tuple[str, str], Fact] = {("total", metric): total for metric, total in reading["totals"].items()}
    out |= {(kind, fact["id"]): fact for kind, key in KINDS.items() for fact in reading[key]}
    return {
        key: {name: value for name, value in fact.items() if name not in UNTOLD and value not in (None, [], ())}
        for key, fact in out.items()
    }


def compared(before: Reading, after: Reading) -> Iterator[Change]:
    """The changes between two readings of a text, in the order of their keys."""
    old, new = facts(before), facts(after)
    for kind, fact in sorted({*old, *new}):
        one, other = old.get((kind, fact)), new.get((kind, fact))
        if one is None or other is None:
            yield Change(kind, fact, LOST if other is None else GAINED, one or {}, other or {})
        elif one != other:
            differing = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
            yield Change(kind, fact, ALTERED, *({name: told.get(name) for name in differing} for told in (one, other)))


def version(before: Reading, after: Reading, recorded: date) -> Version | None:
    """The new version of a text; None where neither its bytes nor its facts changed."""
    changed = tuple(compared(before, after))
    edited = before["sha256"] != after["sha256"]
    if not edited and not changed:
        return None
    reader = before["reader"] != after["reader"]
    reason = BOTH if edited and reader else SOURCE if edited else READER
    return Version(
        after["id"], recorded.isoformat(), reason, before["sha256"], after["sha256"], before["reader"],
        after["reader"], changed,
    )  # fmt: skip


def line(one: Version) -> str:
    """A version as a line of JSON."""
    plain = one._asdict() | {"changes": [change._asdict() for change in one.changes]}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def load(path: Path) -> Iterator[Version]:
    """The versions of one file, oldest first; raises MalformedTable with file and line."""
    with path.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, 1):
            try:
                plain = json.loads(text)
                changes = tuple(Change(**change) for change in plain.pop("changes"))
                one = Version(**plain, changes=changes)
                date.fromisoformat(one.recorded)
                ok = one.reason in REASONS and all(change.way in WAYS for change in changes)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise MalformedTable(f"{path}:{number}", f"no version ({error}); restore the line from git") from None
            if not ok:
                raise MalformedTable(f"{path}:{number}", "an unknown reason or kind of change; restore it from git")
            yield one


def every(folder: Path) -> dict[str, list[Version]]:
    """All versions after the first, by the key of their text, oldest first."""
    out: dict[str, list[Version]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for one in load(path):
            out.setdefault(one.id, []).append(one)
    return out


def add(versions: list[tuple[str, Version]], folder: Path) -> None:
    """Adds versions, each with its source, to the files of their sources, each once."""
    known = every(folder) if versions else {}
    for source, one in versions:
        last = known.get(one.id, [None])[-1]
        if last is not None and last._replace(recorded=one.recorded) == one:
            continue  # a run that was killed before it wrote the record
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{source}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line(one) + "\n")


def stamp(today: date, folder: Path) -> date:
    """The day to write on new versions; raises ClockWrong where the machine's clock cannot be right."""
    newest = max((date.fromisoformat(one.recorded) for some in every(folder).values() for one in some), default=FIRST)
    if today < max(newest, FIRST):
        raise ClockWrong("clock", f"today is {today} by this machine, before {newest}: set its clock and record again")
    return today
