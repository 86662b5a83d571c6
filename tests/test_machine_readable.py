"""What machines read: robots and sitemap that agree, llms.txt, the head of each page."""

from __future__ import annotations

import asyncio
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from protego import Protego

from scrapers.pages.dataset import NOTICE, TITLE, json_ld, schema_org
from tests.changed_metadata import with_metadata
from tests.invented import Workshop, claim, coalition, reading
from tests.test_site import METADATA, ROOT, Site

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7*7 }} \u2028 ]]> \" ' &"
PUBLIC = "https://claims.example.org"


def built(folder: Path) -> Path:
    """A database with a briefing whose title and names are hostile."""
    shop = Workshop(folder)
    bad = reading(
        "outlet/77", url="https://example.org/x/77?a=%22%3E%3C/script%3E", published="2016-05-01", sha256="c" * 64,
        claims=(claim("c", "three trucks", place=HOSTILE, place_text=HOSTILE, target_text=HOSTILE),),
    )  # fmt: skip
    shop.build(reading(), coalition(), bad, texts=True)
    return shop.out


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("machines"))


@pytest.fixture(scope="module")
def site(file: Path) -> Site:
    return Site(file)


@pytest.fixture(scope="module")
def public(file: Path) -> Site:
    return with_metadata(file, {"site_url": PUBLIC, "plugins/datasette-sitemap/base_url": PUBLIC})


class Head(HTMLParser):
    """The meta and link tags of a page, and its JSON-LD."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.canonical: list[str] = []
        self.ld: list[str] = []
        self.scripts = 0
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and ("name" in found or "property" in found):
            self.meta[found.get("name") or found["property"]] = found.get("content", "")
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical.append(found["href"])
        self.scripts += tag == "script"
        self.inside = tag == "script" and found.get("type") == "application/ld+json"
        if self.inside:
            self.ld.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.ld[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def locations(site: Site) -> list[str]:
    """The addresses of the sitemap."""
    answer = site.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    return [html.unescape(one) for one in re.findall(r"<loc>(.*?)</loc>", answer.text)]


def test_robots_and_sitemap_agree(public: Site) -> None:
    """Every page of the sitemap may be read; query strings, search tables and the server's own pages may not."""
    robots = Protego.parse(public.page("/robots.txt"))
    assert list(robots.sitemaps) == [f"{PUBLIC}/sitemap.xml"]
    listed = locations(public)
    assert len(set(listed)) == len(listed) > 20
    for address in listed:
        assert address.startswith(PUBLIC + "/")
        assert "?" not in address
        assert robots.can_fetch(address, "Anybot"), address
    for path in ("/briefings/claims_flat?party=russia", "/briefings?sql=select+1", "/?x", "/briefings/claims_fts",
                 "/briefings/claims_fts_data", "/briefings/briefings_fts", "/-/metadata.json"):  # fmt: skip
        assert not robots.can_fetch(PUBLIC + path, "Anybot"), path
    for path in ("/", "/briefings/claims_flat", "/-/static/app.css?abc", "/static/site.css", "/export/csv/claims.csv",
                 "/briefings/claims_flat.csv", "/llms.txt"):  # fmt: skip
        assert robots.can_fetch(PUBLIC + path, "Anybot"), path


def test_every_page_of_the_sitemap_answers(public: Site) -> None:
    for address in locations(public):
        path = address.removeprefix(PUBLIC)
        assert public.get(path).status_code in (200, 301, 302), path


def test_the_sitemap_has_a_page_for_everything_that_is_told(public: Site) -> None:
    paths = {address.removeprefix(PUBLIC) for address in locations(public)}
    assert {
        "/", "/data", "/docs/codebook", "/briefing/outlet/846000", "/briefing/command/2016-03-09", "/day/2016-03-08",
        "/place/hill", "/governorate/homs", "/group/is", "/aircraft/su-34", "/target/tactical-unit",
    } <= paths  # fmt: skip


def test_without_a_public_address_the_sitemap_takes_the_one_it_was_asked_at(site: Site) -> None:
    assert all(address.startswith("http://localhost/") for address in locations(site))


