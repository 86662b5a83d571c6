"""A whole article in, yes or no out: does it speak of the air campaign at all? The one place for this question.

Minimal on purpose: it keeps a press review out, it does not judge what the article says. A text about Syria that has
an air word passes, and the reader then finds claims in it or none. English, as all page layouts so far.
"""

from __future__ import annotations

import re

COUNTRY = re.compile(r"\bsyria", re.IGNORECASE)
AIR = re.compile(r"\b(?:air\b|air ?strike|aircraft|strike|sortie|warplane|bomber|jets?\b)", re.IGNORECASE)


def is_briefing(text: str) -> bool:
    """Whether a text names Syria and anything that flies or strikes.

    >>> is_briefing("Two sorties were flown over Syria."), is_briefing("A fair was held in Syria.")
    (True, False)
    """
    return bool(COUNTRY.search(text) and AIR.search(text))
