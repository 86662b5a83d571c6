"""Claims that have a point, as GeoJSON (RFC 7946). In: a database. Out: one file; those without a point are counted."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from scrapers.database.exports.content import Edition
from scrapers.pages.dataset import NOTICE

NOT_SHOWN = {"number", "popup", "latitude", "longitude"}


def write(connection: sqlite3.Connection, edition: Edition, path: Path) -> None:
    """Writes a feature for each row of the flat view that has a point, one a line."""
    cursor = connection.execute("SELECT * FROM claims_flat WHERE latitude IS NOT NULL ORDER BY id")
    names = [column[0] for column in cursor.description]
    (without,) = connection.execute("SELECT count(*) FROM claims_flat WHERE latitude IS NULL").fetchone()
    head = {
        "type": "FeatureCollection", "notice": NOTICE, "version": edition.version, "without_a_point": without,
    }  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
        for number, row in enumerate(cursor):
            claim = dict(zip(names, row, strict=True))
            feature = {
                "type": "Feature",
                "id": claim["id"],
                "geometry": {"type": "Point", "coordinates": [claim["longitude"], claim["latitude"]]},
                "properties": {name: value for name, value in claim.items() if name not in NOT_SHOWN},
            }
            file.write((",\n" if number else "\n") + json.dumps(feature, ensure_ascii=False))
        file.write("\n]}\n")
