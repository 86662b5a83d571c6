"""Fault 56: every number that the front page or the README prints about the data is what SQL gives, or a test fails.

The front page's numbers are counted here from the tables of facts, not from the sums that the page reads. A number of
the README stands before the query that gives it, in a comment that Markdown does not show: 12<!-- select count(*) -->
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from scrapers import database
from tests.hostile import ROOT, asked, over

README = (ROOT / "README.md").read_text(encoding="utf-8")
NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
ASKED = re.compile(rf"({NUMBER})<!-- (select [^>]+?) -->", re.I | re.S)
COUNTED = re.compile(rf"\b({NUMBER}) (?:claims|briefings|figures|statements|documents|texts|proofs|strikes|sorties)\b")
OWN = (
    "FROM claims c JOIN briefings b ON b.id = c.briefing WHERE b.party = ? AND c.own AND c.repeats IS NULL "
    "AND c.same_as IS NULL AND NOT c.withdrawn AND c.voice <> 'background'"
)
CAPITALS = {"russia": "Russia", "coalition": "Coalition"}


def prose(text: str) -> str:
    """The README without code and pictures, which show examples."""
    text = re.sub(r"```.*?```|`[^`\n]*`|^    .*$", "", text, flags=re.S | re.M)
    return re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)


def wrong_numbers(text: str, connection: sqlite3.Connection) -> list[str]:
    """A sentence for each number of a text that its query does not give, and for each that has no query."""
    wrong = []
    for number, sql in ASKED.findall(text):
        (found,) = connection.execute(sql).fetchone()
        if f"{found:,}" != number:
            wrong.append(f"{number} is printed, {found:,} is what the database says: {sql}")
    without = ASKED.sub("", prose(text))
    return wrong + [f"no query stands behind {one[0]!r}" for one in COUNTED.finditer(without)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the record in this checkout."""
    out = tmp_path_factory.mktemp("numbers") / "briefings.db"
    database.build(ROOT / "data" / "record", ROOT / "data" / "gazetteer.csv", out, ROOT / "data" / "snapshots")
    return out


@pytest.fixture(scope="module")
def facts(built: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(built)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def home(built: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", cells(asked(over(built), "/").text)).split())


def cells(page: str) -> str:
    """The page with its tables' cells apart, and scripts and drawings left out."""
    page = re.sub(r"<(script|svg|style)\b.*?</\1>", " ", page, flags=re.S)
    return unescape(re.sub(r"</(td|th)>", " | ", page))


def test_fault_56_each_party_s_claims_and_briefings(home: str, facts: sqlite3.Connection) -> None:
    for party, name in facts.execute("SELECT id, name FROM parties").fetchall():
        (claims,) = facts.execute(f"SELECT count(*) {OWN}", [party]).fetchone()
        (briefings,) = facts.execute("SELECT count(*) FROM briefings WHERE party = ?", [party]).fetchone()
        assert claims
        card = home.partition(f"{name} {claims:,} claims")[2]
        assert f"in {briefings:,} briefings" in card[:200], (party, claims, briefings)


def test_fault_56_each_month(home: str, facts: sqlite3.Connection) -> None:
    months: dict[str, dict[str, int]] = {}
    for party in CAPITALS:
        sql = f"SELECT substr(c.day, 1, 7) AS month, count(*) {OWN} AND c.day IS NOT NULL GROUP BY 1"
        for month, count in facts.execute(sql, [party]):
            months.setdefault(month, {})[party] = count
    assert len(months) > 12
    for month, found in months.items():
        assert f"{month} | {found.get('russia', 0):,} | {found.get('coalition', 0):,} |" in home, month


def test_fault_56_the_governorates_most_often_named(home: str, facts: sqlite3.Connection) -> None:
    found: dict[str, dict[str, int]] = {}
    for party in CAPITALS:
        sql = f"SELECT c.province, count(*) {OWN} AND c.province IS NOT NULL GROUP BY 1"
        for province, count in facts.execute(sql, [party]):
            found.setdefault(province, {})[party] = count
    most = sorted(found, key=lambda name: (-sum(found[name].values()), name))[:8]
    for name in most:
        assert f"{name} | {found[name].get('russia', 0):,} | {found[name].get('coalition', 0):,} |" in home, name
    assert f"All {len(found)} governorates" in home


def test_fault_56_each_sum_of_stated_totals(home: str, facts: sqlite3.Connection) -> None:
    sql = (
        "SELECT metric, count(*), sum(low), sum(high), sum(high IS NULL) FROM figures WHERE NOT within_longer "
        "GROUP BY party, metric"
    )
    for metric, periods, low, high, unbounded in facts.execute(sql).fetchall():
        shown = f"at least {low:,}" if unbounded else f"{low:,}" if low == high else f"{low:,} to {high:,}"
        assert f"{metric} | {shown} | {periods} " in home, (metric, shown)


def test_fault_56_texts_and_briefings_of_the_build(home: str, facts: sqlite3.Connection) -> None:
    readings, briefings, at_hand = (
        facts.execute(sql).fetchone()[0]
        for sql in ("SELECT count(*) FROM texts", "SELECT count(*) FROM briefings", "SELECT sum(at_hand) FROM texts")
    )
    assert f"{readings:,} texts, {briefings:,} briefings" in home
    assert f"{at_hand or 0:,} texts were at hand" in home


def test_fault_56_the_readme_s_numbers(facts: sqlite3.Connection) -> None:
    assert wrong_numbers(README, facts) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("There are 2<!-- select 1 + 1 --> of them.", []),
        ("There are 1,234<!-- select 1234 --> claims.", []),
        ("There are 3<!-- select 1 + 1 --> of them.", ["3 is printed, 2 is what the database says: select 1 + 1"]),
        ("It has 1,181 briefings.", ["no query stands behind '1,181 briefings'"]),
        ("`12 claims`\n\n    13 claims\n\n![14 claims](a.png) at least 40, 1,000 rows", []),
    ],
)
def test_fault_56_a_number_without_its_query_is_found(text: str, wrong: list[str]) -> None:
    assert wrong_numbers(text, sqlite3.connect(":memory:")) == wrong
