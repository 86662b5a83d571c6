"""Dates and lengths of time out of tagged tokens: ranges as stated, "the past 24 hours", a dateline without year.

Rules: codebook.md, "Periods". A stated date wins over a counted one; a length is counted back from the day of the
report; a year that is not stated is the one nearest to the day of publication.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from scrapers.errors import ImpossibleDate, NoDate
from scrapers.reading.tokens import Tokens

HALF_A_YEAR = timedelta(days=184)
SLIP = (timedelta(days=300), timedelta(days=430))  # so far after the day of its text a date has a slip in its year
CAMPAIGN = (2014, 2026)  # first and last year a briefing can speak of
DAY = r"[01]"
FIRST = rf"{DAY}(?<!:[01])"  # no minutes of a clock time
YEAR = r"(?:,?0)?"
TO = r"(?:,?-|>|&)"
CLOCK = r"(?:0:0|0(?=ς|U[oi]))(?:ς\.?)?U?[oi]?"  # 18:00 on | 6 p.m. | 1800 hours on
HOURS = rf"(?:[,oi]{{0,2}}{CLOCK})?"
STATED = re.compile(
    rf"""
      M\.?{DAY}{YEAR}{HOURS}{TO}{HOURS}M\.?{DAY}{YEAR} # November 26 - December 4 | May 3 to 18:00 on May 4
    | M[.-]?{DAY}{TO}(?:1|0(?![mGSEOXNH%k:ς]|oM|(?<!>0)C)){YEAR} # December 18-23 | December 18 to 23 planes
    | {FIRST}{TO}{DAY}f?M{YEAR}             # 18-23 December
    | {FIRST}f?M{YEAR}{HOURS}{TO}{HOURS}{DAY}f?M{YEAR} # 26 November - 4 December | to 18:00 on 4 May
    | M\.?{DAY}{YEAR}                          # December 23, 2015
    | {FIRST}f?M(?!\.?[01]m?S){YEAR}              # 23 December | but not: six | Aug. 7 strikes
    """,
    re.VERBOSE,
)
HOUR = re.compile("0:0|0[ςU]")  # of a clock, inside a range of days
# over the past 24 hours | in the course of five days | for the last week | in the course of the day
LENGTH = re.compile(r"[hVi]{1,4}t?0rU|[hVi]{0,4}t?r0?U|[hVi]{1,4}t?0U|[hVi]{1,4}t?U")
OPENING = re.compile(r"φ0Uft?(?:M|U0?|0)|[φV]0U(?:0|M0?)(?!f?M|\.?[01])")
MONTH = 31  # days that are called the first of something
TODAY = 0
LONGEST = 999  # units of a length of time
CLOCK_DIGITS, MOST_WORDS = 4, 9  # at 0030 hours is a clock time; four, five and nine hours are none
YESTERDAY = 1  # the value of the word in the calendar: days before the report
PUBLISHED = 2  # letters before a date within which "since" makes it a beginning, not a day


class Stated(NamedTuple):
    """A stretch of days named in the text; `since` tells that only its beginning is named, `report` that the report
    was published then.
    """

    start: date
    end: date
    first: int
    last: int
    since: bool
    report: bool = False


class Length(NamedTuple):
    """A length of time that ends with the report: days counted, token range; `whole` is False for today, tonight."""

    days: int
    first: int
    last: int
    unit: str


def nearest(month: int, day: int, anchor: date) -> date | None:
    """The date of a month and day nearest to an anchor; None where no year so near has such a day.

    >>> nearest(12, 30, date(2016, 1, 2)), nearest(2, 29, date(2017, 3, 1))
    (datetime.date(2015, 12, 30), None)
    """
    options = [made for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (made := make(year, month, day))]
    best = min(options, key=lambda option: abs(option - anchor), default=None)
    return best if best is not None and abs(best - anchor) <= HALF_A_YEAR else None  # no 29 February of another year


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def stated(tokens: Tokens, first: int, last: int, anchor: date) -> list[Stated]:
    """The dates and ranges of dates that stand between two tokens."""
    tags = tokens.tags[first:last]
    out = _opening(tokens, first, last, anchor) if "φ" in tags or "V0U" in tags else []
    if "M" not in tags or out:
        return out
    for match in STATED.finditer(tokens.tags, first, last):
        begin, end = match.span()
        end = without_count(tokens, begin, end)
        found = _range(tokens, begin, end, anchor)
        if found is not None and not _is_slip(found[0], anchor):
            since = "z" in tokens.tags[max(first, begin - PUBLISHED) : begin]
            report = tokens.tags[max(first, begin - 1) : begin] == "þ"
            out.append(Stated(*found, begin, end, since, report))
    return out


def _opening(tokens: Tokens, first: int, last: int, anchor: date) -> list[Stated]:
    """The days that a month or a year began with: during the first ten days of the year 2016 | of May."""
    out = []
    for match in OPENING.finditer(tokens.tags, first, last):
        begin, end = match.span()
        named = {tokens.tags[i]: tokens.values[i] for i in range(begin, end)}
        days = tokens.values[begin + 1]
        year = named["0"] if named["0"] != days else anchor.year
        if year not in range(CAMPAIGN[0], CAMPAIGN[1] + 1):
            continue
        start = _one(year if "M" not in named else None, named.get("M", 1), 1, anchor)
        if start and tokens.values[begin + 2] == "day" and isinstance(days, int) and 0 < days <= MONTH:
            out.append(Stated(start, start + timedelta(days=days - 1), begin, end, False))
    return out


def with_yesterday(days: list[Stated], tokens: Tokens, first: int, last: int, anchor: date) -> list[Stated]:
    """The dates between two tokens, and those counted back from the anchor, the day of the report.

    Yesterday, alone or as the end of a range; yesterday and today, or a weekday and today, as a range.
    """
    out = list(days)
    day = anchor - timedelta(days=1)
    at = tokens.tags.find("l", first, last)
    while at >= 0:
        before = tokens.tags[at - 2 : at]
        if tokens.values[at] == YESTERDAY and before[-1:] != "!":
            begun = next((n for n, one in enumerate(out) if one.last == at - 1 and one.start <= day), None)
            if begun is not None and before[-1:] in "->&":  # between Dec. 4 and yesterday
                out[begun] = out[begun]._replace(end=day, last=at + 1)
            else:
                out.append(Stated(day, day, at, at + 1, False))
        elif tokens.values[at] == TODAY and before in ("l&", "F&"):
            weekday = tokens.values[at - 2] if before == "F&" else day.isoweekday()
            start = anchor - timedelta(days=(anchor.isoweekday() - weekday) % 7 or 7)
            out = [one for one in out if one.last != at - 1]
            out.append(Stated(start, anchor, at - 2, at + 1, False))
        at = tokens.tags.find("l", at + 1, last)
    return sorted(out, key=lambda one: one.first)


def impossible(tokens: Tokens, first: int, last: int, anchor: date) -> list[tuple[int, int]]:
    """The token ranges of dates that are in no calendar: 31 November."""
    if "M" not in tokens.tags[first:last]:
        return []
    spans = (match.span() for match in STATED.finditer(tokens.tags, first, last))
    return [span for span in spans if _is_impossible(tokens, *span, anchor)]


def slipped(tokens: Tokens, first: int, last: int, anchor: date) -> list[tuple[int, int]]:
    """The token ranges of dates about a year after the day of the text: December 2016 in a text of December 2015."""
    if "M" not in tokens.tags[first:last]:
        return []
    spans = (match.span() for match in STATED.finditer(tokens.tags, first, last))
    return [span for span in spans if (found := _range(tokens, *span, anchor)) and _is_slip(found[0], anchor)]


def _is_slip(day: date, anchor: date) -> bool:
    return SLIP[0] <= day - anchor <= SLIP[1]


def _is_impossible(tokens: Tokens, first: int, last: int, anchor: date) -> bool:
    month = next(tokens.values[i] for i in range(first, last) if tokens.tags[i] == "M")
    days = [tokens.values[i] for i in range(first, last) if tokens.tags[i] in "01"]
    days = [day for day in days if isinstance(day, int) and not CAMPAIGN[0] - 4 <= day <= CAMPAIGN[1]]
    single = tokens.tags[first:last].count("M") == 1
    return single and any(not 1 <= day <= 31 or nearest(month, day, anchor) is None for day in days)


def without_count(tokens: Tokens, first: int, last: int) -> int:
    """The token after a date, without a number that looks like its year and is none: May 2nd, one strike."""
    tags, value = tokens.tags, tokens.values[last - 1]
    if tags[last - 1] != "0" or (isinstance(value, int) and CAMPAIGN[0] <= value <= CAMPAIGN[1]):
        return last
    if tags[last - 2] == "," and last - 2 > first:
        return last - 2
    counted = tags[last - 2] in "01" or (tags[last - 2] == "M" and tags[first] in "01")  # 23 December | six planes
    return last - 1 if counted else last


def _range(tokens: Tokens, first: int, last: int, anchor: date) -> tuple[date, date] | None:
    months: list[int] = []
    days: list[int] = []
    years: list[int] = []
    hours = {at for match in HOUR.finditer(tokens.tags, first, last) for at in range(*match.span())}
    for i in range(first, last):
        tag, value = tokens.tags[i], tokens.values[i]
        if i in hours:
            continue
        if tag == "M":
            months.append(value)
        elif tag in "01" and isinstance(value, int):
            (years if CAMPAIGN[0] <= value <= CAMPAIGN[1] else days).append(value)
    if not months or not days or len(days) > 2:
        return None
    year = years[-1] if years else None
    end = _one(year, months[-1], days[-1], anchor)
    start = _one(years[0] if len(years) == 2 else year, months[0], days[0], end or anchor)
    end = end or (start if len(months) == 1 else None)  # February 28-29 of a year without: the day that is one
    if start and end and start > end and year:
        start = make(year - 1, months[0], days[0]) or start
    return (start, end) if start and end and start <= end else None


def _one(year: int | None, month: int, day: int, anchor: date) -> date | None:
    return make(year, month, day) if year else nearest(month, day, anchor)


def lengths(tokens: Tokens, first: int, last: int, by_the_clock: bool = False) -> list[Length]:
    """The lengths of time between two tokens that count back from the report.

    `by_the_clock` says that in a number of hours is a time of day, as in languages whose nouns decline.
    """
    out: list[Length] = []
    tags = tokens.tags[first:last]
    if "U" not in tags and "l" not in tags:
        return out
    for match in LENGTH.finditer(tokens.tags, first, last):
        begin, end = match.span()
        at = next((i for i in range(begin, end) if tokens.tags[i] == "0"), None)
        number, unit = 1 if at is None else tokens.values[at], tokens.values[end - 1]
        if by_the_clock and unit == "hour" and tokens.tags[begin] == "i":
            continue  # at 10 o'clock
        four = at is not None and tokens.ends[at] - tokens.starts[at] == CLOCK_DIGITS
        if not isinstance(number, int) or number > LONGEST or (four and number > MOST_WORDS):
            continue  # in the past 1.5 days | at 1430 hours
        days = {"hour": max(1, round(number / 24)), "day": number, "week": 7 * number, "night": 1, "month": 30 * number}
        out.append(Length(days.get(unit, 0), begin, end, unit))
    at = tokens.tags.find("l", first, last)
    while at >= 0:
        out.append(Length(0, at, at + 1, str(tokens.values[at])))
        at = tokens.tags.find("l", at + 1, last)
    return out


def dated(
    tokens: Tokens, text: str, where: str, dateline: tuple[int, int] | None, published: str | None, strict: bool
) -> date:
    """The day of a text: as given, or of its dateline, whose missing year the weekday of the first sentence tells.

    Raises ImpossibleDate for a day that is not in the calendar or not on its weekday, NoDate where no year fits.
    """
    given = date.fromisoformat(published[:10]) if published else None
    if dateline is None:
        if given is None:
            raise NoDate(where, "no date is given and the text has no dateline; name the file by its date")
        return given
    month, day, year = _dateline(tokens, dateline)
    weekday = _weekday(tokens, dateline)
    line = text[tokens.starts[dateline[0]] : tokens.ends[dateline[1] - 1]]
    years = [year] if year else list(range(CAMPAIGN[0], CAMPAIGN[1] + 1))
    days = [made for y in years if (made := make(y, month, day))]
    if not days:
        raise ImpossibleDate(where, f"the dateline {line!r} names a day that does not exist; check the text")
    if given is not None:
        nearby = min(days, key=lambda option: abs(option - given))
        if strict and weekday is not None and (nearby.isoweekday() - weekday) % 7 > 1:
            raise ImpossibleDate(where, f"{nearby} of the dateline {line!r} is no such weekday; check the date")
        return nearby if abs(nearby - given) < timedelta(days=180) else given
    fitting = [option for option in days if weekday is None or option.isoweekday() == weekday]
    if not fitting:
        raise ImpossibleDate(where, f"the weekday of the dateline {line!r} fits no year of the campaign")
    latest = max((y for y in _years(tokens) if y <= CAMPAIGN[1]), default=None)
    if weekday is None and not year and latest is None:
        raise NoDate(where, f"the dateline {line!r} has no year and no weekday; name the file by its date")
    return min((option for option in fitting if option.year >= (latest or 0)), default=fitting[-1])


def _dateline(tokens: Tokens, dateline: tuple[int, int]) -> tuple[int, int, int | None]:
    values = [(tokens.tags[i], tokens.values[i]) for i in range(*dateline)]
    month = next(value for tag, value in values if tag == "M")
    numbers = [value for tag, value in values if tag in "01" and isinstance(value, int)]
    year = next((n for n in numbers if CAMPAIGN[0] <= n <= CAMPAIGN[1]), None)
    return month, next((n for n in numbers if n != year), 0), year


def _weekday(tokens: Tokens, dateline: tuple[int, int]) -> int | None:
    """The weekday that the first sentence after the dateline names."""
    stop = tokens.tags.find(".", dateline[1])
    at = tokens.tags.find("F", dateline[0], stop if stop > 0 else len(tokens.tags))
    return tokens.values[at] if at >= 0 else None


def _years(tokens: Tokens) -> list[int]:
    numbers = (value for letter, value in zip(tokens.tags, tokens.values, strict=True) if letter == "0")
    return [value for value in numbers if isinstance(value, int) and CAMPAIGN[0] - 4 <= value <= CAMPAIGN[1]]
