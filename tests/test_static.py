"""The folder of the edition: every link of every written page leads to a file, the same database gives the same bytes.

A small edition of the invented record is written once, with files in place of SQLite for browsers.
"""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from scrapers.edition.folder import Parts
from scrapers.errors import CannotWrite, CheckFailed
from tests.pressed import HOSTILE, ROOT, invented_engine, made, parts_in

SITE = "https://example.org/syria/"


class Links(HTMLParser):
    """The addresses and anchors of a written page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors.add(found.get("id") or "")
        self.links += [str(found[name]) for name in ("href", "src", "action") if found.get(name)]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    made(parts_in(folder, engine=invented_engine(folder)), folder / "site")
    return folder / "site"


def test_every_link_of_every_page_leads_to_a_file_and_its_anchor(edition: Path) -> None:
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in edition.resolve().rglob("*.html")}
    assert len(pages) > 60
    for path, page in pages.items():
        for link in page.links:
            split = urlsplit(link)
            if split.scheme:
                continue
            assert not link.startswith("/"), f"{path}: {link} would leave the path under which the folder stands"
            here = path.relative_to(edition.resolve()).as_posix()
            target = unquote(urlsplit(urljoin(f"http://host/{here}", link)).path).lstrip("/")
            file = edition.resolve() / target / ("index.html" if not target or target.endswith("/") else "")
            assert file.is_file(), f"{here}: {link}"
            if split.fragment and "=" not in split.fragment and file in pages:
                assert split.fragment in pages[file].anchors, f"{here}: {link}"


def test_pages_are_those_of_the_site_and_hold_no_address_of_a_server(edition: Path) -> None:
    page = (edition / "briefing/outlet/846000/index.html").read_text(encoding="utf-8")
    assert "302 sorties" in page
    assert "Claims, not findings." in page
    for path in edition.resolve().rglob("*"):  # examples name a server of the reader's own
        if path.suffix in (".html", ".atom", ".json") and not {"export", "examples"} & set(path.parts):
            assert not re.search(r"https?://(localhost|127\.)", path.read_text(encoding="utf-8")), path


def test_hostile_text_stays_text(edition: Path) -> None:
    """Fault 50: what was scraped is text on the written pages too."""
    page = (edition / "briefing/outlet/hostile/index.html").read_text(encoding="utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}" in page
    assert HOSTILE not in page


def test_questions_hold_the_sql_of_the_site(edition: Path) -> None:
    page = (edition / "briefings/near_a_place/index.html").read_text(encoding="utf-8")
    (told,) = re.findall(r'<script type="application/json" id="edition">(.+?)</script>', page)
    config = json.loads(told)
    assert [field["name"] for field in config["fields"]] == ["place", "km"]
    assert config["sql"].startswith("with here as")
    packed = (edition / config["database"]["address"].partition("?")[0]).read_bytes()
    assert len(packed) == config["database"]["packed"]


def test_checksums_cover_every_file(edition: Path) -> None:
    lines = (edition / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {path: checksum for checksum, _, path in (line.partition("  ") for line in lines)}
    files = [path for path in edition.resolve().rglob("*") if path.is_file()]
    found = {path.relative_to(edition.resolve()).as_posix(): path for path in files}
    assert set(told) == set(found) - {"SHA256SUMS"}
    for name in ("index.html", "export/briefings.db", "static/sqlite/sqlite3.wasm"):
        assert told[name] == hashlib.sha256(found[name].read_bytes()).hexdigest()


def test_a_page_says_its_age_by_itself(edition: Path) -> None:
    """Fault 57: the day stands in the page, and the script that counts from it comes with it."""
    home = (edition / "index.html").read_text(encoding="utf-8")
    assert re.search(r'class="quiet age">[^<]+<time datetime="\d{4}-\d\d-\d\d">', home)
    assert 'src="static/age.js"' in home
    assert (edition / "static/age.js").is_file()


def test_the_same_database_gives_the_same_bytes_and_the_address_adds_a_sitemap(edition: Path) -> None:
    folder = edition.parent
    parts = parts_of(folder)
    first = (edition / "SHA256SUMS").read_bytes()
    made(parts, folder / "again", hands=2)
    assert (folder / "again/SHA256SUMS").read_bytes() == first
    made(parts._replace(site=SITE), folder / "public")
    listed = (folder / "public/sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{SITE}briefing/outlet/846000/</loc>" in listed
    assert f"Sitemap: {SITE}sitemap.xml" in (folder / "public/robots.txt").read_text(encoding="utf-8")
    assert f"url={SITE}export/briefings.db" in (folder / "public/data/index.html").read_text(encoding="utf-8")


def parts_of(folder: Path) -> Parts:
    return Parts(folder / "briefings.db", folder / "export", ROOT, folder / "engine")


def test_on_any_failure_the_old_folder_stays(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 54: pages of one build are never written beside files of another, nor a folder half."""
    parts = parts_of(edition.parent)
    before = (edition / "SHA256SUMS").read_bytes()
    with pytest.raises(CannotWrite, match="npm"):
        made(parts._replace(engine=tmp_path), edition)
    other = tmp_path / "other.db"
    other.write_bytes(b"of another build")
    with pytest.raises(CheckFailed, match="export of another database"):
        made(parts._replace(database=other), edition)
    monkeypatch.setattr("scrapers.edition.folder.faults", lambda *_: ["/: links to lost/, which is not there"])
    with pytest.raises(CheckFailed, match="lost/"):
        made(parts, edition)
    assert (edition / "SHA256SUMS").read_bytes() == before
    assert not list(edition.parent.glob(".site-building*"))
