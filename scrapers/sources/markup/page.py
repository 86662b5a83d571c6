"""A decoded page in; its address, its one element, its paragraphs out. Knows HTML, no publisher and no briefing.

Strict on purpose: an element of the body that is neither text nor named as an extra stops the reading, because a
redesign that moves the text must show itself and never give half an article.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

# Costs a tenth of a second, so this file is imported only inside the functions that read pages.
from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from bs4.filter import SoupStrainer

from ...errors import BodyMissing, TooLarge

HEAD = ("h1", "link", "meta", "script", "dateformat")
TEXT = frozenset({"p", "h2", "h3", "h4", "h5", "li", "blockquote", "ul", "ol"})
SILENT = frozenset({"script", "style", "noscript", "iframe", "img", "video", "br", "hr"})
INLINE = frozenset({"a", "b", "strong", "i", "em", "u", "sup", "sub", "br", "wbr", "nobr"})
TAGS = 20_000  # an article has two thousand
EXTRA_CAP = 300
DEEPEST = 20
NONE: frozenset[str] = frozenset()
# Marks that only steer a display; a space is not among them.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# White space to one space, but a single narrow or no-break space inside a number stays: it may part thousands.
SPACE = re.compile(r"\s{2,}|(?<![0-9])\s|\s(?![0-9])|[^\S\u00a0\u2009\u202f]")

CHALLENGES = (
    "servicepipe", "ddos-guard", "captcha", "access denied", "just a moment", "checking your browser",
    "unusual traffic", "are you a robot", "enable cookies", "cookies to continue", "accept cookies",
    "accept all cookies", "before you continue",
)  # fmt: skip


class Needed(SoupStrainer):
    """Lets the parser build the head's elements, the named classes and ids (`#name`), and all that stands inside."""

    def __init__(self, classes: frozenset[str]) -> None:
        super().__init__(name=list(HEAD))
        self.classes = classes

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: object) -> bool:
        """Whether a tag outside of any wanted one is wanted itself."""
        given = attrs if isinstance(attrs, dict) else {}
        names = {*str(given.get("class", "")).split(), f"#{given.get('id', '')}"}
        return name in HEAD or not self.classes.isdisjoint(names)


def parse_page(html: str, classes: frozenset[str], where: object) -> BeautifulSoup:
    """The head's elements and those of these classes and ids (`#name`); the rest of the page is never built."""
    if (tags := html.count("<")) > TAGS:
        raise TooLarge(where, f"about {tags:,} tags, a page may have {TAGS:,}: it is no article, leave it out")
    with warnings.catch_warnings():  # a page that looks like an address or like XML fails where its parts are missed
        warnings.simplefilter("ignore", UnusualUsageWarning)
        return BeautifulSoup(html, "lxml", parse_only=Needed(classes))


def find_challenge(html: str) -> str | None:
    """The words that show a challenge, consent or refusal page; ask only where no article was found."""
    low = html.lower()
    return next((words for words in CHALLENGES if words in low), None)


def find_address(page: BeautifulSoup) -> str | None:
    """The address that the page gives for itself: its canonical link, else its og:url."""
    for link in page.select("link[rel~=canonical][href]"):
        return str(link["href"]).strip()
    return find_meta(page, "og:url")


def find_meta(page: BeautifulSoup, name: str) -> str | None:
    """What a meta element of that property or name says, white space collapsed, None where it says nothing."""
    for meta in page.select(f'meta[property="{name}"][content], meta[name="{name}"][content]'):
        return collapse(str(meta["content"])) or None
    return None


def one(page: BeautifulSoup, selector: str, where: object) -> Tag:
    """The one element of that kind: none and two are both a layout that is not known."""
    found = page.select(selector)
    if len(found) != 1:
        raise BodyMissing(where, f"{len(found)} elements match {selector!r}, not one: look at the layout")
    return found[0]


