"""Printed place names -> entries of the gazetteer, or openly unresolved. In: data/gazetteer.csv, the words a briefing
uses, the governorate and country it states. Out: `Located`. This room knows no network, no SQL and no article.

Names match exactly on a folded key; nothing is guessed by likeness. Precision follows UCDP's seven levels:
1 the place itself; 2 near it, about 25 km at most; 3 its district; 4 its governorate; 5 a line, a wide or an informal
area; 6 its country; 7 international waters or airspace. None where the text gives nothing to place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scrapers.bearings import POINTS, Printed, read_bearing, read_place
from scrapers.gazetteer import (
    AREA_KINDS,
    GOVERNORATES,
    POINT_KINDS,
    SETTLEMENTS,
    Place,
    fold,
    nominatives,
    read_gazetteer,
)  # fmt: skip

# The briefings say Damascus for the city and for the countryside around it.
DAMASCUS = {"Damascus", "Rif Dimashq"}
AT = ("in", "at", "inside", "within")
FAR_KM = 25.0
# Longer than any printed place: nothing is read from it, so that no pattern meets a page of text.
LONGEST = 200
MOST_RESOLVED = 50_000
# Words that open hundreds of names (hill, spring, village ...): alone they name no place.
FIRST_WORDS = {"tal", "tall", "tel", "tell", "ayn", "ain", "ein", "kafr", "khan", "ras", "deir", "dayr", "umm", "jabal",
               "jisr", "bayt", "khirbat", "wadi", "abu", "телль", "тель", "айн", "кафр", "хан", "рас", "дейр"}


class Located(NamedTuple):
    """Where a printed place lies: an entry, or none with the candidates it stays open between."""

    place_id: str | None
    name: str | None
    precision: int | None
    latitude: float | None
    longitude: float | None
    governorate: str | None
    country: str | None
    candidates: tuple[str, ...]
    method: str
    bearing: str | None = None


class Stated(NamedTuple):
    """What the text says around the name: governorate, country, kind of place, and how the strike lies to it."""

    province: str | None
    country: str | None
    printed: Printed


class Gazetteer:
    """The places by id, and by every folded spelling."""

    def __init__(self, places: dict[str, Place], spellings: dict[str, list[str]]) -> None:
        self.places = places
        self.spellings = spellings
        self.resolved: dict[tuple[str | None, ...], Located] = {}  # briefings name the same places again and again

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """The gazetteer in `path`, every row checked."""
        return cls(*read_gazetteer(path))

    def resolve(self, place: str | None, *, province: str | None = None, country: str | None = None,
                bearing: str | None = None) -> Located:
        """Where the printed place lies, given the governorate and country the text states and a bearing read apart."""
        known = self.resolved.get((place, province, country, bearing))
        if known is None:
            if len(self.resolved) > MOST_RESOLVED:
                self.resolved.clear()
            known = self.resolved[place, province, country, bearing] = self._resolve(place, province, country, bearing)
        return known

    def _resolve(self, place: str | None, province: str | None, country: str | None, bearing: str | None) -> Located:
        province = self._area_name(province, "governorate") or province
        if place is None or not place.strip():
            return self._stated_area(Stated(province, country, Printed(())), "stated area")
        if len(place) + len(bearing or "") > LONGEST:
            return self._open(Stated(province, country, Printed(())), (), "unknown")
        printed = read_place(place, lambda name: bool(self._ids(name)), self._is_area)
        if bearing and bearing.strip().lower() not in AT:
            apart = read_bearing(bearing)
            printed = printed._replace(near=True, bearing=printed.bearing or bearing, km=printed.km or apart.km,
                                       directions=printed.directions or apart.directions)
        for words in printed.areas:
            province = province or self._area_name(words, "governorate")
            country = country or self._area_name(words, "country")
        stated = Stated(province, country, printed)
        return self._one(stated) if len(printed.names) == 1 else self._several(stated)

    def _ids(self, name: str) -> tuple[str, ...]:
        """The entries of a name as spelled, else of the names that it can be a case of."""
        key = fold(name)
        exact = self.spellings.get(key)
        if exact is not None:
            return tuple(exact)
        return tuple(dict.fromkeys(i for one in nominatives(key) for i in self.spellings.get(one, ())))

    def _one(self, stated: Stated) -> Located:
        name = stated.printed.names[0]
        ids = self._ids(name)
        if not ids or name.casefold() in FIRST_WORDS:
            return self._open(stated, (), "unknown")
        every = [self.places[i] for i in ids]
        here = [p for p in every if stated.country is None or p.country in (stated.country, None)]
        if not here:
            return self._open(stated, ids, "country differs")
        fits = [p for p in here if _fits(p, stated.province)]
        if not fits:
            return self._open(stated, ids, "province differs")
        return self._choose(fits, stated)

    def _choose(self, fits: list[Place], stated: Stated) -> Located:
        """The one place meant, told by the words of kind; a name that is city and governorate is told by its use."""
        printed = stated.printed
        same = [p for p in fits if p.kind == printed.kind or (printed.kind == "settlement" and p.kind in SETTLEMENTS)]
        if same:
            fits = same
        elif printed.kind == "governorate":
            return self._district(fits, stated)
        elif printed.kind:
            stated = stated._replace(printed=printed._replace(near=True))
        if len(fits) == 1:
            return _located(fits[0], stated)
        kinds = {p.kind: p for p in fits}
        capital, around = kinds.get("city") or kinds.get("town"), kinds.get("governorate")
        if len(fits) == 2 and capital and around and around.governorate == capital.governorate:
            if printed.near or stated.province is None:
                return _located(capital, stated)
            both = (capital.id, around.id)
            return _located(around, stated)._replace(candidates=both, method="city or governorate")
        return self._open(stated, tuple(p.id for p in fits), "ambiguous")

    def _district(self, fits: list[Place], stated: Stated) -> Located:
        """A town that the text calls a province: the area around it, not its point."""
        if len(fits) > 1:
            return self._open(stated, tuple(p.id for p in fits), "ambiguous")
        found = _located(fits[0], stated)
        return found._replace(precision=3, latitude=None, longitude=None, method="called a province")

    def _several(self, stated: Stated) -> Located:
        """Places joined in one phrase: what they have in common, with each of them as candidate."""
        printed = stated.printed
        kind = f"{printed.kind} of " if printed.kind == "governorate" else ""
        parts = [self.resolve(kind + n, province=stated.province, country=stated.country) for n in printed.names]
        ids = tuple(dict.fromkeys(i for p in parts for i in ((p.place_id,) if p.place_id else p.candidates)))
        if any(p.place_id is None for p in parts):
            return self._open(stated, ids, "several places")
        if len(ids) == 1:
            return parts[0]
        governorates, countries = {p.governorate for p in parts}, {p.country for p in parts}
        common = Stated(governorates.pop() if len(governorates) == 1 else None,
                        countries.pop() if len(countries) == 1 else None, printed)
        found = self._stated_area(common, "between" if printed.between else "several places")
        precision = 5 if printed.between and found.place_id else found.precision
        return found._replace(candidates=ids, precision=precision)

    def _open(self, stated: Stated, candidates: Iterable[str], method: str) -> Located:
        """No entry: what the text or all candidates agree on, and the candidates."""
        ids = tuple(candidates)
        agreed = {self.places[i].governorate for i in ids} if method in ("ambiguous", "city or governorate") else set()
        governorate = stated.province or (agreed.pop() if len(agreed) == 1 else None)
        country = stated.country or _country_of(governorate)
        precision = 4 if governorate else 6 if country else None
        return Located(None, None, precision, None, None, governorate, country, ids, method, stated.printed.bearing)

    def _stated_area(self, stated: Stated, method: str) -> Located:
        """The governorate, else the country, that the text states."""
        for name, kind in ((stated.province, "governorate"), (stated.country, "country")):
            for place_id in self.spellings.get(fold(name), ()) if name else ():
                if self.places[place_id].kind == kind:
                    return _located(self.places[place_id], stated)._replace(method=method)
        return self._open(stated, (), method if stated.printed.names else "no place")

    def _area_name(self, words: str | None, kind: str) -> str | None:
        """The canonical name of the governorate or country that `words` name."""
        if not words:
            return None
        printed = read_place(words, lambda name: bool(self._ids(name)), lambda *_: False)
        for place_id in self._ids(printed.names[0]):
            if self.places[place_id].kind == kind:
                return self.places[place_id].name
        return None

    def _is_area(self, area: str, rest: str) -> bool:
        """Whether `area` says where `rest` lies; "Aleppo, Idlib" is a list, "Manbij, Aleppo" is not."""
        if self._area_name(area, "country"):
            return True
        return self._area_name(area, "governorate") is not None and self._area_name(rest, "governorate") is None


def _fits(place: Place, province: str | None) -> bool:
    if province is None or place.governorate is None or place.governorate == province:
        return True
    return province in place.said_in or {province, place.governorate} == DAMASCUS


def _located(place: Place, stated: Stated) -> Located:
    """The entry with the precision that its kind and the words around it leave; a stated governorate goes first."""
    printed = stated.printed
    governorate = place.governorate
    if stated.province and place.kind not in ("country", "governorate", "sea"):
        governorate = stated.province
    precision, point, method = AREA_KINDS.get(place.kind, 1), (place.latitude, place.longitude), "spelling"
    if place.kind == "country" and printed.directions:
        precision, method = 5, "bearing"
    elif place.kind in POINT_KINDS and printed.near:
        precision, method = 2, "bearing" if printed.directions or printed.km else "near"
        if method == "bearing":
            point = _offset(place, printed)
        if printed.km and printed.km > FAR_KM:
            precision, governorate = 5, stated.province
    return Located(place.id, place.name, precision, *point, governorate, place.country, (), method, printed.bearing)


def _offset(place: Place, printed: Printed) -> tuple[float | None, float | None]:
    """The point so far in that direction, where both are stated and it is near; never the place's own point."""
    if place.latitude is None or place.longitude is None or not printed.km or printed.km > FAR_KM:
        return None, None
    if len(printed.directions) != 1 or printed.directions[0] not in POINTS:
        return None, None
    angle = math.radians(POINTS[printed.directions[0]])
    north, east = printed.km * math.cos(angle), printed.km * math.sin(angle)
    across = 111.32 * math.cos(math.radians(place.latitude))
    return round(place.latitude + north / 110.57, 3), round(place.longitude + east / across, 3)


def _country_of(governorate: str | None) -> str | None:
    return next((c for c, names in GOVERNORATES.items() if governorate in names), None)
