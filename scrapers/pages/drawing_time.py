"""A small timeline as SVG. In: claims by month and party. Out: one <svg>, a row of bars for each party.

Each row has a scale of its own, said beside it: the record holds what was at hand of each party, so heights of two rows
must not be weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from scrapers.pages.parties import SHORT
from scrapers.pages.said import many

LEFT, RIGHT, ROW, GAP, FOOT = 4.0, 4.0, 56.0, 22.0, 20.0
WIDTH = 720.0


def month_number(month: str) -> int:
    """Months since the year 0 of "2015-12"."""
    year, _, part = month.partition("-")
    return int(year) * 12 + int(part) - 1


def bars(months: Mapping[str, Mapping[str, int]], party: str, first: int, slot: float, top: float) -> Iterator[Markup]:
    """The bars of one party, each with its month and number; a number above nothing is never too low to see."""
    most = max([numbers.get(party, 0) for numbers in months.values()] + [1])
    for month, numbers in sorted(months.items()):
        if number := numbers.get(party, 0):
            left, width = LEFT + (month_number(month) - first) * slot, max(1.0, slot * 0.8)
            height = max(1.5, ROW * number / most)
            words = f"{month}, {SHORT[party]}: {many(number, 'claim')}"
            yield Markup(
                '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{}</title></rect>'
            ).format(party, left, top + ROW - height, width, height, words)


def years(first: int, last: int, slot: float, bottom: float) -> Iterator[Markup]:
    """A line and the number of each year; of many years every second one is named."""
    every = 1 if (last - first) / 12 <= 10 else 2
    for year in range(-(-first // 12), last // 12 + 1):
        x = LEFT + (year * 12 - first) * slot
        yield Markup('<line x1="{0:.1f}" x2="{0:.1f}" y1="0" y2="{1:.1f}"/>').format(x, bottom)
        if year % every == 0:
            yield Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(x + 3, bottom + 14, year)


def timeline(months: Mapping[str, Mapping[str, int]], label: str) -> Markup:
    """The timeline as <svg>; months are written 2015-12 and hold numbers by party. Nothing where there is no month.

    `label` says to those who do not see it what it shows; whoever draws it prints the numbers beside it.
    """
    if not months:
        return Markup("")
    first, last = month_number(min(months)), month_number(max(months))
    first, last = first - first % 12, last - last % 12 + 11  # whole years
    slot = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    shown = [party for party in SHORT if any(party in numbers for numbers in months.values())]
    parts = []
    for at, party in enumerate(shown):
        top = GAP + at * (ROW + GAP)
        most = max(numbers.get(party, 0) for numbers in months.values())
        words = f"{SHORT[party]}, at most {many(most, 'claim')} a month"
        parts.append(Markup('<text class="row" x="{:.1f}" y="{:.1f}">{}</text>').format(LEFT, top - 6, words))
        parts += bars(months, party, first, slot, top)
    bottom = len(shown) * (ROW + GAP)
    grid = Markup("").join(years(first, last, slot, bottom))
    return Markup('<svg class="timeline" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}{}</svg>').format(
        WIDTH, bottom + FOOT, label, grid, Markup("").join(parts)
    )
