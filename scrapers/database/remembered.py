"""The tables of what was changed, corrected, verified or let through. In: nothing. Out: declarations."""

from __future__ import annotations

from scrapers.changes import REASONS, WAYS
from scrapers.database.columns import BRIEFING, DAY, INTEGER, OBJECT, TEXT, WEB, Column, Table, day, key
from scrapers.database.overrides import GUARDS
from scrapers.verified import GRADES, ROUTES

FIRST = "first"
PROOF_KINDS = ("total", "tally", "claim", "statement")
WITHDRAW, SET = ACTIONS = ("withdraw", "set")

REMEMBERED = (
    Table("versions", "Each text as first recorded, and each time its bytes or our reading of it changed.", (
        key("Text and number of the version."),
        Column("text", TEXT, "The text's own key in the record.", must=True),
        Column("briefing", TEXT, "The briefing it stands in; empty where the text is in the record no more.",
               refers="briefings"),
        Column("number", INTEGER, "1 for the first version.", must=True, rule="> 0"),
        day("recorded", "Day it was recorded; empty for the first."),
        Column("reason", TEXT, "source: the text was edited; reader: the same text is read otherwise.", must=True,
               codes=(FIRST, *REASONS)),
        Column("sha256", TEXT, "SHA-256 of the canonical text.", must=True),
        Column("reader", TEXT, "Version of the reader.", must=True),
        Column("gained", INTEGER, "Facts that the version before did not have.", must=True, unit="rows"),
        Column("lost", INTEGER, "Facts that only the version before has.", must=True, unit="rows"),
        Column("altered", INTEGER, "Facts that both have otherwise.", must=True, unit="rows"),
        Column("is_newest", INTEGER, "1 for the version that the tables show.", must=True, rule="IN (0, 1)"),
    ), facets=("reason", "recorded"), indexes=("text", "briefing", "reason", "recorded"), sort_desc="recorded"),
    Table("changes", "Each fact that a new version of a text gained, lost or has otherwise. What is lost stays here.", (
        key("Version, kind and fact."),
        Column("version", TEXT, "The version that changed it.", must=True, refers="versions"),
        Column("briefing", TEXT, "The briefing.", refers="briefings"),
        Column("recorded", TEXT, "Day that version was recorded.", must=True, rule=DAY),
        Column("reason", TEXT, "Why it changed.", must=True, codes=REASONS),
        Column("kind", TEXT, "What is changed.", must=True, codes=PROOF_KINDS),
        Column("fact", TEXT, "Key of the fact; where it is lost no row has it.", must=True),
        Column("way", TEXT, "gained, lost or altered.", must=True, codes=WAYS),
        Column("before", TEXT, "What it said before, a JSON object.", must=True, rule=OBJECT),
        Column("after", TEXT, "What it says since, a JSON object.", must=True, rule=OBJECT),
    ), facets=("way", "kind", "reason", "recorded"),
        indexes=("version", "briefing", "kind", "way", "reason", "recorded", "fact"), sort_desc="recorded"),
    Table("corrections", "Facts that a person withdrew or set otherwise after review, each with reason and source. The "
          "row shows what stands in its columns since.", (
        key("Key of the fact."),
        BRIEFING,
        Column("kind", TEXT, "What is corrected.", must=True, codes=PROOF_KINDS),
        Column("action", TEXT, "withdraw: it counts nowhere; set: some columns are set otherwise.", must=True,
               codes=ACTIONS),
        Column("before", TEXT, "What the reader had, a JSON object.", must=True, rule=OBJECT),
        Column("after", TEXT, "What is set, a JSON object.", must=True, rule=OBJECT),
        Column("reason", TEXT, "Why.", must=True),
        Column("source", TEXT, "On what it rests: an address, or the words of the text.", must=True),
        Column("source_url", TEXT, "That address.", rule=WEB),
        Column("by", TEXT, "Who reviewed it.", must=True),
        Column("day", TEXT, "Day of the review.", must=True, rule=DAY),
    ), facets=("kind", "action"), indexes=("briefing", "kind", "action"), sort_desc="day"),
    Table("verifications", "How the facts of each text stood when its source was last read again: the copy that was "
          "kept, its address, or the archive.", (
        Column("text", TEXT, "The text.", must=True, refers="texts"),
        BRIEFING,
        Column("day", TEXT, "Day it was read again.", must=True, rule=DAY),
        Column("route", TEXT, "Where: the kept text, whose checksum holds; the address; the archive.", must=True,
               codes=ROUTES),
        Column("grade", TEXT, "That of the fact that stands worst. intact: same words, same place; moved: other words "
               "around them; read otherwise: same text, other reading; reworded: another number or hedge; gone; never "
               "archived: neither at its address nor in the archive.", must=True, codes=GRADES),
        Column("facts", INTEGER, "Facts of the text.", must=True, unit="rows"),
        Column("differing", INTEGER, "Those that are not intact.", must=True, unit="rows"),
        Column("grades", TEXT, "The grade of each of those, a JSON object by kind and key.", must=True, rule=OBJECT),
        Column("sha256", TEXT, "SHA-256 of the text that was read; empty where none was."),
    ), key=("text",), facets=("grade", "route", "day"), indexes=("briefing", "grade", "route", "day"),
        sort_desc="day"),
    Table("overrides", "What a guard refused and a person let through after looking at it: rows that went, numbers out "
          "of bounds.", (
        key("Guard and row."),
        Column("guard", TEXT, "bounds: more than its source or a day can have; large: very many claims in one "
               "document; vanished, shrunk, emptied, grown: beside the file that was replaced.", must=True,
               codes=GUARDS),
        Column("row", TEXT, "The key or count that is let through; a star stands for any signs.", must=True),
        Column("against", TEXT, "First signs of the record that the replaced file was built from."),
        Column("reason", TEXT, "Why.", must=True),
        Column("by", TEXT, "Who looked at it.", must=True),
        Column("day", TEXT, "Day of that.", must=True, rule=DAY),
    ), facets=("guard",), indexes=("guard",), sort_desc="day"),
)
