"""A place as printed -> its name and the words around it: bearing, distance, kind, the area it is said to lie in.

In: the few words a briefing uses for a place, English or Russian. Out: `Printed`. This room knows no gazetteer: whoever
calls says which names are known, so that "Mosul Dam" is not taken apart where it is a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

Known = Callable[[str], bool]
Settles = Callable[[str, str], bool]

POINTS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0,
    "south": 180.0, "southwest": 225.0, "west": 270.0, "northwest": 315.0,
}
RUSSIAN_POINTS = (("северо", "north"), ("юго", "south"), ("север", "north"), ("юж", "south"), ("юг", "south"),
                  ("восто", "east"), ("запад", "west"))
KM = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometre": 1.0, "kilometers": 1.0, "kilometres": 1.0,
      "mile": 1.609, "miles": 1.609, "км": 1.0, "километрах": 1.0, "километра": 1.0, "километров": 1.0}

DIRECTION = r"(?:north|south)[ -]?(?:east|west)|north|south|east|west"
# [ ] and not a bare space: the patterns that take these in are verbose.
DIRECTIONS = rf"(?:{DIRECTION})(?:,?(?:[ ](?:and|or))?[ ](?:{DIRECTION}))*"
DISTANCE = rf"(?:(?:about|some|around|approximately|nearly)[ ])?(?P<far>\d+(?:[.,]\d+)?)[ ]?(?P<unit>{'|'.join(KM)})"
RUSSIAN = r"(?:северо-|юго-)?(?:север|юг|юж|восто|запад)\w*"
# "15 km south-west of X", "southeast and west of the Mosul Dam", "to the north from X", "15 km from X"
BEARING = re.compile(rf"""^(?:at\ |in\ |on\ |located\ )?(?:the\ )?
    (?:(?:{DISTANCE})\ (?:(?:to\ |in\ )?(?:the\ )?(?P<to>{DIRECTIONS})\ )?(?:of|from|away\ from)
      |(?:to\ |in\ )?(?:the\ )?(?P<side>{DIRECTIONS})\ (?:of|from))
    \ (?P<rest>.+)$""", re.VERBOSE | re.IGNORECASE)
# "в 15 км юго-западнее X", "севернее X", "к северу от X"
RUSSIAN_BEARING = re.compile(rf"""^(?:в\ |на\ |к\ )?(?:{DISTANCE}\ )?(?:к\ )?(?P<side>{RUSSIAN})(?:\ от)?
    \ (?P<rest>.+)$""", re.VERBOSE | re.IGNORECASE)
# "eastern Syria", "the north-western outskirts of X", "the eastern part of X"
PART = re.compile(rf"""^(?:in\ |on\ |at\ )?(?:the\ )?(?P<side>{DIRECTION})(?:ern)?
    (?:\ (?:part|parts|outskirts|suburbs|edge|side|regions?|countryside)\ (?:of|from))?\ (?P<rest>.+)$""",
                  re.VERBOSE | re.IGNORECASE)
# "near X", "in the vicinity of X", "on the outskirts of X", "в районе X", "у X"
NEAR = re.compile(r"""^(?:(?:near|nearby|around|outside(?:\ of)?|close\ to|next\ to|not\ far\ from|greater)
    |(?:(?:in|on|at|to)\ )?(?:the\ )?(?:direct\ |immediate\ )?(?:vicinity|area|outskirts|suburbs?|surroundings
      |approaches|countryside|district|region|environs)\ (?:of|to)
    |в\ районе|в\ окрестностях|в\ пригородах?|на\ окраине|вблизи|возле|около|у|окрестности|пригороды?)
    \ (?P<rest>.+)$""", re.VERBOSE | re.IGNORECASE)
NEAR_AFTER = re.compile(r"""^(?P<rest>.+?)(?:['’]s?)?\ (?:suburbs?|outskirts|area|areas|surroundings|countryside
    |direction|region|vicinity|environs)$""", re.VERBOSE | re.IGNORECASE)
BETWEEN = re.compile(r"""^(?:(?:on|along)\ )?(?:(?:the|a)\ )?(?:(?:road|highway|line|area)\ )?
    (?:between\ (?P<a>.+?)\ and\ |from\ (?P<b>.+?)\ to\ |между\ (?P<c>.+?)\ и\ )(?P<rest>.+)$""",
                     re.VERBOSE | re.IGNORECASE)
LEADING = re.compile(r"^(?:in|at|on|the|Syrian|Syria's|Iraqi|Iraq's|в|во|на) (?P<rest>.+)$", re.IGNORECASE)
SETTLEMENT = r"city|town|village|settlement|inhabited area|populated area|locality"
KIND_WORDS = {
    "governorate": r"provinces?|governorates?|провинци\w+|мухафаз\w+",
    "settlement": rf"{SETTLEMENT}|населенн\w+ пункт\w*|город\w*|деревн\w+|посел\w+",
    "airbase": r"(?:military )?(?:air[ -]?base|airfield|airport|aerodrome)|авиабаз\w+|аэродром\w*",
    "dam": r"dam|плотин\w+",
    "refinery": r"(?:oil )?refinery",
    "oil field": r"oil ?fields?",
    "border crossing": r"border crossing|crossing|checkpoint",
    "mountain": r"mountains?|mount",
}
KIND_BEFORE = {k: re.compile(rf"^(?:{w})(?: of)? (?P<rest>.+)$", re.IGNORECASE) for k, w in KIND_WORDS.items()}
KIND_AFTER = {k: re.compile(rf"^(?P<rest>.+?)[ -](?:{w})$", re.IGNORECASE) for k, w in KIND_WORDS.items()}
# "X (Homs province)", "X, Syria", "Hit in Al Anbar Province"
INSIDE = tuple(re.compile(p, re.IGNORECASE) for p in (
    r"^(?P<rest>[^()]+?) ?\((?P<area>[^()]+)\)$",
    r"^(?P<rest>.+), ?(?P<area>[^,]+)$",
    r"^(?P<rest>.+?) in (?P<area>.+)$",
))
SEPARATOR = re.compile(r" ?, (?:and |or |и )?| and | or | и | или | & |/", re.IGNORECASE)
SPACE = re.compile(r"[\s\u00a0\u2009\u202f]+")


class Printed(NamedTuple):
    """What the words say: `names` (several where the text joins places), and how the strike lies to them."""

    names: tuple[str, ...]
    bearing: str | None = None
    directions: tuple[str, ...] = ()
    km: float | None = None
    near: bool = False
    kind: str | None = None
    areas: tuple[str, ...] = ()
    between: bool = False


def read_place(text: str, known: Known, area: Settles) -> Printed:
    """The printed words taken apart, from the outside in, until what is left is a known name or nothing gives way."""
    printed = Printed((SPACE.sub(" ", text).strip(" .;:*"),))
    while not known(printed.names[0]):
        peeled = next((p for p in (peel(printed, area) for peel in PEELS) if p is not None), None)
        if peeled is None:
            return _split(printed, known)
        printed = peeled
        if len(printed.names) > 1:
            break
    return printed


def _bearing(printed: Printed, _: Settles) -> Printed | None:
    text = printed.names[0]
    found = BEARING.match(text) or RUSSIAN_BEARING.match(text) or PART.match(text)
    if found is None:
        return None
    parts = found.groupdict()
    side = parts.get("to") or parts.get("side") or ""
    km = float(parts["far"].replace(",", ".")) * KM[parts["unit"].lower()] if parts.get("far") else None
    words = text[: found.start("rest")].strip()
    return printed._replace(names=(found["rest"],), bearing=printed.bearing or words, km=printed.km or km,
                            directions=printed.directions or _directions(side), near=True)


def _directions(words: str) -> tuple[str, ...]:
    low = words.lower()
    if re.search("[а-я]", low):
        return ("".join(dict.fromkeys(point for stem, point in RUSSIAN_POINTS if stem in low)),)
    return tuple(re.sub("[ -]", "", d) for d in re.findall(DIRECTION, low))


def _near(printed: Printed, _: Settles) -> Printed | None:
    text = printed.names[0]
    found = NEAR.match(text) or NEAR_AFTER.match(text)
    if found is None:
        return None
    words = (text[: found.start("rest")] + text[found.end("rest"):]).strip(" '’")
    return printed._replace(names=(found["rest"],), near=True, bearing=printed.bearing or words)


def _between(printed: Printed, _: Settles) -> Printed | None:
    found = BETWEEN.match(printed.names[0])
    if found is None:
        return None
    return printed._replace(names=(found["a"] or found["b"] or found["c"], found["rest"]), between=True)


def _inside(printed: Printed, area: Settles) -> Printed | None:
    for pattern in INSIDE:
        found = pattern.match(printed.names[0])
        if found and area(found["area"], found["rest"]):
            return printed._replace(names=(found["rest"],), areas=(*printed.areas, found["area"]))
    return None


def _kind(printed: Printed, _: Settles) -> Printed | None:
    for patterns in (KIND_BEFORE, KIND_AFTER):
        for kind, pattern in patterns.items():
            found = pattern.match(printed.names[0])
            if found:
                return printed._replace(names=(found["rest"],), kind=printed.kind or kind)
    return None


def _leading(printed: Printed, _: Settles) -> Printed | None:
    found = LEADING.match(printed.names[0])
    return printed._replace(names=(found["rest"],)) if found else None


def _split(printed: Printed, known: Known) -> Printed:
    """Two or more places joined by words; by a hyphen only where both halves are known names."""
    names = tuple(n for n in SEPARATOR.split(printed.names[0]) if n)
    halves = tuple(printed.names[0].split("-"))
    if len(names) < 2 and len(halves) == 2 and all(known(h) for h in halves):
        return printed._replace(names=halves, between=True)
    return printed._replace(names=names or printed.names)


def read_bearing(words: str) -> Printed:
    """A bearing read apart from its place, such as "15 km south-west" or "near"."""
    for phrase in (f"{words} X", f"{words} of X"):
        printed = read_place(phrase, lambda name: name == "X", lambda *_: False)
        if printed.names == ("X",):
            return printed._replace(bearing=words)
    return Printed(("X",), bearing=words, near=True)


PEELS = (_inside, _between, _bearing, _near, _kind, _leading)
