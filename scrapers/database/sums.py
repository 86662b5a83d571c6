"""The tables of sums: by month, governorate, kind of target, aircraft. In: the tables of schema.py. Out: declarations.

A sum is a range: strict adds exact numbers alone, low and high add the bounds of the table of hedges. Each announcement
counts once, whatever documents carry it; restatements, background and periods that hold shorter ones count nothing.
"""

from __future__ import annotations

from scrapers.database.columns import INTEGER, TEXT, Column, Table, day, hedge
from scrapers.database.hedges import high, low

COUNTED_SQL = f"""
SELECT
  c.id AS id,
  b.party AS party,
  c.day AS day,
  substr(c.day, 1, 7) AS month,
  c.province AS province,
  c.country AS country,
  c.action AS action,
  c.target AS target,
  k.class AS target_class,
  k.family AS target_family,
  c.count AS count,
  c.hedge AS hedge,
  {low("c.count", "h")} AS low,
  {high("c.count", "h")} AS high,
  c.briefing AS briefing
FROM claims c
CROSS JOIN briefings b ON b.id = c.briefing
JOIN hedges h ON h.id = c.hedge
LEFT JOIN target_kinds k ON k.id = c.target
WHERE c.own AND +c.repeats IS NULL AND +c.same_as IS NULL AND NOT c.withdrawn AND c.voice <> 'background'
  AND NOT EXISTS (SELECT 1 FROM carriers r JOIN announcements a ON a.id = r.announcement
    WHERE r.briefing = c.briefing AND r.day = c.day AND a.holds_others)
ORDER BY c.rowid
"""

COUNTED = Table(
    "counted",
    "The claims that sums count: a party's own, each once, whatever documents carry it; no restatement, no background, "
    "none of a period that holds a shorter announcement. A claim is no finding.",
    (
        Column("id", TEXT, "Key of the claim.", must=True),
        Column("party", TEXT, "Whose claim it is.", must=True),
        day("day", "Day of the claim, or the last day its briefing covers."),
        Column("month", TEXT, "Its month."),
        Column("province", TEXT, "Governorate, empty where neither the text nor the place tells."),
        Column("country", TEXT, "Country."),
        Column("action", TEXT, "What is said to have been done.", must=True),
        Column("target", TEXT, "Target noun as named throughout.", must=True),
        Column("target_class", TEXT, "Class of the target."),
        Column("target_family", TEXT, "Wider family of that class."),
        Column("count", INTEGER, "The number printed; empty where none is.", unit="targets"),
        hedge("How firmly the number is stated.", must=True),
        Column("low", INTEGER, "Lower bound by the table of hedges.", unit="targets"),
        Column("high", INTEGER, "Upper bound; empty where it is open.", unit="targets"),
        Column("briefing", TEXT, "The document whose number it is.", must=True),
    ),
    facets=("party", "target_family", "action"),
    indexes=("party", "target_family", "action", "day"),
    sort_desc="day",
    filled=COUNTED_SQL,
)

RANGE_SQL = """count(*),
  sum(hedge = 'exact'),
  sum(CASE WHEN hedge = 'exact' THEN count ELSE 0 END),
  sum(low),
  sum(coalesce(high, low)),
  sum(high IS NULL),
  count(DISTINCT briefing)"""
RANGE = (
    Column("claims", INTEGER, "Claims that are counted.", must=True, unit="rows"),
    Column("exact_claims", INTEGER, "Those of them with an exact number.", must=True, unit="rows"),
    Column("strict", INTEGER, "Sum of exact numbers alone.", unit="targets"),
    Column("low", INTEGER, "Sum of the lower bounds of all.", unit="targets"),
    Column("high", INTEGER, "Sum of the upper bounds; where a bound is open, its lower one is taken.", unit="targets"),
    Column("open", INTEGER, "Claims without an upper bound: where it is not 0, there is no upper bound of the sum.",
           must=True, unit="rows"),
    Column("documents", INTEGER, "Documents behind the sum.", must=True, unit="rows"),
)
NEVER_EMPTY = ("party", "target", "action", "aircraft")