def collapse(text: str) -> str:
    """The text with every run of white space as one space and without marks that only steer a display.

    >>> collapse("  two\\n words\\xad ")
    'two words'
    """
    return SPACE.sub(" ", INVISIBLE.sub("", text)).strip()


def words_of(element: Tag) -> str:
    """The text of one element; a line break is a space, a footnote mark is dropped as it would join a figure."""
    for line_break in element.find_all("br"):
        line_break.replace_with(" ")
    for mark in element.find_all("sup"):
        mark.decompose()
    return collapse(element.get_text())


def paragraphs(
    body: Tag, parts: frozenset[str], extras: frozenset[str], where: object, depth: int = 0
) -> Iterator[str]:
    """The paragraphs and sub-headings of a body and of its parts, empty ones included, in page order."""
    if depth > DEEPEST:
        raise BodyMissing(where, f"boxes or lists stand in each other more than {DEEPEST} deep: look at the layout")
    for node in body.children:
        if isinstance(node, NavigableString):
            if node.strip() and not isinstance(node, PreformattedString):
                raise BodyMissing(where, f"words outside of any paragraph ({node.strip()[:40]!r}): look at the layout")
        elif isinstance(node, Tag) and (node.name == "figure" or node.name in extras or _has_class(node, extras)):
            _check_extra(node, where)
        elif isinstance(node, Tag) and node.name not in SILENT:
            if _has_class(node, parts):
                yield from paragraphs(node, parts, extras, where, depth + 1)
            else:
                yield from _words_alone(node, where) if _is_paragraph(node, parts) else _text(node, where, depth)


def part_at_breaks(body: Tag) -> None:
    """Makes a paragraph of each line of a paragraph, where a page parts its lines by breaks alone."""
    for paragraph in body.find_all("p"):
        if not paragraph.find("br"):
            continue
        lines: list[list[PageElement]] = [[]]
        for node in list(paragraph.children):
            if isinstance(node, Tag) and node.name == "br":
                lines.append([])
            else:
                lines[-1].append(node.extract())
        for line in lines:
            new = Tag(name="p")
            new.extend(line)
            if collapse(new.get_text()):
                paragraph.insert_before(new)
        paragraph.decompose()


def _is_paragraph(box: Tag, parts: frozenset[str]) -> bool:
    return any(f"p.{name}" in parts for name in box.get_attribute_list("class"))


def _words_alone(box: Tag, where: object) -> Iterator[str]:
    """A box that stands for a paragraph: what could part its words into several is a layout that is not known."""
    for element in box.find_all(True):
        if element.name not in INLINE:
            raise BodyMissing(where, f"<{element.name}> stands in a box of words alone: look at the layout")
    yield from _words(box)


def _has_class(element: Tag, classes: frozenset[str]) -> bool:
    return not classes.isdisjoint(element.get_attribute_list("class"))


def _check_extra(box: Tag, where: object) -> None:
    """A box of links and captions is short; a long one has swallowed the article, as an unclosed tag makes it."""
    words = len(collapse(box.get_text())) - sum(len(collapse(link.get_text())) for link in box.find_all("a"))
    if words > EXTRA_CAP:
        name = " ".join([box.name, *box.get_attribute_list("class")])
        raise BodyMissing(where, f"the box {name!r} holds {words} characters that are no links: look at the layout")


def _text(element: Tag, where: object, depth: int) -> Iterator[str]:
    if element.name in TEXT and element.find(list(TEXT)):
        yield from paragraphs(element, NONE, NONE, where, depth + 1)
    elif element.name in TEXT:
        yield from _words(element)
    elif collapse(element.get_text()):
        name = " ".join([element.name, *element.get_attribute_list("class")])
        raise BodyMissing(where, f"<{name}> stands in the body and no layout names it: look at the layout")


def _words(element: Tag) -> Iterator[str]:
    words = words_of(element)
    links = collapse("".join(link.get_text() for link in element.find_all("a")))
    if not words or words != links:  # nothing but a link is a pointer to another article
        yield words
