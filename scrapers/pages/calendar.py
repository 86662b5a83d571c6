"""Days by year and briefings by month. In: the built database. Out: a calendar, and lists of readable length."""

from __future__ import annotations

import calendar
from typing import Any

from scrapers.pages.parties import parties
from scrapers.pages.select import Row, Select

NEWEST = 20
YEARS = """
SELECT substr(c.day, 1, 4) AS year, c.party, c.status, count(*) AS days FROM calendar c
GROUP BY year, c.party, c.status ORDER BY year
"""
STATUSES = "SELECT day, party, status FROM calendar WHERE day BETWEEN :start AND :end"
MONTHS = """
SELECT substr(day, 1, 7) AS month, party, count(*) AS briefings FROM briefings
WHERE day IS NOT NULL GROUP BY month, party ORDER BY month
"""
ROWS = """
SELECT b.day, b.title, b.page, b.party, b.claims, b.notices, b.via, s.title AS source
FROM briefings b JOIN sources s ON s.id = b.source
"""
OF_MONTH = ROWS + "WHERE b.day BETWEEN :start AND :end ORDER BY b.day, b.id"
LATEST = ROWS + "ORDER BY b.day DESC, b.id LIMIT :most"
UNDATED = ROWS + "WHERE b.day IS NULL ORDER BY b.id"
ORDER = ("briefed", "longer period", "no strikes", "lost", "silent")


async def days(select: Select) -> Row:
    """The years of the record, with how many days of each party are briefed, silent and so on."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in await select(YEARS):
        found.setdefault(row["year"], {}).setdefault(row["party"], {})[row["status"]] = row["days"]
    return {"parties": await parties(select), "years": sorted(found.items()), "statuses": ORDER}


async def year(select: Select, wanted: str) -> Row | None:
    """Twelve months of days with each party's status, nothing where the record has no day of that year."""
    rows = await select(STATUSES, start=f"{wanted}-01-01", end=f"{wanted}-12-31")
    if not rows:
        return None
    status: dict[str, dict[str, str]] = {}
    for row in rows:
        status.setdefault(row["day"], {})[row["party"]] = row["status"]
    years = [row["year"] for row in await select("SELECT DISTINCT substr(day, 1, 4) AS year FROM calendar ORDER BY 1")]
    return {
        "year": wanted,
        "parties": await parties(select),
        "months": [month(int(wanted), number, status) for number in range(1, 13)],
    } | around(wanted, years)


def month(of: int, number: int, status: dict[str, dict[str, str]]) -> Row:
    """The weeks of a month, Monday first; a day is its number, date and what each party's status is."""
    weeks: list[list[Any]] = []
    for week in calendar.Calendar().monthdayscalendar(of, number):
        weeks.append([])
        for day in week:
            iso = f"{of:04}-{number:02}-{day:02}"
            weeks[-1].append({"number": day, "day": iso, "status": status.get(iso, {})} if day else None)
    return {"name": calendar.month_name[number], "weeks": weeks}


async def briefings(select: Select) -> Row:
    """The newest briefings, and how many there are of each month and party."""
    months: dict[str, dict[str, dict[str, int]]] = {}
    for row in await select(MONTHS):
        of, _, number = row["month"].partition("-")
        months.setdefault(of, {}).setdefault(number, {})[row["party"]] = row["briefings"]
    return {
        "parties": await parties(select),
        "newest": await select(LATEST, most=NEWEST),
        "undated": await select(UNDATED),
        "years": sorted(months.items(), reverse=True),
        "numbers": [f"{number:02}" for number in range(1, 13)],
        "names": calendar.month_abbr[1:],
    }


async def briefings_of(select: Select, wanted: str) -> Row | None:
    """The briefings of a month, nothing where there are none."""
    rows = await select(OF_MONTH, start=f"{wanted}-01", end=f"{wanted}-31")
    if not rows:
        return None
    months = [row["month"] for row in await select("SELECT DISTINCT substr(day, 1, 7) AS month FROM briefings "
                                                   "WHERE day IS NOT NULL ORDER BY 1")]  # fmt: skip
    name = f"{calendar.month_name[int(wanted[5:])]} {wanted[:4]}"
    return {
        "month": wanted,
        "name": name,
        "parties": await parties(select),
        "briefings": rows,
    } | around(wanted, months)


def around(wanted: str, known: list[str]) -> Row:
    """What the record has next before and after a year or month."""
    return {
        "earlier": max((one for one in known if one < wanted), default=None),
        "later": min((one for one in known if one > wanted), default=None),
    }
