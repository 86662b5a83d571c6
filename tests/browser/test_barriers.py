"""What axe-core says about each kind of page, in light and dark: nothing serious, nothing critical."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_walk import PAGES

GRAVE = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_a_reader_out(page: Any, served: str, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: make browser")
    page.emulate_media(color_scheme=scheme)
    page.goto(served + PAGES[name])
    page.wait_for_load_state("networkidle")
    found = axe.Axe().run(page).response["violations"]
    grave = [
        f"{one['id']}: {one['help']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"][:3]
    ]
    assert grave == []
