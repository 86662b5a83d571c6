"""Layouts with generated class names in, layouts with the names that one page really has out. Knows no publisher.

A build of a site gives each class an end of its own (`Content_wrapper__DiAVL`). A publisher's file names only the stem,
with its two strokes (`.Content_wrapper__`); here the page says how the stem ends, and all else reads exact names.
"""

from __future__ import annotations

import re
from typing import Any

from .layout import Layout

CLASSES = re.compile(r'\bclass="([^"<>]*)"')
STEM = re.compile(r"\.([A-Za-z][\w-]*__)(?![\w-])")


def is_generated(layout: Layout) -> bool:
    """Whether the body is known by the stem of its class alone.

    >>> [is_generated(Layout("X", "h1", None, None, body)) for body in (".Content_wrapper__", ".article__text")]
    [True, False]
    """
    return bool(STEM.search(layout.body))


def completed(layout: Layout, html: str) -> Layout:
    """The layout with every stem as the page ends it; a stem that the page does not have stays and matches nothing.

    >>> layout = Layout("X", "h1", ".Lead__", None, ".Body__", extras=frozenset({"Card__", "advert"}))
    >>> done = completed(layout, '<p class="Body__a1 Card__b2"><p class="wide Card__c3">')
    >>> done.lead, done.body, sorted(done.extras)
    ('.Lead__', '.Body__a1', ['Card__b2', 'Card__c3', 'advert'])
    """
    if not is_generated(layout):
        return layout
    names = {name for classes in CLASSES.findall(html) for name in classes.split()}

    def ends(stem: str) -> list[str]:
        return sorted(name for name in names if name.startswith(stem)) or [stem]

    def exact(value: Any) -> Any:
        if isinstance(value, str):
            # Two ends of one stem are an either-or, of which the page must have one.
            return STEM.sub(lambda found: ", ".join(f".{name}" for name in ends(found[1])), value)
        if isinstance(value, frozenset):
            return frozenset(name for one in value for name in (ends(one) if one.endswith("__") else [one]))
        return value

    return Layout(*map(exact, layout))
