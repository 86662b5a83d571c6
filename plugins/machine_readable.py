"""What machines read of the site: llms.txt, the paths of the sitemap. In: the database and metadata. Out: text, paths.

robots.txt and sitemap.xml themselves are made by their plugins, from what stands in the metadata and from here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl

from plugins.answering import open_to_others
from scrapers.pages.addresses import DATABASE
from scrapers.pages.dataset import build_of, version_of
from scrapers.pages.llms import llms
from scrapers.pages.select import selecting
from scrapers.pages.sitemap import sitemap

DOCS = Path(__file__).parent.parent / "docs"


async def llms_txt(datasette: Any) -> Response:
    """What a language model should know before it uses the site."""
    build = await build_of(selecting(datasette.get_database(DATABASE)))
    told = datasette.metadata()["databases"][DATABASE]
    text = llms(version_of(build["version"], build["record_sha256"]), told["tables"], told["queries"])
    return Response.text(text, headers=open_to_others(datasette))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of llms.txt."""
    return [(r"^/llms\.txt$", llms_txt)]


@hookimpl
def sitemap_extra_paths(datasette: Any) -> Callable[[], Awaitable[list[str]]]:
    """The paths of all pages that show something."""

    async def paths() -> list[str]:
        handbook = sorted(path.stem for path in DOCS.glob("*.md"))
        return await sitemap(selecting(datasette.get_database(DATABASE)), handbook)

    return paths
