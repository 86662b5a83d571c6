"""Numbers as a reader sees them. In: counts, hedges, bounds. Out: words."""

from __future__ import annotations

VAGUE = ("dozens", "hundreds", "several")
FIRM = (None, "exact", "unstated")


def number(count: int) -> str:
    """The number with its thousands apart: 1093 is 1,093."""
    return f"{count:,}"


def many(count: int, noun: str) -> str:
    """So many of something.

    >>> many(1, "claim"), many(1200, "claim"), many(0, "row")
    ('1 claim', '1,200 claims', '0 rows')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def hedged(count: int | None, hedge: str | None) -> str:
    """A stated number with its hedge.

    >>> hedged(1093, "exact"), hedged(40, "at least"), hedged(None, "dozens"), hedged(None, "unstated")
    ('1,093', 'at least 40', 'dozens', 'number not stated')
    """
    if count is None:
        return hedge if hedge in VAGUE else "number not stated"
    return f"{count:,}" if hedge in FIRM else f"{hedge} {count:,}"


def ranged(low: int | None, high: int | None, unbounded: int) -> str:
    """A sum: one number, a range, or "at least" where a part of it has no upper bound."""
    if low is None:
        return "no number"
    if unbounded or high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
