"""TASS in Russian: dates in words, dates in a page's data, a body that the page repeats, challenge pages."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from scrapers.errors import Blocked, BodyMissing, ImpossibleDate, NotABriefing
from scrapers.models import Article
from scrapers.sources import tass
from scrapers.sources.files import articles

PAGES = Path(__file__).parent / "pages"
REPEATED = '"articleBody": "'


def html(name: str) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")


def read(page: str, url: str | None = None) -> Article:
    return tass.article(page.encode(), url, "page.html")


VISIBLE = "10 февраля, 15:32 UTC+3"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10 февраля 2016, 15:32 UTC+3", "2016-02-10T15:32:00+03:00"),
        ("10&nbsp;февраля 2016,\n 15:32", "2016-02-10T15:32:00+03:00"),
        ("2 Мая 2016, 9:05 UTC+3", "2016-05-02T09:05:00+03:00"),
        ("31 ДЕКАБРЯ 2017, 23:59", "2017-12-31T23:59:00+03:00"),
        (VISIBLE, None),
        ("15:32", None),
        ("", None),
    ],
)
def test_visible_date_in_russian(words: str, expected: str | None) -> None:
    """Fault 23: a Russian month is read; without its year a date is none."""
    found = read(html("tass-a-ru").replace(VISIBLE, words))
    assert (found.published, found.date_source) == (expected, "visible date" if expected else "none stated")


MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def test_each_russian_month() -> None:
    found = [read(html("tass-a-ru").replace(VISIBLE, f"1 {month} 2016, 00:00")).published for month in MONTHS]
    assert found == [f"2016-{number:02}-01T00:00:00+03:00" for number in range(1, 13)]


@pytest.mark.parametrize(
    "words", ["30 февраля 2016, 15:32", "10 февраля 2016, 24:30", "10 фев 2016, 15:32", "2016 год"]
)
def test_impossible_visible_date_is_refused(words: str) -> None:
    with pytest.raises(ImpossibleDate, match="look at the page"):
        read(html("tass-a-ru").replace(VISIBLE, words))


def test_russian_page_of_the_second_layout_needs_only_its_language() -> None:
    """tass.ru to about 2021 is built as tass.com is: the same layout, the date in epoch seconds."""
    page = html("tass-b").replace("https://tass.com/defense/1061234", "https://tass.ru/armiya-i-opk/6492143")
    for english, russian in (("Syria", "Сирия"), ("bombers", "самолёты"), ("/TASS/", "/ТАСС/")):
        page = page.replace(english, russian)
    found = read(page)
    assert (found.id, found.language, found.date_source) == ("tass/ru-6492143", "ru", "dateformat")


def test_english_words_do_not_make_a_russian_page_a_briefing() -> None:
    with pytest.raises(NotABriefing, match="ru-6492143"):
        read(html("tass-b").replace("https://tass.com/defense/1061234", "https://tass.ru/armiya-i-opk/6492143"))


OWN = "24812345"


def data(*objects: object) -> str:
    """The fourth layout's page with nothing but these objects in its data."""
    head, _, _ = html("tass-d").partition("<script>(self.__next_f")
    pushed = [f"<script>self.__next_f.push([1,{json.dumps(json.dumps(one))}])</script>" for one in objects]
    return f"{head}{''.join(pushed)}</body></html>"


def stated(number: str, day: str, **other: object) -> dict[str, object]:
    return {"url": f"/armiya-i-opk/{number}", "datePublished": f"{day}T10:00:00+03:00", **other}


DATA = {
    "none": (data(), None),
    "its own": (data(stated(OWN, "2025-08-16")), "2025-08-16T10:00:00+03:00"),
    "another's further down": (
        data(stated(OWN, "2025-08-16"), stated("24811111", "2019-02-01")),
        "2025-08-16T10:00:00+03:00",
    ),
    "another's first": (data(stated("24811111", "2019-02-01"), stated(OWN, "2025-08-16")), "2025-08-16T10:00:00+03:00"),
    "another's alone": (data(stated("24811111", "2019-02-01")), None),
    "another's inside of its own": (
        data(stated(OWN, "2025-08-16", more=[stated("24811111", "2019-02-01")])),
        "2025-08-16T10:00:00+03:00",
    ),
    "another's inside, none of its own": (data({"id": OWN, "more": [stated("24811111", "2019-02-01")]}), None),
    "twice": (data(stated(OWN, "2025-08-16"), stated(OWN, "2020-01-01")), "2025-08-16T10:00:00+03:00"),
    "a longer number": (data(stated(OWN + "6", "2019-02-01"), stated("9" + OWN, "2019-02-01")), None),
    "of no object": (data(["datePublished", OWN]), None),
    "escaped twice": (data({"html": json.dumps(stated(OWN, "2025-08-16"))}), "2025-08-16T10:00:00+03:00"),
    "in UTC": (data({"id": int(OWN), "datePublished": "2025-08-15T22:00:00Z"}), "2025-08-16T01:00:00+03:00"),
    "without a zone": (data({"id": int(OWN), "datePublished": "2025-08-16T01:00:00"}), "2025-08-16T01:00:00+03:00"),
}


