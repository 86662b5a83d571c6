"""The tables of figures: what a party states for a period, and days. In: the tables of schema.py. Out: declarations.

A figure is a briefing's own total. Its days are those of the total where the text gives it some, else the briefing's.
"""

from __future__ import annotations

from scrapers.database.columns import DAY, INTEGER, TEXT, Column, Table, day, hedge
from scrapers.database.hedges import high, low

OWN_FIGURES = ("sorties", "strikes", "engagements", "targets")
OF_BRIEFINGS = "\n  UNION ALL ".join(
    f"SELECT id, party, '{metric}' AS metric, {metric} AS count, {metric}_hedge AS hedge, period_start, period_end "
    f"FROM briefings WHERE {metric} IS NOT NULL"
    for metric in OWN_FIGURES
)

FIGURES_SQL = f"""
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
  b.page AS briefing_page,
  o.party || '/' || o.metric || '/' || coalesce(o.period_start, '') || '/' || o.period_end AS id
FROM once o JOIN briefings b ON b.id = o.briefing JOIN hedges h ON h.id = o.hedge
ORDER BY id
"""

FIGURES = Table(
    "figures",
    "The parties' own totals as claimed, one row for each party, metric and period. A total that several documents "
    "state is one row; where they state different ones no number is taken.",
    (
        Column("party", TEXT, "Whose figure it is.", must=True),
        Column("metric", TEXT, "What is counted.", must=True),
        Column("count", INTEGER, "The number stated; empty where documents state different ones."),
        hedge("How firmly it is stated."),
        Column("low", INTEGER, "Lower bound by the table of hedges."),
        Column("high", INTEGER, "Upper bound; empty where it is open."),
        day("period_start", "First day it covers, inclusive."),
        day("period_end", "Last day it covers, inclusive."),
        Column("days", INTEGER, "Dates it covers; 24 hours from one day to the next touch two.", unit="days"),
        Column("within_longer", INTEGER, "1 where a longer stated period of the party and metric holds these days; "
               "sums leave it out.", must=True),
        Column("documents", INTEGER, "Documents that state it.", must=True, unit="rows"),
        Column("briefing_page", TEXT, "Page of one of them on this site.", must=True),
        Column("id", TEXT, "Party, metric, first and last day.", must=True),
    ),
    facets=("party", "metric"),
    indexes=("party, metric, period_end", "metric", "period_end"),
    sort_desc="period_end",
    filled=FIGURES_SQL,
)  # fmt: skip

AT_DAY = ",\n  ".join(
    f"(SELECT f.count FROM figures f WHERE f.metric = '{metric}' AND f.party = d.party AND f.period_end = d.day "
    f"AND f.period_start IS d.figures_from) AS {metric}"
    for metric in OWN_FIGURES
)

DAILY_SQL = f"""
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
ORDER BY d.day, d.party
"""

DAILY = Table(
    "daily",
    "Briefings, claims and figures by party and day. A figure stands at the last day of its own period and covers all "
    "days from figures_from; where two periods end on one day, the shorter is shown. A day without a row is not a day "
    "without strikes: the record has no text of it.",
    (
        Column("day", TEXT, "The day.", must=True, rule=DAY),
        Column("party", TEXT, "Whose briefings, claims and figures.", must=True),
        Column("briefings", INTEGER, "Documents whose last day it is.", must=True, unit="rows"),
        Column("claims", INTEGER, "The party's own claims about targets, restatements and background left out.",
               must=True, unit="rows"),
        Column("placed", INTEGER, "Those of them with a place in the gazetteer.", must=True, unit="rows"),
        *(
            Column(metric, INTEGER, f"{metric.capitalize()} stated for the period that ends this day.", unit=metric)
            for metric in OWN_FIGURES
        ),
        day("figures_from", "First day of that period; where it is earlier than day, the figures are not of one day."),
    ),
    key=("day", "party"),
    facets=("party",),
    indexes=("party, day",),
    sort_desc="day",
    filled=DAILY_SQL,
)  # fmt: skip
