"""Reading stays cheap and right: counts of another file are not shown, numbers of flat claims lead to lasting pages."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from plugins import reading as cheap
from tests.invented import Workshop, coalition, reading

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    shop = Workshop(tmp_path_factory.mktemp("reading"))
    shop.build(reading(), coalition(), texts=True)
    return shop


def site(shop: Workshop, inspected: Any = None, **extra: Any) -> Datasette:
    """The site with counts that were made before serving."""
    metadata = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8")) | extra
    return Datasette(immutables=[str(shop.out)], metadata=metadata, inspect_data=inspected,
                     template_dir=str(ROOT / "templates"), plugins_dir=str(ROOT / "plugins"))  # fmt: skip


def ask(datasette: Datasette, path: str) -> Any:
    return asyncio.run(datasette.client.get(path))


def counts(shop: Workshop, size: int, briefings: int) -> dict[str, Any]:
    """What `datasette inspect` would have written of a file like this one, but for its count of places."""
    (row,) = shop.rows("SELECT claims, tallies FROM build")
    tables = {"briefings": briefings, "claims": row[0], "tallies": row[1], "places": 987}
    of_tables = {name: {"count": count} for name, count in tables.items()}
    return {"briefings": {"hash": "f" * 64, "size": size, "file": shop.out.name, "tables": of_tables}}


def count_of_places(datasette: Datasette) -> int:
    return int(json.loads(ask(datasette, "/briefings/places.json?_size=1").text)["filtered_table_rows_count"])


def test_counts_made_before_serving_are_used(shop: Workshop) -> None:
    datasette = site(shop, counts(shop, shop.out.stat().st_size, 2))
    assert count_of_places(datasette) == 987


@pytest.mark.parametrize(("more", "briefings"), [(4096, 2), (0, 3)])
def test_fault_56_counts_of_another_file_are_not_shown(shop: Workshop, more: int, briefings: int) -> None:
    """Fault 56: a number on a page that is not what the SQL gives."""
    datasette = site(shop, counts(shop, shop.out.stat().st_size + more, briefings))
    assert count_of_places(datasette) == shop.rows("SELECT count(*) FROM places")[0][0]


def test_the_number_of_a_flat_claim_leads_to_the_page_of_its_key(shop: Workshop) -> None:
    (number, id), *_ = shop.rows("SELECT number, id FROM claims_flat ORDER BY number")
    datasette = site(shop)
    answer = ask(datasette, f"/briefings/claims_flat/{number}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/briefings/claims/{id.replace('/', '~2F')}")
    there = ask(datasette, ask(datasette, f"/briefings/claims_flat/{number}.json?_shape=array").headers["location"])
    assert [row["id"] for row in json.loads(there.text)] == [id]
    assert ask(datasette, "/briefings/claims_flat/99999").status_code == 404


def test_a_site_that_closes_a_table_keeps_it_closed(shop: Workshop) -> None:
    told = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))["databases"]
    told["briefings"]["tables"]["places"]["allow"] = {"id": "root"}
    assert ask(site(shop), "/briefings/places.json").status_code == 200
    assert ask(site(shop, databases=told), "/briefings/places.json").status_code == 403


@pytest.mark.parametrize("metadata", [{"allow": False}, {"a": [{"allow_sql": {}}]}, {"databases": {"x": {"allow": 0}}}])
def test_what_closes_a_site(metadata: Any) -> None:
    assert cheap.closes(metadata)
    assert not cheap.closes({"databases": {"x": {"tables": {"y": {"description": "allow"}}}}})
