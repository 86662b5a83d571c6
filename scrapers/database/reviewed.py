"""A YAML file that people keep and review: a list of entries. In: its path. Out: each entry with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from scrapers.errors import MalformedTable


def entries(path: Path) -> Iterator[tuple[Any, str]]:
    """The entries of a file, none where it is missing; raises MalformedTable with file and line."""
    if not path.is_file():
        return
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise MalformedTable(f"{path}:{line}", "this is no YAML; mend the line") from None
    if not isinstance(found, list):
        raise MalformedTable(path, "the file is no list of entries")
    for number, entry in enumerate(found, 1):
        yield entry, f"{path}: entry {number}"


def words(told: dict[str, Any], where: str) -> dict[str, str]:
    """What an entry says in words, a day as ISO text; raises MalformedTable where any of it is empty or no word."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
    if not all(isinstance(value, str) and value.strip() for value in plain.values()):
        raise MalformedTable(where, f"an entry's {', '.join(sorted(told))} are words, none empty")
    return plain
