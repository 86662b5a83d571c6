"""Pages of ArticleCS, the module by which American commands publish: one layout for three publishers' files.

In comes nothing but an article that is read, out comes the layout and the check of its release number, which is a
second date that no editor of pages sets. Knows no publisher.
"""

from __future__ import annotations

import re
from datetime import date

from ..errors import BodyMissing, ImpossibleDate
from ..models import Article
from .markup.layout import Layout

# The frame of a page has been renamed twice since 2016, what stands in it keeps its names. Dates are American days
# without a zone, "Sept. 15, 2026"; from about 2024 a kind of text stands before them.
LAYOUT = Layout(
    "ArticleCS",
    title="h1.title, h1.maintitle",
    lead=None,
    visible_date=".adetail .info .date, .article-view .date:not(.alist .date), .category-date",
    dates=(
        "%b %d, %Y",
        "%B %d, %Y",
        *(f"{kind} | {month} %d, %Y" for kind in ("Press Release", "Public Release", "News") for month in ("%b", "%B")),
    ),
    body=".adetail .body, .article-body .body, #news-content .body",
    extras=frozenset({"media-inline", "dvids-video", "related-articles"}),
    breaks=True,  # place lines of 2015 stand in one paragraph
)

NUMBER = re.compile(
    r"\brelease\s*(?:#|number|no\.)?\s*:?\s*#?\s*([0-9]{8})\s?[-_]\s?[0-9]{1,2}(?![0-9])", re.IGNORECASE
)
HEADED = "FOR IMMEDIATE RELEASE"
APART = 2  # days, as the stamps of a page have them


def find_day(text: str, where: object) -> str | None:
    """The day that a release number names; ImpossibleDate where it names none that exists.

    >>> find_day("November 2, 2099 Release # 20991102-01 FOR IMMEDIATE RELEASE", "x")
    '2099-11-02'
    >>> find_day("RELEASE NUMBER: 20991102-02", "x"), find_day("CJTF-OIR Press Release 20991102-01", "x")
    ('2099-11-02', '2099-11-02')
    >>> find_day("Release of 20991102 barrels", "x") is None
    True
    """
    number = NUMBER.search(text)
    return day_of(number[1], where) if number else None


def day_of(digits: str, where: object) -> str:
    """Eight digits as a day in ISO form; ImpossibleDate where there is no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        raise ImpossibleDate(where, f"the number {digits} names no day that exists: look at the release") from None


def checked(found: Article, where: object) -> Article:
    """The article with its release number held against its date; the number's day where the page states none."""
    head = found.text[:1000]
    day = find_day(head, where)
    if day is None:
        if HEADED in head:
            raise BodyMissing(where, f"{HEADED!r} without a release number: its beginning is lost, look at the layout")
        return found
    if found.published is None:
        return found._replace(published=day, date_source="release number")
    apart = abs((date.fromisoformat(found.published[:10]) - date.fromisoformat(day)).days)
    if apart > APART:
        told = f"the page is of {found.published[:10]}, its release number of {day}: check which one is wrong"
        raise ImpossibleDate(where, told)
    return found
