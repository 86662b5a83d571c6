"""Where one generation of a publisher's pages keeps its words. In: nothing. Out: the type that publishers fill in."""

from __future__ import annotations

import re
from typing import NamedTuple

NAME = re.compile(r"[.#][\w-]+")


class Layout(NamedTuple):
    """CSS selectors of one generation of pages; each must match once, and only classes and ids may stand in them.

    In the body, `parts` are classes of boxes that only hold paragraphs together, and with `p.` before them of boxes
    that stand for a paragraph themselves; `extras` are classes of boxes, or tags, that are not of the article.
    `dates` are forms of the visible date as strptime has them, `signed` words of which one stands in the first two
    paragraphs, `fewest` the paragraphs that the shortest article has. `breaks` says that a line break ends a paragraph,
    `summary` that the page's own summary repeats the first words, so that a lost beginning shows.
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
    breaks: bool = False
    summary: bool = True

    def names(self) -> frozenset[str]:
        """The classes, and ids with their sign, by which these pages are known."""
        selectors = " ".join(filter(None, (self.title, self.lead, self.visible_date, self.body)))
        return frozenset(name.removeprefix(".") for name in NAME.findall(selectors))