@pytest.mark.parametrize(("page", "expected"), DATA.values(), ids=DATA)
def test_date_in_the_data_of_a_page(page: str, expected: str | None) -> None:
    """Fault 23: only the date that its own object gives to this article's number, else none."""
    found = read(page)
    assert (found.published, found.date_source) == (expected, "page data" if expected else "none stated")


def test_impossible_date_in_the_data_is_refused() -> None:
    with pytest.raises(ImpossibleDate, match="page data"):
        read(data(stated(OWN, "2025-02-30")))


def test_a_stamp_of_the_markup_goes_before_the_data() -> None:
    meta = '<meta property="article:published_time" content="2025-08-16T00:05:00+03:00"></head>'
    assert read(html("tass-d").replace("</head>", meta)).date_source == "article:published_time"


@pytest.mark.parametrize("hostile", ["{" * 400_000, '"datePublished":"' * 60_000, '{"datePublished":"2025' * 50_000])
def test_hostile_data_is_bounded(hostile: str) -> None:
    """Fault 35: data that opens and never closes costs one walk through it."""
    start = time.perf_counter()
    assert read(data().replace("</body>", f"<script>{hostile}</script></body>")).published is None
    assert time.perf_counter() - start < 5


def repeated(change: str, name: str = "tass-c") -> str:
    """The third layout's page with another body in its JSON-LD."""
    before, _, rest = html(name).partition(REPEATED)
    return before + REPEATED + change + rest[rest.index('"}</script>') :]


def test_the_visible_text_stands_where_the_repeated_one_is_shorter() -> None:
    whole = read(html("tass-c")).text
    assert read(repeated("МОСКВА, 17 марта. /ТАСС/. Самолеты Воздушно-космических сил РФ")).text == whole
    assert read(repeated("")).text == whole
    assert "Вдоль ее границы" in whole  # of which the repeated body of the page itself knows nothing


@pytest.mark.parametrize("name", ["headings without a full stop", "entities", "one space for each end of a paragraph"])
def test_other_spacing_of_the_repeated_body_is_no_loss(name: str) -> None:
    body = read(html("tass-c")).text.split("\n\n")[2:]
    told = {
        "headings without a full stop": "".join(body),
        "entities": " ".join(body).replace(" ", "&nbsp;"),
        "one space for each end of a paragraph": " ".join(body),
    }[name]
    assert read(repeated(told.replace('"', "&quot;"))).text == read(html("tass-c")).text


def test_a_visible_text_shorter_than_the_repeated_one_is_refused() -> None:
    """Fault 21: a paragraph is lost from the markup, while the page still repeats it for machines."""
    lines = html("tass-c").splitlines(keepends=True)
    paragraphs = [line for line in lines if line.lstrip().startswith('<p class="Paragraph_paragraph')]
    for lost in paragraphs[1:5]:
        with pytest.raises(BodyMissing, match="articleBody"):
            read("".join(line for line in lines if line != lost))


def test_words_after_the_copyright_line_are_not_of_the_article() -> None:
    page = html("tass-d").replace("© ТАСС", "ТАСС")
    assert "информационное агентство" in read(page).text
    assert "16 лет" in read(page).text
    assert "16 лет" not in read(html("tass-d")).text


def test_another_build_of_the_site_is_read_alike() -> None:
    """The ends of class names change with each build; the stems are the layout."""
    page = html("tass-d")
    for old, new in (("__DiAVL", "__x-_9Z"), ("__9WAFK", "__00000"), ("__XcM1k", "___abcd"), ("__wP7Lb", "__Q")):
        page = page.replace(old, new)
    assert read(page) == read(html("tass-d"))


def test_a_container_of_another_name_is_refused() -> None:
    """Fault 20."""
    with pytest.raises(BodyMissing, match="no layout"):
        read(html("tass-d").replace("Content_wrapper__", "Content_box__"))


STUB = """<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><script>
{noise}
</script></head><body><noscript>{asks}</noscript><script src="https://servicepipe.example/check.js"></script></body></html>"""
PAGE = STUB.format(noise="var a = '0123456789abcdef';\n" * 56, asks="Включите JavaScript")
ARCHIVE = "https://web.archive.org/web/20260516011409id_/https://tass.ru/armiya-i-opk/24812345"


def test_challenge_page_of_the_archive_is_no_article(tmp_path: Path) -> None:
    """Fault 3, fault 15: 1.8 kB with status 200, kept by the archive in the article's place."""
    assert 1_700 < len(PAGE) < 2_000
    with pytest.raises(Blocked, match="servicepipe"):
        read(PAGE, "https://tass.ru/armiya-i-opk/24812345")
    kept = tmp_path / "kept.html"
    kept.write_text(PAGE, encoding="utf-8")
    kept.with_suffix(".meta.json").write_text(json.dumps({"source": "tass", "route": "archive", "address": ARCHIVE}))
    with pytest.raises(Blocked, match=r"kept\.html: .*servicepipe.*archive"):
        list(articles(kept))


def test_page_of_the_archive_keeps_both_addresses(tmp_path: Path) -> None:
    kept = tmp_path / "kept.html"
    kept.write_text(html("tass-d"), encoding="utf-8")
    kept.with_suffix(".meta.json").write_text(json.dumps({"source": "tass", "route": "archive", "address": ARCHIVE}))
    (found,) = articles(kept)
    assert (found.url, found.archive) == ("https://tass.ru/armiya-i-opk/24812345", ARCHIVE)
