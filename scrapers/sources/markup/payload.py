"""The data that a page carries for its own scripts in, the moment of publication that it gives its article out.

A page of Next.js has no stamp in its markup; it writes its data as escaped JSON into calls of a script, and that data
speaks of other articles too. So a date counts only where its own object also names the number of this article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bs4 import BeautifulSoup

from ...errors import ImpossibleDate
from .stamps import MOSCOW

PART = re.compile(r'[{}]|"datePublished"\s*:\s*"([^"]{0,40})"')
HOW = "page data"


def find_in_payload(page: BeautifulSoup, number: str, where: object) -> str | None:
    """The moment of publication as ISO text with Moscow's offset; None where no object of this number states it."""
    scripts = page.select('script:not([src]):not([type="application/ld+json"])')
    # JSON inside of JSON is escaped once for each level, so the strokes go and the plain object remains.
    data = "".join(script.get_text() for script in scripts).replace("\\", "")
    for stated, words in _dated(data):
        if re.search(rf"(?<![0-9]){number}(?![0-9])", words):
            return _moment(stated, where)
    return None


def _dated(data: str) -> Iterator[tuple[str, str]]:
    """Each stated date with the words of the innermost object around it, in the order in which these objects end."""
    open_at: list[tuple[int, list[str]]] = []
    for part in PART.finditer(data):
        if part[0] == "{":
            open_at.append((part.start(), []))
        elif part[0] != "}" and open_at:
            open_at[-1][1].append(part[1])
        elif open_at:
            start, stated = open_at.pop()
            if stated:
                yield stated[0], data[start : part.end()]


def _moment(stated: str, where: object) -> str:
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        raise ImpossibleDate(where, f"{HOW} give {stated!r}, which is no date: look at the page") from None
    moment = moment.astimezone(MOSCOW) if moment.tzinfo else moment.replace(tzinfo=MOSCOW)
    return moment.isoformat(timespec="seconds")
