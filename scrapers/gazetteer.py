"""data/gazetteer.csv -> checked rows. In: the file. Out: places by id and by folded spelling, or `MalformedGazetteer`.

This room knows no texts: what a printed phrase means is decided in places.py.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from scrapers.errors import MalformedGazetteer

COLUMNS = ("id", "name", "name_ru", "name_ar", "kind", "governorate", "country", "latitude", "longitude", "geonames",
           "wikidata", "said_in", "outline", "spellings", "source", "licence")
SETTLEMENTS = ("city", "town", "village", "settlement", "quarter")
POINT_KINDS = (*SETTLEMENTS, "airbase", "dam", "refinery", "oil field", "border crossing")
AREA_KINDS = {"governorate": 4, "country": 6, "district": 3, "region": 5, "river": 5, "lake": 5, "mountain": 5,
              "road": 5, "sea": 7}
SYRIAN = ("Aleppo", "Idlib", "Latakia", "Tartus", "Hama", "Homs", "Damascus", "Rif Dimashq", "Daraa", "Quneitra",
          "As-Suwayda", "Deir ez-Zor", "Raqqa", "Al-Hasakah")
IRAQI = ("Anbar", "Nineveh", "Salah al-Din", "Kirkuk", "Erbil", "Dohuk", "Sulaymaniyah", "Diyala", "Baghdad", "Babil",
         "Karbala", "Najaf", "Qadisiyah", "Wasit", "Maysan", "Dhi Qar", "Muthanna", "Basra")
GOVERNORATES = {"Syria": SYRIAN, "Iraq": IRAQI}
# south, north, west, east
BOXES = {"Syria": (32.2, 37.4, 35.4, 42.5), "Iraq": (29.0, 37.5, 38.7, 48.8), "Iran": (25.0, 39.9, 44.0, 63.4)}
ARTICLE = re.compile(r"^(?:the )?(?:(?:al|ad|an|ar|as|ash|at|ath|az|el|ed|en|er|es|esh|et|ez"
                     r"|аль|эль|эр|эс|эш|эт|эн|эд|эз|ас|аш|ат)[ -]+)?(?=\w)")
APART = re.compile(r"[\W_]+")
NOT_LETTERS = dict.fromkeys(range(0x2B0, 0x300))


class Place(NamedTuple):
    """One row of the gazetteer."""

    id: str
    name: str
    kind: str
    governorate: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    said_in: tuple[str, ...]


# How the name of a place ends in the cases of Russian, and in the nominative that the table has; as folded, without й.
OBLIQUE = (
    ("иеи", "ия"), ("ии", "ия"), ("ию", "ия"), ("ои", "а"), ("ы", "а"), ("и", "а"), ("е", "а"), ("у", "а"),
    ("ом", ""), ("а", ""), ("у", ""), ("е", ""), ("ем", ""),
    ("ем", "ь"), ("я", "ь"), ("ю", "ь"), ("е", "ь"), ("и", "ь"), ("ью", "ь"),
)  # fmt: skip


def nominatives(key: str) -> tuple[str, ...]:
    """What a folded Russian name in another case can be in the nominative.

    >>> nominatives("пальмиры"), nominatives("алеппо"), nominatives("palmyra")
    (('пальмира',), (), ())
    """
    if not "а" <= key[-1:] <= "я":
        return ()
    found = (key.removesuffix(ending) + nominative for ending, nominative in OBLIQUE if key.endswith(ending))
    return tuple(dict.fromkeys(found))


def fold(name: str) -> str:
    """The key a name matches on: no case, accents, apostrophes, hyphens, spaces or leading article."""
    low = name.casefold().strip()
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.translate(NOT_LETTERS))
    if low.isalnum():
        return low
    return APART.sub("", ARTICLE.sub("", low, count=1))


class Rows(NamedTuple):
    """The whole gazetteer: places by id, and the ids that own each folded spelling."""

    places: dict[str, Place]
    spellings: dict[str, list[str]]


def read_gazetteer(path: Path) -> Rows:
    """Every row of `path`, checked; the first broken rule raises with its line."""
    rows = Rows({}, {})
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        missing = [c for c in COLUMNS if c not in header]
        if missing:
            raise MalformedGazetteer(f"{path}:1", f"columns missing: {', '.join(missing)}; add them to the header")
        for cells in reader:
            where = f"{path}:{reader.line_num}"
            row = _row(header, cells, where)
            place = _place(row, where)
            if place.id in rows.places:
                raise MalformedGazetteer(where, f"id {place.id} is used twice; give each place its own")
            rows.places[place.id] = place
            names = (row["name"], row["name_ru"], row["name_ar"], *row["spellings"].split("|"))
            for name in filter(None, names):
                _own(name, place, rows, where)
    return rows


def _row(header: list[str], cells: list[str], where: str) -> dict[str, str]:
    if len(cells) != len(header):
        raise MalformedGazetteer(where, f"{len(cells)} cells where the header has {len(header)}; mend the row")
    return dict(zip(header, cells, strict=True))


def _place(row: dict[str, str], where: str) -> Place:
    """The row as a place, its rules checked one by one."""
    kind, country, governorate = row["kind"], row["country"] or None, row["governorate"] or None
    if not row["id"] or not row["name"]:
        raise MalformedGazetteer(where, "id or name is empty; fill both")
    if kind not in POINT_KINDS and kind not in AREA_KINDS:
        raise MalformedGazetteer(where, f"kind {kind!r} is unknown; use {', '.join((*POINT_KINDS, *AREA_KINDS))}")
    said_in = tuple(filter(None, row["said_in"].split("|")))
    for name in filter(None, (governorate, *said_in)):
        if name not in GOVERNORATES.get(country or "", ()):
            raise MalformedGazetteer(where, f"{name!r} is no governorate of {country}; use the canonical name")
    if not row["source"] or not row["licence"]:
        raise MalformedGazetteer(where, "source or licence is empty; name where the row comes from")
    latitude, longitude = _number(row, "latitude", where), _number(row, "longitude", where)
    if latitude is not None or longitude is not None:
        _check_point(kind, country, latitude, longitude, where)
    return Place(row["id"], row["name"], kind, governorate, country, latitude, longitude, said_in)


def _number(row: dict[str, str], column: str, where: str) -> float | None:
    if not row[column]:
        return None
    try:
        return float(row[column])
    except ValueError:
        raise MalformedGazetteer(where, f"{column} {row[column]!r} is no number; correct or empty it") from None


def _check_point(kind: str, country: str | None, latitude: float | None, longitude: float | None, where: str) -> None:
    if latitude is None or longitude is None:
        raise MalformedGazetteer(where, "only one of latitude and longitude is given; give both or neither")
    if kind in AREA_KINDS:
        raise MalformedGazetteer(where, f"a {kind} has no point; empty latitude and longitude")
    if country not in BOXES:
        raise MalformedGazetteer(where, f"no bounding box for {country!r}; add it to BOXES or empty the coordinates")
    south, north, west, east = BOXES[country]
    if not (south <= latitude <= north and west <= longitude <= east):
        raise MalformedGazetteer(where, f"{latitude}, {longitude} lies outside {country}; are the two swapped?")


def _own(name: str, place: Place, rows: Rows, where: str) -> None:
    """Enter a spelling; two places of one country and kind must have governorates that tell them apart."""
    owners = rows.spellings.setdefault(fold(name), [])
    if place.id in owners:
        return
    for other in (rows.places[i] for i in owners):
        alike = (other.country, other.kind) == (place.country, place.kind)
        if alike and (other.governorate == place.governorate or not (other.governorate and place.governorate)):
            raise MalformedGazetteer(where, f"spelling {name!r} belongs to {other.id} too and no governorate tells "
                                            f"{place.id} from it; drop it from one row or fill the governorates")
    owners.append(place.id)
