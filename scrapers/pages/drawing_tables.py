"""A drawing of how tables hang together. In: tables and what each refers to. Out: inline SVG; words stand beside it.

A table stands to the right of every one that it refers to, so that each line runs from right to left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 128, 26  # of a box
GAP, STEP = 58, 40  # between columns, from row to row
EDGE = 8


def depth(name: str, refers: Mapping[str, Sequence[str]], above: tuple[str, ...] = ()) -> int:
    """How many references lie at most between a table and one that refers to none; a circle counts once."""
    others = [other for other in refers[name] if other in refers and other not in (*above, name)]
    return 1 + max((depth(other, refers, (*above, name)) for other in others), default=-1)


def reaches(name: str, refers: Mapping[str, Sequence[str]], seen: frozenset[str] = frozenset()) -> set[str]:
    """Every table that one refers to, itself or by way of others."""
    others = [other for other in refers[name] if other in refers and other not in seen]
    return {*others}.union(*(reaches(other, refers, seen | {name, *others}) for other in others))


def direct(name: str, refers: Mapping[str, Sequence[str]]) -> list[str]:
    """What a table refers to, without what the tables that it refers to refer to as well: that goes without a line."""
    others = [other for other in refers[name] if other in refers and other != name]
    return [one for one in others if not any(one in reaches(other, refers) for other in others if other != one)]


def column_of(name: str, refers: Mapping[str, Sequence[str]]) -> int:
    """The column of a table; one that refers to none stands as near as it can to those that refer to it."""
    users = [depth(one, refers) for one in refers if name in direct(one, refers)]
    return depth(name, refers) if direct(name, refers) or not users else min(users) - 1


def table_map(refers: Mapping[str, Sequence[str]], label: str) -> Markup:
    """The drawing, each box a link to the words about its table."""
    columns: dict[int, list[str]] = {}
    for name in refers:
        columns.setdefault(column_of(name, refers), []).append(name)
    high = max(map(len, columns.values()), default=0)
    at: dict[str, tuple[float, float]] = {}
    for column, names in columns.items():
        top = EDGE + (high - len(names)) * STEP / 2
        for row, name in enumerate(names):
            at[name] = (EDGE + column * (WIDTH + GAP), top + row * STEP)
    lines = Markup("").join(line(at[name], at[other]) for name in refers for other in direct(name, refers))
    boxes = Markup("").join(box(name, *at[name]) for name in refers)
    width = 2 * EDGE + (max(columns, default=0) + 1) * (WIDTH + GAP) - GAP
    height = 2 * EDGE + high * STEP - (STEP - HEIGHT)
    opened = Markup('<svg class="tables" viewBox="0 0 {} {}" width="{}" role="group" aria-label="{}">')
    return opened.format(width, height, width, label) + lines + boxes + Markup("</svg>")


def line(start: tuple[float, float], end: tuple[float, float]) -> Markup:
    """A line from the left of one box to the right of another."""
    x, y, to_x, to_y = start[0], start[1] + HEIGHT / 2, end[0] + WIDTH, end[1] + HEIGHT / 2
    half = (x + to_x) / 2
    return Markup('<path d="M{:.0f} {:.0f}C{:.0f} {:.0f} {:.0f} {:.0f} {:.0f} {:.0f}"/>').format(
        x, y, half, y, half, to_y, to_x, to_y
    )


def box(name: str, x: float, y: float) -> Markup:
    """A table's box with its name."""
    return Markup(
        '<a href="#{}"><rect x="{:.0f}" y="{:.0f}" width="{}" height="{}" rx="4"/>'
        '<text x="{:.0f}" y="{:.0f}">{}</text></a>'
    ).format(name, x, y, WIDTH, HEIGHT, x + WIDTH / 2, y + HEIGHT / 2 + 5, name)
