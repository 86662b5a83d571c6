"""Whatever stands in an address, an answer is a page or JSON with a status that is the reader's or a success.

Requests are made from the grammar of Datasette's addresses and arguments, a bounded number of them.
"""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from datasette.app import Datasette
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrapers.database.schema import BY_NAME
from scrapers.database.views import VIEWS
from tests.hostile import ROOT, asked, built, metadata, over

QUERIES = metadata()["databases"]["briefings"]["queries"]
TABLES = sorted({*BY_NAME, *(view.name for view in VIEWS)})
COLUMNS = sorted({column.name for table in BY_NAME.values() for column in table.columns})
OPERATORS = (
    "exact", "not", "contains", "endswith", "startswith", "gt", "gte", "lt", "lte", "like", "notlike", "glob", "in",
    "notin", "arraycontains", "arraynotcontains", "date", "isnull", "notnull", "isblank", "notblank", "nonsense",
)  # fmt: skip
SPECIAL = (
    "_size", "_next", "_sort", "_sort_desc", "_facet", "_facet_size", "_facet_array", "_facet_date", "_search",
    "_shape", "_search_phrase", "_searchmode", "_where", "_through", "_col", "_nocol", "_label", "_labels",
    "_nofacet", "_nocount", "_nosuggest", "_nl", "_json", "_json_infinity", "_ttl", "_timelimit", "_trace", "_extra",
    "_stream", "_dl", "_header", "_show_hidden", "_hide_sql", "_show_sql", "_filter_column", "_filter_op",
    "_filter_value", "_filter_column_1", "_c", "_facet_size_party", "_table_format", "_raw", "sql", "_sort_by_desc",
    "_facet_m2m", "_arraycontains", "_expand",
)  # fmt: skip
ODD = (
    "", "0", "-1", "1", "max", "on", "off", "\u00b2", "\u0661", "9" * 30, "1e400", "nan", "NaN", "true", "null", "[]",
    "{}", '{"table": "claims", "column": "id", "value": "x"}', '{"table": "x"}', "[1", "id", "party", "rowid",
    "no_such", "a,b", ",", "~", "~2", "%", "%zz", "'", '"', "]", "[", "\x00", "\ud7ff", "\u202e", "a" * 500,
    "select 1", "select", ":a", "?", "2016-13-45", "2016-03-01", "objects", "arrays", "array", "object", "arrayfirst",
    "raw", "Homs", "truck", "deir ez-zor", "NEAR(", "*", "^", "1,1", "1~2C1", "$", "(", "1=1", "1=1)--", "\n",
    "../..", "x" * 3, "party,", "claimed_by",
)  # fmt: skip
FORMS = ("", ".json", ".csv", ".jsono", ".atom", ".geojson", ".Notebook", ".copyable", ".html", ".db", ".x", ".")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return over(built(tmp_path_factory.mktemp("endpoints")).out, sql_time_limit_ms=300, facet_time_limit_ms=100)


words = st.sampled_from(ODD) | st.text(max_size=12)
conditions = st.builds("{}__{}".format, st.sampled_from(COLUMNS), st.sampled_from(OPERATORS))
parameters = st.sampled_from(sorted({"place", *(one for query in QUERIES.values() for one in query.get("params", []))}))
names = st.sampled_from(SPECIAL) | conditions | parameters | st.sampled_from(COLUMNS) | st.text(max_size=6)
arguments = st.lists(st.tuples(names, words), max_size=5)
pages = st.sampled_from((
    "/", "/.json", "/.jsono", "/briefings", "/-/metadata", "/-/metadata.json", "/map", "/map.json", "/data",
    "/questions", "/schema", "/charts", "/day", "/briefing", "/place", "/search", "/robots.txt", "/sitemap.xml",
    "/llms.txt",
))  # fmt: skip
tables = st.builds("/briefings/{}{}".format, st.sampled_from([*TABLES, *QUERIES]), st.sampled_from(FORMS))
rows = st.builds("/briefings/{}/{}{}".format, st.sampled_from(TABLES), words.map(quote_plus), st.sampled_from(FORMS))
kinds = ("briefing", "briefing/outlet", "day", "place", "governorate", "group", "aircraft", "target", "docs", "export")
readable = st.builds("/{}/{}".format, st.sampled_from(kinds), words.map(quote_plus))
paths = pages | tables | rows | readable | st.builds("/briefings{}".format, st.sampled_from(FORMS))


def wrong(site: Datasette, path: str, query: str) -> str | None:
    """A sentence about an answer that should not be; nothing where it is well."""
    answer = asked(site, f"{path}?{query}" if query else path)
    if answer.status >= 500:
        return f"{answer.status}: {answer.text[-300:]}"
    if "Traceback" in answer.text or str(ROOT) in answer.text:
        return "something of the server is in the answer"
    if path.endswith(".json") and answer.status == 200 and "_nl" not in query:
        json.loads(answer.text)
    return next(iter(answer.wrong()), None)


# Datasette leaves work undone where it refuses an argument half-way; it is no fault of the page.
@pytest.fixture(autouse=True)
def _left_undone() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
        yield
        gc.collect()


def query_of(some: list[tuple[str, str]]) -> str:
    """Arguments as a browser sends them."""
    return urlencode(some, errors="replace")


@given(path=paths, some=arguments)
@settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_address_is_answered_or_refused(site: Datasette, path: str, some: list[tuple[str, str]]) -> None:
    assert wrong(site, path, query_of(some)) is None, (path, some)


@pytest.mark.parametrize("name", SPECIAL)
def test_each_argument_takes_each_odd_value(site: Datasette, name: str) -> None:
    """Every value once on a table, as page and as JSON, so that what is found does not hang on chance."""

    async def every() -> list[Any]:
        found = []
        for at, value in enumerate(ODD):
            form = (".json", "", ".csv")[at % 3] if name != "_next" else ".json"
            query = query_of([(name, value)] + ([] if name.startswith("_facet") else [("_nofacet", "1")]))
            answer = await site.client.get(f"/briefings/claims_flat{form}?_size=2&{query}")
            if answer.status_code >= 500:
                found.append((form, query, answer.text[-200:]))
        return found

    assert asyncio.run(every()) == []


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_each_named_query_takes_odd_values(site: Datasette, name: str) -> None:
    for value in ("", "0", "-1", "x", "'", "%", "_", "2016-99-99", "\x00", "9" * 30, "NEAR(", '"', "deir ez-zor"):
        query = query_of([(one, value) for one in QUERIES[name].get("params", [])])
        answer = asked(site, f"/briefings/{name}.json?_shape=objects&{query}")
        assert answer.status in (200, 400), (value, answer.text[-300:])
        assert answer.status == 200 or "longer than" in answer.text or value in ("\x00", "9" * 30), answer.text[-300:]
