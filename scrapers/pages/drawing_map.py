"""Maps of outlines, drawn as SVG in the page. In: numbers by governorate, points. Out: one <svg>, no tiles, no script.

The shapes stand once, in the sheet that `sheet` makes of data/*.geojson and the site serves at SHEET; a page only
refers to them, so that a map costs it a few kilobytes. Whoever draws a map prints its list beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from markupsafe import Markup

from scrapers.pages.addresses import entity_path, slug
from scrapers.pages.outlines import Point, centre, features, lines
from scrapers.pages.said import many

SHEET = "/outlines.svg"
WEST, EAST, SOUTH, NORTH = 33.0, 49.5, 28.5, 39.0
WIDTH = 1000.0
# Degrees of longitude are drawn as long as they are at 34 degrees north, the middle of the sheet.
SCALE = WIDTH / (EAST - WEST)
STRETCH = 1 / math.cos(math.radians(34))
HEIGHT = (NORTH - SOUTH) * SCALE * STRETCH
SYRIA = (35.4, 42.6, 32.1, 37.5)
BOTH = (35.4, 47.4, 30.4, 37.6)
SHAPE = 1.4  # width of a map by its height
LEAST = 110.0  # narrowest map, about 150 km: nearer than that the outlines have no detail
STEPS = 5
# Heights of letters in the map's own unit, a 150th of its width; the stylesheet sets them, larger on a phone.
NAME, NUMBER, AREA = 2.4, 3.0, 2.2
PHONE = 5 / 3
WIDE = 0.55  # width of a letter by its height
FEW = 6  # governorates with their name beside the number
NAMED = 14  # points with their name beside them; more would cover each other

Box = tuple[float, float, float, float]


class Dot(NamedTuple):
    """A point of the map: where, how many claims name it, its name and page, and its UCDP precision code (1 to 7)."""

    latitude: float
    longitude: float
    number: int
    label: str
    href: str
    precision: int | None


def project(longitude: float, latitude: float) -> Point:
    """A place on the sheet, in its units from the upper left corner."""
    return (longitude - WEST) * SCALE, (NORTH - latitude) * SCALE * STRETCH


def frame(west: float, east: float, south: float, north: float) -> Box:
    """A box of degrees as left, top, right and bottom on the sheet."""
    (left, top), (right, bottom) = project(west, north), project(east, south)
    return left, top, right, bottom


def projected(feature: dict[str, Any]) -> list[list[Point]]:
    """The rings and lines of a feature on the sheet."""
    return [[project(*point) for point in line.points] for line in lines(feature)]


def path(some: Iterable[Sequence[Point]], close: bool) -> str:
    """Lines as the data of one SVG path, to a tenth of a unit; points that fall on the last one are left out."""
    parts = []
    for line in some:
        rounded = [f"{x:.1f} {y:.1f}" for x, y in line]
        kept = [one for at, one in enumerate(rounded) if not at or one != rounded[at - 1]]
        if len(kept) > 1:
            parts.append("M" + "L".join(kept) + ("z" if close else ""))
    return "".join(parts)


@cache
def sheet() -> str:
    """All shapes as one SVG file, each under an id: land, water, rivers, and g- with the slug of each governorate."""
    layers: dict[str, list[str]] = {"country": [], "lake": [], "river": []}
    for one in features("outlines"):
        if (layer := one["properties"]["layer"]) in layers:
            layers[layer].append(path(projected(one), close=layer != "river"))
    ids = {"land": "country", "water": "lake", "rivers": "river"}
    shapes = [(name, "".join(layers[layer])) for name, layer in ids.items()]
    shapes += [
        (f"g-{slug(one['properties']['name'])}", path(projected(one), close=True))
        for one in features("governorates")
    ]
    drawn = "".join(f'<path id="{name}" vector-effect="non-scaling-stroke" d="{data}"/>' for name, data in shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}">{drawn}</svg>\n'


class Shape(NamedTuple):
    """A governorate on the sheet: its country, its centre and the corners of the box around it."""

    country: str
    centre: Point
    corners: tuple[Point, Point]


@cache
def governorates() -> dict[str, Shape]:
    """Each governorate that has a shape, by name."""
    found = {}
    for one in features("governorates"):
        rings = projected(one)
        _, heart = max(centre(ring) for ring in rings)
        xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
        corners = (min(xs), min(ys)), (max(xs), max(ys))
        found[one["properties"]["name"]] = Shape(one["properties"]["country"], heart, corners)
    return found


def inside(dots: Sequence[Dot]) -> list[Dot]:
    """The points that lie on the sheet, those that are named most often first."""
    some = [one for one in dots if WEST < one.longitude < EAST and SOUTH < one.latitude < NORTH]
    return sorted(some, key=lambda one: (-one.number, one.label))


def view(shades: Iterable[str], dots: Sequence[Dot], fit: bool) -> Box:
    """What the map shows, as left, top, width and height: Syria, or Iraq too, or with `fit` what is marked on it."""
    known = governorates()
    countries = {known[name].country for name in shades}
    abroad = "Iraq" in countries or any(one.longitude > SYRIA[1] for one in dots)
    left, top, right, bottom = frame(*(BOTH if abroad else SYRIA))
    marked = [project(one.longitude, one.latitude) for one in dots]
    marked += [corner for name in shades for corner in known[name].corners]
    if fit and marked:
        pad = 10.0 if shades else 40.0
        left, right = min(x for x, _ in marked) - pad, max(x for x, _ in marked) + pad
        top, bottom = min(y for _, y in marked) - pad, max(y for _, y in marked) + pad
    width = max(right - left, (bottom - top) * SHAPE, LEAST)
    return (left + right - width) / 2, (top + bottom - width / SHAPE) / 2, width, width / SHAPE


def step(number: int, most: int) -> int:
    """The shade of a number, from 1 to STEPS; the square root keeps small numbers apart."""
    return max(1, math.ceil(math.sqrt(number / most) * STEPS)) if number > 0 else 0


def areas(shades: Mapping[str, int]) -> Iterator[Markup]:
    """Each governorate with its shade and, where claims name it, its page."""
    most = max([*shades.values(), 1])
    for name in governorates():
        number = shades.get(name, 0)
        use = Markup('<use class="area s{}" href="{}#g-{}"/>').format(step(number, most), SHEET, slug(name))
        if number:
            title = Markup("<title>{}</title>").format(f"{name}: {many(number, 'claim')}")
            yield Markup('<a href="{}">{}{}</a>').format(entity_path("governorate", name), title, use)
        else:
            yield use


def circles(dots: Sequence[Dot], unit: float) -> Iterator[Markup]:
    """Each point as a circle, full for the place itself, a broken ring for near it."""
    for one, x, y, radius in placed(dots, unit):
        how = "the place itself" if one.precision == 1 else "near it or wider"
        title = Markup("<title>{}</title>").format(f"{one.label}: {many(one.number, 'claim')}, {how}")
        kind = "dot" if one.precision == 1 else "dot near"
        circle = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.2f}"/>').format(kind, x, y, radius)
        yield Markup('<a href="{}">{}{}</a>').format(one.href, title, circle)


def placed(dots: Sequence[Dot], unit: float) -> Iterator[tuple[Dot, float, float, float]]:
    """Each point with its place on the sheet and the radius of its circle, whose area grows with its number."""
    most = max([one.number for one in dots] + [1])
    for one in dots:
        yield one, *project(one.longitude, one.latitude), unit * (0.8 + 1.6 * math.sqrt(one.number / most))


def apart(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box of left, top, right and bottom meets none of the others."""
    return all(box[2] < one[0] or box[0] > one[2] or box[3] < one[1] or box[1] > one[3] for one in others)


