"""An invented announcement in two languages: a Russian text and its English translation, as readings have them."""

from __future__ import annotations

from typing import Any

from scrapers.models import Period, Reading
from tests.invented import claim, reading, tally

DAY = "2016-03-09"
RU, EN = "outlet/5100", "outlet/5200"


def of_day(id: str, language: str, **other: Any) -> Reading:
    """A briefing of one day with no figures but those given; its text is named after its language."""
    number = id.rpartition("/")[2]
    base = reading(f"outlet/{language}-{number}")._replace(
        url=f"https://example.org/{language}/{number}",
        language=language,
        published=DAY,
        dateline=None,
        sha256=("a" if language == "ru" else "b") * 64,
        period=Period(DAY, DAY, None, None),
        totals={},
        provinces=(),
        tallies=(),
        claims=(),
        statements=(),
        spokespeople=(),
        unread=(),
        notices=(),
    )
    return base._replace(**other)


def told(base: Reading, hedge: str, depots: int, truck: dict[str, str], depot: dict[str, str]) -> Reading:
    """A reading of the day with both totals and both claims; `truck` and `depot` are the words that it prints."""
    return base._replace(
        tallies=(
            tally("sorties-60", "302 sorties", 60),
            tally("targets-170", "302 sorties", 170, metric="targets", hedge=hedge),
        ),
        claims=(
            claim("destroyed-truck", "three trucks", **truck),
            claim(
                "destroyed-depot", "three trucks", "ammunition depot", depots, place="Example Well", group="IS", **depot
            ),
        ),
    )


def russian(**other: Any) -> Reading:
    """The text in the party's own language."""
    truck = {"target_text": "грузовика", "place_text": "Примерного холма"}
    depot = {"target_text": "склада боеприпасов", "place_text": "Примерного колодца", "group_text": "ИГИЛ"}
    return told(of_day(RU, "ru"), "at least", 2, truck, depot)._replace(**other)


def english(**other: Any) -> Reading:
    """Its translation."""
    depot = {"target_text": "ammunition depots", "place_text": "Example Well", "group_text": "ISIS"}
    return told(of_day(EN, "en"), "exact", 3, {}, depot)._replace(**other)
