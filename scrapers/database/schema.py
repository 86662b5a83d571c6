"""Every table of the database, once. From here come the CREATE statements and the column texts of metadata.yml."""

from __future__ import annotations

from scrapers.database.columns import (
    BRIEFING,
    CORRECTED,
    DAY,
    INTEGER,
    LIST,
    REAL,
    SPANS,
    TEXT,
    VOICE,
    WEB,
    Column,
    Table,
    day,
    hedge,
    key,
    number,
    repeats,
    same_as,
    total,
)
from scrapers.database.contradictions import SEVERITIES
from scrapers.database.gathered import RUNS
from scrapers.database.reckoned import RECKONED
from scrapers.database.remembered import PROOF_KINDS, REMEMBERED
from scrapers.database.scores import READER_SCORES
from scrapers.database.spellings import SPELLINGS
from scrapers.database.views import FOR_PEOPLE
from scrapers.models import HEDGES, METRICS, PARTIES, SCOPES

PLACES = "BETWEEN 1 AND 7"
LENGTH = "BETWEEN 0 AND 5000"
PROVINCE_BASES = ("text", "place")

PARTY_NAMES = {"russia": "Russia's Ministry of Defence", "coalition": "The US-led coalition"}
PARTY_ACTORS = {"russia": "Russia", "coalition": "Coalition"}


LOOKUPS = (
    Table("parties", "The sides whose claims are recorded.", (
        Column("id", TEXT, "Short name of the party.", must=True, codes=PARTIES),
        Column("name", TEXT, "Its name in full.", must=True),
    ), label="name"),
    Table("sources", "The publishers whose texts are read.", (
        key("Short name of the publisher."),
        Column("title", TEXT, "Its name in full.", must=True),
        Column("party", TEXT, "Whose briefings it carries; empty where it carries both.", refers="parties"),
        Column("language", TEXT, "Language it is read in."),
        Column("home", TEXT, "Its address.", rule=WEB),
        Column("licence", TEXT, "Terms of its texts."),
        Column("quoting", TEXT, "How much of a text may be quoted here."),
        Column("first_day", TEXT, "First day of which it can tell; an earlier one is a mistake.", must=True, rule=DAY),
        Column("fewest_a_week", INTEGER, "Fewest briefings that are believable in a week of this year; 0 where the "
               "series has ended.", must=True, rule=">= 0"),
        Column("most_a_week", INTEGER, "Most briefings that it can publish in a week; more are looked at before they "
               "are published here.", must=True, rule="> 0"),
        Column("routes", TEXT, "Routes by which its pages are realistic to get, the best one first, a JSON list.",
               must=True, rule=LIST),
    ), label="title"),
    Table("provinces", "Governorates as named throughout, with the country each belongs to.", (
        key("Canonical English name."),
        Column("country", TEXT, "Country, where known."),
    ), label="id"),
    Table("places", "The gazetteer's places. A governorate or country has no point.", (
        key("The gazetteer's key of the place."),
        Column("name", TEXT, "Canonical English name.", must=True),
        Column("kind", TEXT, "What sort of place it is."),
        Column("province", TEXT, "Governorate it lies in.", refers="provinces"),
        Column("country", TEXT, "Country it lies in."),
        Column("latitude", REAL, "Latitude of its point.", rule="BETWEEN -90 AND 90", unit="degrees"),
        Column("longitude", REAL, "Longitude of its point.", rule="BETWEEN -180 AND 180", unit="degrees"),
        Column("name_ru", TEXT, "Russian name."),
        Column("name_ar", TEXT, "Arabic name."),
        Column("geonames", TEXT, "GeoNames number."),
        Column("wikidata", TEXT, "Wikidata item."),
        Column("source", TEXT, "Where the gazetteer's row comes from."),
        Column("licence", TEXT, "Terms of that source."),
    ), facets=("kind", "province", "country"), indexes=("name", "kind", "province", "country"), sort="name",
        label="name"),
    Table("aircraft", "Aircraft types named in claims.", (key("Type as named throughout, such as Su-24M."),)),
    Table("armed_groups", "Armed groups that claims name as the owner of a target.", (key("Canonical name."),)),
    Table("target_kinds", "Target nouns and the class each belongs to.", (
        key("Target noun: short, singular, lower case."),
        Column("class", TEXT, "Class of the target, such as vehicle or depot; empty where none is settled."),
        Column("family", TEXT, "Wider family of that class, such as equipment or facilities."),
    ), facets=("family", "class"), indexes=("class", "family")),
    Table("hedges", "How much a hedged number can mean: the bounds that every sum takes. They are conventions of this "
          "dataset, not findings.", (
        Column("id", TEXT, "The hedge.", must=True, codes=HEDGES),
        Column("low_percent", INTEGER, "Lower bound in per cent of the number printed, rounded down."),
        Column("high_percent", INTEGER, "Upper bound in per cent of it, rounded up; empty where it is open."),
        Column("low", INTEGER, "Lower bound where no number is printed."),
        Column("high", INTEGER, "Upper bound where no number is printed; empty where it is open."),
        Column("about", TEXT, "The bounds in words.", must=True),
    )),
    Table("people", "Spokespeople named by the briefings.", (key("Canonical name."),)),
)

