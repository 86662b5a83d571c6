"""Pages that are no article, or no text, or give no date: each refusal has its name and its way on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scrapers.errors import (
    Blocked,
    BodyMissing,
    EmptyInput,
    ImpossibleDate,
    NotABriefing,
    ScraperError,
    TooLarge,
    UnknownLanguage,
    UnknownSource,
    WrongCharset,
)
from scrapers.models import Article
from scrapers.reading.reader import read as read_text
from scrapers.sources import tass
from scrapers.sources.files import articles


def html(name: str) -> str:
    return (Path(__file__).parent / "pages" / f"{name}.html").read_text(encoding="utf-8")


def read(page: str | bytes, url: str | None = None, content_type: str = "") -> Article:
    return tass.article(page.encode() if isinstance(page, str) else page, url, "page.html", content_type)


CHALLENGE = "<html><head><title>{0}</title></head><body><p>{1}</p></body></html>"
REFUSALS = [
    CHALLENGE.format("", '<script src="https://servicepipe.example/check.js"></script>'),
    CHALLENGE.format("Access Denied", "You have no permission to access this server. Reference #18.2"),
    CHALLENGE.format("Just a moment...", "Checking your browser"),
    CHALLENGE.format("Security", "Solve the CAPTCHA to go on"),
    CHALLENGE.format("Before you continue", "Accept all cookies to read on"),
]


@pytest.mark.parametrize("page", REFUSALS)
def test_refusal_with_status_200_is_blocked(page: str, tmp_path: Path) -> None:
    """Fault 3, fault 4, fault 15: a challenge, consent or refusal page is named as such, with or without address."""
    with pytest.raises(Blocked, match="archive"):
        read(page, "https://tass.com/defense/1061234")
    saved = tmp_path / "saved.html"
    saved.write_text(page, encoding="utf-8")
    with pytest.raises(Blocked, match=r"saved\.html"):
        list(articles(saved))


def test_words_of_a_challenge_in_an_article_do_not_block_it() -> None:
    page = html("tass-b").replace("The aircraft took off", "Access denied, captcha, servicepipe. The aircraft took off")
    assert "Access denied, captcha" in read(page).text


def test_soft_404_is_no_article() -> None:
    with pytest.raises(BodyMissing, match="no layout"):
        read(CHALLENGE.format("TASS", "Page not found"), "https://tass.com/defense/1061234")


def test_another_page_than_asked_for_is_blocked() -> None:
    """Fault 15: an archived redirect stub may hold another article."""
    with pytest.raises(Blocked, match="another page"):
        read(html("tass-b"), "https://tass.com/defense/1061235")


def test_other_address_of_the_same_article_is_the_same_document() -> None:
    """Fault 16: the number is the key."""
    assert read(html("tass-b"), "https://tass.com/world/1061234?ref=a").id == "tass/1061234"


def test_article_without_number_is_refused() -> None:
    page = html("tass-b").replace("https://tass.com/defense/1061234", "https://tass.com/defense")
    with pytest.raises(UnknownSource, match="no article of"):
        read(page)


def test_article_of_another_language_waits_for_its_words() -> None:
    page = html("tass-b").replace("https://tass.com/defense/1061234", "https://tass.ru/armiya-i-opk/6492143")
    page = page.replace("Syria", "Сирия").replace("Bombers", "Бомбардировщики").replace("bombers", "самолёты")
    article = read(page)
    assert (article.id, article.language) == ("tass/ru-6492143", "ru")
    assert read_text(article).language == "ru"
    with pytest.raises(UnknownLanguage, match="'uk'"):
        read_text(article._replace(language="uk"))


def test_article_about_something_else_is_no_briefing() -> None:
    with pytest.raises(NotABriefing, match="1061234"):
        read(html("tass-b").replace("Syria", "Ruritania"))


def in_russian(page: str) -> bytes:
    return page.replace("’", "'").replace("General", "Генерал").encode("cp1251")


CHARSETS: list[tuple[str, Callable[[str], bytes], str]] = [  # fault 11
    ("windows-1251 said to be UTF-8", in_russian, ""),
    ("UTF-8 read as Latin and encoded again", lambda page: page.encode().decode("cp1252").encode(), ""),
    ("UTF-8 said to be windows-1252", lambda page: page.encode(), "text/html; charset=windows-1252"),
    ("replacement characters", lambda page: page.replace("’", "\ufffd").encode(), ""),
    ("C1 controls", lambda page: page.replace("’", "\x92").encode(), ""),
    ("NUL bytes", lambda page: page.replace("’", "\0").encode(), ""),
    ("UTF-16", lambda page: page.encode("utf-16"), ""),
    ("an entity that names a control", lambda page: page.replace("’", "&#xFFFD;").encode(), ""),
    ("a charset that is none", lambda page: page.encode(), "text/html; charset=unicode_escape"),
]


@pytest.mark.parametrize(("encode", "content_type"), [row[1:] for row in CHARSETS], ids=[row[0] for row in CHARSETS])
def test_wrong_charset_is_refused(encode: Callable[[str], bytes], content_type: str) -> None:
    """Fault 11: never a replacement character in a span."""
    with pytest.raises(WrongCharset, match=r"save (it|the text)"):
        read(encode(html("tass-b")), content_type=content_type)


def test_declared_charset_is_obeyed() -> None:
    """Fault 11: windows-1251 that says so is right text, in the header or in the meta element."""
    page = html("tass-b")
    declared = page.replace('charset="UTF-8"', 'charset="windows-1251"').encode("cp1251")
    assert read(declared).text == read(page).text
    assert read(page.encode("cp1251"), content_type="text/html; charset=Windows-1251").text == read(page).text
    assert read(b"\xef\xbb\xbf" + page.encode()).text == read(page).text


@pytest.mark.parametrize("page", [b"", b" \n\t ", b"\xef\xbb\xbf\n"])
def test_empty_page(page: bytes) -> None:
    with pytest.raises(EmptyInput):
        read(page)


def test_huge_page_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 35: 20 MB of page cost no parsing."""
    monkeypatch.delattr("scrapers.sources.markup.page.BeautifulSoup")
    page = html("tass-b").replace("</body>", f"<p>{'word ' * 4_000_000}</p></body>").encode()
    with pytest.raises(TooLarge, match="5,000,000"):
        read(page)


