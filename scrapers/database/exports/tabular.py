"""Tables as CSV, NDJSON and Parquet. In: a database. Out: one file for each; the rows written are counted."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from scrapers.database.columns import INTEGER, REAL, Table, described
from scrapers.database.exports.content import Edition, Sheet, rows
from scrapers.errors import CheckFailed
from scrapers.pages.dataset import NOTICE

ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def write(connection: sqlite3.Connection, sheet: Sheet, edition: Edition, folder: Path) -> None:
    """Writes the three files of a table at once, so that it is read once; raises CheckFailed where rows are missing."""
    names = [column.name for column in sheet.table.columns]
    paths = {kind: folder / kind / f"{sheet.name}.{kind}" for kind in ("csv", "ndjson", "parquet")}
    for path in paths.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    schema = arrow_schema(sheet.table, edition)
    written = 0
    with (
        paths["csv"].open("w", encoding="utf-8", newline="") as comma,
        paths["ndjson"].open("w", encoding="utf-8") as lines,
        pyarrow.parquet.ParquetWriter(paths["parquet"], schema, compression="zstd") as parquet,
    ):
        sheet_csv = csv.writer(comma, lineterminator="\n")
        sheet_csv.writerow(names)
        for some in rows(connection, sheet.table):
            sheet_csv.writerows(some)
            lines.writelines(ENCODE(dict(zip(names, row, strict=True))) + "\n" for row in some)
            parquet.write_table(pyarrow.table(list(map(list, zip(*some, strict=True))), schema=schema))
            written += len(some)
    kept = pyarrow.parquet.read_metadata(paths["parquet"]).num_rows
    if not written == kept == sheet.rows:
        raise CheckFailed(sheet.name, f"{sheet.rows} rows, of which {written} and {kept} were written: export again")


def arrow_schema(table: Table, edition: Edition) -> Any:
    """The schema of a Parquet file: a sentence for each column, and for the whole what it is and of which version."""
    types = {INTEGER: pyarrow.int64(), REAL: pyarrow.float64()}
    fields = [
        pyarrow.field(
            column.name, types.get(column.type, pyarrow.string()), nullable=not column.must,
            metadata={"description": described(column)},
        )
        for column in table.columns
    ]  # fmt: skip
    return pyarrow.schema(fields, metadata={"notice": NOTICE, "version": edition.version, "description": table.about})
