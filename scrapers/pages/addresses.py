"""Readable addresses of the site's own pages. In: keys of the database. Out: paths that do not change with a build.

Tables and questions stand under the name of the served database. A name becomes a slug: ASCII letters and digits in
lower case, everything else one hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

DATABASE = "briefings"
KINDS = ("place", "governorate", "group", "aircraft", "target")


def slug(name: str) -> str:
    """The name as it stands in an address: "Deir ez-Zor" is deir-ez-zor."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def briefing_path(key: str) -> str:
    """The page of a briefing: tass/846000 is /briefing/tass/846000."""
    return "/briefing/" + quote(key, safe="/")


def day_path(day: str) -> str:
    """The page of a day, given as ISO date."""
    return f"/day/{day}"


def entity_path(kind: str, name: str) -> str:
    """The page of a place (by its gazetteer key), governorate, armed group, aircraft or kind of target (by name)."""
    return f"/{kind}/{slug(name)}"
