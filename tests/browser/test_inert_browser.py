"""Fault 50 in a real browser: over a database full of attacks nothing runs, and the site's own scripts do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from scrapers import database
from scripts.pages_answer import served
from tests.browser.conftest import Watched
from tests.hostile import ATTACK, ROOT, SETTINGS, attacked, built

LISTEN = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = (...said) => window.ran.push([name, ...said]);
window.addEventListener("securitypolicyviolation", (event) => window.ran.push(["blocked", event.violatedDirective,
  event.blockedURI, (event.sample || "").slice(0, 60)]));
"""
PAGES = [
    "/", "/briefings", "/briefings/claims_flat", "/briefings/claims_flat?_facet=target_text&_facet=place_text",
    "/briefings/places", "/briefings/notices", "/briefings/proofs", "/briefings/near_a_place?place=%3Cb%3E&km=9",
    "/briefing", "/briefing/outlet/846000", "/briefing/command/2016-03-09", "/day/2016-03-03", "/place", "/governorate",
    "/group", "/aircraft", "/target", "/map", "/charts", "/questions", "/schema", "/data", "/search", "/docs/codebook",
    "/briefings/claims_flat.copyable", "/briefings/claims_flat.Notebook", "/-/dashboards",
    "/briefings/claims_flat.json",
    "/briefings?sql=" + quote("select phrase, quote, '<img src=x onerror=alert(7)>' as \"<b>\" from claims_flat"),
    "/briefings?sql=" + quote(f"select '{ATTACK}'"), f"/briefings/claims_flat?_search={quote(ATTACK)}",
    f"/{quote(ATTACK, safe='')}", f"/briefing/outlet/{quote(ATTACK, safe='')}", f"/search?q={quote(ATTACK)}",
    f"/briefings/claims_flat?phrase={quote(ATTACK)}#{quote(ATTACK)}", f"/map#party={quote(ATTACK)}",
]  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a database in which every text is an attack."""
    folder = tmp_path_factory.mktemp("inert")
    path = attacked(built(folder).out)
    told = folder / "metadata.yml"
    told.write_text(database.metadata(), encoding="utf-8")
    options = ["--immutable", str(path), "--metadata", str(told), "--template-dir", "templates", "--cors"]
    options += ["--plugins-dir", "plugins", "--static", "static:static"]
    for name, value in SETTINGS.items():
        options += ["--setting", name, str(value).lower()]
    with served(options, ROOT) as address:
        yield address


def nothing_ran(page: Any) -> None:
    """No script of the texts ran or was blocked on its way, and none of their markup stands in the page."""
    assert page.evaluate("window.ran") == []
    assert page.locator("img[src='x'], svg[onload], a[href^='javascript:']").count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_fault_50_nothing_runs(hostile: str, page: Any, watched: Watched, path: str) -> None:
    page.add_init_script(LISTEN)
    page.on("dialog", lambda dialog: (watched.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(hostile + path, wait_until="load")
    for summary in page.locator("summary:visible").all()[:6]:
        summary.click(timeout=2_000)
    page.wait_for_timeout(150)
    nothing_ran(page)


@pytest.mark.parametrize("path", ["/briefings/claims_flat", "/briefings/places"])
def test_fault_50_nothing_runs_in_a_popup(hostile: str, page: Any, path: str) -> None:
    page.add_init_script(LISTEN)
    page.goto(hostile + path)
    page.wait_for_selector(".leaflet-marker-icon")
    # By script: a popup moves the map, and a pointer would then miss the next marker.
    for marker in page.locator(".leaflet-marker-icon").all()[:2]:
        marker.dispatch_event("click")
        page.wait_for_selector(".leaflet-popup-content")
    page.wait_for_timeout(150)
    nothing_ran(page)


def test_fault_50_an_injected_script_would_be_blocked(hostile: str, page: Any) -> None:
    """The second wall: were markup to get into a page, the policy would still not let it run."""
    page.add_init_script(LISTEN)
    page.goto(f"{hostile}/briefings/claims_flat")
    page.evaluate("""() => {
        const box = document.createElement("div");
        box.innerHTML = "<img src='/no-such-picture' onerror='window.ran.push(1)'>";
        document.body.append(box);
        const script = document.createElement("script");
        script.textContent = "window.ran.push(2)";
        document.body.append(script);
    }""")
    page.wait_for_timeout(300)
    ran = page.evaluate("window.ran")
    assert ran
    assert {one[0] for one in ran} == {"blocked"}


def test_the_site_s_own_scripts_run_under_the_policy(hostile: str, page: Any) -> None:
    page.goto(f"{hostile}/briefings?sql=select+1")
    page.wait_for_selector(".CodeMirror")
    page.goto(f"{hostile}/briefings/claims_flat")
    page.wait_for_selector(".leaflet-container")


def test_a_page_at_hand_works_when_it_is_asked_for_again(hostile: str, page: Any) -> None:
    """An answer without a body (304) must leave the policy alone that knows the page's scripts."""
    page.goto(f"{hostile}/briefings/claims_flat")
    page.reload()
    page.wait_for_selector(".leaflet-container")
