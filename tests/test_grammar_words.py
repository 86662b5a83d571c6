"""Words are data, grammar is code: no string in scrapers/reading is a word that a language's tables hold.

Codes (what the tables' other columns say, and the constants of models.py) are no words, though some look like one.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from scrapers import models

PACKAGE = Path(__file__).parent.parent / "scrapers"
FORMS = ("form", "forms")
TUPLES = [codes for name, codes in vars(models).items() if name.isupper() and isinstance(codes, tuple)]
CONSTANTS = {code for codes in TUPLES for code in codes}
FIELDS = {field for kind in vars(models).values() for field in getattr(kind, "_fields", ())}


def cells(table: Path) -> Iterator[tuple[str, str]]:
    """Yields column and content of every cell, alternatives apart."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for column, content in row.items():
                yield from ((column, part.strip().casefold()) for part in (content or "").split("|"))


@cache
def words() -> frozenset[str]:
    """Returns every form that a language's tables hold and no code is spelled like."""
    every = [cell for table in sorted((PACKAGE / "languages").rglob("*.csv")) for cell in cells(table)]
    codes = {content for column, content in every if column not in FORMS} | CONSTANTS | FIELDS
    return frozenset(content for column, content in every if column in FORMS and len(content) > 2) - codes


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yields the strings of a program; docstrings and the sentences of messages are no grammar."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        yield from strings(node)


def parts(text: str) -> list[str]:
    """Returns the string itself and, where it is written for `re`, the runs of letters in it."""
    is_pattern = re.search(r"\(\?|\\[bswdBSWD]|\w\|\w", text)
    runs = re.findall(r"[^\W\d_]+", re.sub(r"\\.|\?P<\w+>", " ", text)) if is_pattern else []
    return [part.casefold() for part in dict.fromkeys([text.strip(), *runs])]


def found(program: str) -> list[tuple[int, str]]:
    """Returns line and word of each string of a program that is a word of a language."""
    return [(line, part) for line, text in strings(ast.parse(program)) for part in parts(text) if part in words()]


@pytest.mark.parametrize("path", sorted((PACKAGE / "reading").rglob("*.py")), ids=lambda path: path.name)
def test_the_grammar_holds_no_word(path: Path) -> None:
    assert found(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "program", ['x = "Warehouse"', r're.compile(r"\bwarehouse\b")', 'x = "depot|warehouse"', 'x in {"a", "warehouse"}']
)
def test_a_word_in_the_grammar_is_seen(program: str) -> None:
    assert (1, "warehouse") in found(program)


@pytest.mark.parametrize("program", ['"""A warehouse."""', 'f"a warehouse {x}"', 'x = "at least"', 'x = "sorties"'])
def test_a_code_or_a_sentence_is_no_word(program: str) -> None:
    assert found(program) == []
