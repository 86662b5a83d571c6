"""The United States Department of Defense (of War since 2025); a saved round-up or release in, its article out.

Both hosts share the numbers of their articles. Before 2015 two other engines had numbers of their own, which are kept
apart by a prefix; their pages are not read.
"""

from __future__ import annotations

import re

from ..models import Article
from .address import find_on
from .article_cs import LAYOUT, checked
from .listings import FEED, Listing

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
LISTINGS = (Listing("https://www.defense.gov/DesktopModules/ArticleCS/RSS.ashx?ContentType=1&Site=945&max=10", FEED),)
# The daily and weekly round-ups of 2014 to 2018 stand under the first.
ARCHIVED = (
    "defense.gov/News/Article/Article/",
    "defense.gov/News/Releases/Release/Article/",
    "war.gov/News/Releases/Release/Article/",
)

SIGNED = ("SOUTHWEST ASIA", "WASHINGTON", "TAMPA, Fla.", "MACDILL AIR FORCE BASE", "Release #", "Release Number")
LAYOUTS = (LAYOUT._replace(signed=SIGNED),)

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


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from . import named
    from .markup.article import read_article

    return checked(read_article(html, url, where, content_type, named(NAME, where), LAYOUTS), where)
