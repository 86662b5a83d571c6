"""One page made ready for the folder. In: HTML as Datasette renders it. Out: the same with every link relative.

Only start tags that hold an address are written anew; all else stays as it came. Knows no table and no file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urldefrag, urlencode, urljoin, urlsplit

from scrapers.edition.shelf import Place, relative
from scrapers.pages.dataset import UNSAFE

ADDRESSES = {"href", "src", "action", "formaction", "poster", "xlink:href"}
LOADS = {"audio", "embed", "iframe", "image", "img", "input", "object", "script", "source", "track", "video"}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
STYLE_URL = re.compile(r"url\(\s*(['\"]?)(/[^/'\")][^'\")]*)\1\s*\)")
HASH = re.compile(r"'sha256-([A-Za-z0-9+/=]+)'")
Attributes = list[tuple[str, str | None]]
Shelved = Callable[[str], Place | None]


class Around(NamedTuple):
    """What a page stands in: how addresses become places, the policy it came with, scripts that may run, its host."""

    place: Shelved
    rows: Shelved
    policy: str
    trusted: frozenset[str]
    site: str | None = None


class Sheet(HTMLParser):
    """A page read once: its text with relative links, the places it leads to, its anchors, and what is wrong in it."""

    def __init__(self, html: str, address: str, here: str, around: Around) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.here, self.around, self.site = address, here, around, around.site
        self.places: set[Place] = set()
        self.anchors: set[str] = set()
        self.wrong: list[str] = []
        self._out: list[str] = []
        self._hashes: set[str] = set()
        self._script: list[str] | None = None
        self._is_description = False
        self._policy_at: int | None = None
        self.feed(html)
        self.close()

    def text(self) -> str:
        """The page as it is written, the policy of its answer in its head, for a static host sends none."""
        out = list(self._out)
        if self._policy_at is not None:
            policy = kept(self.around.policy, self._hashes & self.around.trusted)
            out[self._policy_at] += f'\n  <meta http-equiv="Content-Security-Policy" content="{quoted(policy)}">'
        return "".join(out)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self._is_for_a_server(tag, dict(attrs)):
            return
        self.anchors |= {value for name, value in attrs if value and (name == "id" or (tag, name) == ("a", "name"))}
        self.wrong += [f"{name} on <{tag}>" for name, _ in attrs if name.startswith("on")]
        new = [(name, self._written(tag, name, value, attrs)) for name, value in attrs]
        if tag == "html":
            new.append(("data-root", relative(self.here, Place(""))))
        self._out.append(str(self.get_starttag_text()) if new == attrs else f"<{tag}{''.join(map(attribute, new))}>")
        if tag == "meta" and "charset" in dict(attrs):
            self._policy_at = len(self._out) - 1
        if tag == "script" and not dict(attrs).get("src"):
            self._script = []
            self._is_description = dict(attrs).get("type") == "application/ld+json"

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        before = len(self._out)
        self.handle_starttag(tag, attrs)
        if len(self._out) > before and not self._out[-1].endswith("/>"):
            self._out[-1] = self._out[-1][:-1] + "/>"
        self._script = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            text, self._script = "".join(self._script), None
            if self._is_description and not self.site:
                self._out.pop()
                return
            if self._is_description:
                text = json.dumps(self._described(json.loads(text)), ensure_ascii=False).translate(UNSAFE)
            else:
                self._hashes.add(digest(text))
            self._out.append(text)
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        else:
            self._out.append(data)

    def handle_entityref(self, name: str) -> None:
        self._out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._out.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._out.append(f"<![{data}]>")

    def _is_for_a_server(self, tag: str, attrs: dict[str, str | None]) -> bool:
        # Answers to programs, and the page's own address where none is known.
        if tag == "link":
            return "json+datasette" in (attrs.get("type") or "") or (attrs.get("rel") == "canonical" and not self.site)
        return tag == "meta" and attrs.get("property") in ("og:url", "og:image") and not self.site

    def _written(self, tag: str, name: str, value: str | None, attrs: Attributes) -> str | None:
        if not value:
            return value
        if name == "style":
            return STYLE_URL.sub(lambda found: f"url({found[1]}{self._link(tag, found[2])}{found[1]})", value)
        if self._is_public(value):
            return self._public(value)
        if name.startswith("data-"):
            return self._for_a_script(tag, value) if re.match(r"/[A-Za-z0-9_-]", value) else value
        if name not in ADDRESSES:
            return value
        if loads(tag, dict(attrs)) and urlsplit(value).netloc:
            self.wrong.append(f"loads {value} from another host")
        return self._link(tag, value)

    def _is_public(self, value: str) -> bool:
        return self.site is not None and (value + "/").startswith(self.site)

    def _public(self, value: str) -> str:
        """An address with the site's own host, as it is where the folder stands."""
        place = self.around.place("/" + value[len(self.site or "") :])
        if place is None:
            return value
        self.places.add(place)
        return f"{self.site}{relative('', place).removeprefix('./')}"

    def _for_a_script(self, tag: str, value: str) -> str:
        """An address in a data attribute, which a script of the page asks by itself."""
        place = self.around.rows(value)
        if place is None:
            return self._link(tag, value)
        self.places.add(place)
        return relative(self.here, place)

    def _abroad(self, value: str) -> str:
        """A link to another host; where its query hands on an address of the site, that of the folder."""
        address, mark, query = value.partition("?")
        if not self.site or quote(self.site, safe=":/") not in query:
            return value
        pairs = [(name, self._public(one) if self._is_public(one) else one) for name, one in parse_qsl(query)]
        return address + mark + urlencode(pairs, safe=":/")

    def _described(self, told: Any) -> Any:
        """What the page says of itself to search engines, with the addresses of the folder."""
        if isinstance(told, dict):
            return {name: self._described(value) for name, value in told.items()}
        if isinstance(told, list):
            return [self._described(value) for value in told]
        return self._public(told) if isinstance(told, str) and self._is_public(told) else told

    def _link(self, tag: str, value: str) -> str:
        split = urlsplit(value)
        if split.scheme or split.netloc:
            return self._abroad(value)
        if value.startswith("#"):
            self.places.add(Place(self.here, value[1:], self.address))
            return value
        address = urljoin(self.address, value)
        place = self.around.place(address)
        if place is None:
            self.wrong.append(f"<{tag}> leads to {value}, for which no static page stands")
            return value
        self.places.add(place)
        query = urlsplit(address).query
        if query and place.ask and not place.path.endswith("/"):  # the version of a script or style
            bare, fragment = urldefrag(relative(self.here, place))
            return f"{bare}?{query}" + (f"#{fragment}" if fragment else "")
        return relative(self.here, place)


