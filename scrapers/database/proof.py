"""Where the words of a fact stand, for a reader who wants to see them.

In: a text or an address, and facts of the record. Out: a short quotation with the words marked, an address that opens
the source at the figure, an archive address.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote as percent

from scrapers.database.wording import CONTROLS, FORMULA
from scrapers.errors import CheckFailed
from scrapers.models import Span

LIMIT = 300
SENTENCE_END = re.compile(r"""\n|[.!?]["'”»)]*(?=\s+["'“«(]*[A-ZА-ЯЁ0-9])""")
FIGURE = re.compile(r"[0-9]+(?:[.,\u00a0\u202f ][0-9]{3})*")


class Quotation(NamedTuple):
    """At most 300 characters of a text, and where in them the proving words stand."""

    quote: str
    mark_start: int
    mark_end: int


def canonical(folder: Path, sha256: str) -> str | None:
    """The canonical text with this checksum where it is at hand."""
    path = folder / f"{sha256}.txt"
    if not path.is_file():
        return None
    body = path.read_bytes()
    if hashlib.sha256(body).hexdigest() != sha256:
        raise CheckFailed(path, "the text is not the one its name promises: remove it and fetch it again")
    return body.decode("utf-8")


def words(text: str, span: Span, count: int | None, where: str) -> str:
    """The words of a span; they must be there and, where they print figures alone, agree with the count."""
    start, end = span
    found = text[start:end]
    if not 0 <= start < end <= len(text) or not found.strip():
        raise CheckFailed(where, f"the span {start}-{end} holds no words: record the text again")
    printed = {int(re.sub("[^0-9]", "", figure)) for figure in FIGURE.findall(found)}
    if count is not None and count >= 100 and printed and count not in printed and not spelled(found):
        raise CheckFailed(where, f"the span {start}-{end} does not hold {count}: record the text again")
    return found


def spelled(found: str) -> bool:
    """Whether a figure is followed by a word that may multiply it, or nothing but small figures are printed."""
    return re.search(r"(?i)[0-9]\s?(?:thousand|thsd|тыс|k\b)|hundred|dozen|thousand|сот|ста\b|сто\b", found) is not None


def sentence(text: str, span: Span) -> Span:
    """The offsets of the sentence around a span."""
    start = 0
    for end in SENTENCE_END.finditer(text, 0, span[0]):
        start = end.end()
    after = SENTENCE_END.search(text, max(span[0], span[1] - 1))
    return start, after.end() if after else len(text)


def window(whole: Span, span: Span, room: int) -> Span:
    """As much of a long sentence as there is room for, around its span."""
    start, end = max(span[0], whole[0]), min(span[1], span[0] + room)
    spare = room - (end - start)
    start = max(whole[0], start - spare // 2)
    return start, min(whole[1], start + room)


def quotation(text: str, span: Span) -> Quotation:
    """The sentence around a span, shortened with dots to 300 characters, made inert, its words marked."""
    whole = sentence(text, span)
    start, end = whole if whole[1] - whole[0] <= LIMIT - 2 else window(whole, span, LIMIT - 2)
    while start < span[0] and text[start] in FORMULA:
        start += 1
    cut = start > whole[0] and text[start - 1] not in FORMULA
    lead = "…" if cut or text[start] in FORMULA else ""
    tail = "…" if end < whole[1] else ""
    body = CONTROLS.sub(" ", text[start:end]).rstrip()
    shift = len(lead) - start
    return Quotation(lead + body + tail, span[0] + shift, min(span[1] + shift, len(lead + body)))


def at_figure(url: str | None, count: int | None, noun: str) -> str | None:
    """The address with a text fragment made from a figure and its noun, both facts.

    >>> at_figure("https://example.org/a", 302, "sorties")
    'https://example.org/a#:~:text=302%20sorties'
    """
    if not url:
        return None
    wanted = f"{count:,} {noun}" if count is not None and count >= 10 else noun
    if not wanted.strip():
        return url
    joint = "" if "#" in url else "#"
    return f"{url}{joint}:~:text={percent(wanted, safe='').replace('-', '%2D')}"


def archived(url: str | None, archive: str | None, day: str | None) -> str | None:
    """The archived copy if one is known, else the archive's address for the copy nearest to that day."""
    if archive or not url:
        return archive
    return f"https://web.archive.org/web/{day.replace('-', '') if day else '*'}/{url}"