BRIEFINGS = Table("briefings", "One row per official briefing as one publisher carried it. What it says are claims.", (
    key("Publisher and its key of the document."),
    Column("title", TEXT, "A neutral title made from the figures; not the publisher's headline.", must=True),
    Column("party", TEXT, "Whose briefing it is.", must=True, refers="parties"),
    Column("source", TEXT, "Publisher of the text.", must=True, refers="sources"),
    Column("via", TEXT, "Third party through which the words reached this dataset, if any."),
    Column("language", TEXT, "Language of the text.", must=True),
    day("day", "Last day it covers; where no period is stated, the day in published."),
    day("published", "Day it was published; where a third party quotes it, the day it is quoted for."),
    Column("dateline", TEXT, "Place and day that open the text, as printed."),
    day("period_start", "First day it covers, inclusive."),
    day("period_end", "Last day it covers, inclusive."),
    Column("days_stated", INTEGER, "Length of the period as the text states it.", rule=LENGTH, unit="days"),
    *total("sorties", "Sorties of the briefing's own period, as stated."),
    *total("strikes", "Strikes of the briefing's own period, as stated."),
    *total("engagements", "Engagements of the briefing's own period, as stated."),
    *total("targets", "Targets of the briefing's own period, as stated."),
    Column("provinces", TEXT, "Governorates the text names for its own period, a JSON list.", must=True, rule=LIST),
    Column("texts", INTEGER, "Texts of this briefing that were read.", must=True, unit="texts"),
    Column("claims", INTEGER, "The party's own claims about targets, without restatements and background.", must=True,
           unit="rows"),
    Column("unread", INTEGER, "Numbers and targets that no rule read.", must=True, unit="rows"),
    Column("notices", INTEGER, "Contradictions found inside it.", must=True, unit="rows"),
    Column("url", TEXT, "Address of the text.", rule=WEB),
    Column("archive_url", TEXT, "Archived copy, or the archive's list of copies nearest in time.", rule=WEB),
    Column("page", TEXT, "Address of its page on this site.", must=True),
), facets=("party", "source", "via", "language"),
    indexes=("party, day, claims", "source", "via", "language", "day", "period_start"), sort_desc="day", label="title")

