"""Every page that a search engine may list. In: the built database. Out: paths, the most general first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from scrapers.pages.addresses import KINDS, briefing_path, day_path, entity_path
from scrapers.pages.select import Select

FIXED = ("/", "/briefing", "/day", *(f"/{kind}" for kind in KINDS), "/map", "/charts", "/questions", "/schema", "/data")
NAMED = "SELECT DISTINCT name FROM claim_counts WHERE kind = :kind AND name <> '' ORDER BY name"
BRIEFINGS = "SELECT id FROM briefings ORDER BY day DESC, id"
DAYS = "SELECT DISTINCT day FROM briefings WHERE day IS NOT NULL ORDER BY day DESC"


async def sitemap(select: Select, handbook: Iterable[str]) -> list[str]:
    """The paths of all pages that show something."""
    briefings, days, *named = await asyncio.gather(
        select(BRIEFINGS), select(DAYS), *(select(NAMED, kind=kind) for kind in KINDS)
    )
    paths = (
        *FIXED,
        *(f"/docs/{name}" for name in handbook),
        *(briefing_path(row["id"]) for row in briefings),
        *(day_path(row["day"]) for row in days),
        *(entity_path(kind, row["name"]) for kind, rows in zip(KINDS, named, strict=True) for row in rows),
    )
    return list(dict.fromkeys(paths))  # two spellings of one noun share a page
