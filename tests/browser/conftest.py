"""A real browser on the site as `make serve` serves it. Skips where there is no Chromium, and says how to get it.

Every page is watched: a script that fails, or a request that leaves loopback, fails the test that opened the page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from scripts.pages_answer import served as serving

ROOT = Path(__file__).parent.parent.parent
DATABASE = ROOT / "data" / "briefings.db"
SHOTS = ROOT / "data" / "screenshots"
NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Whatever a page asks of another host fails, so that a page that needs one fails too.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip
HOW = "apt-get install chromium, or set CHROMIUM to its path; then make browser"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, once for all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make browser")
    if not CHROMIUM:
        pytest.skip(f"there is no Chromium: {HOW}")
    with playwright.sync_playwright() as control:
        browser = control.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address of the real site, served with the options of the Makefile."""
    if not DATABASE.is_file():
        pytest.skip("data/briefings.db is not built: make build")
    asked = ["make", "-s", "--eval", "options:;@echo $(SITE)", "options"]
    options = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    with serving(options, ROOT) as address:
        yield address


class Watched:
    """What went wrong on the pages of one test."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def page(self, page: Any) -> Any:
        """The page, watched from now on."""
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("request", lambda request: self.request(request.url))
        page.set_default_timeout(20_000)
        return page

    def request(self, url: str) -> None:
        """Notes a request that leaves this machine."""
        if urlsplit(url).scheme in ("http", "https", "ws") and urlsplit(url).hostname not in ("127.0.0.1", "localhost"):
            self.wrong.append(f"asked elsewhere: {url}")


@pytest.fixture
def watched() -> Iterator[Watched]:
    """The watch over pages that a test opens by itself."""
    watch = Watched()
    yield watch
    assert watch.wrong == []


@pytest.fixture
def page(chromium: Any, watched: Watched) -> Iterator[Any]:
    """A page of desktop width."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield watched.page(context.new_page())
    context.close()


@pytest.fixture
def phone(chromium: Any, watched: Watched) -> Iterator[Any]:
    """A page of phone width, 360 pixels, dark."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", has_touch=True)
    yield watched.page(context.new_page())
    context.close()


def shot(page: Any, name: str) -> None:
    """Keeps a picture of the whole page in a folder that git ignores, to be looked at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
