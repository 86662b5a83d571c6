"""The Internet Archive's copies. In: beginnings of addresses, days. Out: captures, and pages as they were served.

Its list (CDX) is asked for in parts with a resume key, and a part that is of the past alone is asked for once. A
capture with status 200 is not an article yet: stubs, revisits and redirects to another day are told apart here.
Compared with edgi's client, which has its own session: every request of a run must pass one door.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from ..errors import CaptureMissed, ListingBroken
from ..models import Page
from .fetch import PAGES, Ask
from .session import Session

LISTS = "https://web.archive.org/cdx/search/cdx"
COPIES = "https://web.archive.org/web"
FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest", "length")
PART = 30_000  # lines asked for at once: a year of a section of TASS has fewer addresses
MOST = 150_000  # lines that the service gives at most
SETTLED = timedelta(days=30)  # after which a list of days gets no new lines that matter
WINDOW = timedelta(days=2)  # between the capture asked for and the one that answers
SMALLEST = 1500  # packed bytes; a challenge page is smaller, an article is not
MIMES = ("text/html", "application/pdf")
ANSWERED = re.compile(r"^https://web\.archive\.org/web/([0-9]{14})(?:id_|if_)?/(.+)$")
STAMP = re.compile(r"[0-9]{14}")
JSON = Ask(kinds=frozenset())


class Capture(NamedTuple):
    """One copy: when it was taken, of which address, what it is, and the checksum of its bytes."""

    timestamp: str
    url: str
    mime: str
    digest: str
    length: int


def captures(
    session: Session, beginning: str, since: date, until: date, folder: Path, today: date, each: bool = False
) -> list[Capture]:
    """The copies of addresses with this beginning, taken in these days, oldest first; the folder caches each part.

    One copy of each address, its oldest, since a year of a section then comes in one answer; with `each` all of them.
    """
    found: list[Capture] = []
    key: str | None = None
    while True:
        query = [
            ("url", beginning), ("matchType", "prefix"), ("output", "json"), ("from", f"{since:%Y%m%d}"),
            ("to", f"{until:%Y%m%d}"), ("filter", "statuscode:200"), ("fl", ",".join(FIELDS)), ("limit", str(PART)),
            ("showResumeKey", "true"), *([] if each else [("collapse", "urlkey")]),
            *([("resumeKey", key)] if key else []),
        ]  # fmt: skip
        address = f"{LISTS}?{urlencode(query)}"
        some, key = parsed(part(session, address, folder, until < today - SETTLED), address)
        found += some
        if len(found) > MOST:
            raise ListingBroken(address, f"over {MOST:,} copies: ask for fewer days or a longer beginning")
        if key is None:
            return sorted(found)


def part(session: Session, address: str, folder: Path, is_settled: bool) -> bytes:
    """One part of the list, from the cache where it was asked for before and cannot have changed."""
    path = folder / f"{hashlib.sha256(address.encode()).hexdigest()[:32]}.json"
    if path.is_file():
        return path.read_bytes()
    body = session.get(address, JSON).body
    parsed(body, address)  # only a whole answer is kept
    if is_settled:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        beside.write_bytes(body)
        os.replace(beside, path)
    return body


def parsed(raw: bytes, where: str) -> tuple[list[Capture], str | None]:
    """The copies of a part, and the key of the next one; raises ListingBroken for what is no such list (fault 14)."""
    text = raw.decode("utf-8", "replace").strip()
    if not text or text == "[]":
        return [], None
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        told = f"the archive's list is no whole JSON ({text[:40]!r}): try in the next run"
        raise ListingBroken(where, told) from None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ListingBroken(where, "the archive's list has another form: look at what came")
    key = None
    if len(rows) > 2 and rows[-2] == [] and len(rows[-1]) == 1:
        key, rows = str(rows[-1][0]), rows[:-2]
    return [one for row in rows[1:] if (one := capture(dict(zip(rows[0], row, strict=False)))) is not None], key


def capture(row: dict[str, Any]) -> Capture | None:
    """A line of the list, None where it is no page: a revisit has no body, a stub is too small."""
    if not set(FIELDS) <= set(row) or not STAMP.fullmatch(str(row["timestamp"])):
        return None
    length = str(row["length"])
    size = int(length) if length.isascii() and length.isdigit() and len(length) < 12 else 0
    if row["mimetype"] not in MIMES or str(row["statuscode"]) != "200" or size < SMALLEST:
        return None
    return Capture(str(row["timestamp"]), str(row["original"]), str(row["mimetype"]), str(row["digest"]), size)


def replay(session: Session, one: Capture) -> Page:
    """The bytes of a copy as they were served; raises CaptureMissed where the archive answers with another one."""
    address = f"{COPIES}/{one.timestamp}id_/{one.url}"
    page = session.get(address, Ask(kinds=PAGES))
    answered = ANSWERED.match(page.url)
    if answered is None:
        raise CaptureMissed(address, f"{page.url[:120]} answered, which is no copy: take another one")
    if abs(moment(answered[1]) - moment(one.timestamp)) > WINDOW:
        raise CaptureMissed(address, f"the copy of {answered[1]} answered, too far from it: take another one")
    return page


def moment(timestamp: str) -> datetime:
    """The moment of a timestamp of 14 digits; a date that cannot be counts as none and is far from every other."""
    try:
        return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def noted(one: Capture) -> str:
    """A copy as a work list notes it."""
    return f"{one.timestamp} {one.digest} {one.url}"


def from_note(note: str) -> Capture:
    """The copy of a note."""
    timestamp, digest, url = note.split(" ", 2)
    return Capture(timestamp, url, "", digest, 0)


def each_once(found: Iterable[Capture]) -> Iterator[Capture]:
    """Copies of one address that differ, oldest first: the same bytes are asked for once."""
    known: set[str] = set()
    for one in found:
        if one.digest not in known:
            known.add(one.digest)
            yield one
