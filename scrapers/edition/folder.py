"""The folder of the edition. In: the export and the site's files. Out: a link to a folder that any static host serves.

It is written aside and named after its checksums; the link moves to it when every link in it leads somewhere.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scrapers.database.exports.files import listed, sha256
from scrapers.database.exports.folder import SUMS, renewed
from scrapers.edition import doors, extras
from scrapers.edition.press import Job, printing
from scrapers.edition.walk import faults, walk
from scrapers.errors import CannotWrite, CheckFailed

PACKED = "briefings.db.gz"
ENGINE_FILES = ("dist/index.mjs", "dist/sqlite3.wasm", "package.json")
SHOWN_FAULTS = 20


class Parts(NamedTuple):
    """What it is made from: a database, its export, the checkout, the engine's package, the public address if known."""

    database: Path
    export: Path
    root: Path
    engine: Path
    site: str | None = None


class Made(NamedTuple):
    """A finished edition: its link, and how many pages, files and bytes it has."""

    folder: Path
    pages: int
    files: int
    size: int


def make(parts: Parts, link: Path, told: Callable[[int], None], hands: int | None = None) -> Made:
    """Writes the folder beside the old one and moves the link; on any failure the old folder stays."""
    for path, how in ((parts.database, "make build"), (parts.export / "briefings.db", "make export")):
        if not path.is_file():
            raise CheckFailed(path, f"is not there: {how} writes it")
    with renewed(link) as folder:
        pages = written(parts, folder, told, hands)
    files = [path for path in link.resolve().rglob("*") if path.is_file()]
    return Made(link, pages, len(files), sum(path.stat().st_size for path in files))


def written(parts: Parts, folder: Path, told: Callable[[int], None], hands: int | None) -> int:
    """Writes every file and returns how many pages there are; raises CheckFailed where a link dangles."""
    if sha256(parts.database) != sha256(parts.export / "briefings.db"):
        raise CheckFailed(parts.export, "is the export of another database: run make export")
    shutil.copytree(parts.export, folder / "export", copy_function=linked)
    copy_engine(parts.engine, folder / "static" / "sqlite")
    shutil.copytree(parts.root / "static", folder / "static", dirs_exist_ok=True)
    database = parts.database.resolve()
    job = Job(database, parts.root.resolve(), folder.resolve(), packed(database, folder), parts.site)
    with printing(job, hands) as print_all:
        walked = walk(print_all, extras.starts(database, parts.root), told)
    if wrong := faults(walked, folder):
        more = f"; and {len(wrong) - SHOWN_FAULTS} more" if len(wrong) > SHOWN_FAULTS else ""
        first = "; ".join(wrong[:SHOWN_FAULTS])
        raise CheckFailed(folder, f"{len(wrong)} links or pages are wrong, so nothing was written: {first}{more}")
    pages = sorted(path for path in walked.leaves if not path or path.endswith("/"))
    extras.write(folder, pages, parts.site)
    sums = "".join(f"{file.sha256}  {file.path.as_posix()}\n" for file in listed(folder))
    (folder / SUMS).write_text(sums, encoding="utf-8")
    return len(pages)


def linked(source: str, target: str) -> None:
    """Gives a file of the export a second name; a copy where the disk has no such names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def copy_engine(package: Path, to: Path) -> None:
    """Copies SQLite for browsers, with the file that names its version and licence."""
    to.mkdir(parents=True)
    for name in ENGINE_FILES:
        if not (package / name).is_file():
            raise CannotWrite(package / name, "SQLite for browsers is missing: make static brings it, with npm")
        shutil.copyfile(package / name, to / Path(name).name)


def packed(database: Path, folder: Path) -> doors.Engine:
    """Writes the database as browsers load it: packed, for few hosts pack it on the way."""
    small = gzip.compress(database.read_bytes(), 6, mtime=0)
    (folder / PACKED).write_bytes(small)
    checksum = sha256(database)
    return doors.Engine(f"{PACKED}?{checksum[:12]}", len(small), database.stat().st_size, checksum)
