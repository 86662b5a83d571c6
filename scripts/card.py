"""Draws static/card.png, the picture that other sites show beside a link to this one. In: data/briefings.db.

Its figures are asked from the database, and the version that they are of stands on it, so that an old card stays true.
It needs Chromium (CHROMIUM names it, or it is found), and nothing else: python scripts/card.py
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scrapers.pages.dataset import TITLE, version_of  # noqa: E402
from scrapers.pages.drawing_time import timeline  # noqa: E402
from scrapers.pages.home import MONTHS, by_month  # noqa: E402

SIZE = (1200, 630)
# What a party says that it did itself, and what several documents carry once.
PARTIES = """
SELECT p.name, (SELECT coalesce(sum(own), 0) FROM claim_counts WHERE kind = 'all' AND party = p.id) AS claims,
  count(b.id) AS briefings, min(b.day) AS first, max(b.day) AS last
FROM parties p LEFT JOIN briefings b ON b.party = p.id GROUP BY p.id ORDER BY p.id DESC
"""
SAYS = "Claims, not findings. What each party stated, under its own name."
STYLE = """
html { color-scheme: light; }
body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 34px 60px 26px; background: #fdfcf9;
  color: #1d2328; font: 27px/1.35 "DejaVu Sans", sans-serif; border-top: 20px solid #2b4a5e; overflow: hidden;
  display: flex; flex-direction: column; }
h1 { font-size: 50px; line-height: 1.1; margin: 0 0 16px; white-space: nowrap; letter-spacing: -.5px; }
.says { margin: 0 0 18px; padding: 8px 18px; background: #fff6dd; border-left: 8px solid #c99a1a; font-weight: 600; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 40px; }
.sides p { margin: 0; } .sides b { font-size: 38px; }
svg { width: 100%; height: 228px; margin-top: 14px; }
.below { color: #59626a; font-size: 21px; margin-top: auto; }
"""


def html(parties: list[dict[str, Any]], months: dict[str, dict[str, int]], version: str) -> str:
    """The card as a page of its own."""
    sides = "".join(
        f"<p>{escape(one['name'])}<br><b>{one['claims']:,}</b> claims in {one['briefings']:,} briefings</p>"
        for one in parties
    )
    days = f"{min(one['first'] for one in parties)} to {max(one['last'] for one in parties)}"
    sheet = (ROOT / "static" / "site.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{sheet}{STYLE}</style><body>'
        f"<h1>{escape(TITLE)}</h1>"
        f'<p class="says">{escape(SAYS)}</p><div class="sides">{sides}</div>{timeline(months, "Claims by month")}'
        '<div class="below">In the record, not in the war: it has gaps, and the two sides cannot be weighed.<br>'
        f"{days}. Version {escape(version)}. CC BY 4.0</div></body></html>"
    )


def asked(path: Path) -> str:
    """The card of a database."""
    if not path.is_file():
        sys.exit(f"{path} is not there: make build writes it")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    parties = [dict(row) for row in connection.execute(PARTIES)]
    months = by_month(dict(row) for row in connection.execute(MONTHS))
    build = connection.execute("SELECT version, record_sha256 FROM build").fetchone()
    connection.close()
    return html(parties, months, version_of(*build))


def draw(page: str, out: Path) -> None:
    """The page as a picture."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        sys.exit("there is no Chromium: apt-get install chromium, or set CHROMIUM to its path")
    with TemporaryDirectory() as folder:
        source, drawn = Path(folder) / "card.html", Path(folder) / "card.png"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--force-device-scale-factor=1",
             f"--user-data-dir={folder}/profile", f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={drawn}",
             "--host-resolver-rules=MAP * ~NOTFOUND", source.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        shutil.move(drawn, out)


if __name__ == "__main__":
    draw(asked(ROOT / "data" / "briefings.db"), ROOT / "static" / "card.png")
