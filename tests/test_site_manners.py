"""How the site behaves: handbook, folded columns, plain words, phones, quoted briefings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.invented import TEXT, Workshop, claim, coalition, reading, statement, tally
from tests.test_site import Site

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    shop = Workshop(tmp_path_factory.mktemp("manners"))
    by_others = claim("c-others", "three trucks", actor="Syria (government)", aircraft=())
    denied = statement("s", "denied", about="Coalition; Turkey (forces)")
    whole = reading(claims=(*reading().claims, by_others), statements=(denied,))
    quoted = [
        reading(f"outlet/quoted-{number}", via="archive", url="https://example.org/x/77", tallies=(), totals={})
        for number in (1, 2)
    ]
    quoted = [one._replace(claims=(claim("c", "three trucks"),)) for one in quoted]
    named = reading("outlet/2016-03-09.txt", url=None, tallies=(tally("old", "302 sorties", 302),), claims=())
    shop.build(whole, coalition(), named, *quoted, texts=True)
    return Site(shop.out)


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_the_handbook_is_on_the_site(site: Site, name: str) -> None:
    page = site.page(f"/docs/{name}")
    title = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
    assert f"<h1>{title}</h1>" in page
    body = page.partition('id="content"')[2].partition("</main>")[0]
    assert not re.search(r"\*\*|^\s*\||`|\]\(", body, re.M), "Markdown that the page does not know"
    for inner in re.findall(r'href="(/docs/[a-z]+)"', body):
        assert site.get(inner).status_code == 200


@pytest.mark.parametrize("path", ["/docs/nothing", "/docs/~2E~2E~2FREADME", "/docs/README.md"])
def test_the_handbook_holds_nothing_else(site: Site, path: str) -> None:
    assert site.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/briefings", "/briefings/claims", "/briefings/figures", "/briefings/totals_by_month", "/briefings?sql=select+1",
     "/briefings/claims/outlet~2F846000~2Fdestroyed-truck-3"],
)
def test_titles_name_the_page_and_the_site(site: Site, path: str) -> None:
    title = re.findall(r"<title>(.*?)</title>", site.page(path), re.S)[0]
    assert title.endswith(" · Air campaigns over Syria, as claimed")
    assert "select" not in title


def test_words_for_nothing_found(site: Site) -> None:
    assert "No row matches." in site.page("/briefings/claims_flat", _search="zebra")
    assert "No row fits." in site.page("/briefings/near_a_place", place="Atlantis", km="")


def test_column_texts_are_folded_and_views_carry_no_bracket(site: Site) -> None:
    page = site.page("/briefings/claims_flat")
    assert page.count("<summary>What each column means</summary>") == 1
    assert page.count("<details") == page.count("</details>")
    assert "(view)" not in page


def test_a_briefing_that_does_not_exist_is_not_found(site: Site) -> None:
    assert site.get("/briefing/outlet/nothing").status_code == 404


def test_a_quoted_briefing_says_that_it_is_a_part(site: Site) -> None:
    page = " ".join(site.page("/briefing/outlet/77").split())
    assert "Only a part of the briefing" in page
    assert "quoted by Archive for 2016-03-04" in page
    assert "Only a part" not in site.page("/briefing/outlet/846000")


def test_one_sentence_of_two_texts_is_shown_once(site: Site) -> None:
    page = site.page("/briefing/outlet/77")
    assert page.count("<mark>three trucks</mark>") == 1
    assert "in 2 texts" in page


def test_a_restatement_follows_what_it_restates(site: Site) -> None:
    page = site.page("/briefing/outlet/846000")
    first, again = page.index("<mark>302 sorties</mark>"), page.index("<mark>made 302 sorties</mark>")
    between = page[first:again]
    assert first < again
    assert "targets</td>" not in between


def test_others_are_named_neutrally_and_counted_nowhere(site: Site) -> None:
    page = site.page("/briefing/outlet/846000")
    assert "3 trucks destroyed by Syria&#39;s government forces" in page
    assert "concerns the US-led coalition; Turkey&#39;s forces" in page
    rows = site.rows("claims_by_governorate", party="russia")
    assert sum(row["own"] for row in rows) == 1  # both briefings tell of the trucks, one announcement
    assert [row["claims"] for row in site.rows("briefings", id="outlet/846000")] == [1]


def test_the_key_of_a_briefing_has_no_file_ending(site: Site) -> None:
    assert site.get("/briefing/outlet/2016-03-09").status_code == 200


def test_cells_lead_to_the_briefing(site: Site) -> None:
    page = site.page("/briefings/claims/outlet~2F846000~2Fdestroyed-truck-3")
    assert 'href="/briefing/outlet/846000"' in page
    assert "<h1>Russia&#39;s Ministry of Defence claims: 3 trucks destroyed</h1>" in page


def test_the_invented_text_is_what_the_page_quotes(site: Site) -> None:
    quoted = re.findall(r"<q [^>]*>(.*?)</q>", site.page("/briefing/outlet/77"), re.S)
    assert quoted
    assert all(re.sub(r"</?mark>", "", one) in TEXT for one in quoted)


def test_a_briefing_names_the_other_documents_of_its_announcement(site: Site) -> None:
    page = " ".join(site.page("/briefing/outlet/77").split())
    assert '<h2 id="carriers">Other documents of this announcement</h2>' in page
    assert "carried by another document too, counted there" in page + site.page("/briefing/outlet/846000")


@pytest.mark.parametrize("path", ["/briefings/nothing", "/nothing", "/place/nowhere", "/briefings/claims/nothing"])
def test_pages_of_errors_name_the_site_and_the_licence(site: Site, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert "<title>Not found · Air campaigns over Syria, as claimed</title>" in answer.text
    assert "CC BY 4.0" in answer.text
