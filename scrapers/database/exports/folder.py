"""The folder of an export. In: a database. Out: a link to a folder with every file; readers see the old or the new one.

The files are written to a folder of their own; the link is moved to it in one step when all of them stand, and the
folder it pointed to before is removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from scrapers.database import quotes
from scrapers.database.checks import check
from scrapers.database.exports import codebook, croissant, datapackage, geojson, tabular
from scrapers.database.exports.content import Edition, edition, opened
from scrapers.database.exports.files import File, listed, sha256
from scrapers.database.lock import only_one
from scrapers.errors import CannotWrite, CheckFailed
from scrapers.pages.dataset import HOME, LICENCE, NOTICE, TITLE

SUMS = "SHA256SUMS"


class Exported(NamedTuple):
    """A finished export: its link, version, files, and rows by table."""

    folder: Path
    version: str
    files: list[File]
    rows: dict[str, int]


def export(database: Path, link: Path) -> Exported:
    """Writes every file beside the old ones and moves the link; on any failure the old folder stays."""
    if broken := check(database):
        raise CheckFailed(database, f"{len(broken)} broken, so nothing is exported: {broken[0]}")
    with renewed(link) as folder:
        what = edition(database)
        written(what, folder)
    return Exported(link, what.version, listed(link), {sheet.name: sheet.rows for sheet in what.sheets})


@contextmanager
def renewed(link: Path) -> Iterator[Path]:
    """Gives a folder to write into; the link moves to it when the block is done, on any failure the old one stays."""
    if link.exists() and not link.is_symlink():
        raise CannotWrite(link, "stands where a link to the written folder belongs: move it away")
    link.parent.mkdir(parents=True, exist_ok=True)
    with only_one(link):
        swept(link)
        aside = link.with_name(f".{link.name}-building")
        aside.mkdir()
        try:
            yield aside
            moved(aside, link)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def written(what: Edition, folder: Path) -> None:
    """Writes all files of an export, the descriptions last."""
    connection = opened(what.path)
    try:
        for sheet in what.sheets:
            tabular.write(connection, sheet, what, folder)
        geojson.write(connection, what, folder / "claims.geojson")
        quotes.write(connection, folder / "quotes.jsonl")
    finally:
        connection.close()
    shutil.copyfile(what.path, folder / "briefings.db")
    (folder / "codebook.html").write_text(codebook.page(what), encoding="utf-8")
    files = listed(folder)
    for name, description in (
        ("datapackage.json", datapackage.descriptor(what, files)),
        ("croissant.json", croissant.dataset(what, files)),
    ):
        (folder / name).write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "README.txt").write_text(readme(what), encoding="utf-8")
    sums = "".join(f"{file.sha256}  {file.path.as_posix()}\n" for file in listed(folder))
    (folder / SUMS).write_text(sums, encoding="utf-8")


def readme(what: Edition) -> str:
    """What the files are, and how many rows each has."""
    rows = "".join(f"  {sheet.name:<20}{sheet.rows:>10,}\n" for sheet in what.sheets)
    return (
        f"{TITLE}\nVersion {what.version}\n\n{NOTICE}\n\n"
        "csv/, ndjson/ and parquet/ have a file for each table; claims_flat has a row for each claim with every name\n"
        "spelled out. claims.geojson has the claims that name a point. briefings.db is the same as one SQLite file,\n"
        "quotes.jsonl its short quotations for a build elsewhere (put it into data/snapshots).\n"
        "codebook.html explains every column; datapackage.json and croissant.json say it to programs. CSV is UTF-8:\n"
        "import it into a spreadsheet as such. No cell begins a formula. Check all files: sha256sum -c SHA256SUMS\n\n"
        f"Rows\n{rows}\nLicence: {LICENCE[1]}, {LICENCE[2]}\n{HOME}\n"
    )


def moved(aside: Path, link: Path) -> None:
    """Names the finished folder after its checksums and moves the link to it."""
    place = link.with_name(f".{link.name}-{sha256(aside / SUMS)[:12]}")
    old = link.resolve() if link.is_symlink() else None
    if place.resolve() == old:
        return  # the same files stand there
    os.replace(aside, place)
    step = link.with_name(f".{link.name}-link")
    step.symlink_to(place.name)
    os.replace(step, link)
    if old is not None:
        shutil.rmtree(old, ignore_errors=True)


def swept(link: Path) -> None:
    """Removes what an export that was killed left beside the link."""
    stands = link.resolve() if link.is_symlink() else None
    for left in link.parent.glob(f".{link.name}-*"):
        if left.is_symlink():
            left.unlink()
        elif left.resolve() != stands:
            shutil.rmtree(left)
