"""Pages: a saved page with its expected article beside it, and the ways in which a page can be no article.

Whatever is done to a page, it gives the same article or a named rejection, never another article (faults 20 to 23).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from scrapers.errors import BodyMissing, EmptyInput, NotABriefing, ScraperError, UnknownSource
from scrapers.models import Article
from scrapers.sources import named
from scrapers.sources.files import articles
from scrapers.sources.markup.layout import Layout

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


class Parts(NamedTuple):
    """Selectors of a page's title, lead, body and an extra within it, and words that stand outside its article."""

    title: str
    lead: str | None
    body: str
    extra: str | None
    leaks: list[str]


REFUSED = (BodyMissing, NotABriefing, EmptyInput, UnknownSource)
PARTS = {name: Parts(**json.loads((PAGES / f"{name}.parts.json").read_text(encoding="utf-8"))) for name in NAMES}


def html(name: str) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")


def read(name: str, page: str) -> Article:
    """The article of a page; the first word of its name is the source."""
    source = named(name.partition("-")[0], name)
    read_page: Callable[[bytes, str | None, str], Article] = source.article  # type: ignore[attr-defined]
    return read_page(page.encode(), None, "page.html")


@pytest.mark.parametrize("name", NAMES)
def test_page_gives_expected_article(name: str) -> None:
    (article,) = articles(PAGES / f"{name}.html")
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    assert article._asdict() | {"text": article.text.split("\n\n")} == expected


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_the_article_is_in_the_text(name: str) -> None:
    """Fault 22: no caption, related link, cookie notice, menu or script."""
    text = read(name, html(name)).text
    whole = html(name)
    for words in PARTS[name].leaks:
        assert words in whole
        assert words not in text
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]{2}|^ | $|\xad", text, re.MULTILINE)


def soup(name: str) -> tuple[BeautifulSoup, Tag]:
    page = BeautifulSoup(html(name), "lxml")
    body = page.select_one(PARTS[name].body)
    assert body is not None
    return page, body


def layouts(name: str) -> tuple[Layout, ...]:
    return getattr(named(name.partition("-")[0], name), "LAYOUTS", ())


@cache
def paragraph(name: str) -> str:
    """The selector of what is a paragraph on a page: a p, and the boxes that its layout has stand for one."""
    page, _ = soup(name)
    known = (one for one in layouts(name) if page.select_one(one.body))
    boxes = {part[1:] for one in known for part in one.parts if part.startswith("p.")}
    return ", ".join(["p", *sorted(boxes)])


def drop(name: str, selector: str) -> str:
    page, _ = soup(name)
    for element in page.select(selector):
        element.decompose()
    return str(page)


def double(name: str, selector: str) -> str:
    page, _ = soup(name)
    (element,) = page.select(selector)
    element.insert_after(BeautifulSoup(str(element), "lxml").select_one(selector) or "")
    return str(page)


def rename(name: str, selector: str) -> str:
    page, _ = soup(name)
    for element in page.select(selector):
        element.attrs = {"class": "sc-1a2b3c"}  # an id too is a name
        element.name = "div"
    return str(page)


def retag(name: str, new: str) -> str:
    page, body = soup(name)
    for text in body.select(paragraph(name)):
        text.name, text.attrs = new, {}
    return str(page)


def wrap(name: str) -> str:
    page, body = soup(name)
    inner = page.new_tag("div", attrs={"class": "new-wrapper"})
    for child in list(body.children):
        inner.append(child.extract())
    body.append(inner)
    return str(page)


def empty_half(name: str) -> str:
    page, body = soup(name)
    for text in body.select(paragraph(name))[::2]:
        text.clear()
    return str(page)


def behead(name: str) -> str:
    page, body = soup(name)
    for text in body.select(paragraph(name))[:2]:
        text.decompose()
    return str(page)


def into_script(name: str) -> str:
    page, body = soup(name)
    script = page.new_tag("script", attrs={"type": "application/json"})
    script.string = json.dumps({"body": body.get_text()})
    body.clear()
    body.append(script)
    return str(page)


def loosen(name: str) -> str:
    page, body = soup(name)
    for text in body.select(paragraph(name)):
        text.unwrap()
    return str(page)


def both_layouts(name: str) -> str:
    """The page with the body of another layout of its source besides; where there is none, with its own once more."""
    page, body = soup(name)
    bodies = [one.body.partition(",")[0] for one in layouts(name)]
    other = next((selector for selector in bodies if len(bodies) > 1 and not page.select_one(selector)), None)
    if other is None:
        body.insert_after(BeautifulSoup(str(body), "lxml").select_one(PARTS[name].body) or "")
        return str(page)
    box = "<p>More words</p>"
    for step in reversed(other.split()):
        tag, kind, known = re.match(r"(\w*)([.#]?)(.*)", step).groups()  # type: ignore[union-attr]
        box = f'<{tag or "div"} {"id" if kind == "#" else "class"}="{known}">{box}</{tag or "div"}>'
    return html(name).replace("</body>", f"{box}</body>")


def cut(name: str, share: float) -> str:
    """The page as far as a share of what follows its head."""
    whole = html(name)
    start = whole.index("</head>")
    return whole[: start + int((len(whole) - start) * share)]


def one_paragraph(name: str) -> str:
    page, body = soup(name)
    text = " ".join(part.get_text(" ") for part in body.select(paragraph(name)))
    body.clear()
    body.append(page.new_tag("p"))
    body.p.string = text  # type: ignore[union-attr]
    return str(page)


