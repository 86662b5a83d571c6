"""A search for a name finds claims in every language, by whatever door it comes; words of a language are data."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from datasette.utils import escape_fts

from scrapers.database.spellings import spelling_rows
from scrapers.languages import HERE, rows, spelled
from tests.invented import GAZETTEER, Workshop, claim, reading, tally
from tests.russian import EN, RU, english, of_day, russian
from tests.test_site import Site

KNOWN = GAZETTEER.replace("hill,Example Hill,,,", "hill,Example Hill,Холм,تل,").replace(
    "Sample Hill", "Sample Hill|Холма|Шёлковый Холм"
).replace("gov-homs,Homs,,,", "gov-homs,Homs,Хомс,حمص,")  # fmt: skip
NAMES = "name,class,note,forms\nIS,group,,общество~ примера|ОП|общество~ примера и образца\nSu-34,aircraft,,су-34\n" \
        "Kalibr,weapon,,калибр~\n"  # fmt: skip
TARGETS = "target,class,group,forms,note\ntruck,vehicle,equipment,грузовик|машина с грузом,\ntruck,vehicle,x,фура,\n"


def cases(phrase: str) -> dict[str, str]:
    """Two cases of a phrase whose first word declines: the invented language has no more."""
    head, _, tail = phrase.partition(" ")
    rest = f" {tail}" if tail else ""
    genitive = head[:-1] + "а" if head.endswith("о") else head + "а"
    return {phrase: "ns", genitive + rest: "gs", head + "и" + rest: "np"}


def pack(folder: Path) -> Path:
    """A folder with the words of a language."""
    words = folder / "ru"
    words.mkdir()
    (words / "names.csv").write_text(NAMES, encoding="utf-8")
    (words / "targets.csv").write_text(TARGETS, encoding="utf-8")
    return words


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A Russian and an English text that nothing links, so that search has both to find."""
    folder = tmp_path_factory.mktemp("spelled")
    shop = Workshop(folder)
    shop.gazetteer.write_text(KNOWN, encoding="utf-8")
    own = [claim("c", "three trucks", target_text="грузовика", place_text="Холма", group="IS", group_text="ОП")]
    other = english(claims=(own[0]._replace(target_text="trucks", place_text="Example Hill", group_text="IS"),))
    words = pack(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelled, "every", lambda: spelled.of_language(words, cases))
        shop.build(
            russian(claims=tuple(own), tallies=(), provinces=("Homs",)),
            other._replace(tallies=(tally("other", "302 sorties", 77),), published="2016-05-05", provinces=("Homs",),
                           period=reading().period),
            of_day("outlet/3", "en", claims=(claim("d", "three trucks", "boat", place=None, place_text=None,
                                                   aircraft=()),)),
        )  # fmt: skip
    return shop


@pytest.fixture(scope="module")
def site(shop: Workshop) -> Site:
    return Site(shop.out)


FOUND = ["Холм", "ХОЛМ", "холма", "تل", "Example Hill", "sample", "шёлковый", "шелковый", "Хомс", "حمص", "homs",
         "Грузовик", "грузовика", "грузовики", "truck", "trucks", "Общество примера", "общества", "оп", "IS",
         "Су-34", "су-34", "Su-34", "холм грузовик", "hill грузовик", "تل truck"]  # fmt: skip
NOT_FOUND = ["машина", "фура", "образца", "общесты", "калибр", "холмами", "грузовик Example Well", "холм NOT truck"]


def found(shop: Workshop, words: str) -> set[str]:
    sql = "SELECT briefing FROM claims_flat WHERE number IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH '{}')"
    return {briefing for (briefing,) in shop.rows(sql.format(escape_fts(words)))}


@pytest.mark.parametrize("words", FOUND)
def test_a_name_in_any_language_finds_claims_in_both(shop: Workshop, words: str) -> None:
    """In another script, in capitals, in a case of Russian, by the words of a multi-word name, two names at once."""
    assert found(shop, words) == {RU, EN}


@pytest.mark.parametrize("words", NOT_FOUND)
def test_other_words_find_nothing(shop: Workshop, words: str) -> None:
    """A second noun of a target, a longer name of a group, a plural of one, a case that no table has."""
    assert found(shop, words) == set()


