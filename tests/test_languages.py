"""What holds the languages together: the same canonical names, words that decline, alphabets that are not mixed up."""

from __future__ import annotations

import re
from functools import cache

import pytest

from scrapers.errors import ForeignDigits, HugeNumber, ScraperError
from scrapers.languages import HERE, fold, load, rows
from scrapers.languages.ru import inflect
from tests.told import lines, reading_of

CODES = sorted(path.name for path in HERE.iterdir() if (path / "targets.csv").exists())
NAMED = ("aircraft", "weapon", "ship", "group", "person", "province", "country", "actor", "speaker", "base", "nation")


@cache
def names(code: str) -> dict[tuple[str, str], str]:
    """The note on each name of a language's table, by its class."""
    return {(row["class"], row["name"]): row["note"] for row in rows(HERE / code, "names.csv")}


@cache
def kinds(code: str) -> dict[str, set[tuple[str, str]]]:
    """Class and group of each target of a language."""
    out: dict[str, set[tuple[str, str]]] = {}
    for row in rows(HERE / code, "targets.csv"):
        out.setdefault(row["target"], set()).add((row["class"], row["group"]))
    return out


def values(code: str, table: str, column: str) -> set[str]:
    return {row[column] for row in rows(HERE / code, table)}


def test_there_are_two_languages_at_least() -> None:
    assert CODES[:2] == ["en", "ru"]


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_every_name_is_one_of_the_english_table(code: str) -> None:
    """Groups, aircraft, governorates, people: the same canonical names, so that both readings meet in one row."""
    assert {key: note for key, note in names(code).items() if names("en").get(key) != note} == {}
    provinces = [key for key in names("en") if key[0] == "province"]
    assert [key for key in provinces if key not in names(code)] == []
    assert {kind for kind, _ in names(code)} <= set(NAMED)


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_every_target_is_one_of_the_english_table(code: str) -> None:
    for target, told in kinds(code).items():
        assert told <= kinds("en").get(target, set()), target


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("hedges.csv", "hedge"), ("actions.csv", "action"), ("statements.csv", "role"), ("background.csv", "role")],
)
def test_other_tables_stand_for_the_same(code: str, table: str, column: str) -> None:
    assert values(code, table, column) <= values("en", table, column)


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_what_plants_make_is_the_same(code: str) -> None:
    """But for arms: an English plant for armament makes explosives as well wherever the texts tell of one."""
    ours, theirs = rows(HERE / code, "products.csv"), rows(HERE / "en", "products.csv")
    assert [row["made"] for row in ours] == [row["made"] for row in theirs]
    assert [row for row in ours if row not in theirs] == [{"made": "weapon", "plant": "arms *"}]
    assert {"arms factory", "arms workshop"} <= set(load("en").targets)


def test_forms_are_of_one_alphabet() -> None:
    """A Latin letter inside of a Russian word would never be met."""
    for path in sorted((HERE / "ru").glob("*.csv")):
        for word in re.findall(r"[^\W\d_]+", path.read_text(encoding="utf-8")):
            latin, russian = re.search("[A-Za-z]", word), re.search("[а-яА-ЯёЁ]", word)
            known = word in ("aceopxyABCEHKMOPTXk", "асеорхуАВСЕНКМОРТХк")
            assert not (latin and russian) or known, (path.name, word)


NUMBERS = [
    ("командный пункт", "командного пункта", "gs"),
    ("склад оружия", "складам оружия", "dp"),
    ("база", "базы", "gs np ap"),
    ("боевик", "боевиков", "gp ap"),
    ("позиция", "позиций", "gp"),
    ("лагерь", "лагеря", "gs np ap"),
    ("боевая машина пехоты", "боевых машин пехоты", "gp"),
    ("полевой штаб", "полевых штаба", "gp gf"),
    ("установка", "установок", "gp"),
    ("цель", "целями", "ip"),
    ("здание", "зданию", "ds"),
    ("мастерская", "мастерской", "gs ds is ls"),
    ("БМП", "БМП", "ns gs ds as is ls np gp dp ap ip lp"),
    ("техника", "техники", "gs"),
    ("мастерская по сборке дронов", "мастерских по сборке дронов", "gp lp"),
    ("конвой", "конвоем", "is"),
    ("емкость с нефтью", "емкостей с нефтью", "gp"),
]


@pytest.mark.parametrize(("noun", "form", "cases"), NUMBERS)
def test_nouns_decline(noun: str, form: str, cases: str) -> None:
    assert inflect.forms(noun)[form] == cases


def test_every_noun_has_its_cases() -> None:
    """All but those whose phrase another table already reads as one."""
    pack = load("ru")
    assert len(pack.cases) > 2000
    assert all(code in (*inflect.CASES, inflect.FEW) for told in pack.cases.values() for code in told.split())
    assert all(fold(form) == form for form in pack.cases)


REFUSED = {
    "Arabic digits": ("Авиация выполнила ٢٤ вылета.", ForeignDigits),
    "fullwidth digits": ("Авиация выполнила ２４ вылета.", ForeignDigits),
    "30 digits": (f"Авиация выполнила {'7' * 30} вылетов.", HugeNumber),
    "30 digits with spaces": ("Авиация выполнила " + "777\u00a0" * 9 + "777 вылетов.", HugeNumber),
}


@pytest.mark.parametrize(("text", "error"), REFUSED.values(), ids=REFUSED)
def test_bad_russian_is_refused_by_name(text: str, error: type[ScraperError]) -> None:
    with pytest.raises(error):
        reading_of("russia", text, language="ru")


SOUND = "Бомбардировщик Су-34 уничтожил три танка в районе Тель-Амра."
FACT = "claim destroyed 3 tank | at "
MIXED = {
    "Latin letters inside": SOUND.translate(str.maketrans("аеос", "aeoc")),
    "Latin capital": SOUND.replace("Су-34", "Cу-34"),
    "yo": SOUND.replace("Бомбардировщик Су-34", "Самолёт Су-34"),
    "capitals": SOUND.replace("Бомбардировщик", "БОМБАРДИРОВЩИК"),
}


@pytest.mark.parametrize("text", MIXED.values(), ids=MIXED)
def test_mixed_alphabets_are_read_as_meant(text: str) -> None:
    (claim, *_) = lines("russia", reading_of("russia", text, language="ru"))
    assert claim.startswith(FACT)
    assert claim.endswith("by Su-34")


WITHHELD = {
    "machine translation": "Российские самолеты убиты три танков и изумили 15 объекта в районе Тель-Амра.",
    "spun words": "Русские аэропланы ликвиднули 14 разных бронечудищ около Тель-Амры.",
    "English text": "A Su-34 destroyed three tanks near Tel Amra.",
    "Ukrainian text": "Літак Су-34 знищив три танки поблизу Тель-Амри.",
    "no letters right": SOUND.translate(str.maketrans("уничтожил", "yнuчmoжuл")),
    "cut inside a number": "Самолеты выполнили 1",
}


@pytest.mark.parametrize("text", WITHHELD.values(), ids=WITHHELD)
def test_what_is_no_russian_gives_no_number(text: str) -> None:
    """Nothing, or the number among the unread; never another number."""
    reading = reading_of("russia", text, language="ru")
    assert reading.totals == {}
    assert {one.count for one in reading.claims} <= {None, 3}


def test_each_language_reads_its_own_texts() -> None:
    """The other language's words are none of a pack, so a text under a wrong language gives nothing."""
    assert not reading_of("russia", SOUND, language="en").claims
    assert not reading_of("russia", "A bomber destroyed three tanks near Tel Amra.", language="ru").claims