FACTS = (
    BRIEFINGS,
    Table("texts", "The texts read for each briefing; spans count characters in the text with this checksum.", (
        key("The text's own key in the record."),
        BRIEFING,
        Column("sha256", TEXT, "SHA-256 of the canonical text.", must=True, rule="GLOB '[0-9a-f]*'"),
        Column("url", TEXT, "Address of the text.", rule=WEB),
        day("published", "Day it was published or happened."),
        Column("at_hand", INTEGER, "1 where the text was at hand when this file was built, else 0.", must=True,
               rule="IN (0, 1)"),
        Column("reader", TEXT, "Version of the reader.", must=True),
    ), indexes=("briefing",)),
    Table("tallies", "Every stated total: sorties, strikes, targets and the like, as the party states it.", (
        key("Briefing and fact."),
        BRIEFING,
        Column("metric", TEXT, "What is counted; aircraft, missiles and provinces are counted and are no targets.",
               must=True, codes=METRICS),
        number("count", "The number printed."),
        hedge("How firmly the number is stated.", must=True),
        Column("scope", TEXT, "What the total covers.", must=True, codes=SCOPES),
        day("period_start", "First day it covers, where it differs or is stated."),
        day("period_end", "Last day it covers, where it differs or is stated."),
        Column("place_text", TEXT, "Place it is tied to, as named."),
        Column("place", TEXT, "That place in the gazetteer.", refers="places"),
        Column("country", TEXT, "Country it is tied to."),
        Column("provinces", TEXT, "Governorates it is tied to, a JSON list.", must=True, rule=LIST),
        VOICE,
        repeats("tallies"),
        same_as("tallies"),
        *CORRECTED,
    ), facets=("metric", "scope", "voice", "hedge"),
        indexes=("briefing", "metric", "scope", "voice", "hedge", "place", "repeats", "same_as", "correction")),
    Table("claims", "What a party says was done to a target, by itself or by another. Restatements and background are "
          "here too, and marked.", (
        key("Briefing and fact."),
        BRIEFING,
        Column("phrase", TEXT, "The claim in neutral words.", must=True),
        Column("actor", TEXT, "Who is said to have done it: Russia, Coalition, Syria (government), Turkey (forces) ...",
               must=True),
        Column("own", INTEGER, "1 where the party says that it did it itself, 0 where it says that another did.",
               must=True, rule="IN (0, 1)"),
        Column("action", TEXT, "What is said to have been done.", must=True),
        Column("target", TEXT, "To what, as named throughout.", must=True, refers="target_kinds"),
        Column("target_text", TEXT, "The noun as printed.", must=True),
        number("count", "The number printed.", unit="targets"),
        hedge("How firmly the number is stated.", must=True),
        Column("place", TEXT, "Place in the gazetteer; empty where none is stated or it stays open.", refers="places"),
        Column("place_text", TEXT, "Place as printed."),
        Column("place_method", TEXT, "How the printed place was resolved."),
        Column("place_candidates", TEXT, "Places it could be where it stays open, a JSON list.", must=True, rule=LIST),
        Column("place_precision", INTEGER, "1 the place itself, 2 near it, 3 its district, 4 its governorate, 5 a line "
               "or wide area, 6 its country, 7 international waters or airspace; empty where the text does not tell.",
               rule=PLACES),
        Column("bearing", TEXT, "Distance and direction from the place, as stated."),
        Column("latitude", REAL, "Latitude, only where the place is a point.", rule="BETWEEN -90 AND 90",
               unit="degrees"),
        Column("longitude", REAL, "Longitude, only where the place is a point.", rule="BETWEEN -180 AND 180",
               unit="degrees"),
        Column("province", TEXT, "Governorate.", refers="provinces"),
        Column("province_by", TEXT, "Whether the text names the governorate or it follows from the place.",
               codes=PROVINCE_BASES),
        Column("country", TEXT, "Country."),
        Column("armed_group", TEXT, "Armed group named as the target's owner.", refers="armed_groups"),
        Column("group_text", TEXT, "That group as printed."),
        number("aircraft_count", "How many aircraft are said to have taken part.", unit="aircraft"),
        Column("weapon", TEXT, "Weapon named."),
        Column("platform", TEXT, "Ship or launcher named."),
        number("strikes", "Strikes the claim is tied to.", unit="strikes"),
        day("date", "Day stated for this claim alone; else the briefing's period holds."),
        day("day", "That day, or the last day its briefing covers."),
        VOICE,
        repeats("claims"),
        same_as("claims"),
        *CORRECTED,
    ), facets=("action", "hedge", "voice", "province", "actor"),
        indexes=("briefing", "action", "target", "hedge", "place", "province", "armed_group", "voice", "repeats",
                 "same_as", "correction", "day", "actor"),
        label="phrase"),
    Table("claim_aircraft", "Aircraft types that a claim is tied to.", (
        Column("claim", TEXT, "The claim.", must=True, refers="claims"),
        Column("aircraft", TEXT, "The type.", must=True, refers="aircraft"),
    ), key=("claim", "aircraft"), indexes=("aircraft",), hidden=True),
    Table("statements", "What is said but is no deed of the briefing: denials, accusations, estimates, no activity.", (
        key("Briefing and fact."),
        BRIEFING,
        Column("kind", TEXT, "What kind of statement it is: denial, accusation, estimate, order of battle, "
               "corroboration, no activity, or cumulative (a total since the start of the campaign).", must=True),
        Column("topic", TEXT, "What it is about, in few words.", must=True),
        Column("speaker", TEXT, "Who says it, where it is not the party."),
        Column("about", TEXT, "Whom or what it concerns."),
        number("count", "The number printed."),
        hedge("How firmly the number is stated."),
        Column("unit", TEXT, "What the number counts."),
        VOICE,
        repeats("statements"),
        *CORRECTED,
    ), facets=("kind", "voice"), indexes=("briefing", "kind", "voice", "repeats", "correction"), label="topic"),
    Table("proofs", "Where the words of each figure, claim and statement stand.", (
        Column("kind", TEXT, "What is proved.", must=True, codes=PROOF_KINDS),
        Column("fact", TEXT, "Key of the row that is proved.", must=True),
        Column("text", TEXT, "The text in which the words stand.", must=True, refers="texts"),
        Column("tally", TEXT, "That row, where it is a tally.", refers="tallies"),
        Column("claim", TEXT, "That row, where it is a claim.", refers="claims"),
        Column("statement", TEXT, "That row, where it is a statement.", refers="statements"),
        BRIEFING,
        *SPANS,
        Column("quote", TEXT, "The sentence, at most 300 characters; empty where the text was not at hand.",
               rule="<> ''"),
        Column("mark_start", INTEGER, "Where the words begin in the quotation."),
        Column("mark_end", INTEGER, "Where they end in it."),
        Column("link", TEXT, "Address that opens the source at the figure.", rule=WEB),
    ), key=("kind", "fact", "text"), facets=("kind",),
        indexes=("kind", "text", "briefing", "tally", "claim", "statement")),
    Table("unread", "Numbers and targets that no rule read, shown instead of guessed.", (
        key("Text and place in it."),
        BRIEFING,
        Column("text", TEXT, "The text it stands in.", must=True, refers="texts"),
        Column("kind", TEXT, "A number or a target.", must=True),
        Column("words", TEXT, "The words as printed.", must=True),
        Column("reason", TEXT, "Why no rule read them.", must=True),
        *SPANS,
    ), facets=("kind", "reason"), indexes=("briefing", "text", "kind", "reason")),
    Table("notices", "What does not agree, within one briefing or between several, for a reader to weigh.", (
        key("Briefing or fact, check and number."),
        BRIEFING,
        Column("text", TEXT, "The text it was found in; empty where rows or documents differ.", refers="texts"),
        Column("check_name", TEXT, "The check that saw it.", must=True),
        Column("severity", TEXT, "error: a number cannot be right; warning: two numbers cannot both be; note: worth "
               "knowing.", must=True, codes=SEVERITIES),
        Column("detail", TEXT, "What does not agree, in a sentence.", must=True),
        Column("facts", TEXT, "Keys of the rows in question, a JSON list.", must=True, rule=LIST),
        Column("spans", TEXT, "The words in question, a JSON list of character offsets.", must=True, rule=LIST),
    ), facets=("check_name", "severity"), indexes=("briefing", "text", "check_name", "severity")),
    Table("briefing_people", "Spokespeople named by each briefing.", (
        Column("briefing", TEXT, "The briefing.", must=True, refers="briefings"),
        Column("person", TEXT, "The spokesperson.", must=True, refers="people"),
    ), key=("briefing", "person"), indexes=("person",), hidden=True),
    Table("build", "From what this file was built. It holds no clock, so the same record gives the same file.", (
        Column("version", TEXT, "Version of the program.", must=True),
        Column("record_sha256", TEXT, "SHA-256 over the record's readings in order.", must=True),
        Column("gazetteer_sha256", TEXT, "SHA-256 of the gazetteer; empty where there was none."),
        Column("schema_stamp", TEXT, "Mark of the tables and views as declared; the site's metadata carries the same.",
               must=True),
        Column("readings", INTEGER, "Texts in the record.", must=True, unit="texts"),
        Column("briefings", INTEGER, "Briefings they make.", must=True, unit="rows"),
        Column("claims", INTEGER, "Claims, restatements and background included.", must=True, unit="rows"),
        Column("tallies", INTEGER, "Tallies, restatements included.", must=True, unit="rows"),
        Column("texts_at_hand", INTEGER, "Texts that were at hand, so that sentences could be quoted.", must=True,
               unit="texts"),
        Column("quotations", INTEGER, "Proofs that carry their sentence.", must=True, unit="rows"),
        Column("without_quotations", INTEGER, "Proofs that carry only span and link.", must=True, unit="rows"),
    ), key=("version",)),
)

TABLES: tuple[Table, ...] = (*LOOKUPS, *FACTS, *RECKONED, *REMEMBERED, READER_SCORES, RUNS, SPELLINGS, *FOR_PEOPLE)
BY_NAME = {table.name: table for table in TABLES}
