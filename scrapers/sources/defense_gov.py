"""The United States Department of Defense (of War since 2025); what comes in is an address, what goes out its key.

Both hosts share the numbers of their articles. Before 2015 two other engines had numbers of their own, which are kept
apart by a prefix. No page layout is described yet.
"""

from __future__ import annotations

import re

from .address import find_on
from .listings import Listing

NAME = "defense_gov"
TITLE = "United States Department of Defense"
PARTY = "coalition"
LANGUAGE = "en"
HOME = "https://www.defense.gov/"
HOSTS = ("defense.gov", "war.gov", "archive.defense.gov", "dod.defense.gov")
LICENCE = "Work of the United States government, in the public domain in the United States."
QUOTING = "May be quoted whole with credit to the department."
FIRST_DAY = "2014-08-08"
FEWEST_A_WEEK = 0
MOST_A_WEEK = 21  # a round-up a day, and news that quotes it
ROUTES = ("archive", "folder")
LISTINGS: tuple[Listing, ...] = ()
ARCHIVED: tuple[str, ...] = ()

ARTICLE = re.compile(r"/Article/([0-9]{4,9})(?:/|$)", re.IGNORECASE)
OLD_PAGES = {"newsarticle.aspx": ("id", "newsarticle"), "transcript.aspx": ("transcriptid", "transcript")}
NUMBER = re.compile(r"[0-9]{3,9}")


def document(url: str) -> str | None:
    """The number of the article at an address, with the kind of page before a number of the old engines.

    >>> document("https://www.war.gov/News/Releases/Release/Article/1234567/some-title/")
    '1234567'
    >>> document("http://www.defense.gov/Transcripts/Transcript.aspx?TranscriptID=1234")
    'transcript-1234'
    """
    address = find_on(url, HOSTS)
    if address is None:
        return None
    if article := ARTICLE.search(address.path):
        return article[1]
    field, kind = OLD_PAGES.get(address.path.rpartition("/")[2].lower(), ("", ""))
    number = {name.lower(): value for name, value in address.query.items()}.get(field, "")
    return f"{kind}-{number}" if NUMBER.fullmatch(number) else None
