"""Snapshots: the same bytes once, whole or not at all, and found again with what is known of them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from scrapers.errors import MalformedLine, SnapshotDamaged, UnknownSource
from scrapers.gather import snapshots
from scrapers.models import Page
from scrapers.sources.files import articles, meta_path

BODY = (Path(__file__).parent / "pages" / "tass-b.html").read_bytes()
SHA = hashlib.sha256(BODY).hexdigest()
URL = "https://tass.com/defense/1061234"
PAGE = Page(URL, 200, BODY, "text/html; charset=utf-8", "2026-11-22T12:30:00+00:00", "live")


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_page_is_kept_under_its_hash(tmp_path: Path) -> None:
    kept = snapshots.keep(PAGE, tmp_path)
    assert names(tmp_path) == [f"tass/{SHA[:2]}/{SHA}.html", f"tass/{SHA[:2]}/{SHA}.meta.json"]
    assert (kept.sha256, kept.path.read_bytes()) == (SHA, BODY)
    assert kept.meta == {
        "address": URL,
        "etag": None,
        "modified": None,
        "content_type": "text/html; charset=utf-8",
        "fetched": "2026-11-22T12:30:00+00:00",
        "route": "live",
        "sha256": SHA,
        "source": "tass",
        "status": 200,
    }
    assert snapshots.load(tmp_path, SHA) == kept
    assert list(snapshots.every(tmp_path)) == [kept]


def test_same_bytes_are_kept_once(tmp_path: Path) -> None:
    """Fault 45: the second time changes nothing on disk and gives the first note."""
    first = snapshots.keep(PAGE, tmp_path)
    before = [(path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")]
    again = snapshots.keep(PAGE._replace(fetched="2027-01-01T00:00:00+00:00", url=URL + "?again"), tmp_path)
    assert again == first
    assert [(path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")] == before


def test_edited_page_stands_beside_the_old_one(tmp_path: Path) -> None:
    """Fault 18: both versions stay."""
    kept = [snapshots.keep(PAGE._replace(body=body), tmp_path) for body in (BODY, BODY + b"\n", BODY + b"\n\n")]
    assert sorted(kept) == list(snapshots.every(tmp_path))
    assert len({snapshot.path for snapshot in kept}) == 3


def test_snapshot_reads_as_an_article(tmp_path: Path) -> None:
    """The note says whose page it is, so a page without a head reads too."""
    headless = PAGE._replace(
        body=BODY.replace(b'rel="canonical"', b'rel="x"').replace(b'property="og:url"', b'name="x"')
    )
    (article,) = articles(snapshots.keep(headless, tmp_path).path)
    assert (article.id, article.url, article.archive) == ("tass/1061234", URL, None)


def test_charset_of_the_header_is_kept(tmp_path: Path) -> None:
    """Fault 11: what the server said of its charset is still known when the page is read."""
    body = BODY.decode().encode("cp1251")
    page = PAGE._replace(body=body, content_type="text/html; charset=windows-1251")
    (article,) = articles(snapshots.keep(page, tmp_path).path)
    assert "Syria’s south" in article.text


def test_archived_page_keeps_both_addresses(tmp_path: Path) -> None:
    archive = f"https://web.archive.org/web/20190601000000id_/{URL}"
    page = PAGE._replace(url=archive, route="archive")
    with pytest.raises(UnknownSource, match="say whose page"):
        snapshots.keep(page, tmp_path)
    (article,) = articles(snapshots.keep(page, tmp_path, source="tass").path)
    assert (article.url, article.archive) == (URL, archive)


@pytest.mark.parametrize("fails_at", [1, 2])
def test_killed_write_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    """Fault 6, fault 36: killed at each move into place; the next run repairs."""
    moves, move = [], os.replace

    def failing(source: str, target: Path) -> None:
        moves.append(target)
        if len(moves) == fails_at:
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        snapshots.keep(PAGE, tmp_path)
    assert list(snapshots.every(tmp_path)) == []
    assert not any(".new-" in name for name in names(tmp_path))
    monkeypatch.undo()
    assert snapshots.keep(PAGE, tmp_path).path.read_bytes() == BODY


@pytest.mark.parametrize("raw", [BODY[:-1], b"", BODY.replace(b"18 sorties", b"81 sorties")])
def test_changed_bytes_are_seen(tmp_path: Path, raw: bytes) -> None:
    """Fault 39: a flipped, cut or emptied page is never read as the one that was kept."""
    snapshots.keep(PAGE, tmp_path).path.write_bytes(raw)
    for read in (lambda: snapshots.load(tmp_path, SHA), lambda: list(snapshots.every(tmp_path)),
                 lambda: snapshots.keep(PAGE, tmp_path)):  # fmt: skip
        with pytest.raises(SnapshotDamaged, match="fetch it again"):
            read()


def test_lost_note_is_seen_and_written_again(tmp_path: Path) -> None:
    path = snapshots.keep(PAGE, tmp_path).path
    meta_path(path).unlink()
    with pytest.raises(SnapshotDamaged, match="note"):
        snapshots.load(tmp_path, SHA)
    assert snapshots.keep(PAGE, tmp_path).meta["address"] == URL
    meta_path(path).write_text("{", encoding="utf-8")
    with pytest.raises(MalformedLine):
        snapshots.load(tmp_path, SHA)


@pytest.mark.parametrize("sha256", ["0" * 64, "", "../../etc", "*"])
def test_unknown_hash(tmp_path: Path, sha256: str) -> None:
    snapshots.keep(PAGE, tmp_path)
    with pytest.raises(SnapshotDamaged, match="fetch it again"):
        snapshots.load(tmp_path, sha256)


def test_page_of_nobody_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match=r"example\.org"):
        snapshots.keep(PAGE._replace(url="https://example.org/"), tmp_path)
    assert names(tmp_path) == []
