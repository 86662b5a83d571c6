"""What the README promises is there: commands, targets, exit codes, tables, queries, addresses, the picture."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from scrapers import errors
from scrapers.__main__ import parser
from scrapers.database.schema import TABLES
from scrapers.database.views import VIEWS
from tests.invented import Workshop, coalition, reading
from tests.test_site import QUERIES, Site

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.M))
SQL = re.findall(r"```sql\n(.+?)```", README, re.S)
ADDRESSES = re.findall(r"http://localhost:8001(/briefings[^\s)\"]*)", README)
CODE = re.compile(r"`([^`\n]+)`")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    shop = Workshop(tmp_path_factory.mktemp("readme"))
    shop.build(reading(), coalition(), texts=True)
    return Site(shop.out)


def test_its_make_targets_exist() -> None:
    told = [*CODE.findall(README), *re.findall(r"^    (.+)$", README, re.M)]
    named = set(re.findall(r"\bmake ([a-z]+)\b", " ".join(told)))
    assert named >= {"serve", "test", "ci"}
    assert named <= TARGETS


def test_its_commands_exist() -> None:
    verbs = set(re.findall(r"python -m scrapers ([a-z]+)", README))
    known = parser().format_help()
    assert verbs >= {"fetch", "read", "record", "build"}
    assert [verb for verb in verbs if not re.search(rf"^    {verb}\s", known, re.M)] == []


def test_its_exit_codes_are_those_of_the_errors() -> None:
    rows = re.findall(r"^\| ([0-9]+) \| (\w+) \| (.+) \|$", README, re.M)
    classes = [one for one in vars(errors).values() if inspect.isclass(one) and one.__module__ == errors.__name__]
    expected = {(str(one.code), one.__name__, inspect.getdoc(one)) for one in classes if one is not errors.ScraperError}
    assert set(rows) == expected
    assert len({code for code, _, _ in rows}) == len(rows)


def test_its_tables_and_files_exist() -> None:
    words = set(CODE.findall(README))
    tables = {one.name for one in (*TABLES, *VIEWS)}
    for name in ("claims_flat", "figures", "daily", "unread", "tallies", "proofs"):
        assert name in words & tables
    paths = {one for one in words if re.fullmatch(r"(scrapers|data|docs|scripts|tests)/[\w/.-]+", one)}
    made = ("export", "site", "screenshots", "worklists", "runs.jsonl", "briefings.db", "snapshots")
    made_later = {f"data/{name}" for name in made}
    assert [one for one in sorted(paths - made_later) if not (ROOT / one).exists()] == []
    assert [one for one in re.findall(r"\]\(([\w./-]+)\)", README) if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("sql", SQL)
def test_its_queries_run(site: Site, sql: str) -> None:
    assert site.get("/briefings.json", sql=sql, _shape="array").status_code == 200


def test_it_shows_three_queries() -> None:
    assert len(SQL) == 3


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_addresses_answer(site: Site, address: str) -> None:
    assert site.get(address).status_code == 200


def test_its_named_query_exists() -> None:
    assert "totals_by_month" in QUERIES
    assert any(address.startswith("/briefings/totals_by_month.json") for address in ADDRESSES)


def test_its_picture_is_small_and_described() -> None:
    found = re.search(r"!\[([^\]]{40,})\]\(([^)]+)\)", README)
    assert found
    picture = (ROOT / found[2]).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 250_000
