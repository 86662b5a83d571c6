"""Charts in a real browser: each picture is drawn under the policy of the site, on a desk and on a dark phone."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from scrapers.database import metadata
from tests.browser.conftest import shot

BOARDS: dict[str, Any] = yaml.safe_load(metadata())["plugins"]["datasette-dashboards"]


@pytest.mark.parametrize("board", BOARDS)
@pytest.mark.parametrize("how", ["page", "phone"])
def test_every_chart_is_drawn(request: pytest.FixtureRequest, served: str, board: str, how: str) -> None:
    view = request.getfixturevalue(how)
    view.goto(f"{served}/-/dashboards/{board}")
    for key in BOARDS[board]["charts"]:
        picture = view.wait_for_selector(f"#{key} svg.marks[role=img]", timeout=20_000)
        assert "The numbers follow as a table." in picture.get_attribute("aria-label")
        assert view.locator(f"#{key} svg.marks path").count() > 1, key
        assert view.locator(f"#{key} .chart-rows tbody tr").count() > 0, key
    assert view.evaluate("document.documentElement.scrollWidth") <= view.viewport_size["width"]
    shot(view, f"charts-{board}-{how}")


def test_the_numbers_of_a_chart_are_its_table(page: Any, served: str) -> None:
    page.goto(f"{served}/-/dashboards/campaigns/governorates")
    page.wait_for_selector("svg.marks")
    page.click("summary:has-text('The numbers')")
    first = page.locator(".chart-rows tbody tr").first.locator("td").all_inner_texts()
    page.goto(f"{served}/briefings/claims_by_governorate")
    cells = page.locator("table.rows-and-columns tbody tr").first.locator("td").all_inner_texts()
    assert [text.replace(",", "") for text in first] == [text.strip().replace(",", "") for text in cells]


def test_a_chart_without_rows_says_so(page: Any, served: str) -> None:
    empty = '{"rows": [], "truncated": false}'
    page.route("**/running_totals.json*", lambda route: route.fulfill(body=empty, content_type="application/json"))
    page.goto(f"{served}/-/dashboards/record/ledger")
    page.wait_for_selector("text=There is nothing to draw: the query has no rows.")


def test_a_cut_answer_is_named(page: Any, served: str) -> None:
    cut = '{"rows": [{"month": "2016-01", "party": "russia", "unread": 1}], "truncated": true}'
    page.route("**/unread_by_month.json*", lambda route: route.fulfill(body=cut, content_type="application/json"))
    page.goto(f"{served}/-/dashboards/record/unread")
    page.wait_for_selector("text=the picture is cut")
