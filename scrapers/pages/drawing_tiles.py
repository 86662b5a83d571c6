"""Map tiles drawn here, so that no reader's browser asks a tile server. In: zoom, column, row. Out: an SVG picture.

Names come from the governorates and from the gazetteer; a missing file leaves its part out of the picture. No claim is
known here.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from typing import Any, NamedTuple

from scrapers.pages.outlines import DATA, Point, centre, features, lines

SIZE = 256
MARGIN = 8.0
LABEL_MARGIN = 100.0
DEEPEST = 14
# From which zoom the names of each kind of place stand on the map, the first kinds before the others where they meet.
LABELS_FROM = {"governorate": 6, "city": 7, "town": 10, "village": 12, "airbase": 11}
LABEL_SPACE = (78, 15)
LABEL_DROP = 13
OUTER = "governorate"
STYLES = {"country": "", "lake": "w", "river": "l", "governorate": "g"}  # in drawing order
STYLE = (
    "rect{fill:#dfe7ec}path{fill:#fbfaf6;stroke:#a9a294;stroke-width:1}.g{fill:none;stroke:#8a8171;stroke-width:.8;"
    "stroke-dasharray:3 2}.w{fill:#c5d8e4;stroke:#9dbbcd}.l{fill:none;stroke:#9dbbcd}text{font:11px sans-serif;"
    "fill:#5a5346;text-anchor:middle;paint-order:stroke;stroke:#fbfaf6;stroke-width:2px}"
    ".n{font-size:12px;letter-spacing:1.5px;fill:#8a8171}circle{fill:#5a5346}"
    "@media(prefers-color-scheme:dark){rect{fill:#16202a}path{fill:#2a2d30;stroke:#6d6a63}.g{fill:none;stroke:#7d786d}"
    ".w{fill:#1f3342;stroke:#38566b}.l{fill:none;stroke:#38566b}text{fill:#cfc8b8;stroke:#2a2d30}.n{fill:#a39c8f}circle{fill:#cfc8b8}}"
)


class Shape(NamedTuple):
    """One line or ring on the square of the world, sides 0 to 1, with its bounds and style."""

    points: tuple[Point, ...]
    bounds: tuple[float, float, float, float]
    style: str
    closed: bool


class Label(NamedTuple):
    """A name, what it names, and where it stands."""

    name: str
    kind: str
    at: Point


def project(longitude: float, latitude: float) -> Point:
    """Web Mercator, the world as a square from 0 to 1."""
    sine = math.sin(math.radians(max(-85.0, min(85.0, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def bounds(points: tuple[Point, ...]) -> tuple[float, float, float, float]:
    """West, north, east and south of some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def drawing() -> tuple[tuple[Shape, ...], tuple[Label, ...]]:
    """All shapes in drawing order and all names."""
    shapes = []
    for layer, style in STYLES.items():
        for feature in features("outlines"):
            if feature["properties"]["layer"] != layer:
                continue
            for line in lines(feature):
                points = tuple(project(*point) for point in line.points)
                shapes.append(Shape(points, bounds(points), style, line.closed))
    labels = [label(feature) for feature in features("governorates")] + list(gazetteer_labels())
    return tuple(shapes), tuple(sorted(labels, key=lambda one: list(LABELS_FROM).index(one.kind)))


def label(feature: dict[str, Any]) -> Label:
    """The name of a governorate, at the centre of its largest ring."""
    rings = [[project(*point) for point in ring.points] for ring in lines(feature)]
    return Label(str(feature["properties"]["name"]), OUTER, max(map(centre, rings))[1])


def gazetteer_labels() -> Iterator[Label]:
    """The names of places that have a point and a zoom from which they show."""
    path = DATA / "gazetteer.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["kind"] in LABELS_FROM and row["latitude"]:
                yield Label(row["name"], row["kind"], project(float(row["longitude"]), float(row["latitude"])))


def apart(one: Label, other: Label, scale: float) -> bool:
    """Whether two names leave each other room; all but a governorate's stand below their dot."""
    across = abs(one.at[0] - other.at[0]) * scale
    down = abs((one.at[1] - other.at[1]) * scale + LABEL_DROP * ((one.kind != OUTER) - (other.kind != OUTER)))
    return across > LABEL_SPACE[0] or down > LABEL_SPACE[1]


@lru_cache(maxsize=DEEPEST + 1)
def labels_at(zoom: int) -> tuple[Label, ...]:
    """The names that show at a zoom: one that would stand on another's is left out."""
    scale = SIZE * 2**zoom
    kept: list[Label] = []
    for one in drawing()[1]:
        if zoom < LABELS_FROM[one.kind]:
            continue
        if all(apart(one, other, scale) for other in kept):
            kept.append(one)
    return tuple(kept)


def clipped(points: list[Point], axis: int, limit: float, keep_above: bool) -> list[Point]:
    """A ring cut at one side of the picture."""
    out: list[Point] = []
    for index, here in enumerate(points):
        before = points[index - 1]
        inside, was = ((point[axis] >= limit) is keep_above for point in (here, before))
        if inside is not was:
            part = (limit - before[axis]) / (here[axis] - before[axis])
            out.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
        if inside:
            out.append(here)
    return out


def path_of(shape: Shape, zoom: int, column: int, row: int) -> str:
    """The path of a shape in a picture, empty where it does not touch it."""
    scale = SIZE * 2**zoom
    left, top = column * SIZE, row * SIZE
    west, north, east, south = (edge * scale for edge in shape.bounds)
    if east < left - MARGIN or west > left + SIZE + MARGIN or south < top - MARGIN or north > top + SIZE + MARGIN:
        return ""
    points: list[Point] = []
    for x, y in shape.points:
        at = (x * scale - left, y * scale - top)
        if not points or abs(at[0] - points[-1][0]) + abs(at[1] - points[-1][1]) > 0.7:
            points.append(at)
    if shape.closed:
        for axis in (0, 1):
            points = clipped(points, axis, -MARGIN, True)
            points = clipped(points, axis, SIZE + MARGIN, False)
    if len(points) < 2:
        return ""
    drawn = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if shape.closed else "")
    style = f' class="{shape.style}"' if shape.style else ""
    return f'<path{style} d="{drawn}"/>'


@lru_cache(maxsize=512)
def tile(zoom: int, column: int, row: int) -> str:
    """One picture of the map as SVG."""
    parts = [path_of(shape, zoom, column, row) for shape in drawing()[0]]
    scale = SIZE * 2**zoom
    for name, kind, at in labels_at(zoom):
        x, y = at[0] * scale - column * SIZE, at[1] * scale - row * SIZE
        if -LABEL_MARGIN < x < SIZE + LABEL_MARGIN and -MARGIN - LABEL_DROP < y < SIZE + MARGIN:
            parts.append(named(name, kind, x, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}">'
        f'<style>{STYLE}</style><rect width="{SIZE}" height="{SIZE}"/>{"".join(parts)}</svg>'
    )


def named(name: str, kind: str, x: float, y: float) -> str:
    """A name on the map; a governorate's in its middle, any other beside the dot of its place."""
    if kind == OUTER:
        return f'<text class="n" x="{x:.1f}" y="{y:.1f}">{escape(name)}</text>'
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/>'
    return f'{dot}<text x="{x:.1f}" y="{y + LABEL_DROP:.1f}">{escape(name)}</text>'
