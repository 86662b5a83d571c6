"""A site with more rows than one of Datasette's answers holds. In: a folder. Out: the site over an invented record."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from scrapers.models import Period, Reading
from tests.invented import Workshop, claim, coalition, reading
from tests.test_site import Site

BRIEFINGS, EACH = 8, 150
MANY = BRIEFINGS * EACH  # the Russian side's claims: more than the 1,000 rows of an answer


def briefing(number: int) -> Reading:
    """One of the many: a week after the one before, with claims of its own."""
    day = str(date(2016, 1, 1) + timedelta(weeks=number))
    claims = tuple(
        claim(f"truck-{number}-{one}", "three trucks", count=1 + number * EACH + one, date=day) for one in range(EACH)
    )
    return reading(
        f"outlet/{900 + number}", url=f"https://example.org/x/{900 + number}", published=day, claims=claims, tallies=(),
        totals={}, period=Period(day, day, None, None), sha256=f"{number:064x}",
    )  # fmt: skip


def crowded(folder: Path) -> tuple[Site, Workshop]:
    """A site whose Russian briefings make very many claims, the coalition's two."""
    shop = Workshop(folder)
    shop.build(*map(briefing, range(BRIEFINGS)), coalition(), texts=True)
    return Site(shop.out), shop
