"""Outlines of land, water and governorates that the project carries. In: data/*.geojson. Out: features, their lines.

This room draws nothing: a drawing projects the points as it needs them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent.parent.parent / "data"

Point = tuple[float, float]


class Line(NamedTuple):
    """A line or ring of longitudes and latitudes."""

    points: tuple[Point, ...]
    closed: bool


def features(name: str) -> list[dict[str, Any]]:
    """The features of a file in data/, none where it is missing."""
    path = DATA / f"{name}.geojson"
    return list(json.loads(path.read_text(encoding="utf-8"))["features"]) if path.is_file() else []


def lines(feature: dict[str, Any]) -> list[Line]:
    """The lines and rings of a feature; of points there are none."""
    geometry = feature["geometry"]
    found = geometry["coordinates"]
    match geometry["type"]:
        case "Polygon" | "MultiLineString":
            some = found
        case "MultiPolygon":
            some = [ring for polygon in found for ring in polygon]
        case "LineString":
            some = [found]
        case _:
            some = []
    closed = geometry["type"] in ("Polygon", "MultiPolygon")
    return [Line(tuple((point[0], point[1]) for point in line), closed) for line in some]


def centre(ring: Sequence[Point]) -> tuple[float, Point]:
    """The area of a ring and its centre of gravity, in whatever units its points have."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(area), (x / (3 * area), y / (3 * area))) if area else (0.0, ring[0])