def inside(name: str, tag: str) -> str:
    """The body inside an element that no browser shows, or only after a script ran."""
    page, body = soup(name)
    outer = page.new_tag(tag)
    body.wrap(outer)
    for text in body.select(paragraph(name)):
        text.wrap(page.new_tag(tag))
    return str(page)


def placeholder(name: str) -> str:
    page, body = soup(name)
    for number, text in enumerate(body.select(paragraph(name))):
        text.string = "{{ paragraph." + str(number) + " }}"
    return str(page)


def paywall(name: str) -> str:
    page, body = soup(name)
    for text in body.select(paragraph(name))[1:]:
        text.decompose()
    for rest in body.find_all(["h2", "h3", "ul", "ol", "blockquote"]):
        rest.decompose()
    return str(page)


def as_attributes(name: str) -> str:
    page, body = soup(name)
    for text in body.select(paragraph(name)):
        text["data-text"] = text.get_text()
        text.clear()
    return str(page)


def unclosed(name: str) -> str:
    """An extra that is never closed swallows what follows."""
    page, body = soup(name)
    first = str(body.select_one(paragraph(name)))
    return str(page).replace(first, f'{first}<div class="{(PARTS[name].extra or ".none")[1:]}">', 1)


def outer_text(name: str) -> str:
    page, body = soup(name)
    body.insert(0, "Words of nobody stand here before the first paragraph.")
    return str(page)


MUTATIONS: dict[str, Callable[[str], str]] = {
    "body gone": lambda name: drop(name, PARTS[name].body),
    "body emptied": lambda name: drop(name, f"{PARTS[name].body} *"),
    "body class renamed": lambda name: rename(name, PARTS[name].body),
    "two bodies": lambda name: double(name, PARTS[name].body),
    "body in a new wrapper": wrap,
    "body moved into script data": into_script,
    "body of another layout too": both_layouts,
    "title gone": lambda name: drop(name, PARTS[name].title),
    "title class renamed": lambda name: rename(name, PARTS[name].title),
    "title emptied": lambda name: re.sub(r"(<h1[^>]*>).*?(</h1>)(?=\s*<)", r"\1\2", html(name), flags=re.DOTALL),
    "two titles": lambda name: double(name, PARTS[name].title),
    "half of the paragraphs empty": empty_half,
    "paragraphs gone": lambda name: drop(name, f"{PARTS[name].body} :is({paragraph(name)})"),
    "paragraphs renamed to div": lambda name: retag(name, "div"),
    "paragraphs renamed to section": lambda name: retag(name, "section"),
    "paragraph tags gone": loosen,
    "first paragraphs gone": behead,
    "related links renamed": lambda name: rename(name, PARTS[name].extra),
    "broken off in the middle": lambda name: html(name)[: html(name).index("</body>") - 900],
    "broken off near the end": lambda name: html(name)[:-12],
    "broken off after a quarter": lambda name: cut(name, 0.25),
    "broken off after three quarters": lambda name: cut(name, 0.75),
    "nothing after the head": lambda name: cut(name, 0.0) + "</head><body></body></html>",
    "all in one paragraph": one_paragraph,
    "paragraphs are spans": lambda name: retag(name, "span"),
    "paragraphs are table cells": lambda name: retag(name, "td"),
    "paragraphs are articles": lambda name: retag(name, "article"),
    "body in a template": lambda name: inside(name, "template"),
    "body in custom elements": lambda name: inside(name, "news-part"),
    "placeholders of a script": placeholder,
    "only the first paragraph": paywall,
    "words in attributes": as_attributes,
    "words outside of paragraphs": outer_text,
    "an extra never closed": unclosed,
}


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_changed_layout_is_rejected(name: str, mutation: str) -> None:
    """Fault 20, fault 21: a redesign or a half page is refused by name."""
    with pytest.raises(REFUSED, match=r"^page\.html: .*(layout|fetch it again|leave it out|save)"):
        read(name, MUTATIONS[mutation](name))


def test_there_are_thirty_mutations_of_each_page() -> None:
    assert len(MUTATIONS) >= 30
    assert all(MUTATIONS[mutation](name) != html(name) for name in NAMES for mutation in MUTATIONS)


@pytest.mark.parametrize("name", [name for name in NAMES if PARTS[name].lead])
@pytest.mark.parametrize("change", [drop, double, rename])
def test_changed_lead_is_rejected(name: str, change: Callable[[str, str], str]) -> None:
    """Fault 20: a lead that moved shows, since the page's own summary repeats it."""
    lead = PARTS[name].lead
    assert lead
    with pytest.raises(BodyMissing, match=r"lead|2 elements"):
        read(name, change(name, lead))


@pytest.mark.parametrize("name", NAMES)
def test_broken_markup_gives_the_same_or_a_named_rejection(name: str) -> None:
    """Fault 35, fault 21: any line of the page may be missing; another article never comes out."""
    whole, lines = read(name, html(name)), html(name).splitlines(keepends=True)
    for number in range(len(lines)):
        try:
            article = read(name, "".join(lines[:number] + lines[number + 1 :]))
        except ScraperError:
            continue
        assert article.id == whole.id
        assert article.published in (whole.published, None)
        lost = set(whole.text.split("\n\n")) - set(article.text.split("\n\n"))
        gained = set(article.text.split("\n\n")) - set(whole.text.split("\n\n"))
        assert len(lost) <= 3, lines[number]
        assert all(any(words in block for block in whole.text.split("\n\n")) for words in gained) or len(gained) <= 2
