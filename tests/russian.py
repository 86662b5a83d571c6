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


def russian(**other: Any) -> Reading:
    """The text in the party's own language."""
    base = of_day(
        RU,
        "ru",
        tallies=(
            tally("sorties-60", "302 sorties", 60),
            tally("targets-170", "302 sorties", 170, metric="targets", hedge="at least"),
        ),
        claims=(
            claim("destroyed-truck", "three trucks", target_text="грузовика", place_text="Примерного холма"),
            claim(
                "destroyed-depot",
                "three trucks",
                "ammunition depot",
                2,
                target_text="склада боеприпасов",
                place="Example Well",
                place_text="Примерного колодца",
                group="IS",
                group_text="ИГИЛ",
            ),
        ),
    )
    return base._replace(**other)


def english(**other: Any) -> Reading:
    """Its translation."""
    base = of_day(
        EN,
        "en",
        tallies=(
            tally("sorties-60", "302 sorties", 60),
            tally("targets-170", "302 sorties", 170, metric="targets", hedge="exact"),
        ),
        claims=(
            claim("destroyed-truck", "three trucks"),
            claim(
                "destroyed-depot",
                "three trucks",
                "ammunition depot",
                3,
                target_text="ammunition depots",
                place="Example Well",
                place_text="Example Well",
                group="IS",
                group_text="ISIS",
            ),
        ),
    )
    return base._replace(**other)
