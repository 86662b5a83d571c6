"""A visible date with a Russian month in, the same date with the English month out, as the forms of dates have it."""

from __future__ import annotations

import re

MONTHS = {
    "января": "January", "февраля": "February", "марта": "March", "апреля": "April", "мая": "May", "июня": "June",
    "июля": "July", "августа": "August", "сентября": "September", "октября": "October", "ноября": "November",
    "декабря": "December",
}  # fmt: skip
MONTH = re.compile("|".join(MONTHS), re.IGNORECASE)


def in_english(words: str) -> str:
    """The words with each Russian month, as it stands in a date, put into English.

    >>> in_english("14 января 2016, 15:32"), in_english("2 МАЯ, 9:05")
    ('14 January 2016, 15:32', '2 May, 9:05')
    """
    return MONTH.sub(lambda month: MONTHS[month[0].lower()], words)