HOSTILE = {
    "nested 9,000 deep": "<div>" * 9_000,
    "nested in a paragraph": "<p>" + "<b>" * 9_000 + "</b>" * 9_000,
    "lists in lists": "<ul><li>words" * 9_000,
    "unclosed": "<p class=a " * 9_000,
    "scripts unclosed": "<script" * 9_000,
    "many attributes": "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("at", ["<body>", '<div class="text-block">'])
def test_hostile_markup_is_bounded(hostile: str, at: str) -> None:
    """Fault 35: deep, unclosed and crowded markup ends soon, in the same article or a named rejection."""
    whole, start = read(html("tass-b")).text, time.perf_counter()
    try:
        assert read(html("tass-b").replace(at, at + hostile, 1)).text == whole
    except ScraperError as error:
        assert isinstance(error, BodyMissing | UnknownSource)  # noqa: PT017
    assert time.perf_counter() - start < 10


def test_page_of_too_many_tags_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 35: 4 MB of tags would take minutes."""
    monkeypatch.delattr("scrapers.sources.markup.page.BeautifulSoup")
    with pytest.raises(TooLarge, match="tags"):
        read(html("tass-b").replace("<body>", "<body>" + "<p>" * 1_400_000))


def stated(head: str = "", epoch: str = "") -> Article:
    page = html("tass-b").replace("</head>", head + "</head>")
    return read(page.replace(' time="1559226720"', f' time="{epoch}"' if epoch else ""))


JSON_LD = '<script type="application/ld+json">{}</script>'
META = '<meta property="article:published_time" content="{}">'
ARTICLE = JSON_LD.format('{"@type": "NewsArticle", "datePublished": "2019-05-30T17:30:00"}')
GRAPH = JSON_LD.format('{"@graph": [{"@type": "Article", "datePublished": "2019-05-30T22:30:00Z"}]}')
PICTURE = JSON_LD.format('{"@type": "ImageObject", "datePublished": "2001-01-01"}')
BROKEN = JSON_LD.format('{"broken": "by "quotes""}')
DATES = [  # fault 23; in the order in which they are believed
    (ARTICLE, "2019-05-30T17:30:00+03:00"),
    (GRAPH + META.format("2019-05-31"), "2019-05-31T01:30:00+03:00"),
    (PICTURE + META.format("2019-05-30"), "2019-05-30"),
    (BROKEN + META.format("2019-05-30T17:32:00+02:00"), "2019-05-30T18:32:00+03:00"),
    ("", None),
]


@pytest.mark.parametrize(("head", "expected"), DATES)
def test_published(head: str, expected: str | None) -> None:
    """Fault 23: Moscow's time, and no year that is not stated."""
    assert stated(head).published == expected


BAD_DATES = [
    (META.format("2019-05-30T24:30:00"), ""),
    (META.format("2019-02-29"), ""),
    (META.format("2018-01-01"), "1559226720"),  # two stamps that disagree: one is the template's
    (META.format("2015-10-01"), ""),  # fault 23: articles of this number came years later
    ("", "1559226720000"),
    ("", "yesterday"),
]


@pytest.mark.parametrize(("head", "epoch"), BAD_DATES)
def test_impossible_date_is_refused(head: str, epoch: str) -> None:
    """Fault 23: missing, wrong or template dates, and the order of numbers."""
    with pytest.raises(ImpossibleDate):
        stated(head, epoch)


def test_visible_date_without_year_is_no_date() -> None:
    """Fault 23: day and hour alone leave the year open."""
    page = html("tass-a").replace("January 14, 2016, 15:32 UTC+3", "14 January, 15:32")
    assert (read(page).published, read(page).date_source) == (None, "none stated")
