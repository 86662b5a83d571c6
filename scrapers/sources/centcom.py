"""United States Central Command; what comes in is an address, what goes out its document key.

Since 2016 each release has a number, before that only a slug in one of two sections. No page layout is described yet.
"""

from __future__ import annotations

import re

from .address import find_on
from .listings import Listing

NAME = "centcom"
TITLE = "United States Central Command"
PARTY = "coalition"
LANGUAGE = "en"
HOME = "https://www.centcom.mil/"
HOSTS = ("centcom.mil",)
LICENCE = "Work of the United States government, in the public domain in the United States."
QUOTING = "May be quoted whole with credit to the command."
FIRST_DAY = "2014-08-08"
FEWEST_A_WEEK = 0
MOST_A_WEEK = 28  # one or two strike releases a day, corrections and other releases of the command besides
ROUTES = ("live", "archive", "folder")
LISTINGS: tuple[Listing, ...] = ()
ARCHIVED: tuple[str, ...] = ()

ARTICLE = re.compile(r"/Article/([0-9]{4,9})(?:/|$)", re.IGNORECASE)
OLD_SLUG = re.compile(r"/en/news/articles/([^/]+)/?", re.IGNORECASE)
OLD_RELEASE = re.compile(r"/news/press-release/([^/]+)/?", re.IGNORECASE)


def document(url: str) -> str | None:
    """The number of the release at an address, or its slug where it is older than the numbers.

    >>> document("https://www.centcom.mil/MEDIA/PRESS-RELEASES/Press-Release-View/Article/1234567/some-title/")
    '1234567'
    >>> document("http://www.centcom.mil/en/news/articles/jan.-32-strikes")
    'jan.-32-strikes'
    """
    address = find_on(url, HOSTS)
    if address is None:
        return None
    if article := ARTICLE.search(address.path):
        return article[1]
    if slug := OLD_SLUG.fullmatch(address.path):
        return slug[1].lower()
    # Slugs name a day without its year, so one of the other section is never taken for the same document.
    release = OLD_RELEASE.fullmatch(address.path)
    return f"press-release-{release[1].lower()}" if release else None
