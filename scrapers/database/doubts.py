"""What was not read and what does not agree within one briefing. In: its readings. Out: rows of `unread`, `notices`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from scrapers.database.contradictions import weighed
from scrapers.database.union import Reading, Told, Total
from scrapers.database.wording import inert
from scrapers.models import Span

Row = dict[str, Any]
COUNTING = ("closure", "figures differ", "rate", "unit")  # checks whose sentences print counts, and no years


def unread_rows(key: str, readings: list[Reading]) -> Iterable[Row]:
    """One row for each number or target that no rule read."""
    for reading in readings:
        rows = {}
        for one in reading["unread"]:
            start, end = one["span"]
            rows[f"{reading['id']}/{start}-{end}"] = one, start, end
        for name, (one, start, end) in sorted(rows.items()):
            row = {"id": name, "briefing": key, "text": reading["id"], "kind": one["kind"], "reason": one["reason"]}
            yield row | {"words": inert(one["text"]), "span_start": start, "span_end": end}


def notice_rows(key: str, readings: list[Reading], totals: dict[str, Total], told: Iterable[Told]) -> Iterable[Row]:
    """One row for each contradiction: those the reader saw, and figures on which texts of one briefing differ."""
    number = 0
    tellings: dict[str, list[tuple[Span, str]]] = {}
    for one in told:
        for text, span in one.tellings.items():
            tellings.setdefault(text, []).append((span, one.key))
    for reading in readings:
        for one in reading["notices"]:
            number += 1
            about = [
                fact
                for (start, end), fact in sorted(tellings.get(reading["id"], []))
                if any(start < last and first < end for first, last in one["spans"])
            ]
            row = {"id": f"{key}/{one['check'].replace(' ', '-')}-{number}", "briefing": key, "text": reading["id"]}
            yield weighed(row | {"check_name": one["check"], "detail": spelled(one["check"], one["detail"])}) | {
                "facts": json.dumps(list(dict.fromkeys(about))),
                "spans": json.dumps(one["spans"]),
            }
    for metric, total_ in totals.items():
        if total_.differing:
            number += 1
            differing = " and as ".join(total_.differing)
            detail = f"Texts of this briefing state its {metric} as {differing}; none is taken."
            row = {"id": f"{key}/texts-differ-{number}", "briefing": key, "text": None, "check_name": "texts differ"}
            yield weighed(row | {"detail": detail}) | {"facts": "[]", "spans": "[]"}


def spelled(check: str, detail: str) -> str:
    """A reader's sentence as the notices of the build are written: counts with their thousands apart.

    >>> spelled("unit", "the headline counts 1093 strikes"), spelled("date", "there is no day 'June 31st 2016'")
    ('the headline counts 1,093 strikes', "there is no day 'June 31st 2016'")
    """
    words = inert(detail) or ""
    return re.sub(r"[0-9]{4,}", lambda count: f"{int(count[0]):,}", words) if check in COUNTING else words
