"""A site served on loopback over an invented record, for what asks it from outside: notebooks, snippets, browsers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.pages_answer import served
from tests.crowded import crowded
from tests.invented import Workshop

ROOT = Path(__file__).parent.parent
OPTIONS = (
    "--metadata", str(ROOT / "metadata.yml"), "--template-dir", str(ROOT / "templates"),
    "--plugins-dir", str(ROOT / "plugins"), "--static", f"static:{ROOT / 'static'}", "--cors",
)  # fmt: skip


@contextmanager
def crowded_site(folder: Path) -> Iterator[tuple[str, Workshop]]:
    """The address of a served site with more rows than one answer holds, and what it was made from."""
    _, shop = crowded(folder)
    with served(["--immutable", str(shop.out), *OPTIONS]) as address:
        yield address, shop
