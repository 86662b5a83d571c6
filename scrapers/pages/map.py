"""The map page. In: counts of claims by governorate and place. Out: what its tables print and what /map.json holds.

Claims are counted, not strikes. A claim that names a governorate alone has no point, so it shades the governorate and
is never a pin in its capital; a claim that names neither stands in a list of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from scrapers.pages.addresses import entity_path, slug
from scrapers.pages.drawing_map import STEPS, Dot, area_map
from scrapers.pages.parties import parties
from scrapers.pages.select import Row, Select
from scrapers.pages.tables import table_path

COUNTS = """
SELECT kind, name, party, substr(month, 1, 4) AS year, sum(claims) AS claims, sum(with_point) AS with_point,
  sum(at_place) AS at_place
FROM claim_counts WHERE kind IN ('all', 'governorate', 'place', 'unplaced')
GROUP BY kind, name, party, year ORDER BY kind, name, party, year
"""
PLACES = "SELECT id, name, kind, province, country, latitude, longitude FROM places"
COUNTRIES = "SELECT id, country FROM provinces"
AREAS = ("governorate", "country")
TABLE = "claims_flat"
# Why a claim is not on the map: what to tell, and the columns of claims_flat that pick such claims out.
UNPLACED = {
    "place": ("a place of unknown governorate", {"place__notnull": 1}),
    "open": ("a place left open: several fit, or none", {"place__isnull": 1, "place_text__notnull": 1}),
    "none": ("a country alone", {"place__isnull": 1, "place_text__isnull": 1}),
    "none/": ("no place", {"place__isnull": 1, "place_text__isnull": 1}),
}


class Entry(NamedTuple):
    """A governorate, a place, or a reason not to be on the map: its links and its counts by party and year."""

    key: str
    name: str
    within: str
    page: str | None
    table: str
    point: tuple[float, float] | None
    rows: tuple[Row, ...]

    def total(self, column: str = "claims", party: str | None = None) -> int:
        """The sum of a column over all years, of one party or of both."""
        return sum(int(row[column]) for row in self.rows if party in (None, row["party"]))


def filtered(**values: str | int | None) -> str:
    """The address of the flat claims with these values; a column without one must be empty there."""
    pairs = ((f"{name}__isnull", 1) if value is None else (name, value) for name, value in values.items())
    return table_path(TABLE, dict(pairs))


def governorate(name: str, country: str | None, rows: tuple[Row, ...]) -> Entry:
    """A governorate with the claims that name it or a place in it."""
    page = entity_path("governorate", name)
    return Entry(f"governorate/{slug(name)}", name, country or "", page, filtered(province=name), None, rows)


def place(found: Row, rows: tuple[Row, ...]) -> Entry:
    """A place with the claims that name it, and its point where the gazetteer has one."""
    point = (found["latitude"], found["longitude"]) if found["latitude"] is not None else None
    within = ", ".join(part for part in (found["province"], found["country"]) if part)
    # A city and its governorate often share a name; claims about the governorate alone have precision 4.
    apart: dict[str, int] = {"place_precision__not": 4} if found["name"] == found["province"] else {}
    table = filtered(place=found["name"], province=found["province"], **apart)
    return Entry(f"place/{found['id']}", found["name"], within, entity_path("place", found["id"]), table, point, rows)


def unplaced(name: str, rows: tuple[Row, ...]) -> Entry:
    """Claims with neither point nor governorate, by the reason and the country they name."""
    reason, _, country = name.partition("/")
    words, columns = UNPLACED[name if name in UNPLACED else reason]
    table = filtered(**columns, province=None, latitude=None, country=country or None)
    return Entry(f"unplaced/{name}", words, country, None, table, None, rows)


def grouped(rows: Iterable[Row]) -> dict[str, dict[str, tuple[Row, ...]]]:
    """Rows of counts by what is named, under its kind."""
    found: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        found.setdefault(row["kind"], {}).setdefault(row["name"], []).append(row)
    return {kind: {name: tuple(some) for name, some in names.items()} for kind, names in found.items()}


def precision(entry: Entry) -> str:
    """How near to its point the claims about a place are said to be, in words."""
    claims, pointed, itself = (entry.total(column) for column in ("claims", "with_point", "at_place"))
    if not pointed:
        return "no circle: " + ("a direction from it, or a wide area" if entry.point else "its position is not known")
    words = "the place itself" if itself >= pointed else "near it"
    if 0 < itself < pointed:
        words += f"; {itself:,} the place itself"
    return words + (f"; {claims - pointed:,} only a direction from it" if claims > pointed else "")


def marked(entry: Entry) -> Dot | None:
    """A place as the drawn map has it; nothing where no claim about it has a point."""
    number = entry.total("with_point")
    if not entry.point or not number:
        return None
    return Dot(*entry.point, number, entry.name, entry.page or "", 1 if entry.total("at_place") >= number else 2)


def ordered(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with most claims first, then by name."""
    return sorted(entries, key=lambda one: (-one.total(), one.name, one.key))


