"""What claims name together is counted as the claims themselves count it."""

from __future__ import annotations

import pytest

from scrapers.database.pairs import BESIDE
from tests.invented import Workshop, claim, coalition, reading

SIDES = [(kind, name, beside, value) for kind, (name, some) in BESIDE.items() for beside, value in some.items()]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    shop = Workshop(tmp_path_factory.mktemp("pairs"))
    others = claim("c-others", "three trucks", "depot", actor="Syria (government)", aircraft=())
    two = claim("c-two", "three trucks", "bridge", aircraft=("Su-24M", "Su-34"), place=None, place_text=None)
    again = claim("c-again", "three trucks", "bridge", aircraft=("Su-34",), group="IS", group_text="Daesh")
    shop.build(reading(claims=(*reading().claims, others, two, again)), coalition(), texts=True)
    return shop


@pytest.mark.parametrize(("kind", "name", "beside", "value"), SIDES)
def test_pairs_are_those_of_the_claims(shop: Workshop, kind: str, name: str, beside: str, value: str) -> None:
    of = {"place": "c.place", "group_text": "c.group_text"}
    thing = "a.aircraft" if kind == "aircraft" else of.get(name, f"f.{name}")
    join = " JOIN claim_aircraft a ON a.claim = f.id" if kind == "aircraft" else ""
    counted = shop.rows(
        f"SELECT {thing}, coalesce(CAST({of.get(value, f'f.{value}')} AS TEXT), ''), f.party, count(*) "
        f"FROM claims_flat f JOIN claims c ON c.rowid = f.number{join} WHERE f.own AND {thing} IS NOT NULL "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    kept = shop.rows(
        "SELECT name, value, party, claims FROM claim_pairs "
        f"WHERE kind = '{kind}' AND beside = '{beside}' ORDER BY 1, 2, 3"
    )
    assert kept == counted
    assert kept


def test_what_another_is_said_to_have_done_is_in_no_pair(shop: Workshop) -> None:
    assert shop.rows("SELECT 1 FROM claim_pairs WHERE name = 'depot' OR value = 'depot'") == []


def test_two_types_of_aircraft_of_one_claim_are_two_pairs(shop: Workshop) -> None:
    sql = "SELECT name FROM claim_pairs WHERE kind = 'aircraft' AND beside = 'target' AND value = 'bridge' ORDER BY 1"
    assert [name for (name,) in shop.rows(sql)] == ["Su-24M", "Su-34"]
