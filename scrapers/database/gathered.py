"""What runs did for each source: a table of runs and a view of each source's health. In: data/runs.jsonl. Out: rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from scrapers.database.columns import DAY, INTEGER, OBJECT, REAL, TEXT, Column, Table, View
from scrapers.runs import Run

RUNS = Table("runs", "What each day's runs did for each source: what it listed, what came, what was refused and why.", (
    Column("source", TEXT, "The source.", must=True, refers="sources"),
    Column("day", TEXT, "The day.", must=True, rule=DAY),
    Column("problem", TEXT, "Why the source needs to be looked at; empty where all is as it should be."),
    Column("listed", INTEGER, "Texts new in its listings.", must=True, unit="texts"),
    Column("came", INTEGER, "Pages that came, by any route.", must=True, unit="pages"),
    Column("new", INTEGER, "Briefings new in the record.", must=True, unit="briefings"),
    Column("edited", INTEGER, "Briefings that were edited since.", must=True, unit="briefings"),
    Column("left_out", TEXT, "Links left out, by reason, a JSON object.", must=True, rule=OBJECT),
    Column("failed", TEXT, "Listings that could not be read, by error, a JSON object.", must=True, rule=OBJECT),
    Column("outcomes", TEXT, "What became of the texts asked for, a JSON object.", must=True, rule=OBJECT),
    Column("routes", TEXT, "Pages by route: live or archive, a JSON object.", must=True, rule=OBJECT),
    Column("layouts", TEXT, "Names of its layouts found in pages that were read; another answer than before is a "
           "redesign. A JSON object.", must=True, rule=OBJECT),
    Column("newest", TEXT, "Day of the newest text on its work list.", rule=DAY),
    Column("requests", INTEGER, "Requests made.", must=True, unit="requests"),
    Column("bytes", INTEGER, "Bytes that came.", must=True, unit="bytes"),
    Column("seconds", REAL, "Time it took.", must=True, unit="seconds"),
), key=("source", "day"), facets=("source", "problem"), indexes=("day", "problem"), sort_desc="day")

HEALTH = View(
    "source_health",
    "Each source: when it last answered, what is newest of it, and whether it needs to be looked at. Ages are counted "
    "when the page is asked for.",
    """
SELECT
  s.id AS source,
  s.title AS title,
  (SELECT problem FROM runs r WHERE r.source = s.id ORDER BY day DESC LIMIT 1) AS problem,
  (SELECT max(day) FROM runs r WHERE r.source = s.id) AS last_run,
  (SELECT max(day) FROM runs r WHERE r.source = s.id AND r.problem IS NULL AND r.requests > 0) AS last_success,
  (SELECT max(published) FROM briefings b WHERE b.source = s.id) AS newest_briefing,
  CAST(julianday('now') - julianday((SELECT max(published) FROM briefings b WHERE b.source = s.id)) AS INTEGER)
    AS days_since,
  (SELECT count(*) FROM briefings b WHERE b.source = s.id) AS briefings,
  (SELECT count(*) FROM briefings b WHERE b.source = s.id AND b.published > date('now', '-7 days')) AS this_week,
  s.fewest_a_week AS fewest_a_week,
  s.most_a_week AS most_a_week,
  s.routes AS routes,
  (SELECT outcomes FROM runs r WHERE r.source = s.id ORDER BY day DESC LIMIT 1) AS last_outcomes,
  (SELECT layouts FROM runs r WHERE r.source = s.id AND layouts <> '{}' ORDER BY day DESC LIMIT 1) AS last_layouts
FROM sources s
""",
    {
        "source": "Short name of the publisher.",
        "title": "Its name in full.",
        "problem": "Why its last run needs to be looked at; empty where all was as it should be.",
        "last_run": "Day of its last run.",
        "last_success": "Last day on which it answered without a problem.",
        "newest_briefing": "Day its newest briefing in this record was published.",
        "days_since": "Days since then, as of now. In days.",
        "briefings": "Briefings of it in this record.",
        "this_week": "Those of the last seven days, as of now.",
        "fewest_a_week": "Fewest that are believable in a week.",
        "most_a_week": "Most that are believable in a week.",
        "routes": "Routes by which its pages are realistic to get, the best one first.",
        "last_outcomes": "What became of the texts asked for in its last run.",
        "last_layouts": "Names of its layouts found in pages that were last read.",
    },
)


def run_rows(runs: Iterable[Run], sources: set[str]) -> Iterator[dict[str, Any]]:
    """The rows of `runs`; a source that is described no more has none."""
    for run in runs:
        if run.source in sources:
            counts = {name: json.dumps(getattr(run, name), sort_keys=True)
                      for name in ("left_out", "failed", "outcomes", "routes", "layouts")}  # fmt: skip
            yield {name: getattr(run, name) for name in ("source", "day", "listed", "newest", "requests", "bytes")} | {
                "problem": run.problem(), "came": sum(run.routes.values()), "new": run.recorded.get("new", 0),
                "edited": run.recorded.get("edited", 0), "seconds": float(run.seconds),
            } | counts  # fmt: skip
