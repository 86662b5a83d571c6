"""The tables of what rows say together: announcements, days, running totals. In: nothing. Out: declarations."""

from __future__ import annotations

from scrapers.database.calendar import STATUSES
from scrapers.database.columns import BRIEFING, DAY, INTEGER, TEXT, Column, Table, day, hedge, key
from scrapers.models import METRICS

RECKONED = (
    Table("announcements", "Each official briefing once, whatever documents carry it. Documents are linked only by "
          "figures that both print.", (
        key("Party, day and the document that leads."),
        Column("party", TEXT, "Whose announcement it is.", must=True, refers="parties"),
        day("day", "Last day it covers, or the day of its publication."),
        day("period_start", "First day it covers, where stated."),
        Column("lead", TEXT, "The document whose numbers sums take: one in the party's own language before a "
               "translation, then the one that tells most.", must=True, refers="briefings"),
        Column("documents", INTEGER, "Documents that carry it.", must=True, unit="documents"),
        Column("differing", INTEGER, "Numbers that they state differently, or of other nouns.", must=True,
               unit="rows"),
        Column("holds_others", INTEGER, "1 where its days hold a shorter announcement of the party; sums of claims "
               "leave it out.", must=True, rule="IN (0, 1)"),
    ), facets=("party", "documents"), indexes=("party", "day", "lead", "documents"), sort_desc="day"),
    Table("carriers", "Which document carries which announcement, and by what it is known.", (
        Column("announcement", TEXT, "The announcement.", must=True, refers="announcements"),
        BRIEFING,
        day("day", "The day for which this document tells it."),
        Column("is_lead", INTEGER, "1 for the document whose numbers sums take.", must=True, rule="IN (0, 1)"),
        Column("rule", TEXT, "What it shares with another document of the announcement; empty where it stands alone."),
        Column("shared", INTEGER, "Figures that the two print alike.", unit="figures"),
        Column("differing", INTEGER, "Numbers that it states differently, or of another noun, than those before it.",
               must=True, unit="rows"),
    ), key=("announcement", "briefing", "day"), facets=("rule",), indexes=("briefing", "rule")),
    Table("calendar", "Every day of each party from its first to its last in this record. A silent day is one of which "
          "the record has no text, not a day without strikes.", (
        Column("party", TEXT, "The party.", must=True, refers="parties"),
        Column("day", TEXT, "The day.", must=True, rule=DAY),
        Column("status", TEXT, "briefed: told of by itself or in a bulletin of 24 hours; longer period: only within "
               "one; no strikes: a text says that none are reported; lost: known to have been told of, no text is "
               "left; silent: nothing is at hand.", must=True, codes=STATUSES),
        Column("briefing", TEXT, "A document that tells of it.", refers="briefings"),
        Column("documents", INTEGER, "Documents that tell of it.", must=True, unit="documents"),
        Column("whole", INTEGER, "1 where at least one of them is at hand as its publisher carried it, not in parts "
               "quoted by a third party.", must=True, rule="IN (0, 1)"),
        day("covered_from", "First day of the period that holds it."),
        day("covered_to", "Last day of that period."),
    ), key=("party", "day"), facets=("party", "status"), indexes=("day", "status", "briefing")),
    Table("ledger", "Running totals as a party states them, against its earlier ones and against the sum of what it "
          "stated period by period.", (
        Column("id", TEXT, "The tally that states it.", must=True, refers="tallies"),
        BRIEFING,
        Column("party", TEXT, "Whose total it is.", must=True, refers="parties"),
        Column("metric", TEXT, "What is counted.", must=True, codes=METRICS),
        Column("country", TEXT, "Country it is tied to."),
        day("since", "First day it counts from, where stated."),
        day("until", "Day it was published or quoted for."),
        Column("count", INTEGER, "The number printed.", must=True),
        hedge("How firmly it is stated.", must=True),
        Column("summed", INTEGER, "Sum of the party's totals of periods from the first to that day that do not "
               "overlap, each at its lower bound; empty where no first day is stated, as it may count a part alone."),
        Column("periods", INTEGER, "How many such totals the record has; days without a text are missing in the sum.",
               must=True, unit="rows"),
        Column("before", TEXT, "The running total before this one, of the same metric and the same first day.",
               refers="ledger"),
        Column("before_count", INTEGER, "Its number."),
        Column("falls", INTEGER, "1 where this one is less than that.", must=True, rule="IN (0, 1)"),
        Column("short", INTEGER, "1 where this one is less than the sum.", must=True, rule="IN (0, 1)"),
    ), facets=("party", "metric"), indexes=("briefing", "party", "metric", "until", "before"), sort_desc="until"),
)