def test_llms_txt_warns_first_and_names_tables_and_queries(site: Site) -> None:
    answer = site.get("/llms.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    text = answer.text
    assert text.startswith(f"# {TITLE}\n\n> {NOTICE}")
    told = METADATA["databases"]["briefings"]
    for name, entry in told["tables"].items():
        assert (f"- `{name}`: " in text) == (not entry.get("hidden")), name
    for name in told["queries"]:
        assert (f"- `{name}`" in text) == (not name.startswith("feed_")), name
    for words in ("never", "truncated", "1,000 rows", "_shape", "cannot be weighed"):
        assert words in text


@pytest.mark.parametrize("path", ["/", "/data", "/briefings/claims_flat", "/docs/codebook",
                                  "/briefings/longest_silences", "/briefings?sql=select+1", "/briefings"])  # fmt: skip
def test_every_head_has_its_words(public: Site, path: str) -> None:
    head = Head(public.page(path))
    assert head.canonical == [PUBLIC + path.partition("?")[0]]
    for name in ("description", "og:title", "og:description", "og:url", "og:image", "og:site_name", "twitter:card"):
        assert head.meta[name].strip(), name
    assert head.meta["og:image"] == f"{PUBLIC}/static/card.png"
    assert len(head.ld) == 1
    said = json.loads(head.ld[0])
    assert said["@context"] == "https://schema.org"


def test_the_front_page_describes_the_dataset(public: Site) -> None:
    said = json.loads(Head(public.page("/")).ld[0])
    assert said["@type"] == "Dataset"
    assert said["description"].startswith(NOTICE)
    assert said["temporalCoverage"] == "2016-03-03/2016-03-08"
    addresses = [one["contentUrl"] for one in said["distribution"]]
    assert f"{PUBLIC}/briefings.db" in addresses
    for address in addresses:
        assert public.get(address.removeprefix(PUBLIC)).status_code == 200
    assert "Review" not in json.dumps(said)


def test_the_words_are_those_of_the_export(site: Site) -> None:
    said = json.loads(Head(site.page("/")).ld[0])
    shared = schema_org(said["version"], "2016-03-03", "2016-03-08")
    assert {name: said[name] for name in shared} == shared


@pytest.mark.parametrize("path", ["/", "/data", "/briefings/claims_flat"])
def test_no_address_of_ours_is_made_from_the_host_header(site: Site, path: str) -> None:
    """A cache that was fed another host's name would hand it to every reader."""
    answer = asyncio.run(site.datasette.client.get(path, headers={"host": "evil.example"}))
    head = Head(answer.text)
    assert answer.status_code == 200
    assert "evil.example" not in " ".join([*head.canonical, *head.meta.values(), *head.ld, *cited(answer.text)])


def test_hostile_text_stays_text_in_the_head() -> None:
    """Whatever a title holds, the script ends where ours ends and the JSON gives the text back."""
    markup = str(json_ld({"name": HOSTILE, HOSTILE: [HOSTILE]}))
    head = Head(markup + "<p>after</p>")
    assert (head.scripts, len(head.ld)) == (1, 1)
    assert json.loads(head.ld[0])["name"] == HOSTILE
    assert "<!--" not in markup
    assert markup.count("</script") == 1


@pytest.mark.parametrize(
    "path",
    ["/briefings?sql=select+'</script><script>alert(1)</script>'",
     "/briefings/claims_flat?target=</script><script>alert(1)",
     "/briefings/claims_flat?_search=\"><script>alert(1)</script>", "/briefing/outlet/77"],
)  # fmt: skip
def test_hostile_addresses_stay_text_in_head_and_cite_box(site: Site, path: str) -> None:
    page = site.get(path.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E")).text
    assert "<script>alert" not in page
    assert "</script><script>" not in page.replace('</script>\n<script', "")


def cited(page: str) -> list[str]:
    """The texts of the cite box."""
    return [html.unescape(one) for one in re.findall(r"<textarea readonly[^>]*>(.*?)</textarea>", page, re.S)]


@pytest.mark.parametrize(
    ("path", "address", "words"),
    [
        ("/", "/ ", f'{TITLE}, version'),
        ("/data", "/ ", TITLE),
        ("/briefings/claims_flat?party=russia&_size=20", "/briefings/claims_flat?party=russia ",
         'where party = "russia"'),
        ("/briefings?sql=select+count(*)+from+claims", "/briefings?sql=select%20count%28%2A%29%20from%20claims ",
         "Asked: select count(*) from claims"),
        ("/briefings/claims_about_a_target?target=truck", "/briefings/claims_about_a_target?target=truck ",
         "Asked: select"),
    ],
)  # fmt: skip
def test_the_cite_box_names_page_version_and_question(public: Site, path: str, address: str, words: str) -> None:
    page = public.page(path)
    footnote, bibtex = cited(page)
    (version,) = public.rows("build")
    assert f"version {version['version']}+{version['record_sha256'][:12]}" in footnote
    assert PUBLIC + address in footnote
    assert words in footnote
    assert "(claims of the parties, not findings)" in footnote
    assert bibtex.startswith("@misc{")
    assert version["record_sha256"] in page


def test_without_a_public_address_the_box_says_what_to_put_in(site: Site) -> None:
    footnote, _ = cited(site.page("/briefings/claims_flat"))
    assert "[site]/briefings/claims_flat" in footnote
    assert "Put the address of this site" in site.page("/briefings/claims_flat")


def test_the_card_is_a_picture_of_the_size_that_the_head_states() -> None:
    data = (ROOT / "static" / "card.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1200, 630)
    assert len(data) < 300_000
