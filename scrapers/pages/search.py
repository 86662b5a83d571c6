"""One search over names, briefings and claims. In: words, the built database. Out: what bears them, newest first.

Names are found in every spelling of the table `spellings`; claims and briefings by their full-text indexes, which hold
the same words.
"""

from __future__ import annotations

import asyncio
import re

from scrapers.pages.addresses import entity_path, slug
from scrapers.pages.select import Row, Select
from scrapers.pages.sitemap import NAMED

NO_WORD = re.compile(r'["\x00-\x1f]')  # to FTS5 a lone quotation mark is a mistake, and NUL ends a query
LONGEST = 200  # characters of a search that are looked at
SHOWN = 20
# Words that stand in very many claims are looked up in the first matches only, so that a search stays quick.
LOOKED_AT = 5000

BEARING = "rowid IN (SELECT rowid FROM spellings_fts WHERE spellings_fts MATCH escape_fts(:words))"
PLACES = f"""
SELECT id, name, kind, province, name_ru, name_ar FROM places
WHERE instr(lower(name), :low) OR instr(name_ru, :words) OR instr(name_ru, :title) OR instr(name_ar, :words)
  OR id IN (SELECT name FROM spellings WHERE kind = 'place' AND {BEARING})
ORDER BY name <> :words AND name_ru IS NOT :title AND name_ar IS NOT :words, length(name), name LIMIT 20
"""
SPELLED = f"SELECT kind, name FROM spellings WHERE kind <> 'place' AND {BEARING}"
KINDS = ("governorate", "group", "aircraft", "target")
BRIEFINGS = """
SELECT day, title, page FROM briefings WHERE rowid IN
  (SELECT rowid FROM briefings_fts WHERE briefings_fts MATCH escape_fts(:words) LIMIT 5000)
ORDER BY day DESC, id LIMIT 20
"""
CLAIMS = """
SELECT day, claimed_by, phrase, place, province, briefing_page, id FROM claims_flat WHERE number IN
  (SELECT rowid FROM claims_fts WHERE claims_fts MATCH escape_fts(:words) LIMIT 5000)
ORDER BY day DESC, id LIMIT 20
"""
MATCHING = "SELECT count(*) AS n FROM (SELECT 1 FROM claims_fts WHERE claims_fts MATCH escape_fts(:words) LIMIT 5000)"


def named(rows: list[Row], kind: str, words: str, spelled: set[str]) -> list[Row]:
    """The names of one kind that hold the words or are spelled so elsewhere, each with its page."""
    wanted = slug(words)
    names = (row["name"] for row in rows)
    held = sorted((name for name in names if name in spelled or (wanted and wanted in slug(name))), key=len)
    return [{"name": name, "page": entity_path(kind, name)} for name in held[:SHOWN]]


async def search(select: Select, words: str) -> Row:
    """What a search finds: names by kind, briefings, claims and how many claims there are; nothing for no words."""
    words = " ".join(NO_WORD.sub(" ", words).split())[:LONGEST]
    if not words:
        return {"words": ""}
    places, briefings, claims, matching, spelled = await asyncio.gather(
        select(PLACES, words=words, low=words.lower(), title=words.title()),
        *(select(sql, words=words) for sql in (BRIEFINGS, CLAIMS, MATCHING, SPELLED)),
    )
    bearing: dict[str, set[str]] = {kind: {row["name"] for row in spelled if row["kind"] == kind} for kind in KINDS}
    names = {kind: named(await select(NAMED, kind=kind), kind, words, bearing[kind]) for kind in KINDS}
    return {
        "words": words,
        "places": [place | {"page": entity_path("place", place["id"])} for place in places],
        "names": {kind: found for kind, found in names.items() if found},
        "briefings": briefings,
        "claims": claims,
        "matching": matching[0]["n"],
        "is_cut": matching[0]["n"] >= LOOKED_AT,
    }
