"""The search page: names in three scripts, briefings, claims, and words that are no query."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.invented import Workshop, claim, coalition, reading
from tests.test_site import HOSTILE, Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    shop = Workshop(Path(tmp_path_factory.mktemp("search")))
    shop.build(reading(claims=(*reading().claims, claim("c-9", "three trucks", target_text=HOSTILE))), coalition())
    return Site(shop.out)


def test_without_words_it_is_a_form(site: Site) -> None:
    page = site.page("/search")
    assert 'name="q"' in page
    assert "<h2>" not in page


def test_a_place_is_found_by_its_name_and_claims_by_their_words(site: Site) -> None:
    page = site.page("/search", q="example hill")
    assert "<h2>Places</h2>" in page
    assert 'href="/place/' in page
    assert "<h2>Claims</h2>" in page
    assert "/briefings/claims_flat?_search=example%20hill" in page


def test_a_kind_of_target_is_found(site: Site) -> None:
    page = site.page("/search", q="Truck")
    assert "<h2>Kinds of targets</h2>" in page
    assert 'href="/target/truck"' in page


@pytest.mark.parametrize(
    "words", ['"', '""', "a*", "AND", "NEAR(", "x" * 5000, "'; drop table claims; --", HOSTILE, "\x00", "%", "_"]
)
def test_words_that_are_no_query_are_only_words(site: Site, words: str) -> None:
    page = site.page("/search", q=words)
    assert "<script>alert" not in page


def test_a_name_that_no_claim_bears_leads_nowhere(site: Site) -> None:
    assert 'href="/governorate/' not in site.page("/search", q="Quneitra")


def test_nothing_found_is_said(site: Site) -> None:
    assert "Nothing bears these words" in site.page("/search", q="zebra")
