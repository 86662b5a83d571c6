"""A parsed page in, what its JSON-LD says of its article out. Knows the shape of JSON-LD, no publisher."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup


def find_articles(page: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Each object of a page's JSON-LD that is an article; what is no JSON says nothing."""
    for script in page.select('script[type="application/ld+json"]'):
        try:
            stated = json.loads(script.string or "")
        except (ValueError, RecursionError):  # often broken by quotation marks in a headline
            continue
        graph = stated.get("@graph", stated) if isinstance(stated, dict) else stated
        for node in graph if isinstance(graph, list) else [graph]:
            if isinstance(node, dict) and str(node.get("@type", "")).endswith("Article"):
                yield node
