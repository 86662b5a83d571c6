"""Other spellings of names, and what search looks through. In: gazetteer, words of languages. Out: rows, indexes.

A claim is found by every spelling of its place, governorate, armed group, target and aircraft, in any language, so
that a search in the site, in its edition without a server and in plain SQLite answers alike.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from scrapers.database.columns import TEXT, Column, Table
from scrapers.languages import spelled

KINDS = ("place", "governorate", "group", "aircraft", "target")
SCRIPTS = {"ru": re.compile("[Ѐ-ӿ]"), "ar": re.compile("[؀-ۿ]")}
TOKENIZE = "porter unicode61 remove_diacritics 2"
AT_ONCE = 1 << 24  # bytes sorted at a time: fewer pieces to merge, and no pages left empty by it
SPELLINGS = Table(
    "spellings",
    "How names of claims are written in other languages, and otherwise: search finds a claim by these words too. Case "
    "forms of Russian are among them.",
    (
        Column("kind", TEXT, "What is named.", must=True, codes=KINDS),
        Column("name", TEXT, "Its name as claims_flat has it, for a place its key in the gazetteer.", must=True),
        Column("language", TEXT, "The language; of names in the gazetteer the one that is written in such letters.",
               must=True),
        Column("spelling", TEXT, "How it is written.", must=True),
        Column("words", TEXT, "Every word by which it is found: this spelling, others, their cases.", must=True),
    ),
    key=("kind", "name", "language"),
    facets=("kind", "language"),
    indexes=("language",),
    sort="name",
    label="spelling",
)  # fmt: skip
SHOWN = {
    "claims": ("phrase", "target_text", "place", "place_text", "province", "armed_group", "aircraft", "quote"),
    "briefings": ("title", "provinces", "dateline", "via"),
}
NAMES = (("place", "c.place"), ("governorate", "f.province"), ("target", "f.target"), ("group", "f.armed_group"))
FOUND = " || ' ' || ".join(
    f"coalesce((SELECT words FROM found WHERE kind = '{kind}' AND name = {value}), '')" for kind, value in NAMES
)
# What is indexed besides is in no column of the rows, so these indexes keep no text and read none.
INDEXED = {
    "claims": f"""
SELECT f.number, {", ".join(f"f.{name}" for name in SHOWN["claims"])}, {FOUND} || ' ' || coalesce(
  (SELECT group_concat(words, ' ') FROM claim_aircraft a JOIN found ON kind = 'aircraft' AND name = a.aircraft
    WHERE a.claim = f.id), '')
FROM claims_flat f JOIN claims c ON c.rowid = f.number ORDER BY f.number
""",
    "briefings": f"""
SELECT b.rowid, {", ".join(f"b.{name}" for name in SHOWN["briefings"])}, (SELECT group_concat(words, ' ')
  FROM json_each(b.provinces) j JOIN found ON kind = 'governorate' AND name = j.value)
FROM briefings b ORDER BY b.rowid
""",
}


def spelling_rows(gazetteer_path: Path) -> Iterator[dict[str, str]]:
    """The rows of `spellings`: names of the gazetteer, and of each language that has words."""
    with gazetteer_path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kind, name = ("governorate", row["name"]) if row["kind"] == "governorate" else ("place", row["id"])
            for language, some in by_letters(row):
                yield spelled.spelled(kind, name, language, some[0], some[1:])._asdict()
    yield from (one._asdict() for one in spelled.every())


def by_letters(row: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The spellings of a row of the gazetteer by the language of their letters, the main one of each first."""
    found: dict[str, list[str]] = {}
    for one in filter(None, (row["name"], row["name_ru"], row["name_ar"], *row["spellings"].split("|"))):
        language = next((language for language, letters in SCRIPTS.items() if letters.search(one)), "en")
        found.setdefault(language, []).append(one)
    yield from sorted(found.items())


def index(connection: sqlite3.Connection) -> None:
    """Full-text search by row number; made after VACUUM, which may number rows anew."""
    create(connection, "spellings_fts", ("spelling", "words"), "content='spellings'")
    connection.execute("INSERT INTO spellings_fts(spellings_fts) VALUES ('rebuild')")
    connection.execute("CREATE TEMP TABLE found (kind, name, words, PRIMARY KEY (kind, name)) WITHOUT ROWID")
    connection.execute("INSERT INTO found SELECT kind, name, group_concat(words, ' ') FROM "
                       "(SELECT * FROM spellings ORDER BY kind, name, language) GROUP BY kind, name")  # fmt: skip
    for table, sql in INDEXED.items():
        columns = (*SHOWN[table], "spellings")
        create(connection, f"{table}_fts", columns, "content=''")
        connection.execute(f"INSERT INTO {table}_fts (rowid, {', '.join(columns)}) {sql}")
    connection.execute("DROP TABLE found")
    for table in ("spellings", *INDEXED):
        connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('optimize')")


def create(connection: sqlite3.Connection, name: str, columns: Iterable[str], content: str) -> None:
    """An empty index."""
    told = f"{', '.join(columns)}, {content}, tokenize='{TOKENIZE}'"
    connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({told})")
    connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('hashsize', {AT_ONCE})")
