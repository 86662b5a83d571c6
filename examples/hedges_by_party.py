"""How firmly does each party state its numbers? In: the address of a site. Out: a table, counted by DuckDB.

Claims, not findings: a row says what a party stated about its own campaign, with its hedge. The two sides cannot be
weighed against each other: the record holds what was at hand of each.

    pip install duckdb
    BASE=http://localhost:8001 python hedges_by_party.py

The Parquet file of the export is taken where the site has one, else the CSV of the same table. DuckDB could read either
address itself with its httpfs extension; fetching it first needs no extension.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.request import urlopen

import duckdb

BASE = os.environ.get("BASE", "http://localhost:8001")
SQL = """
SELECT claimed_by, hedge, count(*) AS claims,
  round(100 * count(*) / sum(count(*)) OVER (PARTITION BY claimed_by), 1) AS percent
FROM {source} WHERE own = 1
GROUP BY claimed_by, hedge ORDER BY claimed_by, claims DESC, hedge
"""


def fetched(folder: Path) -> str:
    """The flat claims on this disk, as DuckDB names them."""
    for address, name, source in (
        ("/export/parquet/claims_flat.parquet", "claims_flat.parquet", "read_parquet('{}')"),
        ("/briefings/claims_flat.csv?_stream=on&_size=max", "claims_flat.csv", "read_csv('{}', header = true)"),
    ):
        try:
            with urlopen(BASE + address) as answer:
                (folder / name).write_bytes(answer.read())
        except HTTPError as error:
            if error.code != 404:
                raise
        else:
            return source.format(folder / name)
    raise SystemExit(f"{BASE} has no claims_flat")


def main() -> None:
    """Prints a line for each party and hedge."""
    with TemporaryDirectory() as folder:
        found = duckdb.sql(SQL.format(source=fetched(Path(folder)))).fetchall()
    print(f"{'claimed by':<32}{'hedge':<12}{'claims':>8}{'percent':>9}")
    for party, hedge, claims, percent in found:
        print(f"{party:<32}{hedge:<12}{claims:>8,}{percent:>9}")


if __name__ == "__main__":
    main()
