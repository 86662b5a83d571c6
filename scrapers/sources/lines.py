"""A .jsonl file in, one article a line out: `{id, party, source, url, language, date, text}` and perhaps `via`.

Pure grammar of lines: a source is any slug here, whether it is known is asked when a reading is recorded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..errors import EmptyInput, ImpossibleDate, MalformedLine, TooLarge, UnknownParty, WrongCharset
from ..models import PARTIES, Article
from . import of_url
from .charset import TEXT_CAP, check_text

SLUG = re.compile(r"[a-z0-9_.-]+")
LINE_CAP = 7 * TEXT_CAP  # JSON may write each character with six
REQUIRED = {"id": str, "party": str, "source": str, "language": str, "text": str}
NULLABLE = ("url", "date", "via")  # the first two must be there, if only as null

# Quotes official releases in reports of its own: the words are a party's, the collection is a third party's.
THIRD_PARTY = "airwars"
OWN_VOICE = {"russia": "mil_ru", "coalition": "centcom"}


def parse_lines(path: Path) -> Iterator[Article]:
    """The articles of a .jsonl file in its order; a line that breaks the contract stops it, named by its number."""
    seen: set[str] = set()
    with path.open("rb") as stream:
        for number, raw in enumerate(iter(lambda: stream.readline(LINE_CAP + 1), b""), start=1):
            where = f"{path}:{number}"
            line = _decode(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, where)
            if not line.strip():
                continue
            article = _article(_fields(line, where), where)
            if article.id in seen:
                raise MalformedLine(where, f"the id {article.id[:80]!r} stands on an earlier line too: change it")
            seen.add(article.id)
            yield article
    if not seen:
        raise EmptyInput(path, "no line in it: fetch it again")


def _decode(raw: bytes, where: str) -> str:
    if len(raw) > LINE_CAP:
        raise TooLarge(where, f"the line passes {LINE_CAP:,} bytes: no briefing is that long, leave it out")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise WrongCharset(where, f"byte {error.start} of the line is not UTF-8: save it again as UTF-8") from None


def _fields(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MalformedLine(where, f"no JSON ({error}): mend the line") from None
    if not isinstance(row, dict):
        raise MalformedLine(where, "no JSON object: write {id, party, source, url, language, date, text}")
    for key, kind in REQUIRED.items():
        if not isinstance(row.get(key), kind):
            raise MalformedLine(where, f"{key!r} is missing or no text: write it as a string")
    for key in NULLABLE:
        if key not in row and key != "via":
            raise MalformedLine(where, f"{key!r} is missing: write it as a string or null")
        if not isinstance(row.get(key), str | None):
            raise MalformedLine(where, f"{key!r} is neither text nor null: write it as one of them")
    return row


def _article(row: dict[str, Any], where: str) -> Article:
    if row["party"] not in PARTIES:
        raise UnknownParty(where, f"the party {row['party'][:40]!r} is none of {', '.join(PARTIES)}: correct the line")
    if not row["id"].strip() or not row["language"].strip() or not SLUG.fullmatch(row["source"]):
        raise MalformedLine(where, "id or language is blank, or source is no slug (a-z, 0-9, _ . -): correct the line")
    text = row["text"]
    if not text.strip():
        raise EmptyInput(where, "the text is blank: fetch it again, or leave the line out")
    if len(text) > TEXT_CAP:
        raise TooLarge(where, f"{len(text):,} characters, a text may have {TEXT_CAP:,}: split it by briefing")
    check_text(text, where)
    if row["date"] is not None:
        _check_date(row["date"], where)
    source, via = row["source"], row.get("via")
    if source == THIRD_PARTY:
        source, via = _voice(row["url"], row["party"]), THIRD_PARTY
    return Article(row["id"], row["party"], source, via, row["url"], row["language"], row["date"], text)


def _voice(url: str | None, party: str) -> str:
    """The source that is quoted: the owner of the address if it speaks for the party, else the party's own voice."""
    source = of_url(url) if url else None
    return source.NAME if source and party == source.PARTY else OWN_VOICE[party]


def _check_date(stated: str, where: str) -> None:
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|$)", stated):
        raise MalformedLine(where, f"the date {stated[:40]!r} is not written YYYY-MM-DD: correct the line")
    try:
        date.fromisoformat(stated) if len(stated) == 10 else datetime.fromisoformat(stated)
    except ValueError:
        raise ImpossibleDate(where, f"there is no {stated[:40]}: correct the line") from None
