"""Short quotations kept apart from texts, for a machine that has no texts. In: a file of them. Out: each by its span.

The sentence that proves a fact is at most 300 characters and may be published; the text it stands in may not. So a
build on another machine takes the sentences of the last edition, each by the checksum of its text and the span in it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from scrapers.database.proof import LIMIT, Quotation
from scrapers.errors import MalformedTable
from scrapers.models import Span

Key = tuple[str, Span]
COLUMNS = "sha256, span_start, span_end, quote, mark_start, mark_end"


def load(path: Path) -> Mapping[Key, Quotation]:
    """The quotations of a file; raises MalformedTable with file and line."""
    found: dict[Key, Quotation] = {}
    if not path.is_file():
        return found
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                sha256, start, end, quote, mark_start, mark_end = json.loads(line)
                good = 0 <= mark_start < mark_end <= len(quote) <= LIMIT and 0 <= start < end and len(sha256) == 64
            except (ValueError, TypeError) as error:
                raise MalformedTable(f"{path}:{number}", f"no quotation ({error}); fetch the file again") from None
            if not good:
                raise MalformedTable(f"{path}:{number}", "its marks lie outside the quotation; fetch the file again")
            found[sha256, (start, end)] = Quotation(quote, mark_start, mark_end)
    return found


def write(connection: sqlite3.Connection, path: Path) -> int:
    """Writes the quotations of a database, one a line; how many there are."""
    rows = connection.execute(
        f"SELECT DISTINCT {COLUMNS} FROM proofs JOIN texts ON texts.id = proofs.text WHERE quote IS NOT NULL "
        "ORDER BY sha256, span_start, span_end"
    ).fetchall()
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return len(rows)
