"""The views for people: every name spelled out. In: the tables of schema.py. Out: SQL and a sentence a column."""

from __future__ import annotations

from scrapers.database.columns import View
from scrapers.database.figures import DAILY, FIGURES
from scrapers.database.gathered import HEALTH
from scrapers.database.sums import SUMS

# The plus keeps SQLite off the index of `repeats`, so that the newest rows come straight from the index of `day`.
COUNTED = "+c.repeats IS NULL AND +c.same_as IS NULL AND NOT c.withdrawn AND c.voice <> 'background'"


def of_proof(column: str) -> str:
    """A column of the claim's first proof, a quoted one before others."""
    return (
        f"(SELECT p.{column} FROM proofs p WHERE p.claim = c.id "
        "ORDER BY p.quote IS NULL, p.text LIMIT 1)"
    )


CLAIMS_FLAT = View(
    "claims_flat",
    "One row per claim with every name spelled out; restatements, background and what another document carries too are "
    "left out. "
    "A row says what a party claimed; it is not a finding that it happened.",
    f"""
SELECT
  c.rowid AS number,
  c.day AS day,
  pa.name AS claimed_by,
  c.phrase AS phrase,
  b.page AS briefing_page,
  pl.name AS place,
  c.province AS province,
  {of_proof("quote")} AS quote,
  coalesce({of_proof("link")}, b.url) AS source_url,
  b.archive_url AS archive_url,
  c.actor AS actor,
  c.own AS own,
  c.action AS action,
  c.count AS count,
  c.hedge AS hedge,
  c.target AS target,
  k.class AS target_class,
  k.family AS target_family,
  c.target_text AS target_text,
  c.place_text AS place_text,
  c.bearing AS bearing,
  c.place_precision AS place_precision,
  c.latitude AS latitude,
  c.longitude AS longitude,
  c.country AS country,
  c.armed_group AS armed_group,
  (SELECT group_concat(aircraft, ', ') FROM
    (SELECT aircraft FROM claim_aircraft WHERE claim = c.id ORDER BY aircraft)) AS aircraft,
  c.aircraft_count AS aircraft_count,
  c.weapon AS weapon,
  c.platform AS platform,
  c.strikes AS strikes,
  coalesce(c.date, b.period_start, b.published) AS date_from,
  coalesce(c.date, b.period_end, b.published) AS date_to,
  CASE WHEN c.date IS NOT NULL THEN 'day of the claim'
       WHEN b.period_end IS NOT NULL THEN 'period of the briefing'
       WHEN b.via IS NOT NULL THEN 'day it is quoted for'
       WHEN b.published IS NOT NULL THEN 'day published' END AS date_by,
  CASE WHEN c.date IS NOT NULL OR b.period_start = b.period_end THEN 1
       WHEN b.period_start IS NULL OR b.period_end IS NULL THEN NULL
       WHEN julianday(b.period_end) - julianday(b.period_start) < 6 THEN 2
       WHEN julianday(b.period_end) - julianday(b.period_start) = 6 THEN 3
       WHEN julianday(b.period_end) - julianday(b.period_start) < 31 THEN 4 ELSE 5 END AS date_precision,
  s.title AS source,
  b.via AS via,
  c.voice AS voice,
  b.party AS party,
  c.briefing AS briefing,
  c.id AS id,
  json_object('title', c.phrase,
              'description', coalesce(c.day, 'no day stated') || coalesce(', ' || pl.name, ''),
              'link', b.page) AS popup
FROM claims c
LEFT JOIN briefings b ON b.id = c.briefing
LEFT JOIN parties pa ON pa.id = b.party
LEFT JOIN sources s ON s.id = b.source
LEFT JOIN target_kinds k ON k.id = c.target
LEFT JOIN places pl ON pl.id = c.place
WHERE {COUNTED}
""",
    {
        "number": "Row number for search; it may change from build to build.",
        "day": "Day of the claim, or the last day its briefing covers.",
        "claimed_by": "Who claims it.",
        "phrase": "The claim in neutral words.",
        "briefing_page": "Page of the briefing on this site.",
        "place": "Place, canonical name.",
        "province": "Governorate.",
        "quote": "The sentence that proves it, where the text was at hand.",
        "source_url": "Address that opens the source at the figure.",
        "archive_url": "Archived copy.",
        "actor": "Who is said to have done it.",
        "own": "1 where the party says that it did it itself, 0 where it says that another did. Sums take 1 only.",
        "action": "What is said to have been done.",
        "count": "The number printed; empty where none is. In targets.",
        "hedge": "How firmly the number is stated.",
        "target": "Target noun as named throughout.",
        "target_class": "Class of the target, such as vehicle or depot.",
        "target_family": "Wider family of that class, such as equipment or facilities.",
        "target_text": "The noun as printed.",
        "place_text": "Place as printed.",
        "bearing": "Distance and direction from the place, as stated.",
        "place_precision": "1 the place itself, 2 near it, 3 its district, 4 its governorate, 5 a line or wide area, "
        "6 its country, 7 international waters or airspace; empty where the text does not tell.",
        "latitude": "Only where the place is a point. In degrees.",
        "longitude": "Only where the place is a point. In degrees.",
        "country": "Country.",
        "armed_group": "Armed group named as the target's owner.",
        "aircraft": "Aircraft types tied to the claim.",
        "aircraft_count": "How many aircraft are said to have taken part. In aircraft.",
        "weapon": "Weapon named.",
        "platform": "Ship or launcher named.",
        "strikes": "Strikes the claim is tied to. In strikes.",
        "date_from": "First day it can be of, inclusive.",
        "date_to": "Last day it can be of, inclusive.",
        "date_by": "What these days rest on.",
        "date_precision": "1 one day, 2 two to six days, 3 a week, 4 a month at most, 5 longer; empty where the text "
        "gives no day of its own.",
        "source": "Publisher of the text.",
        "via": "Third party through which the words reached this dataset, if any.",
        "voice": "Where in the text it stands.",
        "party": "Short name of the party.",
        "briefing": "Key of the briefing.",
        "id": "Key of the claim.",
        "popup": "What a marker on the map shows: only neutral words and a link to this site.",
    },
    facets=("party", "action", "target_class", "province", "armed_group"),
    sort_desc="day",
)

VIEWS = (CLAIMS_FLAT, FIGURES, DAILY, *SUMS, HEALTH)
