"""United States Central Command; a saved release in, its article out.

Since 2016 each release has a number, before that only a slug in one of two sections. The older ones were given numbers
too when the site moved, so only pages of today's engine are read.
"""

from __future__ import annotations

import re

from ..models import Article
from .address import find_on
from .article_cs import LAYOUT, checked
from .listings import FEED, Listing

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
# 808 is the command's own number; others are met in the wild and belong to other commands. Kind 2 is said to hold the
# press releases alone, and was found empty in 2026 while kind 1 had them.
LISTINGS = tuple(
    Listing(f"https://www.centcom.mil/DesktopModules/ArticleCS/RSS.ashx?ContentType={kind}&Site=808&max=20", FEED)
    for kind in (2, 1)
)
# The second one since 2026; the releases before it are met under both.
ARCHIVED = ("centcom.mil/MEDIA/PRESS-RELEASES/", "centcom.mil/MEDIA/PUBLIC-RELEASES/")

# One of them heads every release, so a body without has lost its beginning.
SIGNED = ("Release #", "Release Number", "SOUTHWEST ASIA", "TAMPA, Fla.", "MACDILL AIR FORCE BASE")
LAYOUTS = (LAYOUT._replace(signed=SIGNED),)

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


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page: title and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from . import named
    from .markup.article import read_article

    return checked(read_article(html, url, where, content_type, named(NAME, where), LAYOUTS), where)
