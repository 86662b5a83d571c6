"""Two languages on the site: which document is in which, words marked with their language, one leading to the other."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from scrapers.models import Unread
from tests.invented import GAZETTEER, Workshop, claim, statement
from tests.russian import EN, RU, english, russian
from tests.test_site import HOSTILE, Site

TEXT = "ПРИМЕРГРАД, 9 марта. Уничтожены два грузовика <b>у Холма</b>."
AT = (TEXT.index("два"), TEXT.index(" <b>"))
UNKNOWN = "Неизвестного хутора"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    shop = Workshop(Path(tmp_path_factory.mktemp("languages")))
    shop.gazetteer.write_text(GAZETTEER.replace("hill,Example Hill,,,", "hill,Example Hill,Холм,تل,"), encoding="utf-8")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    texts = shop.folder / "snapshots" / "texts"
    texts.mkdir(parents=True)
    (texts / f"{sha}.txt").write_text(TEXT, encoding="utf-8")
    own = russian()
    unknown = claim("open", "three trucks", "boat", None, hedge="several", place=UNKNOWN, place_text=UNKNOWN, span=AT)
    hostile = claim("evil", "three trucks", "tank", None, hedge="several", target_text=f"Зло {HOSTILE}", span=AT,
                    group="Ахрар", group_text="Ахрар")  # fmt: skip
    own = own._replace(
        sha256=sha,
        dateline={"place": "ПРИМЕРГРАД", "date": "2016-03-09"},
        tallies=(own.tallies[0]._replace(count=None, hedge="several", span=AT),),
        claims=(*(one._replace(count=None, hedge="several", span=AT) for one in own.claims), unknown, hostile),
        statements=(statement("s", "denied", speaker="Представитель", span=AT),),
        spokespeople=("Полковник Примеров",),
        unread=(Unread("number", "17 зонтов", "no rule for the noun", AT),),
    )
    shop.build(own, english(claims=tuple(one._replace(count=None, hedge="several") for one in english().claims)))
    return Site(shop.out)


def russian_words(text: str) -> str:
    return f'<span lang="ru" dir="auto">{text}</span>'


def test_each_document_leads_to_the_other(site: Site) -> None:
    own, other = site.page(f"/briefing/{RU}"), site.page(f"/briefing/{EN}")
    assert f'href="/briefing/{EN}" rel="alternate" hreflang="en">the same in English, Example Outlet</a>' in own
    assert f'href="/briefing/{RU}" rel="alternate" hreflang="ru">the same in Russian, Example Outlet</a>' in other
    assert "in Russian</span></dd>" in own
    assert "in English</span></dd>" not in other


def test_they_stand_side_by_side_with_the_words_that_each_prints(site: Site) -> None:
    page = site.page(f"/briefing/{EN}")
    heads = "Example Outlet, English (this page)", "Example Outlet, Russian"
    assert "".join(f'<th scope="col">{head}</th>' for head in heads) in page
    assert russian_words("грузовика") in page
    assert "Example Outlet in Russian alone states" in page


def test_the_link_to_both_languages_finds_their_rows(site: Site) -> None:
    page = site.page(f"/briefing/{RU}")
    start = page.index("/briefings/language_pairs?")
    rows = site.page(page[start : page.index('"', start)])
    assert "Two languages side by side" in rows
    assert russian_words("склада боеприпасов") in rows


@pytest.mark.parametrize("words", ["ПРИМЕРГРАД", "Полковник Примеров", "Представитель", UNKNOWN])
def test_printed_words_of_a_page_have_their_language(site: Site, words: str) -> None:
    assert russian_words(words) in site.page(f"/briefing/{RU}")


def test_quotations_have_their_language_and_are_inert(site: Site) -> None:
    page = site.page(f"/briefing/{RU}")
    assert '<q lang="ru" dir="auto">Уничтожены <mark>два грузовика</mark> &lt;b&gt;у Холма&lt;/b&gt;.</q>' in page
    assert '<q lang="ru" dir="auto">17 зонтов</q>' in page


@pytest.mark.parametrize(
    ("table", "words"),
    [("claims_flat", "грузовика"), ("claims", "Примерного холма"), ("proofs", "Уничтожены два грузовика"),
     ("unread", "17 зонтов"), ("language_pairs", "ИГИЛ"), ("spellings", "Холм"), ("places", "Холм")],
)  # fmt: skip
def test_cells_of_tables_have_their_language(site: Site, table: str, words: str) -> None:
    assert f'<span lang="ru" dir="auto">{words}' in site.page(f"/briefings/{table}", _size="max")


def test_an_answer_to_own_sql_has_languages_too(site: Site) -> None:
    page = site.page("/briefings", sql="select 'танк' as a, 'تل' as b, 'tank' as c")
    assert f"{russian_words('танк')}</td>" in page
    assert '<span lang="ar" dir="auto">تل</span></td>' in page
    assert '<td class="col-c">tank</td>' in page


def test_words_with_a_page_stay_links_and_hostile_ones_stay_words(site: Site) -> None:
    table = site.page("/briefings/claims_flat", _size="max")
    assert '<span lang="ru" dir="auto">Зло' not in table  # most of its letters are Latin
    assert "<script>alert" not in table
    assert "&lt;script&gt;alert" in table


def test_words_that_texts_print_of_a_group_have_their_language(site: Site) -> None:
    assert russian_words("ИГИЛ") in site.page("/group/is")


def test_claims_of_a_language_are_a_filter(site: Site) -> None:
    assert {row["briefing"] for row in site.rows("claims_flat", language="ru")} == {RU}
    facets = site.get("/briefings/briefings.json", _facet="language").json()["facet_results"]
    assert {one["value"] for one in facets["language"]["results"]} == {"ru", "en"}
