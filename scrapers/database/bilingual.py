"""A text and its translation, fact by fact. In: announcements, carriers and what documents state. Out: a declaration.

Which rows are one fact was decided when documents were linked; here they only stand side by side.
"""

from __future__ import annotations

from scrapers.database.columns import INTEGER, TEXT, Column, Table, day, hedge
from scrapers.models import PARTIES

NOTHING, ALONE = "nothing", "one side only"
DIFFERENCES = (NOTHING, "number", "hedge", "name", ALONE)
MARKED = (
    "(SELECT substr(p.quote, p.mark_start + 1, p.mark_end - p.mark_start) FROM proofs p "
    "WHERE p.{1} = {0}.id AND p.quote IS NOT NULL ORDER BY p.text LIMIT 1)"
)
STATES = (
    "{0}.briefing IN (SELECT briefing FROM translated) AND {0}.repeats IS NULL AND NOT {0}.withdrawn "
    "AND {0}.voice <> 'background'"
)
FILLED = f"""
WITH carried AS MATERIALIZED (
  SELECT k.announcement, k.briefing, k.day, a.party, a.day AS last_day, a.lead, b.language, b.source, l.language AS own
  FROM announcements a JOIN briefings l ON l.id = a.lead JOIN carriers k ON k.announcement = a.id
  JOIN briefings b ON b.id = k.briefing WHERE a.documents > 1
), translated AS MATERIALIZED (
  SELECT * FROM carried WHERE announcement IN (SELECT announcement FROM carried WHERE language <> own)
), pairs AS MATERIALIZED (
  SELECT DISTINCT o.announcement, o.party, o.last_day AS day, o.own AS language, o.language AS other_language,
    o.briefing AS other, first_value(t.briefing) OVER (PARTITION BY o.announcement, o.briefing
      ORDER BY t.source <> o.source, t.briefing <> t.lead, t.briefing) AS briefing
  FROM translated o JOIN translated t ON t.announcement = o.announcement AND t.language = t.own
  WHERE o.language <> o.own
), stated AS (
  SELECT t.briefing, coalesce(t.period_end, b.day) AS day, 'total' AS kind, coalesce(t.same_as, t.id) AS kept,
    t.metric AS what, coalesce(pl.name, t.place_text, t.country) AS place, t.count, t.hedge,
    {MARKED.format("t", "tally")} AS printed, t.place_text, NULL AS group_text, NULL AS armed_group, t.id
  FROM tallies t JOIN briefings b ON b.id = t.briefing LEFT JOIN places pl ON pl.id = t.place
  WHERE {STATES.format("t")} AND t.count IS NOT NULL AND t.scope IN ('period', 'place')
  UNION ALL
  SELECT c.briefing, c.day, 'claim', coalesce(c.same_as, c.id), c.action || ': ' || c.target,
    coalesce(pl.name, c.place_text), c.count, c.hedge, c.target_text, c.place_text, c.group_text, c.armed_group, c.id
  FROM claims c LEFT JOIN places pl ON pl.id = c.place
  WHERE {STATES.format("c")} AND c.own
  UNION ALL
  SELECT s.briefing, b.day, s.kind,
    s.topic || '/' || row_number() OVER (PARTITION BY s.briefing, s.kind, s.topic ORDER BY s.id),
    s.topic, NULL, s.count, s.hedge, {MARKED.format("s", "statement")}, NULL, NULL, NULL, s.id
  FROM statements s JOIN briefings b ON b.id = s.briefing
  WHERE {STATES.format("s")}
), facts AS MATERIALIZED (
  SELECT t.announcement, s.* FROM translated t JOIN stated s ON s.briefing = t.briefing AND s.day = t.day
), once AS MATERIALIZED (
  SELECT DISTINCT p.announcement, p.other, f.kind, f.kept
  FROM pairs p JOIN facts f ON f.announcement = p.announcement AND f.briefing IN (p.briefing, p.other)
)
SELECT e.kind || ' ' || coalesce(f.id, p.briefing) || ' ' || coalesce(o.id, p.other), p.day, p.party, e.kind,
  CASE WHEN f.id IS NULL OR o.id IS NULL THEN '{ALONE}' WHEN f.count IS NOT o.count THEN 'number'
    WHEN f.hedge IS NOT o.hedge THEN 'hedge'
    WHEN f.what <> o.what OR f.armed_group IS NOT o.armed_group OR f.place IS NOT o.place THEN 'name'
    ELSE '{NOTHING}' END,
  coalesce(f.place, o.place), p.language, p.other_language, f.what, o.what, f.count, o.count, f.hedge, o.hedge,
  f.printed, o.printed, f.place_text, o.place_text, f.group_text, o.group_text, p.briefing, p.other, f.id, o.id,
  p.announcement
FROM once e JOIN pairs p ON p.announcement = e.announcement AND p.other = e.other
LEFT JOIN facts f ON f.announcement = e.announcement AND f.briefing = p.briefing AND f.kind = e.kind AND f.kept = e.kept
LEFT JOIN facts o ON o.announcement = e.announcement AND o.briefing = p.other AND o.kind = e.kind AND o.kept = e.kept
ORDER BY 1
"""


def both(column: Column) -> tuple[Column, Column]:
    """The columns of the two documents for one thing that they state."""
    return column, column._replace(name=f"other_{column.name}", about=f"The same of the other document: {column.about}")


LANGUAGE_PAIRS = Table(
    "language_pairs",
    "Announcements that are told in two languages, fact by fact: a document in the language of the one that leads "
    "beside each document in another language, of its own publisher where there is one.",
    (
        Column("id", TEXT, "Kind and both rows; the document where it does not state the fact.", must=True),
        day("day", "Last day that the announcement covers."),
        Column("party", TEXT, "Whose announcement it is.", must=True, codes=PARTIES),
        Column("kind", TEXT, "A total, a claim, or the kind of statement.", must=True),
        Column("differs", TEXT, "What differs, the first that does of number, hedge and name; a name is the noun, the "
               "armed group or the place.", must=True, codes=DIFFERENCES),
        Column("place", TEXT, "Place, canonical name; as printed where it is not in the gazetteer."),
        *both(Column("language", TEXT, "Its language.", must=True)),
        *both(Column("what", TEXT, "What it states in neutral words; empty where it does not state it.")),
        *both(Column("count", INTEGER, "The number it prints.")),
        *both(hedge("How firmly it states it.")),
        *both(Column("printed", TEXT, "The noun as it prints it; of totals and statements the words that prove them, "
                     "where the text was at hand.")),
        *both(Column("place_text", TEXT, "The place as it prints it.")),
        *both(Column("group_text", TEXT, "The armed group as it prints it.")),
        *both(Column("briefing", TEXT, "The document.", must=True, refers="briefings")),
        *both(Column("fact", TEXT, "Key of its row.")),
        Column("announcement", TEXT, "The announcement.", must=True, refers="announcements"),
    ),
    facets=("differs", "kind", "party"),
    indexes=("day", "differs", "kind", "party", "announcement", "briefing", "other_briefing"),
    sort_desc="day",
    filled=FILLED,
)  # fmt: skip
