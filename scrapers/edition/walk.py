"""The walk from the front page over every link. In: what prints an address. Out: what was written, and what dangles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from scrapers.edition.press import Leaf, Printer
from scrapers.edition.shelf import Place, file_of

HOME = "/"


class Walked(NamedTuple):
    """The written files by path, and the first link to each place that was found."""

    leaves: dict[str, Leaf]
    links: dict[Place, str]


def walk(print_all: Printer, starts: Iterable[str], told: Callable[[int], None]) -> Walked:
    """Prints the starts and everything that they lead to, level by level."""
    leaves: dict[str, Leaf] = {}
    links: dict[Place, str] = {}
    waiting = {HOME, *starts}
    asked = set(waiting)
    while waiting:
        found: set[str] = set()
        for leaf in print_all(sorted(waiting)):
            leaves[leaf.path] = leaf
            told(len(leaves))
            for place in leaf.places:
                links[place] = min(links.get(place, leaf.address), leaf.address)
                if place.ask is not None:
                    found.add(place.ask)
        waiting = found - asked
        asked |= waiting
    return Walked(leaves, links)


def faults(walked: Walked, folder: Path) -> list[str]:
    """A sentence for each link that leads nowhere, each anchor that is not there, each page that is wrong."""
    wrong = [f"{leaf.address}: {one}" for leaf in walked.leaves.values() for one in leaf.wrong]
    for place, page in walked.links.items():
        leaf = walked.leaves.get(place.path)
        if leaf is None and not (folder / file_of(place.path)).is_file():
            wrong.append(f"{page}: links to {place.path}, which is not there")
        elif leaf and is_missing(place.fragment, leaf):
            wrong.append(f"{page}: links to {place.path}#{place.fragment}, an anchor that is not there")
    return sorted([*wrong, *same_but_for_case(walked)])


def is_missing(fragment: str, leaf: Leaf) -> bool:
    """Whether a page lacks an anchor; a fragment with = holds parameters and no anchor."""
    return leaf.anchors is not None and fragment != "" and "=" not in fragment and fragment not in leaf.anchors


def same_but_for_case(walked: Walked) -> list[str]:
    """A sentence for each two paths that are one file on a disk that does not tell capitals apart."""
    first: dict[str, str] = {}
    return [
        f"{leaf.address}: its file is that of {first[low]} where capitals do not count"
        for path, leaf in sorted(walked.leaves.items())
        if first.setdefault(low := path.lower(), leaf.address) != leaf.address
    ]
