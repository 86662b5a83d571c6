"""Who asks by a name that is not there is told so, with the name it has now; nobody gets an empty table instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.names import Names, told
from tests.changed_metadata import with_metadata
from tests.invented import Workshop, coalition, reading
from tests.test_site import METADATA, Site


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shop = Workshop(tmp_path_factory.mktemp("names"))
    shop.build(reading(), coalition(), texts=True)
    return shop.out


@pytest.fixture(scope="module")
def site(file: Path) -> Site:
    return Site(file)


RENAMED = {"governorate": "province", "claims_spelled_out": "claims_flat"}


@pytest.fixture(scope="module")
def changed(file: Path) -> Site:
    return with_metadata(file, {"databases/briefings/renamed": RENAMED})


@pytest.mark.parametrize(
    "path",
    [
        "/briefings/claims_flat.json?governorate=Homs",
        "/briefings/claims_flat.json?governorate__contains=Homs",
        "/briefings/claims_flat?governorate=Homs",
        "/briefings/claims_flat.csv?governorate=Homs&_stream=on",
        "/briefings/claims_flat.json?_sort=governorate",
        "/briefings/claims_flat.json?_col=governorate",
        "/briefings/claims_flat.json?_facet=governorate",
        "/briefings.json?sql=select+governorate+from+claims_flat",
        "/briefings.json?sql=select+c.governorate+from+claims_flat+c",
        "/briefings.json?sql=select+governorate+from+claims_flat&_shape=array",
        "/briefings?sql=select+governorate+from+claims_flat",
        "/briefings.csv?sql=select+governorate+from+claims_flat",
    ],
)
def test_fault_55_an_old_name_is_answered_with_the_new_one(changed: Site, path: str) -> None:
    """Fault 55: a notebook that asks by a name of last year is told that of today, and does not get no rows."""
    answer = changed.get(path)
    assert answer.status_code == 400
    assert "governorate is now called province" in answer.text
    if ".json" in path:
        assert "governorate is now called province" in json.loads(answer.text)["error"]


@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_fault_55_a_table_by_its_old_name_leads_to_the_new_one(changed: Site, ending: str) -> None:
    """Fault 55: the address of a table that was renamed goes on working."""
    answer = changed.get(f"/briefings/claims_spelled_out{ending}?party=russia")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/briefings/claims_flat{ending}?party=russia"


def test_fault_55_a_name_that_never_was_is_refused_with_one_alike(site: Site) -> None:
    """Fault 55: SQLite would compare two words and find no row, which reads like an answer."""
    answer = site.get("/briefings/claims_flat.json?provinc=Homs")
    assert answer.status_code == 400
    assert "claims_flat has no column provinc. Is province" in json.loads(answer.text)["error"]


@pytest.mark.parametrize(
    "query",
    ["party=russia", "day__gte=2016-01-01", "_search=x", "place__isnull=1", "count__gt=1&_sort=day", "_facet=party",
     "_col=day&_nocol=place", "target__in=a,b", "province__not=Homs", "_where=1"],
)  # fmt: skip
def test_names_that_are_there_are_let_through(site: Site, query: str) -> None:
    assert site.get(f"/briefings/claims_flat.json?{query}").status_code == 200


def test_a_message_without_a_missing_name_is_left_alone() -> None:
    names = Names({"tables": {"claims": {"columns": {"id": "Key."}}}, "renamed": {"key": "id"}})
    assert told(names, b"near x: syntax error") == b"near x: syntax error"
    assert told(names, b"no such column: key") == b"no such column: key. key is now called id. " + (
        b"All names are explained at /schema."
    )


def test_the_names_that_were_renamed_are_not_in_use() -> None:
    """A rename that names a table or column that is there would hide it; one that leads nowhere would mislead."""
    told = METADATA["databases"]["briefings"]
    columns = {name for entry in told["tables"].values() for name in entry["columns"]}
    known = columns | set(told["tables"]) | set(told["queries"])
    for old, new in (told.get("renamed") or {}).items():
        assert old not in known
        assert new in known
