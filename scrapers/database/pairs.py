"""What claims name together: beside each thing that has a page, targets, actions and places. In: flat claims.

Out: a declaration. The page of a thing reads some hundred rows here instead of all claims that name it.
"""

from __future__ import annotations

from scrapers.database.columns import INTEGER, TEXT, Column, Table

# The column that names each kind of thing, and what is counted beside it; "words" are those that the texts print.
BESIDE = {
    "place": ("place", {"target": "target", "action": "action", "words": "place_text",
                        "precision": "place_precision"}),
    "governorate": ("province", {"target": "target", "action": "action", "place": "place"}),
    "group": ("armed_group", {"target": "target", "action": "action", "governorate": "province", "place": "place",
                              "words": "group_text"}),
    "target": ("target", {"action": "action", "governorate": "province", "place": "place"}),
    "aircraft": ("aircraft", {"target": "target", "action": "action", "governorate": "province", "place": "place"}),
}  # fmt: skip
WITH = ("target", "action", "governorate", "place", "words", "precision")
COLUMNS = "c.place, f.place_text, f.place_precision, f.province, f.armed_group, c.group_text, f.target, f.action"
# Combinations are counted once and added up for each pair: there are far fewer of them than claims.
COMBINED = f"""
WITH combined AS MATERIALIZED (
  SELECT {COLUMNS}, f.party, NULL AS aircraft, count(*) AS n
  FROM claims_flat f JOIN claims c ON c.rowid = f.number WHERE f.own GROUP BY {COLUMNS}, f.party
), flown AS MATERIALIZED (
  SELECT {COLUMNS}, f.party, a.aircraft, count(*) AS n FROM claim_aircraft a JOIN claims_flat f ON f.id = a.claim
  JOIN claims c ON c.rowid = f.number WHERE f.own GROUP BY {COLUMNS}, f.party, a.aircraft
)
"""
EACH = "\nUNION ALL\n".join(
    f"SELECT '{kind}' AS kind, {name} AS name, '{beside}' AS beside, coalesce(CAST({value} AS TEXT), '') AS value, "
    f"party, sum(n) FROM {'flown' if kind == 'aircraft' else 'combined'} WHERE {name} IS NOT NULL GROUP BY 2, 4, 5"
    for kind, (name, values) in BESIDE.items()
    for beside, value in values.items()
)

CLAIM_PAIRS = Table(
    "claim_pairs",
    "What claims name together: how many of a party's own claims name a place, governorate, armed group, aircraft type "
    "or kind of target and something beside it. Claims are counted, not targets.",
    (
        Column("kind", TEXT, "What is named.", must=True, codes=tuple(BESIDE)),
        Column("name", TEXT, "Its name as claims_flat has it, for a place its key in the gazetteer.", must=True),
        Column("beside", TEXT, "What is counted beside it; words are those that the texts print for a place or group, "
               "precision the code of how exactly a place is said.", must=True, codes=WITH),
        Column("value", TEXT, "Its name, for a place its key in the gazetteer; empty where none is stated."),
        Column("party", TEXT, "Whose claims.", must=True),
        Column("claims", INTEGER, "Claims that name both.", must=True, unit="rows"),
    ),
    key=("kind", "name", "beside", "value", "party"),
    facets=("kind", "beside", "party"),
    indexes=("beside", "party"),
    filled=f"{COMBINED}{EACH}\nORDER BY 1, 2, 3, 4, 5",
)  # fmt: skip
