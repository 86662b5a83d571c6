"""What the folder holds beside the site's pages. In: their paths. Out: a page for what is not there, a sitemap."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from scrapers.edition import doors
from scrapers.edition.served import Served
from scrapers.pages.addresses import entity_path

NOT_FOUND = """<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Not found</title>
  <style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }}</style>
</head>
<body>
<h1>Not found</h1>
<p>No page of this edition stands at this address. A later edition may have it.</p>
{home}
</body>
</html>
"""
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
MOST = 50_000  # addresses that a sitemap may have


def starts(database: Path, root: Path) -> list[str]:
    """Addresses that are written though no page may lead to them."""
    served = Served(database, root)
    try:
        whole = ElementTree.fromstring(served.get("/sitemap.xml").body)
        listed = [urlsplit(node.text or "").path for node in whole.iter(LOC)]
        places = [entity_path("place", row["id"]) for row in served.rows("SELECT id FROM places ORDER BY id")]
        return [*doors.addresses(doors.shelf(served)), *listed, *places]
    finally:
        served.close()


def write(folder: Path, pages: list[str], site: str | None) -> None:
    """Writes the page for what is not there and, where the public address is known, what search engines read."""
    home = f'<p><a href="{escape(site)}">The first page</a></p>' if site else ""
    (folder / "404.html").write_text(NOT_FOUND.format(home=home), encoding="utf-8")
    if not site:
        return
    maps = [pages[at : at + MOST] for at in range(0, len(pages), MOST)]
    names = [f"sitemap{number or ''}.xml" for number in range(len(maps))]
    for name, some in zip(names, maps, strict=True):
        (folder / name).write_text(sitemap(site, some), encoding="utf-8")
    lines = [f"Sitemap: {site}{name}" for name in names]
    (folder / "robots.txt").write_text("User-agent: *\nAllow: /\n" + "\n".join(lines) + "\n", encoding="utf-8")


def sitemap(site: str, pages: list[str]) -> str:
    """The addresses of pages as a sitemap."""
    lines = "".join(f"<url><loc>{escape(site + page)}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )
