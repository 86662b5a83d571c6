"""Where one generation of a publisher's pages keeps its words. In: nothing. Out: the type that publishers fill in."""

from __future__ import annotations

import re
from typing import NamedTuple

NAME = re.compile(r"[.#][\w-]+")


class Layout(NamedTuple):
    """CSS selectors of one generation of pages; each must match once, and only classes and ids may stand in them.

    In the body, `parts` are boxes that only hold paragraphs together, `extras` are boxes that are not of the article.
    `dates` are forms of the visible date as strptime has them, `signed` words of which one stands in the first two
    paragraphs, `fewest` the paragraphs that the shortest article has.
    """

    name: str
    title: str
    lead: str | None
    visible_date: str | None
    body: str
    parts: frozenset[str] = frozenset()
    extras: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    fewest: int = 2

    def names(self) -> frozenset[str]:
        """The classes, and ids with their sign, by which these pages are known."""
        selectors = " ".join(filter(None, (self.title, self.lead, self.visible_date, self.body)))
        return frozenset(name.removeprefix(".") for name in NAME.findall(selectors))
