"""The views of sums: by month, governorate, kind of target, aircraft. In: the tables of schema.py. Out: SQL, sentences.

A sum is a range: strict adds exact numbers alone, low and high add the bounds of the table of hedges. Each announcement
counts once, whatever documents carry it; restatements, background and periods that hold shorter ones count nothing.
"""

from __future__ import annotations

from scrapers.database.columns import View
from scrapers.database.hedges import high, low

COUNTED = View(
    "counted",
    "The claims that sums count: a party's own, each once, whatever documents carry it; no restatement, no background, "
    "none of a period that holds a shorter announcement. A claim is no finding.",
    f"""
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
""",
    {
        "id": "Key of the claim.",
        "party": "Whose claim it is.",
        "day": "Day of the claim, or the last day its briefing covers.",
        "month": "Its month.",
        "province": "Governorate, empty where neither the text nor the place tells.",
        "country": "Country.",
        "action": "What is said to have been done.",
        "target": "Target noun as named throughout.",
        "target_class": "Class of the target.",
        "target_family": "Wider family of that class.",
        "count": "The number printed; empty where none is. In targets.",
        "hedge": "How firmly the number is stated.",
        "low": "Lower bound by the table of hedges. In targets.",
        "high": "Upper bound; empty where it is open. In targets.",
        "briefing": "The document whose number it is.",
    },
    facets=("party", "target_family", "action"),
    sort_desc="day",
)

RANGE_SQL = """count(*) AS claims,
  sum(hedge = 'exact') AS exact_claims,
  sum(CASE WHEN hedge = 'exact' THEN count ELSE 0 END) AS strict,
  sum(low) AS low,
  sum(coalesce(high, low)) AS high,
  sum(high IS NULL) AS open,
  count(DISTINCT briefing) AS documents"""
RANGE = {
    "claims": "Claims that are counted. In rows.",
    "exact_claims": "Those of them with an exact number. In rows.",
    "strict": "Sum of exact numbers alone. In targets.",
    "low": "Sum of the lower bounds of all. In targets.",
    "high": "Sum of the upper bounds; where a bound is open, its lower one is taken. In targets.",
    "open": "Claims without an upper bound: where it is not 0, there is no upper bound of the sum. In rows.",
    "documents": "Documents behind the sum. In rows.",
}


def by(name: str, about: str, columns: dict[str, str], source: str = "counted", facets: tuple[str, ...] = ()) -> View:
    """A view that sums the counted claims by some columns."""
    names = ", ".join(columns)
    sql = f"\nSELECT {names},\n  {RANGE_SQL}\nFROM {source}\nGROUP BY {names}\n"
    return View(name, f"{about} Claims of a party are counted, no findings; days without a text are missing.", sql,
                columns | RANGE, facets)  # fmt: skip


PARTY = {"party": "Whose claims."}
KIND = {"target_family": "Family of the targets.", "action": "What is said to have been done."}
AIRCRAFT = "counted JOIN claim_aircraft ON claim_aircraft.claim = counted.id"

MONTHLY = View(
    "monthly",
    "The parties' own totals by the month in which their period ends, as ranges. Totals within a longer one are left "
    "out, a total that several documents carry counts once. Days without a text are missing.",
    """
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
""",
    {
        "party": "Whose totals.",
        "month": "Month in which their periods end.",
        "metric": "What is counted.",
        "periods": "Totals that are added. In rows.",
        "strict": "Sum of exact numbers alone.",
        "low": "Sum of the lower bounds of all.",
        "high": "Sum of the upper bounds; where a bound is open, its lower one is taken.",
        "open": "Totals without an upper bound. In rows.",
        "documents": "Documents behind the sum. In rows.",
    },
    facets=("party", "metric"),
    sort_desc="month",
)

SUMS = (
    COUNTED,
    MONTHLY,
    by("sums_by_month", "Claims by month and family of targets, as ranges.",
       PARTY | {"month": "Month of the claims' days."} | KIND, facets=("party", "target_family")),
    by("sums_by_governorate", "Claims by governorate and family of targets, as ranges.",
       PARTY | {"province": "Governorate; empty where neither the text nor the place tells."} | KIND,
       facets=("party", "province")),
    by("sums_by_target", "Claims by kind of target, as ranges.",
       PARTY | {"target": "Target noun.", "target_class": "Its class."} | KIND, facets=("party", "target_family")),
    by("sums_by_aircraft", "Claims tied to an aircraft type, as ranges; a claim tied to two types stands under each.",
       PARTY | {"aircraft": "Aircraft type."} | KIND, AIRCRAFT, facets=("aircraft",)),
)  # fmt: skip
