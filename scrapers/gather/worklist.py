"""The work list of a source. In: links. Out: items with their state, on disk; a run that is killed loses nothing.

One line is added for each step of an item and the last one counts. Only a page that was kept whole is `kept`: whatever
failed stays `open`, so that nothing is ever done by mistake.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OPEN, KEPT, RECORDED, REJECTED, GONE = STATES = ("open", "kept", "recorded", "rejected", "gone")


class Item(NamedTuple):
    """One document: the source's key, its address, its state and why, the day of that, what a listing said of it.

    `snapshot` names the bytes kept for it, `captures` are copies in the archive as `timestamp address` lines, `tries`
    counts what failed since it was last kept.
    """

    key: str
    url: str
    state: str = OPEN
    reason: str = ""
    day: str = ""
    title: str | None = None
    published: str | None = None
    snapshot: str | None = None
    captures: tuple[str, ...] = ()
    tries: int = 0


class WorkList:
    """The items of one source, in the order in which they were met."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.items: dict[str, Item] = {}
        lines = 0
        for item in self._read():
            self.items[item.key] = item
            lines += 1
        if lines > 2 * len(self.items) + 100:
            self._compact()

    def _read(self) -> Iterator[Item]:
        if not self.path.is_file():
            return
        for line in self.path.read_bytes().splitlines():
            try:
                told = json.loads(line)
                item = Item(**told | {"captures": tuple(told.get("captures", ()))})
            except (ValueError, TypeError):
                continue  # the last line of a run that was killed; the item is as it was before
            if item.state in STATES:
                yield item

    def _compact(self) -> None:
        beside = self.path.with_suffix(".new")
        beside.write_text("".join(line(item) for item in self.items.values()), encoding="utf-8")
        os.replace(beside, self.path)

    def put(self, item: Item) -> None:
        """Notes an item, at once and for good."""
        if self.items.get(item.key) == item:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            if file.tell() and not self._ends_whole():
                file.write(b"\n")  # after a line that a killed run left half
            file.write(line(item).encode())
            file.flush()
            os.fsync(file.fileno())
        self.items[item.key] = item

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def of(self, *states: str) -> list[Item]:
        """The items in these states."""
        return [item for item in self.items.values() if item.state in states]


def line(item: Item) -> str:
    """An item as a line of JSON, without what is empty."""
    told = {name: value for name, value in item._asdict().items() if value not in (None, "", (), 0)}
    return json.dumps(told | {"state": item.state}, ensure_ascii=False, separators=(",", ":")) + "\n"
