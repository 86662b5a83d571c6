"""Combined Joint Task Force - Operation Inherent Resolve; a saved page or PDF of a release in, its article out.

Strike releases are PDF files that were moved between folders, so the file's name is the key, not its path; other
releases have a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

from ..errors import BodyMissing, ImpossibleDate, ListingBroken, NotABriefing, UnknownSource
from ..models import Article, Link
from .address import find_on
from .article_cs import LAYOUT, checked, find_day
from .listings import PAGE, Listing

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
LISTINGS = (
    Listing("https://www.inherentresolve.mil/News/Strike-Releases/", PAGE),  # to 2018
    Listing("https://www.inherentresolve.mil/Releases/Strike-Releases/", PAGE),
)
# Strike releases were kept in four places.
ARCHIVED = (
    "inherentresolve.mil/Media-Library/News-Releases/Article/",
    "inherentresolve.mil/Portals/14/Documents/Strike",
    "inherentresolve.mil/Portals/14/2018StrikeReleases/",
    "inherentresolve.mil/Portals/14/CJTF-OIR",
    "inherentresolve.mil/Portals/1/20",
)

SIGNED = ("SOUTHWEST ASIA", "BAGHDAD")  # every release is dated from one of the two
LAYOUTS = (LAYOUT._replace(signed=SIGNED),)

ARTICLE = re.compile(r"/Article/([0-9]{4,9})(?:/|$)", re.IGNORECASE)
PDF = re.compile(r"/([^/]+)\.pdf", re.IGNORECASE)
NOT_WORD = re.compile(r"[^a-z0-9]+")
STRIKE_RELEASE = re.compile(r"strike[\s_-]*release", re.IGNORECASE)
DAY_IN_NAME = re.compile(r"(?<![0-9])(20[0-9]{6})(?![0-9])")
MOST_LINKS = 20_000  # the page of November 2017 had 1,026 releases

# Lines of a PDF that begin a paragraph though no gap stands before them, and a heading, which goes on in no next line.
BEGINS = re.compile(
    r"[-*•·\uf0b7–—]|o\s|Near\s|On\s\S+\s[0-9]{1,2},\snear\s|In\s(?:Syria|Iraq)[,:]|(?:Syria|Iraq):?$"
    r"|SOUTHWEST ASIA|BAGHDAD"
)
ALONE = re.compile(r"(?:Syria|Iraq):?")
FOOT = re.compile(r"(?:page\s*)?[0-9]{1,2}(?:\s*(?:of|/)\s*[0-9]{1,2})?", re.IGNORECASE)
# What stands before the title, where no gap parts them.
HEADING = re.compile(r"^.*(?:FOR IMMEDIATE RELEASE|\b20[0-9]{6}\s?[-_]\s?[0-9]{1,2}\b)[\s.:]*", re.DOTALL)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PRINTED = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\.?\s([0-9]{{1,2}}),?\s(20[0-9]{{2}})\b", re.IGNORECASE)


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


def article(html: bytes, url: str | None, where: str, content_type: str = "") -> Article:
    """The article of a saved page or PDF: title and body as one text, or the named reason why it is none."""
    # Here and not above: reading a plain text asks this file for its constants only, and must start fast.
    from . import named
    from .markup.article import read_article
    from .markup.pdf import is_pdf

    if is_pdf(html, content_type):
        return _of_pdf(html, url, where)
    return checked(read_article(html, url, where, content_type, named(NAME, where), LAYOUTS), where)


def links(raw: bytes, where: str, content_type: str) -> Iterator[Link]:
    """The strike releases that a page of lists links to, each once, dated by the names of their files."""
    from bs4 import BeautifulSoup
    from bs4.filter import SoupStrainer

    from .charset import decode_page

    text = decode_page(raw, where, content_type)
    if (number := text.lower().count("<a ")) > MOST_LINKS:
        raise ListingBroken(where, f"{number:,} links, at most {MOST_LINKS:,} are read: look at what came")
    known: set[str] = set()
    for anchor in BeautifulSoup(text, "lxml", parse_only=SoupStrainer("a")).select("a[href]"):
        url = _absolute(str(anchor["href"]), where)
        key = document(url)
        if key and STRIKE_RELEASE.search(key) and key not in known:
            known.add(key)
            # No title: the words of such a link are a date or a file's name.
            yield Link(url, None, _day_of_name(key), where)
    if not known:
        raise ListingBroken(where, "it links to no strike release: look at what came")


def _absolute(href: str, where: str) -> str:
    try:
        return urljoin(where, href.strip().replace(" ", "%20"))
    except ValueError:  # "http://["
        return ""


def _day_of_name(key: str) -> str | None:
    for digits in DAY_IN_NAME.findall(key):
        try:
            return date.fromisoformat(digits).isoformat()
        except ValueError:  # a slip of the hand; the release itself is dated
            continue
    return None


def _of_pdf(raw: bytes, url: str | None, where: str) -> Article:
    from .briefing import is_briefing
    from .markup.pdf import lines

    key = document(url or "")
    if key is None:
        told = f"{(url or '')[:120]!r} is no release of {TITLE}, and a PDF names none: save it with its address"
        raise UnknownSource(where, told)
    found = list(_paragraphs(lines(raw, where)))
    if not is_briefing("\n\n".join(found)):
        raise NotABriefing(where, f"release {key} does not speak of the air campaign over Syria: leave it out")
    start = next((number for number, words in enumerate(found) if words.startswith(SIGNED)), 0)
    title = HEADING.sub("", found[start - 1]) if start else ""
    if not title or len(found) - start < 2:
        told = f"no title before a first paragraph from {' or '.join(SIGNED)}, or nothing after it: look at the layout"
        raise BodyMissing(where, told)
    published, how = _published(" ".join(found[:start]), key, where)
    text = "\n\n".join([title, *found[start:]])
    return Article(f"{NAME}/{key}", PARTY, NAME, None, url, LANGUAGE, published, text, how)


def _paragraphs(pages: list[list[str]]) -> Iterator[str]:
    """Lines put together; a sentence that a page's end cuts goes on."""
    words = ""
    for line in (line for page in pages for line in _without_foot(page)):
        if not line or BEGINS.match(line) or ALONE.fullmatch(words):
            if words:
                yield words
            words = line
        elif words.endswith("-") and line[:1].islower() and not words.endswith(" -"):
            words += line  # "vehicle-" and "borne"
        else:
            words = f"{words} {line}".strip()
    if words:
        yield words


def _without_foot(page: list[str]) -> list[str]:
    lines = list(page)
    while lines and (not lines[-1] or FOOT.fullmatch(lines[-1])):
        lines.pop()
    return [*lines, ""] if lines and lines[-1].endswith((".", ":", "?", "!", "”")) else lines


def _published(head: str, key: str, where: str) -> tuple[str | None, str]:
    """The day of a release by its number, its printed date and its file's name, which must all say the same."""
    stated = {"release number": find_day(head, where), "printed date": _printed(head), "file name": _day_of_name(key)}
    days = {how: day for how, day in stated.items() if day}
    if len(set(days.values())) > 1:
        said = ", ".join(f"{how} {day}" for how, day in days.items())
        raise ImpossibleDate(where, f"the PDF's dates disagree ({said}): check which one is wrong")
    return next(((day, how) for how, day in days.items()), (None, "none stated"))


def _printed(head: str) -> str | None:
    found = PRINTED.search(head)
    if found is None:
        return None
    try:
        return date(int(found[3]), MONTHS.index(found[1].lower()) + 1, int(found[2])).isoformat()
    except ValueError:
        return None