def legend(most: int) -> list[tuple[int, int, int]]:
    """The shades with the first and last number each stands for; a shade that no number has is left out.

    >>> legend(100)
    [(1, 1, 4), (2, 5, 16), (3, 17, 36), (4, 37, 64), (5, 65, 100)]
    >>> legend(2)
    [(4, 1, 1), (5, 2, 2)]
    """
    steps = [(step, most * (step - 1) ** 2 // STEPS**2 + 1, most * step**2 // STEPS**2) for step in range(1, STEPS + 1)]
    return [one for one in steps if one[1] <= one[2]]


async def entries(select: Select) -> dict[str, list[Entry]]:
    """All that the map counts, by kind: all, governorate, place, unplaced."""
    counts, places, countries = await asyncio.gather(select(COUNTS), select(PLACES), select(COUNTRIES))
    found = grouped(counts)
    country_of = {row["id"]: row["country"] for row in countries}
    known = {row["id"]: row for row in places if row["kind"] not in AREAS}
    named = found.get("place", {})
    return {
        "all": [Entry("all", "", "", None, filtered(), None, rows) for rows in found.get("all", {}).values()],
        "governorate": ordered(
            governorate(name, country_of.get(name), rows) for name, rows in found.get("governorate", {}).items()
        ),
        "place": ordered(place(known[name], rows) for name, rows in named.items() if name in known),
        "unplaced": ordered(unplaced(name, rows) for name, rows in found.get("unplaced", {}).items()),
    }


async def counted(select: Select) -> Row:
    """What /map.json holds: each entry's rows of party, year, claims, those with a point, those at the place itself."""
    found, named = await asyncio.gather(entries(select), parties(select))
    columns = ("party", "year", "claims", "with_point", "at_place")
    some = [one for kind in found.values() for one in kind]
    return {
        "about": "Claims of the parties, not strikes and not findings: how many name each governorate and place.",
        "columns": columns,
        "parties": {one["id"]: one["name"] for one in named},
        "years": sorted({row["year"] for one in some for row in one.rows} - {""}),
        "entries": {
            one.key: {"name": one.name, "point": one.point}
            | {"rows": [[row[name] for name in columns] for row in one.rows]}
            for one in some
        },
    }


async def contents(select: Select) -> Row:
    """What the page prints: all years of both parties, drawn and listed."""
    found, named = await asyncio.gather(entries(select), parties(select))
    shades = {one.name: one.total() for one in found["governorate"]}
    dots = [dot for one in found["place"] if (dot := marked(one))]
    every = found["all"][0] if found["all"] else Entry("all", "", "", None, filtered(), None, ())
    return {
        "parties": named,
        "years": sorted({row["year"] for row in every.rows} - {""}),
        "every": every,
        "governorates": found["governorate"],
        "places": [(one, precision(one)) for one in found["place"]],
        "unplaced": found["unplaced"],
        "not_placed": sum(one.total() for one in found["unplaced"]),
        "legend": legend(max(shades.values(), default=0)),
        "drawing": area_map(shades, dots, "Claims by governorate and place, both parties, all years"),
    }
