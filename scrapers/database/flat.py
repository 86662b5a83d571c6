"""The flat table of claims, every name spelled out. In: the tables of schema.py. Out: its columns and what fills it.

A table and not a view, so that facets, sorts and searches answer from indexes when there are a million claims.
"""

from __future__ import annotations

from scrapers.database.columns import DAY, INTEGER, OBJECT, REAL, TEXT, WEB, Column, Table, hedge, number

COUNTED = "c.repeats IS NULL AND c.same_as IS NULL AND NOT c.withdrawn AND c.voice <> 'background'"
DATE_BASES = ("day of the claim", "period of the briefing", "day it is quoted for", "day published")


def of_proof(column: str) -> str:
    """A column of the claim's first proof, a quoted one before others."""
    return f"(SELECT p.{column} FROM proofs p WHERE p.claim = c.id ORDER BY p.quote IS NULL, p.text LIMIT 1)"


FILLED = f"""
SELECT
  c.rowid, c.day, pa.name, c.phrase, b.page, pl.name, c.province, {of_proof("quote")},
  coalesce({of_proof("link")}, b.url), b.archive_url, c.actor, c.own, c.action, c.count, c.hedge, c.target, k.class,
  k.family, c.target_text, c.place_text, c.bearing, c.place_precision, c.latitude, c.longitude, c.country,
  c.armed_group,
  (SELECT group_concat(aircraft, ', ') FROM
    (SELECT aircraft FROM claim_aircraft WHERE claim = c.id ORDER BY aircraft)),
  c.aircraft_count, c.weapon, c.platform, c.strikes,
  coalesce(c.date, b.period_start, b.published), coalesce(c.date, b.period_end, b.published),
  CASE WHEN c.date IS NOT NULL THEN 'day of the claim'
       WHEN b.period_end IS NOT NULL THEN 'period of the briefing'
       WHEN b.via IS NOT NULL THEN 'day it is quoted for'
       WHEN b.published IS NOT NULL THEN 'day published' END,
  CASE WHEN c.date IS NOT NULL OR b.period_start = b.period_end THEN 1
       WHEN b.period_start IS NULL OR b.period_end IS NULL THEN NULL
       WHEN julianday(b.period_end) - julianday(b.period_start) < 6 THEN 2
       WHEN julianday(b.period_end) - julianday(b.period_start) = 6 THEN 3
       WHEN julianday(b.period_end) - julianday(b.period_start) < 31 THEN 4 ELSE 5 END,
  s.title, b.via, c.voice, b.party, c.briefing, c.id, b.language
FROM claims c
LEFT JOIN briefings b ON b.id = c.briefing
LEFT JOIN parties pa ON pa.id = b.party
LEFT JOIN sources s ON s.id = b.source
LEFT JOIN target_kinds k ON k.id = c.target
LEFT JOIN places pl ON pl.id = c.place
WHERE {COUNTED}
ORDER BY c.rowid
"""

CLAIMS_FLAT = Table(
    "claims_flat",
    "One row per claim with every name spelled out; restatements, background and what another document carries too are "
    "left out. A row says what a party claimed; it is not a finding that it happened.",
    (
        Column("number", INTEGER, "Row number for search; it may change from build to build.", must=True),
        Column("day", TEXT, "Day of the claim, or the last day its briefing covers.", must=True, rule=DAY),
        Column("claimed_by", TEXT, "Who claims it.", must=True),
        Column("phrase", TEXT, "The claim in neutral words.", must=True),
        Column("briefing_page", TEXT, "Page of the briefing on this site.", must=True),
        Column("place", TEXT, "Place, canonical name."),
        Column("province", TEXT, "Governorate."),
        Column("quote", TEXT, "The sentence that proves it, where the text was at hand."),
        Column("source_url", TEXT, "Address that opens the source at the figure.", rule=WEB),
        Column("archive_url", TEXT, "Archived copy.", rule=WEB),
        Column("actor", TEXT, "Who is said to have done it.", must=True),
        Column("own", INTEGER, "1 where the party says that it did it itself, 0 where it says that another did. Sums "
               "take 1 only.", must=True),
        Column("action", TEXT, "What is said to have been done.", must=True),
        number("count", "The number printed; empty where none is.", unit="targets"),
        hedge("How firmly the number is stated.", must=True),
        Column("target", TEXT, "Target noun as named throughout.", must=True),
        Column("target_class", TEXT, "Class of the target, such as vehicle or depot."),
        Column("target_family", TEXT, "Wider family of that class, such as equipment or facilities."),
        Column("target_text", TEXT, "The noun as printed.", must=True),
        Column("place_text", TEXT, "Place as printed."),
        Column("bearing", TEXT, "Distance and direction from the place, as stated."),
        Column("place_precision", INTEGER, "1 the place itself, 2 near it, 3 its district, 4 its governorate, 5 a line "
               "or wide area, 6 its country, 7 international waters or airspace; empty where the text does not tell."),
        Column("latitude", REAL, "Only where the place is a point.", unit="degrees"),
        Column("longitude", REAL, "Only where the place is a point.", unit="degrees"),
        Column("country", TEXT, "Country."),
        Column("armed_group", TEXT, "Armed group named as the target's owner."),
        Column("aircraft", TEXT, "Aircraft types tied to the claim."),
        number("aircraft_count", "How many aircraft are said to have taken part.", unit="aircraft"),
        Column("weapon", TEXT, "Weapon named."),
        Column("platform", TEXT, "Ship or launcher named."),
        number("strikes", "Strikes the claim is tied to.", unit="strikes"),
        Column("date_from", TEXT, "First day it can be of, inclusive.", rule=DAY),
        Column("date_to", TEXT, "Last day it can be of, inclusive.", rule=DAY),
        Column("date_by", TEXT, "What these days rest on.", codes=DATE_BASES),
        Column("date_precision", INTEGER, "1 one day, 2 two to six days, 3 a week, 4 a month at most, 5 longer; empty "
               "where the text gives no day of its own."),
        Column("source", TEXT, "Publisher of the text.", must=True),
        Column("via", TEXT, "Third party through which the words reached this dataset, if any."),
        Column("voice", TEXT, "Where in the text it stands.", must=True),
        Column("party", TEXT, "Short name of the party.", must=True),
        Column("briefing", TEXT, "Key of the briefing.", must=True),
        Column("id", TEXT, "Key of the claim.", must=True),
        Column("popup", TEXT, "What a marker on the map shows: only neutral words and a link to this site.",
               rule=OBJECT, reckoned="json_object('title', phrase, 'description', coalesce(day, 'no day stated') || "
               "coalesce(', ' || CASE place_precision WHEN 2 THEN 'near ' ELSE '' END || place, ''), "
               "'link', briefing_page)"),
        Column("year", INTEGER, "Year of day.", reckoned="CAST(substr(day, 1, 4) AS INTEGER)"),
        Column("language", TEXT, "Language of the text, and so of quote, target_text and place_text.", must=True),
    ),
    key=("number",),
    facets=("party", "year", "province", "target_class", "action", "armed_group", "place_precision"),
    # Facets of one party's claims are what is asked most: with party at its end an index answers them alone.
    indexes=("id", "day", "briefing", "year, day, party", "place_precision, day, party", "party, day",
             "province, day, party", "target_class, day, party", "action, day, party", "armed_group, day, party",
             "place, day", "target, day", "latitude, longitude", "party, strikes, hedge, own"),
    sort_desc="day",
    label="phrase",
    filled=FILLED,
)  # fmt: skip