def around(x: float, y: float, width: float, height: float) -> Box:
    """The box of some words around their middle, as left, top, right and bottom."""
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def words(shades: Mapping[str, int], dots: Sequence[Dot], unit: float) -> Iterator[Markup]:
    """The number on each shaded governorate, named where they are few, and the names of points that find room.

    A name that has none once letters are larger, on a phone, is marked as such.
    """
    taken: dict[float, list[Box]] = {unit: [], unit * PHONE: []}
    some = sorted((name, number) for name, number in shades.items() if number)
    for name, number in some:
        x, y = governorates()[name].centre
        above = name if len(some) <= FEW else ""
        for size, boxes in taken.items():
            width = size * WIDE * max(NUMBER * len(f"{number:,}"), AREA * len(above))
            boxes.append(around(x, y - size * AREA / 2 * bool(above), width, size * (NUMBER + AREA * bool(above))))
        yield Markup('<text class="number" x="{:.1f}" y="{:.1f}">{:,}</text>').format(x, y + unit, number)
        if above:
            yield Markup('<text class="area-name" x="{:.1f}" y="{:.1f}">{}</text>').format(x, y - unit * 2, above)
    for one, x, y, radius in [*placed(dots, unit)][:NAMED]:
        left, fits = x + radius + unit / 2, []
        for size, boxes in taken.items():
            wide = size * NAME * WIDE * len(one.label)
            box = around(left + wide / 2, y, wide, size * NAME)
            fits.append(apart(box, boxes))
            boxes += [box] if fits[-1] else []
        if fits[0]:
            kind = "name" if fits[1] else "name roomy"
            name = Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>')
            yield name.format(kind, left, y + unit * NAME / 3, one.label)


def area_map(shades: Mapping[str, int], dots: Sequence[Dot], label: str, fit: bool = False) -> Markup:
    """A map as <svg>: governorates shaded by how many claims name them, points by how many name the place.

    Names without a shape and points outside the sheet are left out; `label` says in words what it shows.
    """
    shades = {name: number for name, number in shades.items() if name in governorates()}
    dots = inside(dots)
    left, top, width, height = view([name for name, number in shades.items() if number], dots, fit)
    unit = width / 150
    base = Markup("").join(
        Markup('<use class="{}" href="{}#{}"/>').format(name, SHEET, name) for name in ("land", "water", "rivers")
    )
    drawn = Markup("").join([base, *areas(shades), *circles(dots, unit), *words(shades, dots, unit)])
    box = Markup('viewBox="{:.1f} {:.1f} {:.1f} {:.1f}" font-size="{:.2f}"').format(left, top, width, height, unit)
    return Markup('<svg class="area-map" {} role="group" aria-label="{}">{}</svg>').format(box, label, drawn)
