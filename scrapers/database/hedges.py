"""How much a hedged number can mean. In: nothing. Out: the rows of `hedges`, the one table from which sums take ranges.

The bounds are this dataset's conventions, not findings: a reader who disagrees takes others and sums again.
"""

from __future__ import annotations

from typing import NamedTuple


class Range(NamedTuple):
    """What a hedge can mean: bounds in per cent of the number printed, or bounds where none is; None is open."""

    id: str
    low_percent: int | None
    high_percent: int | None
    low: int | None
    high: int | None
    about: str


HEDGE_RANGES = (
    Range("exact", 100, 100, None, None, "The number printed."),
    Range("at least", 100, None, None, None, "The number printed or more: no upper bound."),
    Range("about", 90, 110, None, None, "The number printed, a tenth less or more."),
    Range("up to", 0, 100, None, None, "The number printed or less, down to none."),
    Range("dozens", None, None, 24, 99, "Two dozen to ninety-nine."),
    Range("hundreds", None, None, 200, 999, "Two hundred to nine hundred and ninety-nine."),
    Range("several", None, None, 2, 9, "Two to nine."),
    Range("unstated", None, None, 1, None, "One or more: no number is printed."),
)


def low(count: str, hedge: str) -> str:
    """The SQL of a count's lower bound, given the SQL of the count and the alias of its row of `hedges`."""
    return f"coalesce({count} * {hedge}.low_percent / 100, {hedge}.low)"


def high(count: str, hedge: str) -> str:
    """The SQL of a count's upper bound, empty where it is open."""
    return f"coalesce(({count} * {hedge}.high_percent + 99) / 100, {hedge}.high)"


def bounds(count: int | None, hedge: str) -> tuple[int, int | None]:
    """The lower and the upper bound of a hedged count; None where it is open.

    >>> bounds(30, "at least"), bounds(35, "about"), bounds(None, "several")
    ((30, None), (31, 39), (2, 9))
    """
    one = next(row for row in HEDGE_RANGES if row.id == hedge)
    if count is None:
        return one.low or 0, one.high
    above = None if one.high_percent is None else (count * one.high_percent + 99) // 100
    return count * (one.low_percent or 0) // 100, above
