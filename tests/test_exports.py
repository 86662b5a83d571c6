"""The database as files: complete, alike in every format, described, checksummed, and there whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from scrapers import database
from scrapers.__main__ import main
from scrapers.database.build import VERSION
from scrapers.database.exports import export, folder
from scrapers.errors import AlreadyBuilding, CannotWrite, CheckFailed, MalformedTable
from tests.invented import Workshop, claim, coalition, reading

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: make test installs it")
ROOT = Path(__file__).parent.parent
NOTICE = "Claims, not findings"


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    shop = Workshop(tmp_path)
    shop.build(reading(), coalition(), texts=True)
    return shop


@pytest.fixture
def out(shop: Workshop) -> Path:
    return export(shop.out, shop.folder / "export").folder


def tables(shop: Workshop) -> list[str]:
    names = [name for (name,) in shop.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [name for name in names if "_fts" not in name and not name.startswith("sqlite_")]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_whole_and_alike_in_every_format(shop: Workshop, out: Path) -> None:
    assert {path.stem for path in out.glob("csv/*")} == set(tables(shop))
    for name in tables(shop):
        (rows,) = shop.rows(f'SELECT count(*) FROM "{name}"')[0]
        lines = [json.loads(line) for line in (out / "ndjson" / f"{name}.ndjson").read_text().splitlines()]
        columns = parquet.read_table(out / "parquet" / f"{name}.parquet").to_pylist()
        assert len(lines) == rows
        assert lines == columns
        plain = [{key: "" if value is None else str(value) for key, value in row.items()} for row in lines]
        assert read_csv(out / "csv" / f"{name}.csv") == plain


def test_points_are_those_of_the_flat_view(shop: Workshop, out: Path) -> None:
    told = json.loads((out / "claims.geojson").read_text(encoding="utf-8"))
    assert told["notice"].startswith(NOTICE)
    assert [(one["id"], one["geometry"]) for one in told["features"]] == [
        (id, {"type": "Point", "coordinates": [longitude, latitude]})
        for id, longitude, latitude in shop.rows(
            "SELECT id, longitude, latitude FROM claims_flat WHERE latitude IS NOT NULL ORDER BY id"
        )
    ]
    assert len(told["features"]) + told["without_a_point"] == shop.rows("SELECT count(*) FROM claims_flat")[0][0]
    assert all(one["properties"]["claimed_by"] for one in told["features"])


def test_the_data_package_describes_each_table_and_its_bytes(shop: Workshop, out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    resources = {one["name"]: one for one in package["resources"]}
    assert set(resources) == set(tables(shop))
    assert package["description"].startswith(NOTICE)
    for one in resources.values():
        path = out / one["path"]
        rows = read_csv(path)
        assert one["hash"] == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
        assert (one["bytes"], one["rowCount"]) == (path.stat().st_size, len(rows))
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == list(fields)
        for row in rows:
            for name, value in row.items():
                holds(fields[name], value)
        keys = [tuple(row[name] for name in one["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for reference in one["schema"].get("foreignKeys", ()):
            (here,), there = reference["fields"], reference["reference"]
            known = {row["id"] for row in read_csv(out / resources[there["resource"]]["path"])}
            assert {row[here] for row in rows} - {""} <= known


def holds(field: dict[str, Any], value: str) -> None:
    """A cell is of the type that its field states."""
    assert field["description"]
    if value == "":
        assert not field.get("constraints", {}).get("required")
        return
    assert value in field.get("constraints", {}).get("enum", [value])
    kinds = {"array": list, "object": dict}
    if field["type"] in kinds:
        assert isinstance(json.loads(value), kinds[field["type"]])
    if field["type"] == "integer":
        int(value)
    if field["type"] == "number":
        float(value)
    if field["type"] == "date":
        assert len(value) == 10
    if field.get("format") == "uri":
        assert value.startswith("http")


def test_the_dataset_is_described_for_search_engines(out: Path) -> None:
    told = json.loads((out / "croissant.json").read_text(encoding="utf-8"))
    assert told["description"].startswith(NOTICE)
    assert told["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    files = {one["@id"]: one for one in told["distribution"]}
    for one in files.values():
        assert one["sha256"] == hashlib.sha256((out / one["contentUrl"]).read_bytes()).hexdigest()
    ids = {field["@id"] for record in told["recordSet"] for field in record["field"]}
    for record in told["recordSet"]:
        for field in record["field"]:
            assert field["source"]["fileObject"]["@id"] in files
            assert field.get("references", {"field": {"@id": field["@id"]}})["field"]["@id"] in ids


def test_parquet_says_what_it_is(out: Path) -> None:
    schema = parquet.read_schema(out / "parquet" / "claims_flat.parquet")
    assert schema.metadata[b"notice"].decode().startswith(NOTICE)
    assert schema.field("count").type == "int64"
    assert schema.field("latitude").type == "double"
    assert b"number printed" in schema.field("count").metadata[b"description"]


def test_the_codebook_has_every_column(shop: Workshop, out: Path) -> None:
    page = (out / "codebook.html").read_text(encoding="utf-8")
    assert NOTICE in page
    assert "<script" not in page
    for name in tables(shop):
        assert f'id="{name}"' in page
    columns, codes = page[: page.index('<h2 id="codes-')], page[page.index('<h2 id="codes-') :]
    assert columns.count('<th scope="row">') == sum(
        len(one["schema"]["fields"]) for one in json.loads((out / "datapackage.json").read_text())["resources"]
    )
    assert "<code>at least</code>" in codes
    assert "The number printed or more: no upper bound." in codes


def test_all_files_have_one_version_and_a_checksum(shop: Workshop, out: Path) -> None:
    [(record,)] = shop.rows("SELECT substr(record_sha256, 1, 12) FROM build")
    version = f"{VERSION}+{record}"
    for name in ("README.txt", "codebook.html", "datapackage.json", "croissant.json", "claims.geojson"):
        assert version in (out / name).read_text(encoding="utf-8"), name
    sums = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text().splitlines())
    here = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(sums) == here
    assert all(hashlib.sha256((out / name).read_bytes()).hexdigest() == told for name, told in sums.items())


def test_quotations_serve_a_build_that_has_no_texts(shop: Workshop, out: Path) -> None:
    quoted = "SELECT fact, text, quote, mark_start, mark_end FROM proofs ORDER BY 1, 2"
    before = shop.rows(quoted)
    assert any(row[2] for row in before)
    for text in (shop.folder / "snapshots" / "texts").iterdir():
        text.unlink()
    shop.build(reading(), coalition())
    assert all(row[2] is None for row in shop.rows(quoted))
    shutil.copy(out / "quotes.jsonl", shop.folder / "snapshots")
    shop.build(reading(), coalition())
    assert shop.rows(quoted) == before


@pytest.mark.parametrize("line", ["{", "[]", '["a", 1, 2, "q", 0, 1]', '["%s", 0, 9, "quote", 3, 99]' % ("a" * 64)])
def test_a_broken_quotation_stops_the_build(shop: Workshop, line: str) -> None:
    (shop.folder / "snapshots" / "quotes.jsonl").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(MalformedTable, match=r"quotes\.jsonl:1"):
        shop.build(reading(), coalition())


def test_one_version_is_stated_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert VERSION == project["version"] == cited["version"]


def test_no_cell_begins_a_formula(shop: Workshop) -> None:
    shop.forget()
    shop.build(reading(claims=(claim("c", "three trucks", target="=cmd()", target_text="=cmd()", place_text="@x"),)))
    out = export(shop.out, shop.folder / "export").folder
    cells = [cell for path in out.glob("csv/*.csv") for row in read_csv(path) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r")] == []


def test_the_same_database_gives_the_same_files(shop: Workshop, out: Path) -> None:
    first = (out / "SHA256SUMS").read_bytes()
    place = out.resolve()
    again = export(shop.out, shop.folder / "export").folder
    assert (again / "SHA256SUMS").read_bytes() == first
    assert again.resolve() == place
    other = export(shop.out, shop.folder / "other").folder
    assert (other / "SHA256SUMS").read_bytes() == first


def test_a_new_export_takes_the_place_of_the_old_one(shop: Workshop, out: Path) -> None:
    old = out.resolve()
    shop.build(reading(), coalition(), reading("outlet/2", url="https://example.org/x/2"))
    assert export(shop.out, out).rows["briefings"] == 3
    assert not old.exists()
    assert len(list(shop.folder.glob(".export-*"))) == 1


@pytest.mark.parametrize("step", ["mkdir", "replace", "symlink", "rmtree"])
def test_killed_at_any_step_the_old_export_or_the_new_one_stands(shop: Workshop, out: Path, step: str) -> None:
    before = (out / "SHA256SUMS").read_bytes()
    shop.build(reading(), coalition(), reading("outlet/2", url="https://example.org/x/2"))

    def kill(*arguments: object, **more: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        owner, name = {
            "mkdir": (folder.tabular, "write"), "replace": (os, "replace"),
            "symlink": (Path, "symlink_to"), "rmtree": (folder.shutil, "rmtree"),
        }[step]  # fmt: skip
        setattr(owner, name, kill)
        export(shop.out, out)
        os._exit(0)
    os.waitpid(child, 0)
    sums = (out / "SHA256SUMS").read_bytes()
    assert sums == before or b"briefings.db" in sums
    assert all((out / line.split("  ")[1]).is_file() for line in sums.decode().splitlines())
    new = export(shop.out, out)
    assert new.rows["briefings"] == 3
    assert [path.resolve() for path in shop.folder.glob(".export-*")] == [out.resolve()]


def test_a_broken_database_is_not_exported(shop: Workshop, out: Path) -> None:
    connection = sqlite3.connect(shop.out)
    connection.execute("DELETE FROM proofs")
    connection.commit()
    connection.close()
    before = (out / "SHA256SUMS").read_bytes()
    with pytest.raises(CheckFailed, match="nothing is exported"):
        export(shop.out, out)
    assert (out / "SHA256SUMS").read_bytes() == before


def test_a_folder_of_somebody_else_is_left_alone(shop: Workshop) -> None:
    (shop.folder / "export").mkdir()
    with pytest.raises(CannotWrite, match="move it away"):
        export(shop.out, shop.folder / "export")


def test_two_exports_at_once_are_told(shop: Workshop) -> None:
    with database.lock.only_one(shop.folder / "export"), pytest.raises(AlreadyBuilding):
        export(shop.out, shop.folder / "export")


def test_the_command_says_what_it_wrote(shop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--database", str(shop.out), "--out", str(shop.folder / "export")]) == 0
    assert "files" in capsys.readouterr().out


def test_the_same_files_again_stay_where_they_are(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.folder)  # `make` names the folder from the root of the checkout
    first = export(shop.out, Path("export")).folder.resolve()
    assert export(shop.out, Path("export")).folder.resolve() == first
    assert (first / "SHA256SUMS").is_file()
    assert [one.name for one in shop.folder.glob(".export-*")] == [first.name]
