"""The views of figures: what a party states for a period, and days. In: the tables of schema.py. Out: SQL, sentences.

A figure is a briefing's own total. Its days are those of the total where the text gives it some, else the briefing's.
"""

from __future__ import annotations

from scrapers.database.columns import View
from scrapers.database.hedges import high, low

OWN_FIGURES = ("sorties", "strikes", "engagements", "targets")
OF_BRIEFINGS = "\n  UNION ALL ".join(
    f"SELECT id, party, '{metric}' AS metric, {metric} AS count, {metric}_hedge AS hedge, period_start, period_end "
    f"FROM briefings WHERE {metric} IS NOT NULL"
    for metric in OWN_FIGURES
)

FIGURES = View(
    "figures",
    "The parties' own totals as claimed, one row for each party, metric and period. A total that several documents "
    "state is one row; where they state different ones no number is taken.",
    f"""
WITH stated AS (
  {OF_BRIEFINGS}
), dated AS (
  SELECT s.id, s.party, s.metric, s.count, s.hedge,
    coalesce(t.period_start, s.period_start) AS period_start, coalesce(t.period_end, s.period_end) AS period_end
  FROM stated s LEFT JOIN tallies t ON t.briefing = s.id AND t.metric = s.metric AND t.count = s.count
    AND t.scope = 'period' AND t.voice <> 'background' AND t.repeats IS NULL AND NOT t.withdrawn
    AND t.period_end IS NOT NULL
), once AS (
  SELECT party, metric, period_start, period_end, count(DISTINCT count) AS numbers, min(count) AS count,
    CASE WHEN sum(hedge = 'exact') THEN 'exact' ELSE min(hedge) END AS hedge, count(DISTINCT id) AS documents,
    min(id) AS briefing
  FROM dated WHERE period_end IS NOT NULL
  GROUP BY party, metric, period_start, period_end
)
SELECT
  o.party AS party,
  o.metric AS metric,
  CASE WHEN o.numbers = 1 THEN o.count END AS count,
  CASE WHEN o.numbers = 1 THEN o.hedge END AS hedge,
  CASE WHEN o.numbers = 1 THEN {low("o.count", "h")} END AS low,
  CASE WHEN o.numbers = 1 THEN {high("o.count", "h")} END AS high,
  o.period_start AS period_start,
  o.period_end AS period_end,
  CAST(julianday(o.period_end) - julianday(o.period_start) + 1 AS INTEGER) AS days,
  EXISTS (
    SELECT 1 FROM once w WHERE w.party = o.party AND w.metric = o.metric AND w.numbers = 1
      AND w.period_start <= o.period_start AND w.period_end >= o.period_end
      AND (w.period_start < o.period_start OR w.period_end > o.period_end)
  ) AS within_longer,
  o.documents AS documents,
  b.page AS briefing_page
FROM once o JOIN briefings b ON b.id = o.briefing JOIN hedges h ON h.id = o.hedge
""",
    {
        "party": "Whose figure it is.",
        "metric": "What is counted.",
        "count": "The number stated; empty where documents state different ones.",
        "hedge": "How firmly it is stated.",
        "low": "Lower bound by the table of hedges.",
        "high": "Upper bound; empty where it is open.",
        "period_start": "First day it covers, inclusive.",
        "period_end": "Last day it covers, inclusive.",
        "days": "Dates it covers; 24 hours from one day to the next touch two. In days.",
        "within_longer": "1 where a longer stated period of the party and metric holds these days; sums leave it out.",
        "documents": "Documents that state it. In rows.",
        "briefing_page": "Page of one of them on this site.",
    },
    facets=("party", "metric"),
    sort_desc="period_end",
)

AT_DAY = ",\n  ".join(
    f"(SELECT f.count FROM figures f WHERE f.metric = '{metric}' AND f.party = d.party AND f.period_end = d.day "
    f"AND f.period_start IS d.figures_from) AS {metric}"
    for metric in OWN_FIGURES
)

DAILY = View(
    "daily",
    "Briefings, claims and figures by party and day. A figure stands at the last day of its own period and covers all "
    "days from figures_from; where two periods end on one day, the shorter is shown. A day without a row is not a day "
    "without strikes: the record has no text of it.",
    f"""
WITH counted AS (
  SELECT day, party, 1 AS briefing, 0 AS claim, 0 AS placed, NULL AS since FROM briefings
  UNION ALL
  SELECT c.day, b.party, 0, 1, c.place IS NOT NULL, NULL
  FROM claims c JOIN briefings b ON b.id = c.briefing
  WHERE c.own AND c.repeats IS NULL AND c.same_as IS NULL AND NOT c.withdrawn AND c.voice <> 'background'
  UNION ALL
  SELECT period_end, party, 0, 0, 0, period_start FROM figures
), days AS (
  SELECT day, party, sum(briefing) AS briefings, sum(claim) AS claims, sum(placed) AS placed, max(since) AS figures_from
  FROM counted WHERE day IS NOT NULL GROUP BY day, party
)
SELECT
  d.day AS day,
  d.party AS party,
  d.briefings AS briefings,
  d.claims AS claims,
  d.placed AS placed,
  {AT_DAY},
  d.figures_from AS figures_from
FROM days d
""",
    {
        "day": "The day.",
        "party": "Whose briefings, claims and figures.",
        "briefings": "Documents whose last day it is. In rows.",
        "claims": "The party's own claims about targets, restatements and background left out. In rows.",
        "placed": "Those of them with a place in the gazetteer. In rows.",
        "sorties": "Sorties stated for the period that ends this day. In sorties.",
        "strikes": "Strikes stated for the period that ends this day. In strikes.",
        "engagements": "Engagements stated for the period that ends this day. In engagements.",
        "targets": "Targets stated for the period that ends this day. In targets.",
        "figures_from": "First day of that period; where it is earlier than day, the figures are not of one day.",
    },
    facets=("party",),
    sort_desc="day",
)
