"""How well the reader reads texts that people coded by hand. In: data/scores.jsonl. Out: rows of `reader_scores`.

A line is what scripts/reader_scores.py wrote after a comparison; the coded texts belong to their publishers and are
not here. A score is no promise: it says what was found in those texts by that version of the reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapers.database.columns import DAY, INTEGER, REAL, TEXT, Column, Table, key
from scrapers.errors import MalformedTable

FIELDS = ("totals", "period", "provinces", "claims", "counts")
SHARE = "BETWEEN 0 AND 1"

READER_SCORES = Table(
    "reader_scores",
    "How the reader's answers compare with texts that people coded by hand, field by field, for each version compared.",
    (
        key("Reader version, language, part and field."),
        Column("reader", TEXT, "Version of the reader.", must=True),
        Column("language", TEXT, "Language of the texts.", must=True),
        Column("part", TEXT, "Which texts were coded, and by whom.", must=True),
        Column("at_hand", INTEGER, "1 where those who wrote the rules had these texts: then the score says what is "
               "reached in them, not what is to be expected of others.", must=True, rule="IN (0, 1)"),
        Column("day", TEXT, "Day of the comparison.", must=True, rule=DAY),
        Column("documents", INTEGER, "Texts compared.", must=True, rule="> 0"),
        Column("field", TEXT, "What is compared.", must=True, codes=FIELDS),
        Column("precision", REAL, "Share of what the reader gave that is right.", must=True, rule=SHARE),
        Column("recall", REAL, "Share of what is right that the reader gave.", must=True, rule=SHARE),
        Column("f1", REAL, "Their harmonic mean.", must=True, rule=SHARE),
        Column("numbers", INTEGER, "Numbers that the reader gave in all these texts.", must=True, rule=">= 0"),
        Column("wrong_numbers", INTEGER, "Those of them that the texts do not state.", must=True, rule=">= 0"),
    ),
    facets=("reader", "field", "language"),
    indexes=("reader", "field", "language"),
    sort_desc="reader",
)  # fmt: skip
GIVEN = {column.name for column in READER_SCORES.columns} - {"id"}


def load(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the file, none where it is missing; raises MalformedTable with file and line."""
    if not path.is_file():
        return
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError:
            raise MalformedTable(where, "this is no JSON; restore the line from git") from None
        if not isinstance(row, dict) or {*row} != GIVEN:
            raise MalformedTable(where, f"a line has the keys {', '.join(sorted(GIVEN))}")
        name = "/".join(str(row[part]) for part in ("reader", "language", "part", "field"))
        if name in seen:
            raise MalformedTable(where, f"{name} has two lines; keep the newer one")
        seen.add(name)
        yield {"id": name} | row
