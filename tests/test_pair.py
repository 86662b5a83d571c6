"""Fault 54: a database and a metadata.yml that are not of one build are not served together."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
import yaml
from datasette.utils import StartupError

from plugins.pair import mismatch
from scrapers.database import stamp as stamps
from scrapers.database.columns import Column
from scrapers.database.schema import TABLES
from scrapers.database.stamp import stamp
from tests.hostile import ROOT, asked, built, metadata, over


def test_fault_54_one_build_is_served(tmp_path: Path) -> None:
    shop = built(tmp_path)
    assert shop.rows("SELECT schema_stamp FROM build") == [(stamp(),)]
    assert asked(over(shop.out), "/").status == 200


def test_fault_54_a_new_database_with_old_metadata_is_not(tmp_path: Path) -> None:
    told = metadata() | {"schema_stamp": "0123456789abcdef"}
    with pytest.raises(StartupError, match=r"not of one build .* deploy both files of one edition"):
        asyncio.run(over(built(tmp_path).out, told).invoke_startup())


def test_fault_54_an_old_database_with_new_metadata_is_not(tmp_path: Path) -> None:
    path = built(tmp_path).out
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE build DROP COLUMN schema_stamp")
    connection.close()
    with pytest.raises(StartupError, match="without a mark"):
        asyncio.run(over(path).invoke_startup())


def test_fault_54_metadata_without_a_mark_is_not(tmp_path: Path) -> None:
    told = metadata()
    del told["schema_stamp"]
    with pytest.raises(StartupError):
        asyncio.run(over(built(tmp_path).out, told).invoke_startup())


def test_fault_54_the_committed_metadata_is_of_this_schema() -> None:
    assert yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["schema_stamp"] == stamp()


def test_fault_54_a_changed_column_changes_the_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp()
    first = TABLES[0]
    changed = first._replace(columns=(*first.columns, Column("added", "TEXT", "A column.")))
    monkeypatch.setattr(stamps, "TABLES", (changed, *TABLES[1:]))
    assert stamp() != before


def test_fault_54_the_message_names_both_marks() -> None:
    assert mismatch("a", "a") is None
    assert mismatch(None, None) is None
    said = mismatch("a", None) or ""
    assert "schema a" in said
    assert "metadata without a mark" in said
