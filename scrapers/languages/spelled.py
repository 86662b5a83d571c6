"""How a language writes the names that claims have. In: its tables of names and targets. Out: words to find them by.

Claims have one name for a thing in every language. Here are the words by which a reader of another language, or of
another habit, looks for it. Knows no text and no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from scrapers.languages import HERE, rows

KINDS = {"group": "group", "aircraft": "aircraft"}  # a class of names.csv: the kind of thing it is on the site
NAMED_IN = "en"  # names that claims have are words of this language already
Forms = Callable[[str], Mapping[str, str]]  # every form of a phrase, with the cases and number each stands for


class Spelling(NamedTuple):
    """A name as a language writes it, and all words by which it is found, each once."""

    kind: str
    name: str
    language: str
    spelling: str
    words: str


def every() -> Iterator[Spelling]:
    """The spellings of all languages that have words here."""
    for path in sorted(HERE.glob("*/names.csv")):
        inflect = import_module(f"scrapers.languages.{path.parent.name}.inflect")
        yield from of_language(path.parent, getattr(inflect, "forms", unchanged))


def unchanged(phrase: str) -> dict[str, str]:
    """A phrase of a language whose names have one form."""
    return {phrase: "ns"}


def of_language(folder: Path, forms: Forms) -> Iterator[Spelling]:
    """The spellings of one language, in the order of its tables; `~` in a table means that a name declines.

    Of a target only the first noun counts: words of its others, such as the rockets of a "depot of rockets", would find
    what no rocket is told of.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows(folder, "names.csv"):
        if row["class"] in KINDS:
            found.setdefault((KINDS[row["class"]], row["name"]), []).extend(row["forms"].split("|"))
    for (kind, name), some in found.items():
        cases = [one for form in shortest(some) for one in (singular(form, forms) if "~" in form else [form])]
        yield spelled(kind, name, folder.name, some[0].replace("~", ""), cases)
    targets = rows(folder, "targets.csv") if folder.name != NAMED_IN else []
    for name, first in {row["target"]: row["forms"].partition("|")[0] for row in reversed(targets)}.items():
        yield spelled("target", name, folder.name, first, forms(first))


def singular(name: str, forms: Forms) -> list[str]:
    """The cases of a name, which has no plural; only what stands before its `~` declines."""
    head, _, tail = name.partition("~")
    return [form + tail for form, cases in forms(head).items() if "s" in cases]


def shortest(some: list[str]) -> list[str]:
    """Spellings without those that only say more: who finds "Islamic State" needs no "Islamic State of Iraq".

    >>> shortest(["islamic state", "isis", "islamic state of iraq"])
    ['islamic state', 'isis']
    """
    plain = [form.replace("~", "").split() for form in some]
    return [
        form for form, words in zip(some, plain, strict=True)
        if not any(len(other) < len(words) and words[: len(other)] == other for other in plain)
    ]  # fmt: skip


def spelled(kind: str, name: str, language: str, spelling: str, others: Iterable[str]) -> Spelling:
    """The spelling with the words of all others, small letters, each word once; one with ё stands with е as well.

    >>> spelled("target", "camp", "xx", "полевой лагерь", ["полевого лагеря", "полёт"]).words
    'полевой лагерь полевого лагеря полёт полет'
    """
    words = [word for one in (spelling, *others) for word in one.lower().split()]
    both = (form for word in words for form in (word, word.replace("ё", "е")))
    return Spelling(kind, name, language, spelling, " ".join(dict.fromkeys(both)))
