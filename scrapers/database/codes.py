"""The values that columns choose from, each with its meaning. In: lists of the code. Out: code lists for readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scrapers.database.columns import Table
from scrapers.database.contradictions import CHECKS
from scrapers.database.hedges import HEDGE_RANGES


class CodeList(NamedTuple):
    """A list of values: the columns that take them, and what each means."""

    name: str
    columns: tuple[str, ...]
    values: tuple[tuple[str, str], ...]


MEANINGS: dict[str, dict[str, str]] = {
    "Party": {
        "russia": "Russia's Ministry of Defence.",
        "coalition": "The US-led coalition.",
    },
    "Hedge": {one.id: one.about for one in HEDGE_RANGES},
    "Metric": {
        "sorties": "Flights by aircraft.",
        "strikes": "Strikes, as the text counts them.",
        "engagements": "The coalition's count of targets engaged.",
        "targets": "Objects attacked.",
        "provinces": "Governorates in which something is claimed.",
        "aircraft": "Aircraft that took part.",
        "missiles": "Missiles fired.",
    },
    "Scope": {
        "period": "The briefing's own period.",
        "cumulative": "All since the start of the campaign, or since another day that is stated.",
        "part": "A part of a total.",
        "plan": "What is planned.",
        "rate": "So many in a day, or another time.",
        "place": "One place.",
    },
    "Voice": {
        "headline": "The headline.",
        "lead": "The first paragraph.",
        "body": "The text below it.",
        "quote": "Words in quotation marks.",
        "background": "The carrier's own matter, or older news; no sum counts it.",
    },
    "Governorate by": {
        "text": "The text names the governorate.",
        "place": "It follows from the place.",
    },
    "Kind of fact": {
        "total": "A briefing's own figure.",
        "tally": "A stated total.",
        "claim": "A claim about a target.",
        "statement": "Another statement.",
    },
    "Check": {name: check.about for name, check in sorted(CHECKS.items())},
    "Severity": {
        "error": "A number cannot be right.",
        "warning": "Two numbers cannot both be.",
        "note": "Worth knowing.",
    },
    "Status of a day": {
        "briefed": "Told of by itself, or in a bulletin of 24 hours.",
        "longer period": "Told of only within a longer period.",
        "no strikes": "A text says that none are reported.",
        "lost": "Known to have been told of; no text is left.",
        "silent": "No text is at hand. It is no day without strikes.",
    },
    "Reason of a version": {
        "first": "The text as first recorded.",
        "source": "The publisher edited the text.",
        "reader": "The same text is read otherwise.",
        "source and reader": "Both.",
    },
    "Way of a change": {
        "gained": "The version before did not have the fact.",
        "lost": "Only the version before has it.",
        "altered": "Both have it, otherwise.",
    },
    "Action of a correction": {
        "withdraw": "The fact counts nowhere.",
        "set": "Some of its columns are set otherwise.",
    },
    "Route": {
        "kept text": "The copy that was kept, whose checksum holds.",
        "live": "Its address.",
        "archive": "The archive.",
    },
    "Grade": {
        "intact": "Same words, same place.",
        "moved": "Other words around them.",
        "read otherwise": "Same text, other reading.",
        "reworded": "Another number or hedge.",
        "gone": "The words are there no more.",
        "never archived": "Neither at its address nor in the archive.",
    },
    "Guard": {
        "bounds": "More than its source or a day can have.",
        "large": "Very many claims in one document.",
        "vanished": "Rows of the file before are gone.",
        "shrunk": "There are fewer rows than before.",
        "emptied": "A column lost its values.",
        "grown": "There are very many more rows than before.",
    },
    "Difference of two languages": {
        "nothing": "Both state it alike.",
        "number": "The numbers differ.",
        "hedge": "One number, stated more or less firmly.",
        "name": "One number, of another noun, armed group or place.",
        "one side only": "Only one of the two states it.",
    },
    "Days by": {
        "day of the claim": "The text gives the claim a day of its own.",
        "period of the briefing": "It takes the days of its briefing.",
        "day it is quoted for": "Only a third party's day is known.",
        "day published": "Only the day of publication is known.",
    },
    "What is counted by name": {
        "all": "Every claim.",
        "place": "A place of the gazetteer.",
        "governorate": "A governorate, or a place in it.",
        "group": "An armed group.",
        "target": "A kind of target.",
        "class": "A class of targets.",
        "aircraft": "An aircraft type.",
        "unplaced": "Claims with neither point nor governorate, by why and country.",
    },
    "What is counted beside it": {
        "target": "The kind of target.",
        "action": "What is said to have been done.",
        "governorate": "The governorate.",
        "place": "The place of the gazetteer.",
        "words": "The words that the texts print.",
        "precision": "How exactly the place is said, as a code.",
    },
    "Precision of a place": {
        "1": "The place itself.",
        "2": "Near it.",
        "3": "Its district.",
        "4": "Its governorate.",
        "5": "A line or a wide area.",
        "6": "Its country.",
        "7": "International waters or airspace.",
    },
    "Field of a score": {
        "totals": "Number and hedge of a party's own totals.",
        "period": "First and last day.",
        "provinces": "Names of governorates.",
        "claims": "Action, target, number, hedge and place, all of them right.",
        "counts": "Target, number and hedge.",
    },
    "Precision of a day": {
        "1": "One day.",
        "2": "Two to six days.",
        "3": "A week.",
        "4": "A month at most.",
        "5": "Longer.",
    },
}
# Columns whose values no rule of the schema lists.
NAMED = {
    "place_precision": "Precision of a place",
    "date_precision": "Precision of a day",
    "check_name": "Check",
    "party": "Party",
}


def list_of(column: str, codes: tuple[str, ...]) -> str | None:
    """The name of the list whose values a column takes, all of them or some."""
    if column in NAMED:
        return NAMED[column]
    fitting = [name for name, values in MEANINGS.items() if codes and {*codes} <= {*values}]
    return min(fitting, key=lambda name: len(MEANINGS[name]), default=None)


def code_lists(tables: Iterable[Table]) -> list[CodeList]:
    """Every list of values that the tables' columns take, with those columns."""
    columns: dict[str, list[str]] = {}
    for table in tables:
        for column in table.columns:
            if name := list_of(column.name, column.codes):
                columns.setdefault(name, []).append(f"{table.name}.{column.name}")
    return [
        CodeList(name, tuple(columns[name]), tuple(values.items()))
        for name, values in MEANINGS.items()
        if name in columns
    ]
