"""Addresses and links of the edition without a server: each has its place in the folder, or is told to have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.edition.__main__ import main, public
from scrapers.edition.feeds import feed
from scrapers.edition.press import Leaf
from scrapers.edition.sheet import Around, Sheet, digest, style
from scrapers.edition.shelf import Place, Shelf, relative
from scrapers.edition.walk import Walked, faults, walk
from scrapers.errors import CannotWrite, CheckFailed

SHELF = Shelf(
    {"claims_flat": (), "claims": ("id",), "briefings": ("id",), "notes": ("kind", "number")},
    frozenset({"near_a_place", "feed_briefings"}),
    frozenset({"claims_flat", "claims"}),
)
SITE = "https://example.org/syria/"


@pytest.mark.parametrize(
    ("address", "path", "fragment"),
    [
        ("/", "", ""),
        ("/day/2015-12-23", "day/2015-12-23/", ""),
        ("/docs/codebook#counts", "docs/codebook/", "counts"),
        ("/briefing/tass/a.b.json", "briefing/tass/a.b.json/", ""),
        ("/place/a%20b", "place/a%20b/", ""),
        ("/static/site.css?1234", "static/site.css", ""),
        ("/briefings.db", "export/briefings.db", ""),
        ("/briefings", "briefings/", ""),
        ("/briefings#sql", "briefings/", "sql"),
        ("/briefings?sql=select+1", "briefings/", "sql=select+1"),
        ("/briefings/claims_flat?party=russia&_size=max", "briefings/claims_flat/", "party=russia"),
        ("/briefings/claims_flat?_search=a%26b", "briefings/claims_flat/", "_search=a%26b"),
        ("/briefings/claims_flat.csv?_stream=on&_size=max", "export/csv/claims_flat.csv", ""),
        ("/briefings/claims_flat.json?_shape=array", "export/ndjson/claims_flat.ndjson", ""),
        ("/briefings/claims_flat.csv?party=russia", "briefings/claims_flat/", "party=russia"),
        ("/briefings/notes.csv", "briefings/notes/", ""),
        ("/briefings/near_a_place?place=Palmyra&km=", "briefings/near_a_place/", "place=Palmyra&km="),
        ("/briefings/near_a_place.json?place=Palmyra&_shape=array", "briefings/near_a_place/", "place=Palmyra"),
        ("/briefings/feed_briefings.atom", "briefings/feed_briefings.atom", ""),
        ("/briefings/briefings/tass~2F846000", "briefing/tass/846000/", ""),
        ("/briefings/briefings/tass~2F846000.json", "briefing/tass/846000/", ""),
        ("/briefings/claims/tass~2F846000~2Fa", "briefings/claims/", "id=tass%2F846000%2Fa"),
        ("/briefings/notes/kind~2Cone,2", "briefings/notes/", "kind=kind%2Cone&number=2"),
        ("/search?q=oil", "search/", "q=oil"),
    ],
)
def test_every_address_has_its_place(address: str, path: str, fragment: str) -> None:
    place = SHELF.place(address)
    assert place is not None
    assert (place.path, place.fragment) == (path, fragment)


@pytest.mark.parametrize(
    "address",
    ["/../secret", "/day/%00", "/-/metadata", "/day?year=2015", "/briefings/no_such_table", "/briefings/claims_flat/1"],
)
def test_what_no_static_page_can_stand_for_is_told(address: str) -> None:
    assert SHELF.place(address) is None


def sheet(body: str, head: str = "", site: str | None = None, trusted: frozenset[str] = frozenset()) -> Sheet:
    html = f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; frame-ancestors 'self'"
    return Sheet(html, "/day/2015-12-23", "day/2015-12-23/", Around(SHELF.place, SHELF.rows, policy, trusted, site))


def test_links_become_relative_and_all_else_stays_as_it_came() -> None:
    kept = '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg> &amp; &#39; &nbsp;<!-- note --><br><input value="/day">'
    page = sheet(f'{kept}<a href="/day/2015-12-24">x</a><form action="/search"></form><a href="https://e.org/">y</a>')
    assert kept in page.text()
    assert '<a href="../2015-12-24/">' in page.text()
    assert '<form action="../../search/">' in page.text()
    assert '<a href="https://e.org/">' in page.text()
    assert '<html lang="en" data-root="../../">' in page.text()
    assert page.wrong == []


def test_scripts_find_the_rows_that_they_ask_for() -> None:
    page = sheet('<div data-rows="/briefings/near_a_place.json?_shape=objects" data-title="/ a title"></div>')
    assert 'data-rows="../../briefings/near_a_place.json"' in page.text()
    assert 'data-title="/ a title"' in page.text()


def test_a_page_carries_its_policy_and_runs_no_script_that_no_template_holds() -> None:
    """Fault 50: a script that got into a page by mistake is not named by the page's own policy."""
    page = sheet("<script>good()</script><script>bad()</script>", trusted=frozenset({digest("good()")}))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page.text())
    assert policy == f"default-src 'self'; script-src 'self' 'sha256-{digest('good()')}'"


