"""The record becomes data/briefings.db. In: record, gazetteer, texts at hand. Out: the new file, or the old one."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scrapers import changes, places, record, sources
from scrapers.database import corrections as corrected
from scrapers.database.calendar import lost
from scrapers.database.checks import check
from scrapers.database.hedges import HEDGE_RANGES
from scrapers.database.history import gone_rows
from scrapers.database.load import load
from scrapers.database.lock import only_one
from scrapers.database.rows import Desk, Row, Rows, briefing_key, rows_of
from scrapers.database.schema import BY_NAME, PARTY_NAMES
from scrapers.database.union import Reading
from scrapers.errors import CheckFailed, MalformedTable, UnknownSource

VERSION = "1"


class BuildReport(NamedTuple):
    """What a build made."""

    path: Path
    sha256: str
    size: int
    rows: dict[str, int]
    texts_at_hand: int


def grouped(readings: Iterable[Reading], publishers: Mapping[str, Any]) -> dict[str, list[Reading]]:
    """The readings of each briefing, in order of its key."""
    groups: dict[str, list[Reading]] = {}
    owners: dict[str, str] = {}
    for reading in readings:
        publisher = publishers.get(reading["source"])
        if publisher is None:
            raise UnknownSource(reading["id"], f"no file in scrapers/sources is named {reading['source']}")
        document = publisher.document(reading["url"]) if reading["url"] else None
        key = briefing_key(reading, document)
        owner = document or reading["id"]
        if owners.setdefault(key, owner) != owner:
            raise CheckFailed(key, f"{owners[key]} and {owner} would both be this briefing: rename one of the texts")
        groups.setdefault(key, []).append(reading)
    return dict(sorted(groups.items()))


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


def lookups(rows: Rows, publishers: Mapping[str, Any], gazetteer_path: Path) -> Rows:
    """The rows of the tables that others refer to."""
    classes = target_classes(Path(__file__).parent.parent / "languages")
    known = list(place_rows(gazetteer_path))
    countries = {row["name"]: row["country"] for row in known if row["kind"] == "governorate"}
    provinces = {row["province"] for row in [*known, *rows["claims"]] if row["province"]}
    return {
        "parties": [{"id": name, "name": full} for name, full in PARTY_NAMES.items()],
        "sources": [source_row(one) for one in publishers.values()],
        "provinces": [{"id": name, "country": countries.get(name)} for name in {*countries, *provinces}],
        "places": known,
        "aircraft": [{"id": name} for name in {row["aircraft"] for row in rows["claim_aircraft"]}],
        "armed_groups": [{"id": name} for name in {row["armed_group"] for row in rows["claims"]} if name],
        "target_kinds": [
            {"id": name} | target_class(name, classes) for name in {row["target"] for row in rows["claims"]}
        ],
        "hedges": [one._asdict() for one in HEDGE_RANGES],
        "people": [{"id": name} for name in {row["person"] for row in rows["briefing_people"]}],
    }


def source_row(publisher: Any) -> Row:
    """The row of a publisher."""
    names = ("title", "language", "home", "licence", "quoting")
    party = publisher.PARTY if publisher.PARTY in PARTY_NAMES else None
    return {"id": publisher.NAME, "party": party} | {name: getattr(publisher, name.upper()) for name in names}


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def record_sha256(readings: Iterable[Reading]) -> str:
    """One checksum over all readings, whatever order the files have them in."""
    digest = hashlib.sha256()
    for reading in sorted(readings, key=lambda one: str(one["id"])):
        digest.update(json.dumps(reading, ensure_ascii=True, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


def build_row(readings: list[Reading], rows: Rows, gazetteer_path: Path) -> Row:
    """The row that says from what the file was built."""
    quotations = sum(row["quote"] is not None for row in rows["proofs"])
    return {
        "version": VERSION,
        "record_sha256": record_sha256(readings),
        "gazetteer_sha256": file_sha256(gazetteer_path),
        "readings": len(readings),
        "briefings": len(rows["briefings"]),
        "claims": len(rows["claims"]),
        "tallies": len(rows["tallies"]),
        "texts_at_hand": sum(row["at_hand"] for row in rows["texts"]),
        "quotations": quotations,
        "without_quotations": len(rows["proofs"]) - quotations,
    }


def all_rows(readings: list[Reading], publishers: Mapping[str, Any], gazetteer_path: Path, texts: Path) -> Rows:
    """Every row of every table that readings make."""
    gazetteer = places.Gazetteer.load(gazetteer_path)
    titles = {name: publisher.TITLE for name, publisher in publishers.items()}
    kept_in = gazetteer_path.parent
    versions, corrections = changes.every(kept_in / "changes"), corrected.load(kept_in / "corrections.yml")
    desk = Desk(titles, gazetteer, texts, versions, corrections)
    rows: Rows = {}
    for key, group in grouped(readings, publishers).items():
        for table, some in rows_of(key, group, desk).items():
            rows.setdefault(table, []).extend(some)
    for table in BY_NAME:
        rows.setdefault(table, [])
    for table, some in gone_rows(versions, {reading["id"] for reading in readings}).items():
        rows[table] += some
    if unknown := set(corrections) - {row["id"] for row in rows["corrections"]}:
        one = corrections[min(unknown)]
        raise MalformedTable(one.where, f"no fact of the record is {one.fact}; correct the key or remove the entry")
    return rows | lookups(rows, publishers, gazetteer_path) | {"build": [build_row(readings, rows, gazetteer_path)]}


def publish(aside: Path, out: Path) -> None:
    """Check the file built aside and move it into place, so that readers see the old one or the new one."""
    if broken := check(aside):
        raise CheckFailed(out, f"{len(broken)} broken: " + "; ".join(broken[:5]))
    with aside.open("rb") as stream:
        os.fsync(stream.fileno())
    os.replace(aside, out)
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def build(
    record_dir: Path,
    gazetteer_path: Path,
    out_path: Path,
    snapshots_dir: Path,
    publishers: Mapping[str, Any] | None = None,
) -> BuildReport:
    """Build the database beside its place, check it, move it in; on any failure the old file stays."""
    publishers = sources.every() if publishers is None else publishers
    out_path.parent.mkdir(parents=True, exist_ok=True)
    aside = out_path.with_name(f"{out_path.name}.building")
    with only_one(out_path):
        aside.unlink(missing_ok=True)
        try:
            readings = list(record.every(record_dir))
            rows = all_rows(readings, publishers, gazetteer_path, snapshots_dir / "texts")
            load(aside, rows, lost(gazetteer_path.with_name("lost.csv")))
            publish(aside, out_path)
        finally:
            aside.unlink(missing_ok=True)
    counts = {table: len(some) for table, some in sorted(rows.items())}
    at_hand = rows["build"][0]["texts_at_hand"]
    return BuildReport(out_path, file_sha256(out_path), out_path.stat().st_size, counts, at_hand)
