"""Rows of many briefings, made on every core. In: entries of the record. Out: rows as tuples, in the order of keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from scrapers import changes, places, record
from scrapers.cores import on_all
from scrapers.database import corrections, quotes
from scrapers.database.rows import Desk, Rows, briefing_key, rows_of
from scrapers.database.schema import TABLES
from scrapers.errors import CheckFailed, UnknownSource
from scrapers.record import Entry

FEW = 400  # briefings that one core has made before other processes have started
PIECE = 32  # briefings handed over at a time
Made = dict[str, list[tuple[Any, ...]]]
COLUMNS = {table.name: [column.name for column in table.stored] for table in TABLES}


class Inputs(NamedTuple):
    """What rows are made of beside readings; `build` is another word for each build, so that none sees older files."""

    build: str
    gazetteer: Path
    changes: Path
    corrections: Path
    texts: Path
    titles: tuple[tuple[str, str], ...]


@lru_cache(1)
def desk(inputs: Inputs) -> Desk:
    """The desk of one build, laid once in each process."""
    return Desk(
        dict(inputs.titles), places.Gazetteer.load(inputs.gazetteer), inputs.texts, changes.every(inputs.changes),
        corrections.load(inputs.corrections), quotes.load(inputs.texts.with_name("quotes.jsonl")),
    )  # fmt: skip


def entries(folder: Path) -> list[Entry]:
    """The entries of the whole record, each line checked."""
    return [entry for some in on_all(record.entries, sorted(folder.glob("*/*.jsonl")), 2, 1) for entry in some]


def grouped(some: Iterable[Entry], publishers: Mapping[str, Any]) -> list[tuple[str, list[Entry]]]:
    """The entries of each briefing, in order of its key."""
    groups: dict[str, list[Entry]] = {}
    owners: dict[str, str] = {}
    for entry in some:
        publisher = publishers.get(entry.source)
        if publisher is None:
            raise UnknownSource(entry.id, f"no file in scrapers/sources is named {entry.source}")
        document = publisher.document(entry.url) if entry.url else None
        key = briefing_key(entry.id, entry.source, document)
        owner = document or entry.id
        if owners.setdefault(key, owner) != owner:
            raise CheckFailed(key, f"{owners[key]} and {owner} would both be this briefing: rename one of the texts")
        groups.setdefault(key, []).append(entry)
    return sorted(groups.items())


def made(groups: list[tuple[str, list[Entry]]], inputs: Inputs) -> Iterator[Made]:
    """The rows of each briefing, by table."""
    yield from on_all(partial(one, inputs), groups, FEW, PIECE)


def one(inputs: Inputs, group: tuple[str, list[Entry]]) -> Made:
    """The rows of one briefing, by table."""
    key, some = group
    return as_tuples(rows_of(key, [record.at(entry) for entry in some], desk(inputs)))


def as_tuples(rows: Rows) -> Made:
    """Rows with their columns in the order of the schema."""
    return {table: [tuple(map(row.get, COLUMNS[table])) for row in some] for table, some in rows.items() if some}