@pytest.mark.parametrize("words", ["Холм", "грузовики", "Су-34", "تل", "Хомс", "машина"])
def test_every_door_answers_alike(site: Site, shop: Workshop, words: str) -> None:
    """The table's own search, the named query and the search page give the claims that plain SQLite gives."""
    expected = found(shop, words)
    table = site.rows("claims_flat", _search=words, _size="100")
    asked = json.loads(site.page("/briefings/search_claims.json", words=words, _shape="array"))
    page = site.page("/search", q=words).partition("<h2>Briefings")[0]
    assert {row["briefing"] for row in table} == expected
    assert {row["briefing_page"] for row in asked} == {f"/briefing/{key}" for key in expected}
    assert {key for key in (RU, EN, "outlet/3") if f'href="/briefing/{key}"' in page} == expected


@pytest.mark.parametrize(
    ("words", "page"),
    [("холма", "/place/hill"), ("تل", "/place/hill"), ("Sample", "/place/hill"), ("хомс", "/governorate/homs"),
     ("حمص", "/governorate/homs"), ("грузовики", "/target/truck"), ("ОП", "/group/is"), ("Су-34", "/aircraft/su-34")],
)  # fmt: skip
def test_names_lead_to_their_pages(site: Site, words: str, page: str) -> None:
    assert f'<a href="{page}">' in site.page("/search", q=words)


@pytest.mark.parametrize("words", ["Хомс", "حمص", "Homs"])
def test_briefings_are_found_by_their_governorates(site: Site, words: str) -> None:
    assert {row["id"] for row in site.rows("briefings", _search=words)} == {RU, EN}


def test_the_words_of_a_language_are_rows(shop: Workshop) -> None:
    assert shop.rows("SELECT * FROM spellings WHERE kind <> 'place' ORDER BY kind, name, language") == [
        ("aircraft", "Su-34", "ru", "су-34", "су-34"),
        ("governorate", "Homs", "ar", "حمص", "حمص"),
        ("governorate", "Homs", "en", "Homs", "homs"),
        ("governorate", "Homs", "ru", "Хомс", "хомс"),
        ("governorate", "Raqqa", "en", "Raqqa", "raqqa"),
        ("group", "IS", "ru", "общество примера", "общество примера общества оп"),
        ("target", "truck", "ru", "грузовик", "грузовик грузовика грузовики"),
    ]


def test_without_words_of_a_language_the_gazetteer_alone_is_searched(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(spelled, "every", lambda: iter(()))
    shop = Workshop(tmp_path)
    shop.gazetteer.write_text(KNOWN, encoding="utf-8")
    shop.build(english())
    assert found(shop, "Холм") == {EN}
    assert found(shop, "грузовик") == set()
    assert {kind for (kind,) in shop.rows("SELECT DISTINCT kind FROM spellings")} == {"place", "governorate"}


def test_a_spelling_is_known_by_its_letters(shop: Workshop) -> None:
    told = {(row["name"], row["language"]): row for row in spelling_rows(shop.gazetteer)}
    assert told["hill", "ru"]["words"] == "холм холма шёлковый шелковый"
    assert told["hill", "ar"]["spelling"] == "تل"
    assert told["hill", "en"]["words"] == "example hill sample"


def test_all_languages_name_the_same_things() -> None:
    """Each name once in a language, none that English does not have: a typing error would be found by nobody."""
    some = list(spelled.every())
    times = Counter((one.kind, one.name, one.language) for one in some)
    assert [key for key in times if times[key] > 1] == []
    named = {row["name"] for row in rows(HERE / "en", "names.csv")}
    assert {one.name for one in some if one.kind in spelled.KINDS.values()} <= named
    assert all(one.spelling and one.spelling.lower().split()[0] in one.words.split() for one in some)


@pytest.mark.parametrize(
    ("page", "name"), [("group/is", "общество примера"), ("target/truck", "грузовик"), ("aircraft/su-34", "су-34")]
)
def test_a_page_of_a_name_says_how_it_is_written(site: Site, page: str, name: str) -> None:
    assert f'In Russian: <span lang="ru" dir="auto">{name}</span>.' in site.page(f"/{page}")
    assert site.page(f"/{page}").count("In Russian") == 1
