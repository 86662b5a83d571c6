"""The engine of the agencies of Rossiya Segodnya, RIA Novosti and Sputnik, in the dress that it wears to this day.

In: an address, or a page with the layouts of its agency. Out: the key of a document, or its article, whose day the
address must confirm. Knows no agency by name and imports nothing heavy until it reads a page.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ...errors import ImpossibleDate
from .layout import Layout

if TYPE_CHECKING:
    from ...models import Article
    from .. import Source

FURTHEST = 2  # days from the day of the address; midnight and time zones make up to one

# `/20230511/slug-1110000000.html`, and before the slugs `/middleeast/20150930/1027000000.html`.
PAGE = re.compile(r"(?:/[a-z_-]+)?/(20[0-9]{6})/(?:[^/]*-)?([0-9]{8,10})\.html", re.IGNORECASE)
# `/middleeast/201602111034000000-slug/`, of Sputnik from 2016 to 2020.
FOLDER = re.compile(r"/[a-z_-]+/(20[0-9]{6})([0-9]{8,10})(?:-[^/]*)?/?", re.IGNORECASE)

# From about 2018. A text stands in its box without any paragraph; every box says what it holds.
CURRENT = Layout(
    "B",
    title=".article__title",
    lead=None,
    visible_date=None,  # its hour is of Moscow at one agency and of Greenwich at the other; JSON-LD says which
    body=".article__body",
    parts=frozenset({"article__block", "article__quote", "p.article__text", "p.article__quote-text"}),
    extras=frozenset(
        {
            "article__article", "article__infographics", "article__photo", "article__quote-bg", "article__quote-info",
            "article__summary", "article__video", "banner", "media", "media__description", "photoview",
        }
    ),
)  # fmt: skip


def find_key(path: str) -> str | None:
    """The day and the number of the document at the path of an address, as one row of digits; None where it has none.

    >>> find_key("/20160211/a-slug-1034567890.html"), find_key("/middleeast/201602111034567890-a-slug/")
    ('201602111034567890', '201602111034567890')
    >>> find_key("/syria/20160211/1034567890.html"), find_key("/syria/")
    ('201602111034567890', None)
    """
    found = PAGE.fullmatch(path) or FOLDER.fullmatch(path)
    return found[1] + found[2] if found else None


def read_dated(
    html: bytes, url: str | None, where: str, content_type: str, source: Source, layouts: tuple[Layout, ...]
) -> Article:
    """The article of a page; its day must be that of its address, and is it where the page states none itself."""
    from .article import read_article

    found = read_article(html, url, where, content_type, source, layouts)
    day = _day(found.id.rpartition("/")[2], where)
    if found.published is None:
        return found._replace(published=day.isoformat(), date_source="address")
    if abs((date.fromisoformat(found.published[:10]) - day).days) > FURTHEST:
        told = f"the page is dated {found.published[:10]} and its address {day}: check which one is the template's"
        raise ImpossibleDate(where, told)
    return found


def _day(key: str, where: str) -> date:
    try:
        return date.fromisoformat(key[:8])
    except ValueError:
        raise ImpossibleDate(where, f"there is no day {key[:8]}, as its address has it: correct the address") from None
