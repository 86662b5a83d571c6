"""Files given to `read`: what each form must give, to the character, and what each broken one is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scrapers.errors import (
    Blocked,
    EmptyInput,
    ImpossibleDate,
    MalformedLine,
    ScraperError,
    TooLarge,
    UnknownParty,
    UnknownSource,
    WrongCharset,
)
from scrapers.models import Article
from scrapers.sources import files
from scrapers.sources.files import articles

TEXT = "Bombers made “12 sorties” over Homs.\n\n  Two depots were hit.\n"


def row(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a-1",
        "party": "russia",
        "source": "tass",
        "url": "https://tass.com/defense/850417",
        "language": "en",
        "date": "2016-01-14",
        "text": TEXT,
    } | changes


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in row().items() if name != key}


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file below a folder of that name and gives its path."""

    def write(content: bytes | str | list[Any], name: str = "many.jsonl", folder: str = "tass") -> Path:
        path = tmp_path / folder / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(content, list):
            content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Save = Callable[..., Path]


def test_text_takes_its_facts_from_its_place(save: Save) -> None:
    path = save(TEXT, "2016-01-14.txt")
    expected = Article("tass/2016-01-14.txt", "russia", "tass", None, None, "en", "2016-01-14", TEXT, "file name", None)
    assert list(articles(path)) == [expected]
    (briefing,) = articles(save(TEXT, "briefing.txt", "centcom"))
    assert (briefing.id, briefing.party, briefing.published) == ("centcom/briefing.txt", "coalition", None)


