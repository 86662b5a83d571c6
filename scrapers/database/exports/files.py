"""Files of an export. In: a folder. Out: name, size and checksum of each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    """A file: its path within the folder, its bytes, its SHA-256."""

    path: Path
    size: int
    sha256: str


def listed(folder: Path) -> list[File]:
    """All files of a folder in the order of their paths."""
    return [
        File(path.relative_to(folder), path.stat().st_size, sha256(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