def loads(tag: str, attrs: dict[str, str | None]) -> bool:
    """Whether a browser fetches the address of this tag by itself."""
    return tag in LOADS or (tag == "link" and bool(LOADED_LINKS & set((attrs.get("rel") or "").split())))


def kept(policy: str, hashes: set[str] | frozenset[str]) -> str:
    """A policy as a page can hold it: it names only the scripts that stand in the page, and no frames around it."""
    scripts = " ".join(["script-src 'self'", *(f"'sha256-{one}'" for one in sorted(hashes))])
    parts = [part.strip() for part in policy.split(";")]
    rest = [part for part in parts if part and not part.startswith(("script-src", "frame-ancestors"))]
    return "; ".join([*rest[:1], scripts, *rest[1:]])


def digest(script: str) -> str:
    """The checksum by which a policy names an inline script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def quoted(text: str) -> str:
    """Text as it stands between double quotes."""
    return escape(text, quote=False).replace('"', "&quot;")


def attribute(one: tuple[str, str | None]) -> str:
    """An attribute as it is written into a tag."""
    name, value = one
    return f" {name}" if value is None else f' {name}="{quoted(value)}"'


def style(css: str, here: str, shelved: Shelved) -> tuple[str, set[Place]]:
    """A style sheet with relative addresses, and the places that it loads."""
    places = {place for address in style_addresses(css, here) if (place := shelved(address))}

    def rewritten(found: re.Match[str]) -> str:
        place = shelved(found[2])
        return f"url({found[1]}{relative(here, place) if place else found[2]}{found[1]})"

    return STYLE_URL.sub(rewritten, css), places


def style_addresses(css: str, here: str) -> Iterator[str]:
    """The site's addresses that a style sheet names, seen from where it stands."""
    for found in re.finditer(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)", css):
        if not re.match(r"(data:|https?:|//|#)", found[1].strip()):
            yield urljoin("/" + here, found[1].strip())
