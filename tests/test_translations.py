"""One announcement in two languages: linked, counted once, the party's own language first, each difference kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scrapers.database.translations import NUMBER
from scrapers.models import Claim, Reading
from tests.invented import Workshop, claim, statement, tally
from tests.russian import DAY, EN, RU, english, of_day, russian

HILL, NOWHERE = "Example Hill", "Nowhere Known"


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def announced(shop: Workshop) -> list[tuple[Any, ...]]:
    return shop.rows("SELECT lead, documents, differing FROM announcements ORDER BY id")


def counted(shop: Workshop) -> list[tuple[Any, ...]]:
    return shop.rows("SELECT target, count, briefing FROM claims_flat ORDER BY target, id")


def pair(shop: Workshop, own: tuple[Claim, ...], other: tuple[Claim, ...]) -> None:
    """Builds a Russian and an English text that one total links, with some claims each."""
    total = (tally("sorties-60", "302 sorties", 60),)
    shop.build(of_day(RU, "ru", tallies=total, claims=own), of_day(EN, "en", tallies=total, claims=other))


def test_a_text_and_its_translation_are_one_announcement(shop: Workshop) -> None:
    """Fault 28: in two languages as in one, the second carrier adds nothing to a sum."""
    shop.build(russian())
    sums = "SELECT target, action, claims FROM sums_by_target ORDER BY 1"
    before = shop.rows(sums), shop.rows("SELECT count(*) FROM claims_flat")
    shop.forget()
    shop.build(english(), russian())
    assert (shop.rows(sums), shop.rows("SELECT count(*) FROM claims_flat")) == before
    assert announced(shop) == [(RU, 2, 2)]


@pytest.mark.parametrize("more", [0, 5])
def test_the_partys_own_language_leads_however_short_it_is(shop: Workshop, more: int) -> None:
    rest = tuple(claim(f"more-{n}", "three trucks", f"boat {n}", 7) for n in range(more))
    shop.build(english(claims=(*english().claims, *rest)), russian())
    assert announced(shop) == [(RU, 2, 2)]
    assert [row for row in counted(shop) if row[0] == "ammunition depot"] == [("ammunition depot", 2, RU)]
    assert len(counted(shop)) == 2 + more


def test_of_a_party_that_speaks_english_the_english_text_leads(shop: Workshop) -> None:
    own = {"party": "coalition", "source": "command", "url": None, "claims": ()}
    shop.build(russian(**own, id="command/ru"), english(**own, id="command/en"))
    assert announced(shop) == [("command/en", 2, 1)]


def test_differences_of_the_two_are_notices(shop: Workshop) -> None:
    shop.build(russian(), english())
    assert [row[0] for row in shop.rows("SELECT detail FROM notices ORDER BY detail")] == [
        f"ammunition depot: 3 here, 2 in {RU}.",
        f"targets: 170 here, at least 170 in {RU}.",
    ]


def hedged(language: str, hedge: str, count: int = 40, **other: Any) -> Reading:
    total = tally("sorties-40", "302 sorties", count, hedge=hedge)
    return of_day(RU if language == "ru" else EN, language, tallies=(total,))._replace(**other)


def test_a_hedge_lost_in_translation_links_all_the_same(shop: Workshop) -> None:
    shop.build(hedged("ru", "at least"), hedged("en", "exact"))
    assert announced(shop) == [(RU, 2, 1)]
    assert shop.rows("SELECT DISTINCT rule FROM carriers") == [(NUMBER,)]
    assert shop.rows("SELECT hedge FROM tallies WHERE same_as IS NULL") == [("at least",)]


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (hedged("ru", "at least", count=9), hedged("en", "exact", count=9)),
        (hedged("ru", "at least"), hedged("en", "exact", count=41)),
        (hedged("ru", "at least"), hedged("en", "exact", party="coalition", source="command", id="command/x")),
        (hedged("ru", "at least"), hedged("ru", "exact", id="outlet/y", url=None)),
    ],
    ids=["small", "another number", "another party", "one language"],
)
def test_a_number_alone_links_no_more_than_that(shop: Workshop, own: Reading, other: Reading) -> None:
    shop.build(own, other)
    assert [row[1] for row in announced(shop)] == [1, 1]


def test_a_claim_with_another_noun_is_counted_once_and_told(shop: Workshop) -> None:
    pair(shop, (claim("a", "three trucks", "tank", 4),), (claim("b", "three trucks", "armoured vehicle", 4),))
    assert counted(shop) == [("tank", 4, RU)]
    assert shop.rows("SELECT detail FROM notices") == [(f"armoured vehicle: 4 here, tank: 4 in {RU}.",)]


def test_two_claims_that_could_be_meant_stay_two(shop: Workshop) -> None:
    own = (claim("a", "three trucks", "tank", 4), claim("b", "three trucks", "truck", 4))
    pair(shop, own, (claim("c", "three trucks", "boat", 4),))
    assert [row[0] for row in counted(shop)] == ["boat", "tank", "truck"]


def test_a_claim_at_another_place_stays_another(shop: Workshop) -> None:
    pair(shop, (claim("a", "three trucks", "tank", 4),), (claim("b", "three trucks", "boat", 4, place="Example Well",
                                                               place_text="Example Well"),))  # fmt: skip
    assert [row[0] for row in counted(shop)] == ["boat", "tank"]


@pytest.mark.parametrize("unknown", ["ru", "en"])
def test_a_place_that_is_known_in_one_spelling_makes_no_second_claim(shop: Workshop, unknown: str) -> None:
    known = claim("a", "three trucks", "tank", 4)
    other = known._replace(id="b", place=NOWHERE, place_text=NOWHERE)
    pair(shop, (other if unknown == "ru" else known,), (known if unknown == "ru" else other,))
    assert counted(shop) == [("tank", 4, RU)]


def test_a_claim_without_a_number_at_an_unknown_place_stays(shop: Workshop) -> None:
    known = claim("a", "three trucks", "tank", None, hedge="several")
    pair(shop, (known,), (known._replace(id="b", place=NOWHERE, place_text=NOWHERE),))
    assert len(counted(shop)) == 2


def test_order_changes_nothing(shop: Workshop) -> None:
    third = english(id="outlet/third", url="https://example.org/en/777")
    first = shop.build(russian(), english(), third)
    assert announced(shop)[0][:2] == (RU, 3)
    assert shop.build(third, english(), russian()).sha256 == first.sha256


def test_days_of_the_two_are_those_of_one_announcement(shop: Workshop) -> None:
    shop.build(russian(), english())
    assert shop.rows("SELECT day, status, documents FROM calendar") == [(DAY, "briefed", 2)]


PAIRS = "SELECT kind, what, count, hedge, other_what, other_count, other_hedge, differs FROM language_pairs ORDER BY id"
DEPOT, TRUCK = "destroyed: ammunition depot", "destroyed: truck"


def test_the_two_stand_side_by_side(shop: Workshop) -> None:
    denial = statement("denial", "denied the use of balloons")
    shop.build(russian(statements=(denial,)), english(statements=(denial._replace(count=2, hedge="exact"),)))
    assert shop.rows(PAIRS) == [
        ("claim", DEPOT, 2, "exact", DEPOT, 3, "exact", "number"),
        ("claim", TRUCK, 3, "exact", TRUCK, 3, "exact", "nothing"),
        ("denial", "use of balloons", None, None, "use of balloons", 2, "exact", "number"),
        ("total", "sorties", 60, "exact", "sorties", 60, "exact", "nothing"),
        ("total", "targets", 170, "at least", "targets", 170, "exact", "hedge"),
    ]
    words = "SELECT language, printed, place_text, group_text, other_language, other_printed, other_group_text"
    assert shop.rows(f"{words} FROM language_pairs WHERE what = '{DEPOT}'") == [
        ("ru", "склада боеприпасов", "Примерного колодца", "ИГИЛ", "en", "ammunition depots", "ISIS")
    ]
    assert shop.rows("SELECT DISTINCT announcement, day, party, briefing, other_briefing FROM language_pairs") == [
        (f"russia/{DAY}/{RU.replace('/', '-')}", DAY, "russia", RU, EN)
    ]


def test_what_only_one_of_them_states_has_no_other_side(shop: Workshop) -> None:
    both = claim("both", "three trucks", "tank", 1)
    more, less = claim("ru", "three trucks", "boat", 5), claim("en", "three trucks", "bridge", 6)
    pair(shop, (both, more), (both, less))
    assert shop.rows("SELECT what, fact, other_what, other_fact FROM language_pairs WHERE differs = 'one side only' "
                     "ORDER BY id") == [
        (None, None, "destroyed: bridge", f"{EN}/en"), ("destroyed: boat", f"{RU}/ru", None, None)
    ]  # fmt: skip


def test_names_that_differ_are_told(shop: Workshop) -> None:
    """A noun, an armed group, a place of which the gazetteer knows one spelling alone."""
    own = claim("noun", "three trucks", "tank", 4), claim("group", "three trucks", "boat", 5, group="IS")
    other = claim("noun", "three trucks", "bridge", 4), claim("group", "three trucks", "boat", 5)
    open_place = claim("place", "three trucks", "camp", 7, place=NOWHERE, place_text=NOWHERE)
    pair(shop, (*own, claim("place", "three trucks", "camp", 7)), (*other, open_place))
    assert shop.rows("SELECT what, other_what FROM language_pairs WHERE differs = 'name' ORDER BY id") == [
        ("destroyed: boat", "destroyed: boat"),
        ("destroyed: tank", "destroyed: bridge"),
        ("destroyed: camp", "destroyed: camp"),
    ]


def test_each_document_has_one_beside_it_and_its_own_publishers_first(shop: Workshop) -> None:
    """Three documents make two pairs, and the Russian text of the same publisher is chosen, not the one that leads."""
    lead = russian(source="command", id="command/ru", url=None)
    other = english(source="command", id="command/en", url=None)
    shop.build(lead, russian(claims=russian().claims[:1]), english(), other)
    assert announced(shop) == [("command/ru", 4, 4)]
    assert shop.rows("SELECT DISTINCT briefing, other_briefing FROM language_pairs ORDER BY 2") == [
        ("command/ru", "command/en"), (RU, EN)
    ]  # fmt: skip
    assert shop.rows(f"SELECT differs FROM language_pairs WHERE briefing = '{RU}' AND other_what = '{DEPOT}'") == [
        ("one side only",)
    ]


def test_documents_of_one_language_are_no_pair(shop: Workshop) -> None:
    shop.build(english(), english(id="outlet/other", url=None))
    assert announced(shop)[0][1] == 2
    assert shop.rows("SELECT count(*) FROM language_pairs") == [(0,)]
