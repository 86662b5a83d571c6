"""How a page is cited. In: its title, its address, the version of the data, the question asked. Out: words to copy.

The version stands in every citation: the same version gives the same rows, whatever the page shows later.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from scrapers.pages.dataset import AUTHORS, TITLE

NOTE = "claims of the parties, not findings"
LONGEST = 400  # signs of a question that a citation spells out; a longer one stands in the address
TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
UNSAFE = re.compile(r"[{}\\\s\"<>^`|]|[^\x20-\x7e]")


class Cited(NamedTuple):
    """What a citation names: the page, its address, the version of the data, and what was asked, if anything was."""

    title: str
    address: str
    version: str
    question: str | None = None


def line(text: str) -> str:
    """The text on one line, without signs that are not seen."""
    seen = "".join(" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in text)
    return " ".join(seen.split())


def asked(one: Cited) -> str | None:
    """The question on one line, nothing where it is too long to print."""
    words = line(one.question or "")
    return words if 0 < len(words) <= LONGEST else None


def footnote(one: Cited) -> str:
    """The page as a footnote names it: who, what, which version, where, and that the rows are claims."""
    title = line(one.title)
    part = "" if title in ("", TITLE) else f'"{title}", in: '
    question = asked(one)
    end = f" Asked: {question}" if question else ""
    return f"{AUTHORS}, {part}{TITLE}, version {one.version}, {address(one.address)} ({NOTE}).{end}"


def bibtex(one: Cited) -> str:
    """The page as a BibTeX entry; BibTeX knows no type for data, so it is @misc."""
    title = line(one.title)
    question = asked(one)
    fields = {
        "author": "{" + tex(AUTHORS) + "}",
        "title": tex(TITLE if title in ("", TITLE) else f"{title}. {TITLE}"),
        "version": tex(one.version),
        "url": address(one.address),
        "note": tex(NOTE.capitalize() + (f". Asked: {question}" if question else "")),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key(one)},\n{body}\n}}"


def key(one: Cited) -> str:
    """The entry's key: letters, digits and hyphens of the address, and of the version what names the record."""
    path = re.sub(r"^(https?://[^/]+|\[site\])", "", one.address).partition("?")[0]
    words = re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-").lower()[:60]
    record = re.sub(r"[^A-Za-z0-9]", "", one.version.rpartition("+")[2])
    return "-".join(part for part in ("syria-air-briefings", words, record) if part)


def tex(text: str) -> str:
    """The text with every sign that TeX would act on spelled so that it is printed."""
    return "".join(TEX.get(sign, sign) for sign in text)


def address(text: str) -> str:
    """The address with what would end a field or a line percent-encoded."""
    return UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
