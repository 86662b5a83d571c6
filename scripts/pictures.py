"""Takes the pictures of the README from a served site. In: its address. Out: docs/pictures/*.png.

It needs `make browser` once, for Playwright, and Chromium: make serve, then python scripts/pictures.py http://localhost:8001
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

OUT = Path(__file__).parent.parent / "docs" / "pictures"
# Each picture: the page, the height of what is shown in pixels, and how far down it begins.
PICTURES = {
    "home": ("/", 800, 0),
    "briefing": ("/briefing/tass/2015-12-23", 900, 0),
    "map": ("/map", 800, 0),
    "charts": ("/-/dashboards/campaigns", 860, 130),
}
WIDTH = 1200


def main(site: str) -> None:
    """Writes every picture anew."""
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as control:
        browser = control.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, height, top) in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": height})
            page.goto(site + path)
            page.wait_for_load_state("networkidle")
            page.evaluate("top => window.scrollTo(0, top)", top)
            page.wait_for_timeout(500)  # for charts and maps to settle
            page.screenshot(path=OUT / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Take the pictures of the README from a served site.")
    options.add_argument("site", help="its address, such as http://localhost:8001")
    try:
        main(options.parse_args().site.rstrip("/"))
    except Error as error:
        sys.exit(f"no picture was taken: {error.message.splitlines()[0]}")
