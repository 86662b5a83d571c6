"""The Russian Ministry of Defence on its own hosts; what comes in is an address, what goes out its document key.

The engine of 2010 to 2025 gives each text an eight-digit id on every host. Russian and English items share the
numbers but not the contents, so a Russian one is kept apart by its prefix. No page layout is described yet.
"""

from __future__ import annotations

import re

from .address import find_on
from .listings import Listing

NAME = "mil_ru"
TITLE = "Russian Ministry of Defence"
PARTY = "russia"
LANGUAGE = "en"
HOME = "https://eng.mil.ru/"
HOSTS = ("eng.mil.ru", "function.mil.ru", "syria.mil.ru", "structure.mil.ru", "mil.ru")
LICENCE = "Official texts of a state body: outside copyright in Russia (Civil Code, art. 1259), no licence elsewhere."
QUOTING = "Facts, short quotations and the link are published; the whole text is not."
FIRST_DAY = "2015-09-30"
FEWEST_A_WEEK = 0
MOST_A_WEEK = 60  # several texts a day, and the centre for reconciliation's daily one besides
ROUTES = ("archive", "folder")
LISTINGS: tuple[Listing, ...] = ()
ARCHIVED: tuple[str, ...] = ()

OLD_ID = re.compile(r"([0-9]{7,9})(?:@.*)?")
NEW_ID = re.compile(r"/news/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?")


def document(url: str) -> str | None:
    """The id of the one text at an address, with `ru-` before a Russian one; None for listings.

    >>> document("http://eng.mil.ru:443/en/news_page/country/more.htm?id=12345678%40egNews&")
    '12345678'
    >>> document("https://function.mil.ru/news_page/country/more.htm?id=12345678@egNews")
    'ru-12345678'
    """
    address = find_on(url, HOSTS)
    if address is None:
        return None
    if new := NEW_ID.fullmatch(address.path):  # since May 2025
        return new[1]
    old = OLD_ID.fullmatch(address.query.get("id", "").strip())
    if old is None or not address.path.endswith("/more.htm"):
        return None
    is_english = address.host == "eng.mil.ru" or address.path.startswith("/en/")
    return old[1] if is_english else f"ru-{old[1]}"