@pytest.mark.parametrize(
    "body",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img src="//cdn.example/x.png">',
        '<p onclick="x()">',
        '<a href="/no/such?page=2">x</a>',
    ],
)
def test_what_loads_from_elsewhere_or_leads_nowhere_is_told(body: str) -> None:
    assert len(sheet(body).wrong) == 1


DESCRIBED = '<script type="application/ld+json">{"url": "%s", "text": "\\u003c/script>"}</script>'
LITE = "https://lite.example/?url=https://example.org/syria/briefings.db"


def test_with_a_public_address_the_head_names_the_folder_s_own_pages() -> None:
    head = f'<link rel="canonical" href="{SITE}day/2015-12-23"><meta property="og:url" content="{SITE}day/2015-12-23">'
    page = sheet(f'<a href="{LITE}">x</a>', head + DESCRIBED % f"{SITE}briefings.db", site=SITE).text()
    assert f'<link rel="canonical" href="{SITE}day/2015-12-23/">' in page
    assert f'content="{SITE}day/2015-12-23/"' in page
    assert f'"url": "{SITE}export/briefings.db", "text": "\\u003c/script\\u003e"' in page
    assert 'href="https://lite.example/?url=https://example.org/syria/export/briefings.db"' in page


def test_without_a_public_address_the_head_names_none() -> None:
    page = sheet("", '<link rel="canonical" href="/day"><meta property="og:url" content="/day">' + DESCRIBED % "/day")
    assert not re.search("canonical|og:url|ld[+]json", page.text())


def test_style_sheets_and_feeds_lead_to_files_of_the_folder() -> None:
    css, places = style("a { background: url('/static/a.svg') } b { background: url(b.png) }", "x/y.css", SHELF.place)
    assert css == "a { background: url('../static/a.svg') } b { background: url(b.png) }"
    assert {place.path for place in places} == {"static/a.svg", "x/b.png"}
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><id>http://localhost/x</id><link href="/day/2016-01-02"/></feed>'
    for site, link in ((None, "../day/2016-01-02/"), (SITE, f"{SITE}day/2016-01-02/")):
        text, found = feed(atom, SHELF.place, "briefings/feed_briefings.atom", site)
        assert f'href="{link}"' in text.decode()
        assert b"localhost" not in text
        assert {place.path for place in found} == {"day/2016-01-02/"}


def leaf(path: str, *places: Place, anchors: frozenset[str] = frozenset(), wrong: tuple[str, ...] = ()) -> Leaf:
    return Leaf("/" + path.rstrip("/"), path, frozenset(places), anchors, wrong)


def test_the_walk_follows_every_link_once() -> None:
    site = {
        "/": leaf("", Place("a/", "", "/a"), Place("b/", "", "/b")),
        "/a": leaf("a/", Place("b/", "", "/b")),
        "/b": leaf("b/", Place("", "", "/")),
    }
    asked: list[str] = []

    def printed(addresses: list[str]) -> Iterator[Leaf]:
        asked.extend(addresses)
        return (site[address] for address in addresses)

    walked = walk(printed, [], lambda _: None)
    assert asked == ["/", "/a", "/b"]
    assert set(walked.leaves) == {"", "a/", "b/"}


def test_dangling_links_and_anchors_are_told(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("x", encoding="utf-8")
    leaves = {one.path: one for one in (leaf("", anchors=frozenset({"top"})), leaf("A/"), leaf("a/", wrong=("odd",)))}
    places = [Place("", "top"), Place("", "party=russia"), Place("there.txt"), Place("", "gone"), Place("lost/")]
    assert faults(Walked(leaves, dict.fromkeys(places, "/")), tmp_path) == [
        "/: links to #gone, an anchor that is not there",
        "/: links to lost/, which is not there",
        "/a: its file is that of /A where capitals do not count",
        "/a: odd",
    ]


@pytest.mark.parametrize("text", ["example.org", "ftp://example.org/", "https://e.org/?a", "https://e.org/a;b"])
def test_a_public_address_that_is_none_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--site-url", text])
    assert left.value.code == 2
    assert "is no address" in capsys.readouterr().err


def test_a_missing_database_or_export_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "briefings.db"
    options = ["--database", str(database), "--export", str(tmp_path / "export"), "--out", str(tmp_path / "out/site")]
    assert main(options) == CheckFailed.code
    assert f"{database}: is not there: make build writes it" in capsys.readouterr().err
    database.write_bytes(b"")
    assert main(options) == CheckFailed.code
    assert "export/briefings.db: is not there: make export writes it" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["briefings.db"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export").mkdir()
    for name in ("briefings.db", "export/briefings.db", "file"):
        (tmp_path / name).write_bytes(b"")
    out = tmp_path / "file" / "site"
    options = ["--database", str(tmp_path / "briefings.db"), "--export", str(tmp_path / "export"), "--out", str(out)]
    assert main(options) == CannotWrite.code
    assert f"CannotWrite: {tmp_path / 'file'}" in capsys.readouterr().err


def test_a_public_address_ends_with_a_slash() -> None:
    assert public("https://example.org/syria") == public("https://example.org/syria/") == SITE


def test_relative_never_reads_as_a_scheme() -> None:
    assert relative("", Place("a:b/")) == "./a:b/"
