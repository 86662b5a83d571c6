"""Charts: each is a picture of a named query, says what it counts, and needs neither scripts to be read nor eval."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scrapers.database import metadata
from scrapers.database.metadata import dashboards
from tests.asked import QUERIES, Asked, built
from tests.test_site import Outline, Site

ROOT = Path(__file__).parent.parent
BOARDS: dict[str, dict[str, Any]] = yaml.safe_load(metadata())["plugins"]["datasette-dashboards"]
CHARTS = [(board, key, chart) for board, one in BOARDS.items() for key, chart in one["charts"].items()]
NAMES = [f"{board}/{key}" for board, key, _ in CHARTS]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(built(tmp_path_factory.mktemp("charts")))


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a specification."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from walk(one)


def test_there_is_what_readers_ask_for() -> None:
    assert {chart["question"] for _, _, chart in CHARTS} == {
        "claims_by_month", "totals_by_month", "claims_by_governorate", "target_families_over_time",
        "aircraft_over_time", "texts_by_month", "running_totals", "unread_by_month", "verification_grades",
        "health_of_sources", "scores_of_the_reader",
    }  # fmt: skip


@pytest.mark.parametrize(("board", "key", "chart"), CHARTS, ids=NAMES)
def test_a_chart_is_a_picture_of_a_query(board: str, key: str, chart: dict[str, Any], tmp_path: Path) -> None:
    """What it draws are columns of the query, or made of them; without the plugin the same numbers are a table."""
    assert chart["query"] == QUERIES[chart["question"]]["sql"]
    (first, *_) = Asked(built(tmp_path)).rows(chart["question"])
    named = {*first}
    for one in walk(chart["display"]):
        if isinstance(one.get("as"), str):
            named.add(one["as"])
        if isinstance(one.get("as"), list):
            named |= {*one["as"]}
    used = {one["field"] for one in walk(chart["display"]) if "field" in one}
    assert used <= named
    assert all({*re.findall(r"datum\.(\w+)", text)} <= named | {"value"} for text in expressions(chart["display"]))


def expressions(value: Any) -> list[str]:
    """The expressions of a specification."""
    return [text for one in walk(value) for key, text in one.items()
            if key in ("calculate", "filter", "labelExpr") and isinstance(text, str)]  # fmt: skip


@pytest.mark.parametrize(("board", "key", "chart"), CHARTS, ids=NAMES)
def test_parties_differ_by_more_than_colour(board: str, key: str, chart: dict[str, Any]) -> None:
    """Where a party is coloured it has a row or a shape of its own too; one that has one party alone needs neither."""
    coloured = any(isinstance(one.get("color"), dict) and one["color"].get("field") == "party"
                   for one in walk(chart["display"]))  # fmt: skip
    apart = any(isinstance(one.get(by), dict) and one[by].get("field") == "party"
                for one in walk(chart["display"]) for by in ("row", "shape"))  # fmt: skip
    assert apart or not coloured or chart["question"] == "aircraft_over_time"


@pytest.mark.parametrize(("board", "key", "chart"), CHARTS, ids=NAMES)
def test_a_chart_has_its_sentence_and_its_table(site: Site, board: str, key: str, chart: dict[str, Any]) -> None:
    page = site.page(f"/-/dashboards/{board}/{key}")
    assert html.escape(chart["sentence"], quote=False) in html.unescape(page).replace("&", "&amp;")
    assert f'href="/briefings/{chart["question"]}"' in page
    assert f'data-rows="/briefings/{chart["question"]}.json?_shape=objects"' in page
    assert json.loads(html.unescape(re.search(r'data-display="([^"]*)"', page)[1])) == chart["display"]  # type: ignore[index]
    assert all(address.startswith("/") for address in Outline(page).loads)


def test_no_page_of_charts_writes_a_script_or_allows_eval(site: Site) -> None:
    for path in ("/charts", "/-/dashboards", "/-/dashboards/campaigns", "/-/dashboards/record/grades"):
        answer = site.get(path)
        assert answer.status_code == 200
        assert "renderChart" not in answer.text
        assert "unsafe-eval" not in answer.headers.get("content-security-policy", "")
    assert "ast: true" in (ROOT / "static" / "charts.js").read_text(encoding="utf-8")


def test_charts_are_listed_with_what_they_say(site: Site) -> None:
    for path in ("/charts", "/-/dashboards"):
        page = " ".join(html.unescape(site.page(path)).split())
        for _, _, chart in CHARTS:
            assert chart["title"] in page
            assert chart["sentence"] in page
        assert "They count claims, not strikes" in page


def test_a_chart_that_is_not_there_is_not_found(site: Site) -> None:
    for path in ("/-/dashboards/none", "/-/dashboards/campaigns/none"):
        assert site.get(path).status_code == 404


def test_a_chart_of_no_question_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        dashboards({})


def test_answers_fit_into_a_chart(site: Site) -> None:
    """A chart whose query is cut would draw less than there is: none is near the limit of 1,000 rows for ten years."""
    for _, _, chart in CHARTS:
        answer = json.loads(site.page(f"/briefings/{chart['question']}.json", _shape="objects"))
        assert not answer["truncated"]
        assert answer["rows"]
