"""The addresses that are measured, in one place. In: a built database and the site's metadata. Out: pages to ask.

Names are those of which the database has most, so that each page is the largest of its kind.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import yaml

from scrapers.pages.addresses import day_path, entity_path

FLAT = "/briefings/claims_flat"
MOST = (
    "SELECT name FROM claim_counts WHERE kind = ? AND name <> '' GROUP BY name ORDER BY sum(claims) DESC, name LIMIT 1"
)
BUSIEST = "SELECT page, day FROM briefings ORDER BY claims DESC, id LIMIT 1"
FILTERS = "SELECT party, year FROM claims_flat GROUP BY party, year ORDER BY count(*) DESC LIMIT 1"


class Page(NamedTuple):
    """One address to ask: its name here, its path, and the path of the like on a plain Datasette, if it has one."""

    name: str
    path: str
    plain: str | None = None


def pages(database: Path, metadata: Path) -> list[Page]:
    """Every address that is measured."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        kinds = ("governorate", "place", "target", "group", "aircraft", "class")
        names = {kind: row[0] for kind in kinds if (row := connection.execute(MOST, [kind]).fetchone())}
        page, day = connection.execute(BUSIEST).fetchone()
        party, year = connection.execute(FILTERS).fetchone()
    finally:
        connection.close()
    things = [Page(f"a {kind}", entity_path(kind, name)) for kind, name in names.items() if kind != "class"]
    own = [Page("home", "/", "/"), Page("a briefing", page), Page("a day", day_path(day)), *things,
           Page("all governorates", "/governorate"), Page("all places", "/place"), Page("all briefings", "/briefing"),
           Page("map", "/map")]  # fmt: skip
    return [*own, *tables(names, party, year), *questions(metadata)]


def tables(names: dict[str, str], party: str, year: int) -> list[Page]:
    """Pages of the flat table: its facets, filters, points, search and CSV."""
    facets = "&".join(f"_facet={one}" for one in ("party", "province", "target_class", "action", "year"))
    governorate = f"party={party}&province={quote(names['governorate'])}"
    map_asks = "_size=max&_labels=on&_extra=count&_extra=next_url&_shape=objects"  # as the map's script has it
    points = f"{FLAT}.json?_size=max&_nofacet=1&latitude__notnull=1&_shape=objects&year={year}"
    csv = f"{FLAT}.csv?_stream=on&_size=max&year={year}"
    return [
        Page("claims, facets", FLAT, f"{FLAT}?{facets}"),
        Page("claims of a governorate, facets", f"{FLAT}?{governorate}"),
        Page("claims of a class, facets", f"{FLAT}?target_class={quote(names['class'])}"),
        Page("claims of a year, facets", f"{FLAT}?year={year}"),
        Page("map of claims", f"{FLAT}.json?{map_asks}", f"{FLAT}.json?{map_asks}"),
        Page("map of a governorate", f"{FLAT}.json?{governorate}&{map_asks}", f"{FLAT}.json?{governorate}&{map_asks}"),
        Page("points of a year", points, points),
        Page("search, facets", f"{FLAT}?_search=ammunition"),
        Page("search, JSON", f"{FLAT}.json?_search=ammunition&_size=20&_nofacet=1",
             f"{FLAT}.json?_search=ammunition&_size=20"),
        Page("days", "/briefings/daily"),
        Page("CSV of a year", csv, csv),
    ]  # fmt: skip


def questions(metadata: Path) -> list[Page]:
    """The named queries, with blank fields."""
    site: dict[str, Any] = yaml.safe_load(metadata.read_text(encoding="utf-8"))
    found = []
    for name, query in site["databases"]["briefings"]["queries"].items():
        blank = "".join(f"&{field}=" for field in query.get("params", ()))
        path = f"/briefings/{name}.json?_shape=array{blank}"
        found.append(Page(f"? {name}", path, f"/briefings.json?_shape=array&sql={quote(query['sql'])}{blank}"))
    return found
