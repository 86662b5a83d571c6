"""A feed made ready for the folder. In: Atom as the site writes it. Out: the same, its links those of the folder."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit
from xml.etree import ElementTree

from scrapers.database.named_queries import FEED_WORDS
from scrapers.edition.sheet import Shelved
from scrapers.edition.shelf import Place, relative

ATOM = "http://www.w3.org/2005/Atom"
OWN = (None, "localhost")  # the host of an answer that no server gave
ElementTree.register_namespace("", ATOM)


def feed(xml: bytes, shelved: Shelved, here: str, site: str | None) -> tuple[bytes, frozenset[Place]]:
    """The feed with links to pages of the folder, and those pages. Its name holds no address: it may stand anywhere."""
    root = ElementTree.fromstring(xml)
    name = root.find(f"{{{ATOM}}}id")
    if name is not None:
        name.text = f"{FEED_WORDS['{tag}']}{PurePosixPath(here).stem}"
    places = set()
    for link in root.iter(f"{{{ATOM}}}link"):
        parts = urlsplit(link.get("href", ""))
        place = shelved(parts._replace(scheme="", netloc="").geturl()) if parts.hostname in OWN else None
        if place is not None:
            places.add(place)
            link.set("href", site + relative("", place).removeprefix("./") if site else relative(here, place))
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)), frozenset(places)