def test_text_named_from_within_its_folder(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(save(TEXT, "2016-01-14.txt").parent)
    assert next(articles(Path("2016-01-14.txt"))).id == "tass/2016-01-14.txt"


@pytest.mark.parametrize("raw", [b"a\r\nb\rc\n", "\ufeff  a\u2028b\u00a0c \t\n\n".encode(), b"one line without end"])
def test_text_is_what_is_stored_to_the_character(save: Save, raw: bytes) -> None:
    """Spans count characters of what Path.read_text gives."""
    path = save(raw, "a.txt")
    assert next(articles(path)).text == path.read_text(encoding="utf-8-sig")


def test_lines_give_their_texts_unchanged(save: Save) -> None:
    rows = [row(text=" a\r\nb\u2028c\n"), row(id="a-2", url=None, date=None, extra={"kept": "out"})]
    first, second = articles(save(rows))
    assert (first.text, first.published, first.date_source, first.via) == (
        " a\r\nb\u2028c\n",
        "2016-01-14",
        "given",
        None,
    )
    assert (second.id, second.url, second.published) == ("a-2", None, None)


def test_lines_pass_any_slug_and_blank_lines(save: Save) -> None:
    raw = "\ufeff" + json.dumps(row(source="some-outlet_2.x", via="mirror")) + "\n\n  \n" + json.dumps(row(id="b"))
    first, second = articles(save(raw))
    assert (first.source, first.via, second.id) == ("some-outlet_2.x", "mirror", "b")


QUOTED = [
    ("russia", "http://eng.mil.ru/en/news_page/country/more.htm?id=12059172@egNews", "mil_ru"),
    ("russia", "https://tass.com/defense/850417", "tass"),
    ("russia", "https://twitter.com/mod_russia/status/1", "mil_ru"),
    ("russia", None, "mil_ru"),
    ("russia", "https://www.centcom.mil/a", "mil_ru"),
    ("coalition", "http://www.inherentresolve.mil/Portals/1/x.pdf", "inherent_resolve"),
    ("coalition", "http://eng.mil.ru/en/news_page/country.htm", "centcom"),
    ("coalition", "https://airwars.org/daily-reports-oct15/", "centcom"),
    ("coalition", "http://[", "centcom"),
]


@pytest.mark.parametrize(("party", "url", "source"), QUOTED)
def test_third_party_is_a_way_not_a_source(save: Save, party: str, url: str | None, source: str) -> None:
    (article,) = articles(save([row(source="airwars", party=party, url=url)]))
    assert (article.source, article.via, article.date_source) == (source, "airwars", "given")


BAD_LINES = [
    ("{", MalformedLine, "no JSON"),
    ("[" * 100_000, MalformedLine, "no JSON"),
    ("[]", MalformedLine, "no JSON object"),
    ('"text"', MalformedLine, "no JSON object"),
    *[(without(key), MalformedLine, repr(key)) for key in row()],
    *[(row(**{key: 7}), MalformedLine, repr(key)) for key in row()],
    *[(row(**{key: None}), MalformedLine, repr(key)) for key in ("id", "party", "source", "language", "text")],
    (row(via=["a"]), MalformedLine, "'via'"),
    (row(id="ok"), MalformedLine, "'ok' stands on an earlier line"),
    (row(id=" "), MalformedLine, "blank"),
    (row(source="../tass"), MalformedLine, "slug"),
    (row(source="TASS"), MalformedLine, "slug"),
    (row(date="14.01.2016"), MalformedLine, "YYYY-MM-DD"),
    (row(date="2016-01-14 noon"), MalformedLine, "YYYY-MM-DD"),
    (row(date="2015-02-29"), ImpossibleDate, "no 2015-02-29"),
    (row(date="2016-01-14T24:30:00"), ImpossibleDate, "24:30"),
    (row(party="syria"), UnknownParty, "'syria'"),
    (row(party="Russia"), UnknownParty, "'Russia'"),
    (row(text=""), EmptyInput, "blank"),
    (row(text=" \n\u00a0"), EmptyInput, "blank"),
    (row(text="x" * 1_000_001), TooLarge, "1,000,000"),
    (row(text="a\0b"), WrongCharset, "U[+]0000"),
    (row(text="Deir ez\ufffdZor"), WrongCharset, "U[+]FFFD"),
    (row(text="don\x92t"), WrongCharset, "U[+]0092"),
    (row(text="“quoted”".encode().decode("latin-1")), WrongCharset, "right charset"),
    ('{"id": "x", "party": "russia", "source": "tass", "language": "en", "url": null, "date": null, "text": "\\ud83d"}',
     WrongCharset, "half a character"),
    (b"\xff\xfe{}", WrongCharset, "byte 0"),
    (b'{"id": "' + b"x" * 7_000_001, TooLarge, "7,000,000"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "error", "says"), BAD_LINES)
def test_bad_line_is_named_by_file_and_line(
    save: Save, bad: dict[str, Any] | str | bytes, error: type[ScraperError], says: str
) -> None:
    """Fault 32, fault 11: a line that breaks the contract stops the file and says where."""
    raw = bad if isinstance(bad, bytes) else (bad if isinstance(bad, str) else json.dumps(bad)).encode()
    path = save(json.dumps(row(id="ok")).encode() + b"\n\n" + raw + b"\n")
    with pytest.raises(error, match=says) as caught:
        list(articles(path))
    assert caught.value.where == f"{path}:3"


def test_lines_before_the_bad_one_are_given(save: Save) -> None:
    stream = articles(save([row(id="ok"), row(id="bad", party="x")]))
    assert next(stream).id == "ok"
    with pytest.raises(UnknownParty):
        next(stream)


EMPTY = [b"", b" \n\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \r\n"]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html"])
@pytest.mark.parametrize("raw", EMPTY)
def test_empty_file(save: Save, name: str, raw: bytes) -> None:
    with pytest.raises(EmptyInput, match="fetch it again"):
        list(articles(save(raw, name)))


BAD_TEXTS = [
    (b"Depots \x96 hit", WrongCharset, "byte 7"),
    (b"\xef\xbb\xbfab\xff", WrongCharset, "byte 5"),
    ("Удар".encode("cp1251"), WrongCharset, "byte 0"),
    (b"a\0b", WrongCharset, "NUL at byte 1"),
    ("Syria".encode("utf-16"), WrongCharset, "NUL"),
    ("it\u0092s".encode(), WrongCharset, "character 2"),
    ("Deir\ufffd".encode(), WrongCharset, "U[+]FFFD"),
    ("“quoted”".encode().decode("cp1252", "ignore").encode(), WrongCharset, "character 0"),
    (b"x" * 1_000_001, TooLarge, "1,000,000"),
]


@pytest.mark.parametrize(("raw", "error", "says"), BAD_TEXTS)
def test_bad_text_is_refused_by_name(save: Save, raw: bytes, error: type[ScraperError], says: str) -> None:
    """Fault 11: right text or a named refusal with the place of the wrong byte."""
    path = save(raw, "2016-01-14.txt")
    with pytest.raises(error, match=says) as caught:
        list(articles(path))
    assert caught.value.where == str(path)


def test_text_of_an_unknown_source(save: Save) -> None:
    with pytest.raises(UnknownSource, match=r"'unknown' .*tass"):
        list(articles(save(TEXT, "a.txt", "unknown")))


@pytest.mark.parametrize("day", ["2015-02-29", "2016-13-01", "0000-01-01"])
def test_file_name_with_an_impossible_date(save: Save, day: str) -> None:
    """Fault 23."""
    with pytest.raises(ImpossibleDate, match=day):
        list(articles(save(TEXT, f"{day}.txt")))


@pytest.mark.parametrize("name", ["page.docx", "page", "page.HTM", "page.jsonl.gz"])
def test_unknown_suffix(save: Save, name: str) -> None:
    with pytest.raises(ScraperError, match=r"\.pdf, \.txt, \.jsonl or \.warc"):
        articles(save(TEXT, name))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for path in (tmp_path / "none.txt", tmp_path / "folder.txt"):
        with pytest.raises(ScraperError, match="no such file"):
            articles(path)


PAGE = Path(__file__).parent / "pages" / "tass-b.html"


def test_saved_page_finds_its_publisher(save: Save) -> None:
    page = PAGE.read_text(encoding="utf-8").replace('<link rel="canonical"', '<link rel="shortlink"')
    assert next(articles(save(page, "a.html"))).url == "https://tass.com/defense/1061234"  # by og:url


NO_PUBLISHER = [
    ("<html><head></head><p>words</p></html>", UnknownSource, "no canonical address"),
    ('<link rel="canonical" href="https://example.org/a">', UnknownSource, "example.org"),
    ('<link rel="canonical" href="/defense/1061234">', UnknownSource, "no known host"),
    ("<title>Access Denied</title>", Blocked, "archive"),
    ("https://tass.com/defense/1061234", UnknownSource, "no canonical address"),
    ('<?xml version="1.0" encoding="utf-8"?><rss/>', UnknownSource, "no canonical address"),
]


def test_page_of_a_source_without_layouts(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("scrapers.sources.centcom.article")
    page = '<link rel="canonical" href="https://www.centcom.mil/a/Article/1234567/">'
    with pytest.raises(UnknownSource, match="no page layout yet"):
        list(articles(save(page, "page.html")))


@pytest.mark.parametrize(("page", "error", "says"), NO_PUBLISHER)
def test_page_without_a_known_publisher(save: Save, page: str, error: type[ScraperError], says: str) -> None:
    with pytest.raises(error, match=says):
        list(articles(save(page, "a.html")))


def test_huge_page_is_refused_unread(tmp_path: Path) -> None:
    """Fault 35: 20 MB, and even 20 GB, are refused by their size alone."""
    path = tmp_path / "huge.html"
    with path.open("wb") as stream:
        stream.truncate(20_000_000_000)
    with pytest.raises(TooLarge, match="leave it out"):
        list(articles(path))


@pytest.mark.parametrize("note", ["{", "[]", ""])
def test_broken_note_beside_a_page(save: Save, note: str) -> None:
    path = save(PAGE.read_bytes(), "a.html")
    files.meta_path(path).write_text(note, encoding="utf-8")
    with pytest.raises(MalformedLine, match=r"a\.meta\.json.*keep the page again"):
        list(articles(path))
