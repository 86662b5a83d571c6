"""Interfax: its Russian pages come in windows-1251, and a page in another charset than it says is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import WrongCharset
from scrapers.models import Article
from scrapers.sources import interfax

PAGE = (Path(__file__).parent / "pages" / "interfax-ru.html").read_text(encoding="utf-8")
OLD = PAGE.replace('charset="utf-8"', 'charset="windows-1251"').encode("cp1251")
OLDER = PAGE.replace(
    '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
).encode("cp1251")
BARE = PAGE.replace('<meta charset="utf-8">\n', "").encode("cp1251")


def read(raw: bytes, content_type: str = "") -> Article:
    return interfax.article(raw, None, "page.html", content_type)


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (OLD, ""),
        (OLDER, ""),
        (OLD, "text/html"),
        (BARE, "text/html; charset=windows-1251"),
        (PAGE.encode("cp1251"), "text/html; charset=Windows-1251"),
    ],
    ids=["meta charset", "meta http-equiv", "both silent but meta", "header alone", "header over a wrong meta"],
)
def test_a_page_in_windows_1251_gives_the_same_article(raw: bytes, content_type: str) -> None:
    assert read(raw, content_type) == read(PAGE.encode())


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (PAGE.encode("cp1251"), ""),
        (BARE, ""),
        (OLD, "text/html; charset=utf-8"),
        (PAGE.encode(), "text/html; charset=windows-1251"),
    ],
    ids=["meta says UTF-8", "nothing is said", "header says UTF-8", "UTF-8 said to be windows-1251"],
)
def test_a_page_in_another_charset_than_it_says_is_refused(raw: bytes, content_type: str) -> None:
    """Fault 19: a wrong charset never reaches a figure."""
    with pytest.raises(WrongCharset, match="save it again"):
        read(raw, content_type)


def test_the_language_is_that_of_the_site() -> None:
    assert [interfax.language_of(key) for key in ("ru-487654", "80123")] == ["ru", "en"]
