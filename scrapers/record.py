"""Readings to lines of `data/record/<source>/<year>.jsonl` and back; the record is the dataset, facts only.

A line is one reading with exactly the keys of `models.Reading`. Lines stand in the order of date and id, so that a new
briefing is one added line. This room knows no grammar, no HTML and no SQL.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.changes import Version, add, version
from scrapers.errors import MalformedRecord
from scrapers.models import Claim, Notice, Period, Reading, Statement, Tally, Unread

ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
LONGEST = 120  # characters of any string but addresses: the record holds facts, never sentences
LONG = re.compile(r'"(?!https?://)[^"]{121,}|\\"')  # a string that may be longer than that
PARTS: dict[str, type] = {
    "tallies": Tally, "claims": Claim, "statements": Statement, "unread": Unread, "notices": Notice,
}  # fmt: skip


class Entry(NamedTuple):
    """One reading of the record without its facts: who told it, and the bytes of its line in which file."""

    id: str
    source: str
    url: str | None
    path: Path
    start: int
    length: int
    sha256: str


class Recorded(NamedTuple):
    """What `write` did: readings new to the record, readings changed, and readings that stood there as they are.

    `versions` counts the texts whose bytes or facts changed.
    """

    new: int
    changed: int
    same: int
    versions: int


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain lists and dicts, in the order of its keys."""
    out: dict[str, Any] = dict(zip(Reading._fields, reading, strict=True))
    out["period"] = dict(zip(Period._fields, reading.period, strict=True))
    for key, kind in PARTS.items():
        fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
        out[key] = [dict(zip(fields, fact, strict=True)) for fact in out[key]]
    return out


def line(reading: Reading | dict[str, Any]) -> str:
    """A reading as one line of JSON."""
    plain = as_json(reading) if isinstance(reading, Reading) else reading
    return ENCODE(plain)


def every(folder: Path) -> Iterator[dict[str, Any]]:
    """Every recorded reading, file by file; raises MalformedRecord with file and line."""
    for path in sorted(folder.glob("*/*.jsonl")):
        yield from load(path)


def load(path: Path) -> Iterator[dict[str, Any]]:
    """The readings of one file of the record; raises MalformedRecord with file and line."""
    for _, reading in _checked(path):
        yield reading


def entries(path: Path) -> list[Entry]:
    """The entries of one file of the record, each line checked; raises MalformedRecord with file and line."""
    out: list[Entry] = []
    start = 0
    for body, reading in _checked(path):
        digest = hashlib.sha256(body).hexdigest()
        out.append(Entry(reading["id"], reading["source"], reading["url"], path, start, len(body), digest))
        start += len(body)
    return out


def _checked(path: Path) -> Iterator[tuple[bytes, dict[str, Any]]]:
    seen: set[str] = set()
    with path.open("rb") as file:
        for number, body in enumerate(file, 1):
            where = f"{path}:{number}"
            reading = parse(_text(body, where), where)
            if reading["id"] in seen:
                raise MalformedRecord(where, f"id {reading['id']!r} stands twice; remove one line")
            seen.add(reading["id"])
            yield body, reading


def at(entry: Entry) -> dict[str, Any]:
    """The reading of an entry, whose line is checked already."""
    with entry.path.open("rb") as file:
        file.seek(entry.start)
        reading: dict[str, Any] = json.loads(file.read(entry.length))
    return reading


def _text(body: bytes, where: str) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise MalformedRecord(where, f"not UTF-8 ({error}); restore the line from git") from None


def parse(text: str, where: str) -> dict[str, Any]:
    """One line of the record, checked against the contract; raises MalformedRecord."""
    try:
        reading = json.loads(text)
    except ValueError as error:
        raise MalformedRecord(where, f"not JSON ({error}); restore the line from git") from None
    if not isinstance(reading, dict) or set(reading) != set(Reading._fields):
        missing = sorted(set(Reading._fields) ^ set(reading)) if isinstance(reading, dict) else "not an object"
        raise MalformedRecord(where, f"keys differ from a reading's: {missing}; record the text again")
    for key, kind in PARTS.items():
        fields = set(kind._fields)  # type: ignore[attr-defined]
        for fact in reading[key]:
            if not isinstance(fact, dict) or set(fact) != fields:
                raise MalformedRecord(where, f"a row of {key!r} has other keys than a {kind.__name__}; record it again")
            _spans(fact, key, where)
    for value in _strings(reading) if LONG.search(text) else ():
        if len(value) > LONGEST and not value.startswith(("http://", "https://")):
            raise MalformedRecord(where, f"a string of {len(value)} characters: {value[:40]!r}...; facts only")
    return reading


def _spans(fact: dict[str, Any], key: str, where: str) -> None:
    for span in fact["spans"] if key == "notices" else [fact["span"]]:
        ok = isinstance(span, list) and len(span) == 2 and all(isinstance(end, int) for end in span)
        if not ok or not 0 <= span[0] < span[1]:
            raise MalformedRecord(where, f"a row of {key!r} has the span {span!r}; record the text again")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def write(readings: Iterable[Reading], folder: Path, changed_in: Path, today: date) -> Recorded:
    """Adds readings to the record, replacing those with the same id; all files are written, or none changes.

    A text whose bytes or facts changed gets a line in the folder of changes, stamped with the day, before that.
    """
    new = changed = same = 0
    files: dict[Path, dict[str, dict[str, Any]]] = {}
    stands: dict[str, dict[str, Path]] = {}  # for each source, in which file each id stands
    versions: list[tuple[str, Version]] = []
    touched: set[Path] = set()
    for reading in readings:
        if reading.source not in stands:
            known = {path: {row["id"]: row for row in load(path)} for path in (folder / reading.source).glob("*.jsonl")}
            files |= known
            stands[reading.source] = {id: path for path, rows in known.items() for id in rows}
        plain = parse(line(reading), f"reading of {reading.id}")
        path = folder / reading.source / f"{_year(reading)}.jsonl"
        was = stands[reading.source].get(reading.id, path)  # a text whose days are read anew may change its year
        before = files.get(was, {}).pop(reading.id, None)
        new, changed, same = new + (before is None), changed + (before not in (None, plain)), same + (before == plain)
        if before is not None and (made := version(before, plain, today)):
            versions.append((reading.source, made))
        files.setdefault(path, {})[reading.id] = plain
        stands[reading.source][reading.id] = path
        touched |= {was, path}
    add(versions, changed_in)
    for path in sorted(touched):
        _replace(path, sorted(files[path].values(), key=lambda row: (row["published"] or "", row["id"])))
    return Recorded(new, changed, same, len(versions))


def _year(reading: Reading) -> str:
    return (reading.period.end or reading.published or "undated")[:4]


def _replace(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not rows:
        path.unlink(missing_ok=True)
        return
    beside = path.with_suffix(".jsonl.new")
    beside.write_text("".join(line(row) + "\n" for row in rows), encoding="utf-8")
    os.replace(beside, path)
