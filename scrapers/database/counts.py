"""How many claims name a thing, month by month: what pages and charts count. In: flat claims. Out: a declaration.

One narrow table answers for timelines, maps and lists, so that a page reads some hundred rows instead of all claims.
"""

from __future__ import annotations

from scrapers.database.columns import DAY, INTEGER, TEXT, Column, Table

# Each kind of thing: the value that a flat claim has of it, and where that stands.
KINDS = {
    "all": ("''", "claims_flat f"),
    "place": ("c.place", "claims_flat f JOIN claims c ON c.rowid = f.number"),
    "governorate": ("f.province", "claims_flat f"),
    "group": ("f.armed_group", "claims_flat f"),
    "target": ("f.target", "claims_flat f"),
    "class": ("f.target_class", "claims_flat f"),
    "aircraft": ("a.aircraft", "claims_flat f JOIN claim_aircraft a ON a.claim = f.id"),
    # Neither a point nor a governorate: the map lists them by why, and by the country that they name.
    "unplaced": (
        "CASE WHEN f.latitude IS NULL AND f.province IS NULL THEN CASE WHEN f.place IS NOT NULL THEN 'place' "
        "WHEN f.place_text IS NOT NULL THEN 'open' ELSE 'none' END || '/' || coalesce(f.country, '') END",
        "claims_flat f",
    ),
}
EACH = "\nUNION ALL\n".join(
    f"SELECT '{kind}', {value}, coalesce(substr(f.day, 1, 7), '') AS month, f.party, count(*), sum(f.own), "
    f"count(f.latitude), sum(f.place_precision IS 1), min(f.day), max(f.day)\n"
    f"FROM {where} WHERE {value} IS NOT NULL GROUP BY {value}, month, f.party"
    for kind, (value, where) in KINDS.items()
)

CLAIM_COUNTS = Table(
    "claim_counts",
    "How many claims of the flat table name each place, governorate, armed group, kind of target or aircraft type, by "
    "month and party. Claims are counted, not targets; days without a text are missing.",
    (
        Column("kind", TEXT, "What is named; all counts every claim, unplaced those with neither a point nor a "
               "governorate, by why and by country.", must=True, codes=tuple(KINDS)),
        Column("name", TEXT, "Its name as claims_flat has it, for a place its key in the gazetteer; empty for all."),
        Column("month", TEXT, "Month of the claims' days, as 2015-12; empty where no day is stated."),
        Column("party", TEXT, "Whose claims.", must=True),
        Column("claims", INTEGER, "Claims that name it.", must=True, unit="rows"),
        Column("own", INTEGER, "Those of them that the party says it did itself.", must=True, unit="rows"),
        Column("with_point", INTEGER, "Those of them with a point on the map.", must=True, unit="rows"),
        Column("at_place", INTEGER, "Those of them said to be at the place itself, not near it.", must=True,
               unit="rows"),
        Column("first_day", TEXT, "First of their days.", rule=DAY),
        Column("last_day", TEXT, "Last of their days.", rule=DAY),
    ),
    key=("kind", "name", "month", "party"),
    facets=("kind", "party"),
    indexes=("kind, month", "month", "party"),
    sort_desc="month",
    filled=f"{EACH}\nORDER BY 1, 2, 3, 4",
)  # fmt: skip
