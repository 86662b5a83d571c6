"""A whole article in, yes or no out: does it speak of the air campaign at all? The one place for this question.

Minimal on purpose: it keeps a press review out, it does not judge what the article says. A text about Syria that has
an air word passes, and the reader then finds claims in it or none.
"""

from __future__ import annotations

import re

COUNTRY = {
    "en": re.compile(r"\bsyria", re.IGNORECASE),
    "ru": re.compile(r"\bсири", re.IGNORECASE),
}
AIR = {
    "en": re.compile(r"\b(?:air\b|air ?strike|aircraft|strike|sortie|warplane|bomber|jets?\b)", re.IGNORECASE),
    "ru": re.compile(r"\b(?:авиа|авиац|вылет|удар|самол[её]т|бомбардировщик|вертол[её]т|ВКС\b)", re.IGNORECASE),
}


def is_briefing(text: str, language: str = "en") -> bool:
    """Whether a text names Syria and anything that flies or strikes.

    >>> is_briefing("Two sorties were flown over Syria."), is_briefing("A fair was held in Syria.")
    (True, False)
    >>> is_briefing("Авиация нанесла удар в Сирии", "ru")
    True
    """
    return bool(COUNTRY[language].search(text) and AIR[language].search(text))


def may_be_briefing(title: str, language: str = "en") -> bool:
    """Whether an item that a listing shows by its title may be a briefing: it names Syria, or anything that strikes.

    >>> may_be_briefing("Coalition strikes continue against ISIL"), may_be_briefing("Envoys meet in Geneva")
    (True, False)
    """
    return bool(COUNTRY[language].search(title) or AIR[language].search(title))
