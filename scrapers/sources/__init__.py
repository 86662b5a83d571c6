"""The publishers of briefings: each is one file here that says only what is different about it.

A file is a source when it has a NAME; nothing registers it. What comes in is a name or an address, what goes out is
the source that owns it. Knows no grammar, opens no connection.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from ..errors import UnknownSource
from .address import find_address
from .listings import Listing

SLUG = re.compile(r"[a-z][a-z0-9_]*")


class Source(Protocol):
    """What every publisher's file offers.

    One that can read its own pages has `article` besides, one that lists texts on pages `links`, one of several
    languages `language_of`.
    """

    NAME: str
    TITLE: str
    PARTY: str
    LANGUAGE: str
    HOME: str
    HOSTS: tuple[str, ...]
    LICENCE: str
    QUOTING: str
    FIRST_DAY: str  # of which it can tell
    FEWEST_A_WEEK: int  # briefings that are believable in a week of this year; 0 where the series has ended
    MOST_A_WEEK: int  # and in any week
    ROUTES: tuple[str, ...]  # by which its pages are realistic to get, the best one first
    LISTINGS: tuple[Listing, ...]  # where it lists new texts
    ARCHIVED: tuple[str, ...]  # beginnings of the addresses of its texts, as the archive lists them

    def document(self, url: str) -> str | None:
        """The publisher's own stable key for the document at an address, None where it names no single document."""
        ...


@cache
def every() -> dict[str, Source]:
    """All sources by name, in order of name, found by walking this folder."""
    import pkgutil  # here, because reading one known source needs no walk and must start fast

    found = {module.name: _find(module.name) for module in pkgutil.iter_modules(__path__) if not module.ispkg}
    return {name: source for name, source in sorted(found.items()) if source}


def named(name: str, where: object) -> Source:
    """The source of that name; `where` is the file or line that asked for it."""
    source = _find(name)
    if source is None:
        known = ", ".join(every())
        raise UnknownSource(where, f"no source is {name[:40]!r} (known: {known}): add scrapers/sources/<name>.py")
    return source


def of_url(url: str) -> Source | None:
    """The source on whose host an address stands, None for a foreign host."""
    address = find_address(url)
    return next((source for source in every().values() if address and address.host in source.HOSTS), None)


@cache
def _find(name: str) -> Source | None:
    if not SLUG.fullmatch(name):
        return None
    try:
        module = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":  # the file is there, something that it needs is not
            raise
        return None
    return cast(Source, module) if getattr(module, "NAME", None) == name else None
