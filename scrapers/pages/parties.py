"""The parties that claim. In: the built database. Out: their names, in the order that every page keeps."""

from __future__ import annotations

from scrapers.pages.select import Row, Select

PARTIES = "SELECT id, name FROM parties ORDER BY id DESC"
SHORT = {"russia": "Russia", "coalition": "Coalition"}


async def parties(select: Select) -> list[Row]:
    """Each party with its full name."""
    return await select(PARTIES)


def short(party: str) -> str:
    """The name of a party where there is little room: "russia" is Russia."""
    return SHORT.get(party, party)