def by(name: str, about: str, columns: dict[str, str], key: tuple[str, ...], source: str = "counted",
       facets: tuple[str, ...] = ()) -> Table:  # fmt: skip
    """A table that sums the counted claims by some columns."""
    grouped = ", ".join(columns)
    shown = ", ".join(f"coalesce({one}, '')" if one in key and one not in NEVER_EMPTY else one for one in columns)
    return Table(
        name,
        f"{about} Claims of a party are counted, no findings; days without a text are missing.",
        (*(Column(one, TEXT, told, must=one in NEVER_EMPTY) for one, told in columns.items()), *RANGE),
        key=key,
        facets=facets,
        indexes=facets,
        filled=f"\nSELECT {shown},\n  {RANGE_SQL}\nFROM {source}\nGROUP BY {grouped}\nORDER BY {grouped}\n",
    )


PARTY = {"party": "Whose claims."}
KIND = {"target_family": "Family of the targets.", "action": "What is said to have been done."}
AIRCRAFT = "counted JOIN claim_aircraft ON claim_aircraft.claim = counted.id"
MONTHLY_SQL = """
SELECT party, substr(period_end, 1, 7) AS month, metric,
  count(*) AS periods,
  sum(CASE WHEN hedge = 'exact' THEN count ELSE 0 END) AS strict,
  sum(low) AS low,
  sum(coalesce(high, low)) AS high,
  sum(high IS NULL) AS open,
  sum(documents) AS documents
FROM figures
WHERE count IS NOT NULL AND NOT within_longer
GROUP BY party, month, metric
ORDER BY party, month, metric
"""

MONTHLY = Table(
    "monthly",
    "The parties' own totals by the month in which their period ends, as ranges. Totals within a longer one are left "
    "out, a total that several documents carry counts once. Days without a text are missing.",
    (
        Column("party", TEXT, "Whose totals.", must=True),
        Column("month", TEXT, "Month in which their periods end.", must=True),
        Column("metric", TEXT, "What is counted.", must=True),
        Column("periods", INTEGER, "Totals that are added.", must=True, unit="rows"),
        Column("strict", INTEGER, "Sum of exact numbers alone."),
        Column("low", INTEGER, "Sum of the lower bounds of all."),
        Column("high", INTEGER, "Sum of the upper bounds; where a bound is open, its lower one is taken."),
        Column("open", INTEGER, "Totals without an upper bound.", must=True, unit="rows"),
        Column("documents", INTEGER, "Documents behind the sum.", must=True, unit="rows"),
    ),
    key=("party", "month", "metric"),
    facets=("party", "metric"),
    indexes=("metric", "month"),
    sort_desc="month",
    filled=MONTHLY_SQL,
)

SUMS = (
    by("sums_by_month", "Claims by month and family of targets, as ranges.",
       PARTY | {"month": "Month of the claims' days."} | KIND,
       ("party", "month", "target_family", "action"), facets=("party", "target_family")),
    by("sums_by_governorate", "Claims by governorate and family of targets, as ranges.",
       PARTY | {"province": "Governorate; empty where neither the text nor the place tells."} | KIND,
       ("party", "province", "target_family", "action"), facets=("party", "province")),
    by("sums_by_target", "Claims by kind of target, as ranges.",
       PARTY | {"target": "Target noun.", "target_class": "Its class."} | KIND,
       ("party", "target", "action"), facets=("party", "target_family")),
    by("sums_by_aircraft", "Claims tied to an aircraft type, as ranges; a claim tied to two types stands under each.",
       PARTY | {"aircraft": "Aircraft type."} | KIND,
       ("party", "aircraft", "target_family", "action"), AIRCRAFT, facets=("aircraft",)),
)  # fmt: skip
