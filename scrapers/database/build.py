"""The record becomes data/briefings.db. In: record, gazetteer, texts at hand. Out: the new file, or the old one."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import uuid4

from scrapers import runs, sources, verified
from scrapers.database import overrides, scores
from scrapers.database.calendar import lost
from scrapers.database.checks import check, leftovers
from scrapers.database.gathered import run_rows
from scrapers.database.guards import compared, damage
from scrapers.database.hedges import HEDGE_RANGES
from scrapers.database.history import gone_rows, verification_rows
from scrapers.database.load import load
from scrapers.database.lock import only_one
from scrapers.database.making import Inputs, desk, entries, grouped, made
from scrapers.database.overrides import Refusal
from scrapers.database.rows import Row, Rows
from scrapers.database.schema import BY_NAME, PARTY_NAMES
from scrapers.database.spellings import spelling_rows
from scrapers.database.stamp import stamp
from scrapers.errors import CannotWrite, CheckFailed, MalformedTable
from scrapers.record import Entry

VERSION = "0.1.0"  # as pyproject.toml has it
MOST_TOLD = 6  # refusals in a message
DISK_ERRORS = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
}  # fmt: skip


class BuildReport(NamedTuple):
    """What a build made."""

    path: Path
    sha256: str
    size: int
    rows: dict[str, int]
    texts_at_hand: int
    compared: str


def target_classes(folder: Path) -> dict[str, Row]:
    """The class and family of each target noun and of its forms, from every language's table of targets."""
    classes: dict[str, Row] = {}
    for path in sorted(folder.glob("*/targets.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(line for line in lines if not line.startswith("#")):
                if row.get("target") and row.get("class"):
                    for name in (row["target"], *row["forms"].split("|")):
                        classes.setdefault(name, {"class": row["class"], "family": row["group"]})
    return classes


def target_class(name: str, classes: Mapping[str, Row]) -> Row:
    """The class and family of a target noun; one that no table has takes those of the longest noun it ends with."""
    words = name.split()
    endings = (" ".join(words[at:]) for at in range(len(words)))
    return next((classes[ending] for ending in endings if ending in classes), {})


def place_rows(gazetteer_path: Path) -> Iterator[Row]:
    """The rows of the gazetteer, which `places` has checked; empty cells are nothing."""
    names = {column.name for column in BY_NAME["places"].columns}
    with gazetteer_path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kept: Row = {name: value or None for name, value in row.items() if name in names}
            point = {name: float(row[name]) if row[name] else None for name in ("latitude", "longitude")}
            yield kept | point | {"province": row["governorate"] or None}


def named(connection: sqlite3.Connection, sql: str) -> list[str]:
    """The values of one column."""
    return [value for (value,) in connection.execute(sql) if value]


def lookups(connection: sqlite3.Connection, publishers: Mapping[str, Any], gazetteer_path: Path) -> Rows:
    """The rows of the tables that others refer to, after those of the briefings."""
    classes = target_classes(Path(__file__).parent.parent / "languages")
    known = list(place_rows(gazetteer_path))
    countries = {row["name"]: row["country"] for row in known if row["kind"] == "governorate"}
    provinces = {row["province"] for row in known if row["province"]}
    provinces |= {*named(connection, "SELECT DISTINCT province FROM claims")}
    targets = named(connection, "SELECT DISTINCT target FROM claims")
    return {
        "parties": [{"id": name, "name": full} for name, full in PARTY_NAMES.items()],
        "sources": [source_row(one) for one in publishers.values()],
        "provinces": [{"id": name, "country": countries.get(name)} for name in {*countries, *provinces}],
        "places": known,
        "aircraft": [{"id": name} for name in named(connection, "SELECT DISTINCT aircraft FROM claim_aircraft")],
        "armed_groups": [{"id": name} for name in named(connection, "SELECT DISTINCT armed_group FROM claims")],
        "target_kinds": [{"id": name} | target_class(name, classes) for name in targets],
        "hedges": [one._asdict() for one in HEDGE_RANGES],
        "people": [{"id": name} for name in named(connection, "SELECT DISTINCT person FROM briefing_people")],
    }


def source_row(publisher: Any) -> Row:
    """The row of a publisher."""
    names = ("title", "language", "home", "licence", "quoting", "first_day", "fewest_a_week", "most_a_week")
    party = publisher.PARTY if publisher.PARTY in PARTY_NAMES else None
    row = {name: getattr(publisher, name.upper()) for name in names}
    return row | {"id": publisher.NAME, "party": party, "routes": json.dumps(publisher.ROUTES)}


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def record_sha256(some: Iterable[Entry]) -> str:
    """One checksum over the lines of all readings, whatever order the files have them in."""
    digest = hashlib.sha256()
    for entry in sorted(some, key=lambda entry: entry.id):
        digest.update(f"{entry.id} {entry.sha256}\n".encode())
    return digest.hexdigest()


def build_row(connection: sqlite3.Connection, some: list[Entry], gazetteer_path: Path) -> Row:
    """The row that says from what the file was built."""
    counts = "SELECT (SELECT count(*) FROM {0}) FROM (SELECT 1)"
    briefings, claims, tallies, proofs = (
        connection.execute(counts.format(table)).fetchone()[0] for table in ("briefings", "claims", "tallies", "proofs")
    )
    (at_hand,) = connection.execute("SELECT coalesce(sum(at_hand), 0) FROM texts").fetchone()
    (quotations,) = connection.execute("SELECT count(quote) FROM proofs").fetchone()
    return {
        "version": VERSION,
        "record_sha256": record_sha256(some),
        "gazetteer_sha256": file_sha256(gazetteer_path),
        "schema_stamp": stamp(),
        "readings": len(some),
        "briefings": briefings,
        "claims": claims,
        "tallies": tallies,
        "texts_at_hand": at_hand,
        "quotations": quotations,
        "without_quotations": proofs - quotations,
    }


def rest(
    connection: sqlite3.Connection, some: list[Entry], inputs: Inputs, publishers: Mapping[str, Any]
) -> Rows:
    """What stands in the file beside the rows of briefings; raises MalformedTable for a correction of no fact."""
    applied = {*named(connection, "SELECT id FROM corrections")}
    for fact, one in sorted(desk(inputs).corrections.items()):
        if fact not in applied:
            raise MalformedTable(one.where, f"no fact of the record is {fact}; correct the key or remove the entry")
    gone = gone_rows(desk(inputs).versions, {entry.id for entry in some})
    looked_up = lookups(connection, publishers, inputs.gazetteer)
    beside = inputs.gazetteer.with_name
    kept = {
        "overrides": overrides.load(beside("overrides.yml")),
        "reader_scores": list(scores.load(beside("scores.jsonl"))),
        "spellings": list(spelling_rows(inputs.gazetteer)),
        "runs": list(run_rows(runs.load(beside("runs.jsonl")), {*publishers})),
        "verifications": list(verification_rows(connection, verified.every(beside("verified")))),
    }
    return looked_up | gone | kept | {"build": [build_row(connection, some, inputs.gazetteer)]}


def beside_old(aside: Path, out: Path) -> str:
    """Holds the file built aside against the one it replaces; what was done, in words. Raises CheckFailed."""
    if not out.is_file():
        return "there was no file to compare it with"
    if why := damage(out):
        return f"{out} was damaged ({why}): it is built anew from the record and compared with nothing"
    against, refused = compared(aside, out)
    if refused:
        entry = f"guard: {refused[0].guard}, rows: [{refused[0].row}], against: '{against}'"
        raise CheckFailed(out, f"{len(refused)} refused: {sentences(refused)}. Where that is right, let each through "
                          f"in data/overrides.yml ({entry}, reason, by, day)")  # fmt: skip
    return f"compared with the file of record {against}"


def sentences(refused: list[Refusal]) -> str:
    """Refusals in words: one of each guard first, then as many as a message holds."""
    firsts = {one.guard: one for one in reversed(refused)}
    ordered = [*firsts.values(), *(one for one in refused if one not in firsts.values())]
    more = f" and {len(ordered) - MOST_TOLD} more" if len(ordered) > MOST_TOLD else ""
    return "; ".join(f"{one.guard}: {one.row}: {one.detail}" for one in ordered[:MOST_TOLD]) + more


def publish(aside: Path, out: Path) -> str:
    """Check the file built aside and move it into place, so that readers see the old one or the new one."""
    if broken := check(aside):
        raise CheckFailed(out, f"{len(broken)} broken: " + "; ".join(broken[:MOST_TOLD]))
    if beside := leftovers(out):
        raise CannotWrite(beside[0], "a program that wrote to the database left it, and it would be mixed into the new "
                          "one: end that program, remove this file and build again")  # fmt: skip
    told = beside_old(aside, out)
    with aside.open("rb") as stream:
        os.fsync(stream.fileno())
    os.replace(aside, out)
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return told


def build(
    record_dir: Path,
    gazetteer_path: Path,
    out_path: Path,
    snapshots_dir: Path,
    publishers: Mapping[str, Any] | None = None,
) -> BuildReport:
    """Build the database beside its place, check it, move it in; on any failure the old file stays.

    Changes, corrections, overrides, verifications, runs and lost briefings are read from files beside the gazetteer.
    """
    publishers = sources.every() if publishers is None else publishers
    out_path.parent.mkdir(parents=True, exist_ok=True)
    aside = out_path.with_name(f"{out_path.name}.building")
    titles = tuple((name, publisher.TITLE) for name, publisher in publishers.items())
    beside = gazetteer_path.with_name
    inputs = Inputs(
        uuid4().hex, gazetteer_path, beside("changes"), beside("corrections.yml"), snapshots_dir / "texts", titles
    )
    with only_one(out_path):
        aside.unlink(missing_ok=True)
        try:
            some = entries(record_dir)
            groups = grouped(some, publishers)
            missing = lost(beside("lost.csv"))
            load(aside, made(groups, inputs), lambda connection: rest(connection, some, inputs, publishers), missing)
            told = publish(aside, out_path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in DISK_ERRORS:
                raise
            raise CannotWrite(out_path, f"{error}; the file there is as it was") from error
        finally:
            aside.unlink(missing_ok=True)
    return report(out_path, told)


def report(path: Path, told: str) -> BuildReport:
    """What stands in a built database."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(BY_NAME)}
        (at_hand,) = connection.execute("SELECT texts_at_hand FROM build").fetchone()
    finally:
        connection.close()
    return BuildReport(path, file_sha256(path), path.stat().st_size, counts, at_hand, told)


def again(record_dir: Path, gazetteer_path: Path, out_path: Path, snapshots_dir: Path,
          publishers: Mapping[str, Any] | None = None) -> str | None:  # fmt: skip
    """Builds the file a second time, elsewhere; what is wrong where its bytes are others, None where they are not."""
    with TemporaryDirectory() as folder:
        second = build(record_dir, gazetteer_path, Path(folder) / out_path.name, snapshots_dir, publishers)
    if second.sha256 == file_sha256(out_path):
        return None
    return f"{out_path}: built again from {record_dir} it has other bytes: build it, then look for an order or a clock"
