"""Combined Joint Task Force - Operation Inherent Resolve; what comes in is an address, what goes out its document key.

Strike releases are PDF files that were moved between folders, so the file's name is the key, not its path; other
releases have a number. No page layout is described yet.
"""

from __future__ import annotations

import re

from .address import find_on
from .listings import Listing

NAME = "inherent_resolve"
TITLE = "Combined Joint Task Force - Operation Inherent Resolve"
PARTY = "coalition"
LANGUAGE = "en"
HOME = "https://www.inherentresolve.mil/"
HOSTS = ("inherentresolve.mil",)
LICENCE = "Work of the United States government, in the public domain in the United States."
QUOTING = "May be quoted whole with credit to the task force."
FIRST_DAY = "2014-08-08"
FEWEST_A_WEEK = 0
MOST_A_WEEK = 21  # a strike release a day, corrections and monthly reports besides
ROUTES = ("archive", "folder")
LISTINGS: tuple[Listing, ...] = ()
ARCHIVED: tuple[str, ...] = ()

ARTICLE = re.compile(r"/Article/([0-9]{4,9})(?:/|$)", re.IGNORECASE)
PDF = re.compile(r"/([^/]+)\.pdf", re.IGNORECASE)
NOT_WORD = re.compile(r"[^a-z0-9]+")


def document(url: str) -> str | None:
    """The number of the release at an address, or the name of its PDF in lower case with hyphens.

    >>> document("https://www.inherentresolve.mil/Portals/14/20991231%20Strike%20Release.pdf?ver=1")
    '20991231-strike-release'
    """
    address = find_on(url, HOSTS)
    if address is None:
        return None
    if article := ARTICLE.search(address.path):
        return article[1]
    name = PDF.search(address.path)
    return (NOT_WORD.sub("-", name[1].lower()).strip("-") or None) if name else None
