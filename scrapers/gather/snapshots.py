"""Pages in, snapshots on disk out: `<source>/<first two of the hash>/<hash>.html` (or .pdf) and a note of its origin.

A snapshot is named by the SHA-256 of its bytes, so the same bytes are kept once, and what is loaded is what was kept
or nothing. Writes beside and moves into place: a run that is killed leaves the old state. Opens no connection.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..errors import SnapshotDamaged, UnknownSource
from ..models import Page, Snapshot
from ..sources import of_url
from ..sources.files import find_page_meta, meta_path

SHA256 = re.compile("[0-9a-f]{64}")
SUFFIXES = (".html", ".pdf")
PDF = b"%PDF-"


def keep(page: Page, folder: Path, source: str | None = None) -> Snapshot:
    """The snapshot of a page; `source` is needed where the page's address is not the publisher's, as in an archive."""
    owner = of_url(page.url)
    name = source or (owner.NAME if owner else None)
    if name is None:
        raise UnknownSource(page.url, "stands on no host of a known source: say whose page it is")
    sha256 = hashlib.sha256(page.body).hexdigest()
    suffix = ".pdf" if page.body.startswith(PDF) else ".html"
    path = folder / name / sha256[:2] / f"{sha256}{suffix}"
    if path.is_file() and meta_path(path).is_file():
        return _checked(path)
    meta = {
        "address": page.url,
        "content_type": page.content_type,
        "etag": page.etag,
        "fetched": page.fetched,
        "modified": page.modified,
        "route": page.route,
        "sha256": sha256,
        "source": name,
        "status": page.status,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    # The note first: a page with a note is whole, a note alone is nothing and is written again.
    _write(meta_path(path), (json.dumps(meta, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
    _write(path, page.body)
    return Snapshot(path, sha256, meta)


def keep_text(text: str, sha256: str, folder: Path) -> Path:
    """Where the canonical text of a reading is kept; a build that finds it can show the sentence that proves a fact."""
    path = folder / "texts" / f"{sha256}.txt"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, text.encode("utf-8"))
    return path


def load(folder: Path, sha256: str) -> Snapshot:
    """The snapshot of that hash, whichever source it belongs to; its bytes are checked against the hash."""
    for suffix in SUFFIXES if SHA256.fullmatch(sha256) else ():
        for path in folder.glob(f"*/{sha256[:2]}/{sha256}{suffix}"):
            return _checked(path)
    raise SnapshotDamaged(folder, f"no snapshot {sha256[:80]} is kept here: fetch it again")


def every(folder: Path) -> Iterator[Snapshot]:
    """All snapshots of a folder in the order of their paths, each checked against its hash."""
    for path in sorted(folder.glob("*/[0-9a-f][0-9a-f]/*")):
        if path.suffix in SUFFIXES:
            yield _checked(path)


def _checked(path: Path) -> Snapshot:
    if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
        raise SnapshotDamaged(path, "its bytes are not those it is named after: delete it and fetch it again")
    meta = find_page_meta(path)
    if not meta:
        raise SnapshotDamaged(path, "the note of its address is gone: delete it and fetch it again")
    return Snapshot(path, path.stem, meta)


def _write(path: Path, raw: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
