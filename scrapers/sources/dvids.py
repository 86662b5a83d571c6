"""DVIDS, which republishes coalition releases; what comes in is an address, what goes out its document key.

No page layout is described yet.
"""

from __future__ import annotations

import re

from .address import find_on
from .listings import Listing

NAME = "dvids"
TITLE = "Defense Visual Information Distribution Service"
PARTY = "coalition"
LANGUAGE = "en"
HOME = "https://www.dvidshub.net/"
HOSTS = ("dvidshub.net",)
LICENCE = "Work of the United States government, in the public domain in the United States."
QUOTING = "May be quoted whole with credit to the unit and to DVIDS."
FIRST_DAY = "2014-08-08"
FEWEST_A_WEEK = 0
MOST_A_WEEK = 28  # it mirrors the releases of the commands
ROUTES = ("live", "archive", "folder")
LISTINGS: tuple[Listing, ...] = ()
ARCHIVED: tuple[str, ...] = ()

NEWS = re.compile(r"/news/([0-9]{4,9})(?:/|$)", re.IGNORECASE)


def document(url: str) -> str | None:
    """The number of the news item at an address, None for pictures, feeds and listings.

    >>> document("https://www.dvidshub.net/news/123456/some-title")
    '123456'
    """
    address = find_on(url, HOSTS)
    news = NEWS.match(address.path) if address else None
    return news[1] if news else None
