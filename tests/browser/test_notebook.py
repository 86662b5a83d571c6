"""The Observable notebook in a real browser, on a page of another origin than the site that it asks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest

from tests.invented import Workshop
from tests.loopback import answer, serving
from tests.served import crowded_site
from tests.test_examples import FOLDER, months

NOTEBOOK = FOLDER / "claims_by_month.html"
# What Observable gives to a cell, as far as this notebook uses it: what is displayed is kept for the test.
RUNTIME = "const shown = []; const display = (what) => shown.push(what); const Inputs = {table: (rows) => rows};"


class Cells(HTMLParser):
    """The cells of a notebook: their kind and text, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[tuple[str, str]] = []
        self.kind: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.kind = dict(attrs).get("type") or ""

    def handle_endtag(self, tag: str) -> None:
        self.kind = None

    def handle_data(self, data: str) -> None:
        if self.kind is not None:
            self.cells.append((self.kind, data))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Workshop]]:
    with crowded_site(tmp_path_factory.mktemp("notebook")) as found:
        yield found


def test_the_notebook_is_made_of_cells_that_warn_first() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    cells = Cells(text).cells
    assert text.startswith("<!doctype html>\n<notebook")
    assert {kind for kind, _ in cells} == {"text/markdown", "module"}
    assert "Claims, not findings" in cells[0][1]
    assert len(re.findall(r'id="(\d+)"', text)) == len(cells)


def test_the_cells_print_the_months_from_another_origin(chromium: Any, site: tuple[str, Workshop]) -> None:
    base, shop = site
    code = "\n".join(text for kind, text in Cells(NOTEBOOK.read_text(encoding="utf-8")).cells if kind == "module")
    page = f'<!doctype html><script type="module">{RUNTIME}\n{code}\nwindow.done = JSON.stringify(shown);</script>'
    with serving() as other:
        path = f"/notebook?base={quote(base, safe='')}"
        other.acts[path] = answer(200, page.encode())
        tab = chromium.new_page()
        errors: list[str] = []
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(other.url(path))
        tab.wait_for_function("window.done !== undefined", timeout=30_000)
        told = json.loads(tab.evaluate("window.done"))
        tab.close()
    assert errors == []
    assert base not in other.url()
    assert [f"{row['month']} {row['russia']} {row['coalition']}" for row in told[0]] == months(shop)
    assert {row["sum"] for row in told[1] if row["what"] == "strikes"} == {"at least 12"}
