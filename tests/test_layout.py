"""Keeps the house in order: imports point one way, each tool has one room, files stay small and say what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scrapers"
FILES = sorted(PACKAGE.rglob("*.py"))
OWN = [*FILES, *(path for folder in ("plugins", "scripts", "bench") for path in sorted((ROOT / folder).rglob("*.py")))]

# What a room may import from the package beside itself. `__main__` ties the rooms together, nothing imports it.
NOUNS = {"errors", "models"}
MAY_IMPORT = {
    "errors": set(),
    "cores": set(),
    "models": {"errors"},
    "languages": NOUNS,
    "reading": NOUNS | {"languages", "cores"},
    "sources": NOUNS,
    "runs": NOUNS,
    "gather": NOUNS | {"sources", "runs"},
    "changes": NOUNS,
    "verified": NOUNS,
    "record": NOUNS | {"changes"},
    "bearings": NOUNS,
    "gazetteer": NOUNS | {"bearings"},
    "places": NOUNS | {"bearings", "gazetteer"},
    "database": NOUNS
    | {"sources", "gather", "record", "changes", "verified", "runs", "cores", "bearings", "gazetteer", "places"}
    | {"pages", "languages"},
    "verify": NOUNS | {"reading", "sources", "gather", "record", "changes", "verified"},
    "harvested": NOUNS | {"reading", "sources", "gather", "record", "changes", "runs"},
    "arguments": set(),
    "terminal": {"errors"},
    "gathering": NOUNS | {"sources", "gather", "runs", "terminal"},
    "pages": NOUNS,
    "edition": NOUNS | {"cores", "database", "pages", "terminal"},
    "__main__": NOUNS
    | {"languages", "reading", "sources", "gather", "record", "changes", "verified", "verify", "places", "database"}
    | {"runs", "harvested", "arguments", "terminal", "gathering"},
}

# Tools that only some rooms may hold; every other room goes without.
TOOL_ROOMS = {
    "httpx2": {"gather"},
    "httpx": set(),
    "requests": set(),
    "urllib.request": set(),
    "http.client": set(),
    "socket": {"gather"},
    "sqlite3": {"database"},
    "sqlite_utils": {"database"},
    "datasette": {"database", "edition"},
    "pyarrow": {"database"},
    "warcio": {"sources"},
    "pypdf": {"sources"},
    "protego": {"gather"},
    "stamina": {"gather"},
    "bs4": {"sources", "gather"},
    "lxml": {"sources", "gather"},
}

UNNAMED = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "core"}


def shown(path: Path) -> str:
    """Returns a file's address in the checkout, as test ids and messages have it."""
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> tuple[str, ...]:
    """Returns the parts of a module's full name, the package's own __init__ included as a part."""
    return path.relative_to(ROOT).with_suffix("").parts


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Yields line and full name of everything a file imports, wherever in the file it does."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = dotted(path)[: -node.level] if node.level else ()
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def room(parts: tuple[str, ...] | list[str]) -> str | None:
    """Returns the room of a full name: the part after the package's name."""
    return parts[1] if len(parts) > 1 and parts[0] == PACKAGE.name and parts[1] != "__init__" else None


def wrong_imports(path: Path) -> list[str]:
    """Returns a sentence for each import that points the wrong way."""
    here = room(dotted(path))
    if here is None:
        return [f"{shown(path)}:{line}: the package's own file imports {name}" for line, name in imported(path)]
    assert here in MAY_IMPORT, f"{shown(path)}: a new room: say in MAY_IMPORT what it may import"
    return [
        f"{shown(path)}:{line}: {here} imports {name}"
        for line, name in imported(path)
        if (there := room(name.split("."))) and there != here and there not in MAY_IMPORT[here]
    ]


def wrong_tools(path: Path) -> list[str]:
    """Returns a sentence for each library that this file's room should go without."""
    here = room(dotted(path))
    return [
        f"{shown(path)}:{line}: {name} belongs to {', '.join(sorted(rooms)) or 'no room'}"
        for line, name in imported(path)
        for tool, rooms in TOOL_ROOMS.items()
        if f"{name}.".startswith(f"{tool}.") and here not in rooms
    ]


def each(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", files, ids=shown)


@each(FILES)
def test_imports_point_one_way(path: Path) -> None:
    assert wrong_imports(path) == []


@each(FILES)
def test_each_tool_has_its_room(path: Path) -> None:
    assert wrong_tools(path) == []


def test_the_rooms_form_no_circle() -> None:
    entered: list[str] = []
    while rest := [name for name in MAY_IMPORT if name not in entered]:
        ready = [name for name in rest if set(entered) >= MAY_IMPORT[name]]
        assert ready, f"these rooms import each other: {rest}"
        entered += ready


@each(OWN)
def test_a_file_is_small_and_says_what_it_is(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 300, f"{shown(path)}: {lines} lines: what else lives there?"
    assert path.stem.strip("_") not in UNNAMED, f"{shown(path)}: name it after what it reads or makes"
    assert not tree(path).body or ast.get_docstring(tree(path)), f"{shown(path)}: no docstring says what it is for"
