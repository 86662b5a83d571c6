"""Pages: a saved page with its expected article beside it, and the ways in which a page can be no article.

Whatever is done to a page, it gives the same article or a named rejection, never another article (faults 20 to 23).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from scrapers.errors import BodyMissing, ScraperError
from scrapers.models import Article
from scrapers.sources import tass
from scrapers.sources.files import articles

PAGES = Path(__file__).parent / "pages"
NAMES = sorted({path.stem for path in PAGES.iterdir()})
PARTS = {  # title, lead, body and an extra of each page's layout
    "tass-a": ("h1", ".b-material__preview", ".b-material-text__l", ".b-links_mini"),
    "tass-a-prime": ("h1", None, ".article__text", ".article__related"),
    "tass-b": (".news-header__title", ".news-header__lead", ".text-content", ".text-include-news"),
}


def html(name: str) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")


def read(page: str) -> Article:
    return tass.article(page.encode(), None, "page.html")


@pytest.mark.parametrize("name", NAMES)
def test_page_gives_expected_article(name: str) -> None:
    (article,) = articles(PAGES / f"{name}.html")
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    assert article._asdict() | {"text": article.text.split("\n\n")} == expected


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_the_article_is_in_the_text(name: str) -> None:
    """Fault 22: no caption, related link, cookie notice, menu or script."""
    text = read(html(name)).text
    leaks = "Read also|Related|cookie|caption|©|Photo|pictures|Subscribe|googletag|Map:|matches|Earlier:|interactive"
    assert re.findall(leaks, text) == []
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]{2}|^ | $|\xad", text, re.MULTILINE)


def soup(name: str) -> tuple[BeautifulSoup, Tag]:
    page = BeautifulSoup(html(name), "lxml")
    body = page.select_one(PARTS[name][2])
    assert body is not None
    return page, body


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
        element["class"] = "sc-1a2b3c"
        element.name = "div"
    return str(page)


def retag(name: str, new: str) -> str:
    page, body = soup(name)
    for paragraph in body.find_all("p"):
        paragraph.name = new
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
    for paragraph in body.find_all("p")[::2]:
        paragraph.clear()
    return str(page)


def behead(name: str) -> str:
    page, body = soup(name)
    for paragraph in body.find_all("p")[:2]:
        paragraph.decompose()
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
    for paragraph in body.find_all("p"):
        paragraph.unwrap()
    return str(page)


def both_layouts(name: str) -> str:
    other = '<div class="article__text">' if name != "tass-a-prime" else '<div class="text-content">'
    return html(name).replace("</body>", f"{other}<p>More words</p></div></body>")


MUTATIONS: dict[str, Callable[[str], str]] = {
    "body gone": lambda name: drop(name, PARTS[name][2]),
    "body emptied": lambda name: drop(name, f"{PARTS[name][2]} *"),
    "body class renamed": lambda name: rename(name, PARTS[name][2]),
    "two bodies": lambda name: double(name, PARTS[name][2]),
    "body in a new wrapper": wrap,
    "body moved into script data": into_script,
    "body of another layout too": both_layouts,
    "title gone": lambda name: drop(name, PARTS[name][0]),
    "title class renamed": lambda name: rename(name, PARTS[name][0]),
    "title emptied": lambda name: re.sub(r"(<h1[^>]*>).*?(</h1>)(?=\s*<)", r"\1\2", html(name), flags=re.DOTALL),
    "two titles": lambda name: double(name, PARTS[name][0]),
    "half of the paragraphs empty": empty_half,
    "paragraphs gone": lambda name: drop(name, f"{PARTS[name][2]} p"),
    "paragraphs renamed to div": lambda name: retag(name, "div"),
    "paragraphs renamed to section": lambda name: retag(name, "section"),
    "paragraph tags gone": loosen,
    "first paragraphs gone": behead,
    "related links renamed": lambda name: rename(name, PARTS[name][3]),
    "broken off in the middle": lambda name: html(name)[: html(name).index("</body>") - 900],
    "broken off near the end": lambda name: html(name)[:-12],
}


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_changed_layout_is_rejected(name: str, mutation: str) -> None:
    """Faults 20 and 21: a redesign or a half page is refused by name."""
    with pytest.raises(BodyMissing, match=r"^page\.html: .*(layout|fetch it again)"):
        read(MUTATIONS[mutation](name))


@pytest.mark.parametrize("name", ["tass-a", "tass-b"])
@pytest.mark.parametrize("change", [drop, double, rename])
def test_changed_lead_is_rejected(name: str, change: Callable[[str, str], str]) -> None:
    """Fault 20: a lead that moved shows, since the page's own summary repeats it."""
    lead = PARTS[name][1]
    assert lead
    with pytest.raises(BodyMissing, match=r"lead|2 elements"):
        read(change(name, lead))


def test_every_page_has_its_parts() -> None:
    assert set(NAMES) == set(PARTS)


@pytest.mark.parametrize("name", NAMES)
def test_broken_markup_gives_the_same_or_a_named_rejection(name: str) -> None:
    """Fault 35 and 21: any line of the page may be missing; another article never comes out."""
    whole, lines = read(html(name)), html(name).splitlines(keepends=True)
    for number in range(len(lines)):
        try:
            article = read("".join(lines[:number] + lines[number + 1 :]))
        except ScraperError:
            continue
        assert article.id == whole.id
        assert article.published in (whole.published, None)
        lost = set(whole.text.split("\n\n")) - set(article.text.split("\n\n"))
        gained = set(article.text.split("\n\n")) - set(whole.text.split("\n\n"))
        assert len(lost) <= 3, lines[number]
        assert all(any(words in block for block in whole.text.split("\n\n")) for words in gained) or len(gained) <= 2
