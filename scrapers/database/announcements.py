"""Each official briefing once, whatever documents carry it. In: the file being built. Out: rows, and marks in it.

`same_as` is set on what another document carries too, so that no sum counts it twice; where the values differ both
stay and a notice says so.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from scrapers.database.bulletins import Bulletin, Copies, Key
from scrapers.database.carriers import Link, copies, groups, links
from scrapers.database.contradictions import weighed

Row = dict[str, Any]


def announcement_id(some: list[Bulletin]) -> str:
    """The key of an announcement: party, its day, and the document that leads."""
    lead = some[0]
    return f"{lead.party}/{day_of(some) or 'undated'}/{lead.briefing.replace('/', '-')}"


def day_of(some: list[Bulletin]) -> str:
    """The day of an announcement: one that a text gives before one of a publication."""
    return next((one.day for one in some if one.stated), some[0].day)


def announced(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    """The rows of `announcements`, `carriers` and the notices of carriers that differ; sets `same_as` on their rows."""
    seen: list[Bulletin] = []
    found = list(links(connection, seen))
    rows: dict[str, list[Row]] = {"announcements": [], "carriers": [], "notices": []}
    joined: set[Key] = set()
    for some, known in groups(found):
        joined.update(one.key for one in some)
        lead, differing = some[0], 0
        kept = lead.copy()
        for one in some:
            told = copies(kept, one) if one is not lead else Copies({}, {})
            mark(connection, one, told)
            differing += len(told.differing)
            rows["notices"] += differences(connection, lead, one, told.differing)
            rows["carriers"].append(carrier(some, one, known[one.key], told))
        rows["announcements"].append(announcement(some, differing))
    told_days = {one.briefing for one in seen}
    rest = connection.execute("SELECT party, day, id, period_start, period_end IS NOT NULL FROM briefings ORDER BY id")
    silent = (Bulletin(*row) for row in rest if row[2] not in told_days)
    for one in (*(one for one in seen if one.key not in joined), *silent):
        rows["announcements"].append(announcement([one], 0))
        rows["carriers"].append(carrier([one], one, None, Copies({}, {})))
    for row in rows["announcements"]:
        row["holds_others"] = 0
    for held in holders(rows["announcements"]):
        held["holds_others"] = 1
    return rows


def mark(connection: sqlite3.Connection, one: Bulletin, told: Copies) -> None:
    """Sets `same_as` on the rows of a bulletin that another document carries too."""
    claims = {figure.id: figure.is_claim for figure in one.figures}
    for id, kept in (told.same | told.differing).items():
        table = "claims" if claims[id] else "tallies"
        connection.execute(f"UPDATE {table} SET same_as = ? WHERE id = ?", [kept, id])


def announcement(some: list[Bulletin], differing: int) -> Row:
    """The row of an announcement."""
    day, start = day_of(some), next((one.start for one in some if one.start), None)
    return {
        "id": announcement_id(some),
        "party": some[0].party,
        "day": day,
        "period_start": start if start and day and start <= day else None,
        "lead": some[0].briefing,
        "documents": len({one.briefing for one in some}),
        "differing": differing,
    }


def carrier(some: list[Bulletin], one: Bulletin, link: Link | None, told: Copies) -> Row:
    """The row that says by what a document is known to carry an announcement."""
    return {
        "announcement": announcement_id(some),
        "briefing": one.briefing,
        "day": one.day,
        "is_lead": int(one is some[0]),
        "rule": link.rule if link else None,
        "shared": link.shared if link else None,
        "differing": len(told.differing),
    }


def differences(
    connection: sqlite3.Connection, lead: Bulletin, one: Bulletin, differing: dict[str, str]
) -> Iterator[Row]:
    """A notice for each number or noun that two documents of one announcement state otherwise."""
    figures = {figure.id: figure for figure in one.figures}
    for number, (id, kept) in enumerate(sorted(differing.items()), 1):
        figure = figures[id]
        table = "claims" if figure.is_claim else "tallies"
        noun = "target" if figure.is_claim else "metric"
        sql = f"SELECT briefing, {noun}, count, hedge FROM {table} WHERE id = ?"
        of, what, *stated = connection.execute(sql, [kept]).fetchone()
        named = "" if what == figure.what else f"{what}: "
        yield weighed({
            "id": f"{one.briefing}/carriers-differ-{lead.day}-{number}",
            "briefing": one.briefing,
            "check_name": "carriers differ",
            "detail": f"{figure.what}: {said(figure.count, figure.hedge)} here, {named}{said(*stated)} in {of}.",
            "facts": json.dumps([id, kept]),
            "spans": "[]",
        })


def said(count: int | None, hedge: str) -> str:
    """A number with its hedge, as a notice prints it."""
    return hedge if count is None else f"{count:,}" if hedge == "exact" else f"{hedge} {count:,}"


def holders(announcements: list[Row]) -> Iterator[Row]:
    """The announcements of several days whose days hold a shorter one of the same party."""
    by_party: dict[str, list[Row]] = defaultdict(list)
    for row in announcements:
        if row["day"]:
            by_party[row["party"]].append(row)
    for rows in by_party.values():
        ends = sorted({(row["day"], row["period_start"] or row["day"]) for row in rows})
        for row in rows:
            start, end = row["period_start"] or row["day"], row["day"]
            if not is_long(start, end):
                continue
            at = bisect_left(ends, (start, ""))
            while at < len(ends) and ends[at][0] <= end:
                if ends[at][1] >= start and (ends[at] != (end, start)):
                    yield row
                    break
                at += 1


def is_long(start: str, end: str) -> bool:
    """Whether a period is longer than the two dates that 24 hours touch."""
    return date.fromisoformat(end) - date.fromisoformat(start) > timedelta(days=1)
