"""The gazetteer: what loading refuses, the rows against the outlines of their governorates, sources and licences."""

from __future__ import annotations

import csv
import json
import math
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest

from scrapers.errors import MalformedGazetteer
from scrapers.gazetteer import COLUMNS, GOVERNORATES, fold
from scrapers.places import Gazetteer

ROOT = Path(__file__).parents[1]
FILE = ROOT / "data" / "gazetteer.csv"
GAZETTEER = Gazetteer.load(FILE)
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
TOLERANCE = 0.05

GOOD = {"id": "syr-x", "name": "Xtown", "kind": "town", "governorate": "Homs", "country": "Syria", "latitude": "34.7",
        "longitude": "36.7", "source": "invented", "licence": "CC0-1.0"}
BROKEN = [
    ({"latitude": "north"}, "no number"), ({"latitude": "36.7", "longitude": "34.7"}, "swapped"),
    ({"latitude": "0", "longitude": "0"}, "outside Syria"), ({"longitude": ""}, "both or neither"),
    ({"kind": "hamlet"}, "unknown"), ({"governorate": "Bavaria"}, "no governorate of Syria"),
    ({"governorate": "Anbar"}, "no governorate of Syria"), ({"kind": "governorate"}, "has no point"),
    ({"country": "Atlantis", "governorate": ""}, "bounding box"), ({"source": ""}, "source or licence"),
    ({"id": ""}, "id or name"), ({"latitude": "nan"}, "outside Syria"),
]


def written(path: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(("change", "says"), BROKEN)
def test_broken_row_names_its_line(tmp_path: Path, change: dict[str, str], says: str) -> None:
    path = written(tmp_path / "gazetteer.csv", GOOD | {"id": "syr-y", "name": "Ytown"}, GOOD | change)
    with pytest.raises(MalformedGazetteer, match=re.escape(f"{path}:3: ")) as raised:
        Gazetteer.load(path)
    assert says in str(raised.value)


def test_sound_row_loads(tmp_path: Path) -> None:
    assert Gazetteer.load(written(tmp_path / "g.csv", GOOD)).resolve("Xtown").latitude == 34.7


def test_double_id_missing_column_and_short_row_are_named(tmp_path: Path) -> None:
    with pytest.raises(MalformedGazetteer, match="used twice"):
        Gazetteer.load(written(tmp_path / "twice.csv", GOOD, GOOD))
    with pytest.raises(MalformedGazetteer, match=r"missing\.csv:1: columns missing: licence"):
        Gazetteer.load(written(tmp_path / "missing.csv", GOOD, columns=COLUMNS[:-1]))
    short = written(tmp_path / "short.csv", GOOD)
    short.write_text(short.read_text(encoding="utf-8") + "syr-z,Ztown\n", encoding="utf-8")
    with pytest.raises(MalformedGazetteer, match=r"short\.csv:3: 2 cells"):
        Gazetteer.load(short)


@pytest.mark.parametrize(("governorate", "fails"), [("Homs", True), ("", True), ("Hama", False)])
def test_shared_spelling_needs_governorates_that_differ(tmp_path: Path, governorate: str, fails: bool) -> None:
    path = written(tmp_path / "g.csv", GOOD, GOOD | {"id": "syr-y", "governorate": governorate})
    if not fails:
        assert Gazetteer.load(path).resolve("Xtown").method == "ambiguous"
        return
    with pytest.raises(MalformedGazetteer, match="belongs to syr-x too"):
        Gazetteer.load(path)


def test_fold_drops_case_accents_apostrophes_hyphens_and_article() -> None:
    assert {fold(n) for n in ("Ar Raqqah", "ar-raqqah", "Raqqah", "Ar-Raqqa\u0304h", "the Raqqah")} == {"raqqah"}
    assert fold("Mar’a") == fold("Mar'a") == fold("Marʿa") == "mara"
    assert fold("Arbin") == "arbin"


Ring = list[list[float]]


def outlines() -> dict[tuple[str, str], list[Ring]]:
    features = json.loads((ROOT / "data" / "governorates.geojson").read_text(encoding="utf-8"))["features"]
    polygons = {(f["properties"]["country"], f["properties"]["name"]): f["geometry"] for f in features}
    return {key: [ring for polygon in (g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]])
                  for ring in polygon] for key, g in polygons.items()}


def is_inside(x: float, y: float, rings: list[Ring]) -> bool:
    crossed = ((a, b) for ring in rings for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y))
    return sum(x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] for a, b in crossed) % 2 == 1


def is_near(x: float, y: float, rings: list[Ring]) -> bool:
    steps = [(TOLERANCE * math.cos(a), TOLERANCE * math.sin(a)) for a in (math.pi * i / 8 for i in range(16))]
    return is_inside(x, y, rings) or any(is_inside(x + dx, y + dy, rings) for dx, dy in steps)


def test_every_row_lies_in_its_governorate_or_says_why_not() -> None:
    shapes = outlines()
    placed = [r for r in ROWS if r["latitude"] and r["governorate"]]
    outside = {r["id"] for r in placed
               if not is_near(float(r["longitude"]), float(r["latitude"]), shapes[r["country"], r["governorate"]])}
    assert len(placed) > 480
    assert outside == {r["id"] for r in ROWS if r["outline"]}


def test_outlines_are_whole() -> None:
    shapes = outlines()
    assert set(shapes) == {(c, name) for c, names in GOVERNORATES.items() for name in names}
    for rings in shapes.values():
        for ring in rings:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(round(v, 3) == v for point in ring for v in point)
    # The UNDOF zone belongs to Quneitra.
    assert is_inside(35.86, 33.0, shapes["Syria", "Quneitra"])


def test_geojson_names_source_and_licence_and_stays_small() -> None:
    features = json.loads((ROOT / "data" / "governorates.geojson").read_text(encoding="utf-8"))["features"]
    assert all(f["properties"]["source"] and f["properties"]["licence"] == "public domain" for f in features)
    governorates = {p.id for p in GAZETTEER.places.values() if p.kind == "governorate"}
    assert {f["properties"]["id"] for f in features} == governorates
    path = ROOT / "data" / "outlines.geojson"
    base = json.loads(path.read_text(encoding="utf-8"))
    assert path.stat().st_size < 60_000
    assert base["licence"] == "public domain"
    assert {f["properties"]["layer"] for f in base["features"]} == {"country", "governorate", "river", "lake"}


def test_every_row_has_source_and_licence_and_areas_have_no_point() -> None:
    assert all(r["source"] and r["licence"] for r in ROWS)
    assert not [r["id"] for r in ROWS if r["kind"] in ("governorate", "country", "region", "river") and r["latitude"]]
    assert len([r for r in ROWS if r["kind"] == "governorate"]) == 32


def test_loading_is_fast() -> None:
    start = time.process_time()
    for _ in range(5):
        Gazetteer.load(FILE)
    assert (time.process_time() - start) / 5 < 0.06
