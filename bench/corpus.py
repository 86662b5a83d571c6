"""The texts that the reader is measured on: the real ones kept beside the checkout, else invented ones.

Comes in: a folder, or nothing. Goes out: articles. Knows nothing of time.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

from scrapers.models import Article
from scrapers.sources.files import articles

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"  # only where the people who keep the project work
GOLD = "gold.jsonl"  # readings, no texts
DAY = "2015-12-23"
TARGETS = ("vehicle", "fighting position", "tactical unit", "mortar system", "oil wellhead", "tunnel", "supply route")


def real(folder: Path = REAL) -> list[Article]:
    """Every text kept in a folder, in the order of its files; empty where there is no such folder."""
    files = [path for path in sorted(folder.glob("*.jsonl")) if path.name != GOLD] + sorted(folder.glob("*/*.txt"))
    return [article for path in files for article in articles(path)]


def invented(count: int = 1500, seed: int = 1) -> list[Article]:
    """Texts made up by chance from the gazetteer's names: place lines of one party, bulletins of the other."""
    chance = random.Random(seed)
    with (ROOT / "data" / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        places = [row["name"] for row in csv.DictReader(file) if row["governorate"]]
    return [made(f"invented-{n}", "russia" if n % 5 == 0 else "coalition", chance, places) for n in range(count)]


def made(name: str, party: str, chance: random.Random, places: list[str]) -> Article:
    """One invented text."""
    size = chance.randrange(2, 14)
    lines = [_bulletin(chance, places) if party == "russia" else _line(chance, places) for _ in range(size)]
    return Article(name, party, "invented", None, None, "en", DAY, "\n".join(lines), "given")


def _line(chance: random.Random, places: list[str]) -> str:
    hit = chance.sample(TARGETS, 3)
    return (
        f"-- Near {chance.choice(places)}, {chance.randrange(2, 12)} strikes struck an ISIL {hit[0]}, destroying"
        f" {chance.randrange(2, 20)} ISIL {hit[1]}s and an ISIL {hit[2]}."
    )


def _bulletin(chance: random.Random, places: list[str]) -> str:
    return (
        f"“Near {chance.choice(places)}, Su-34 bombers hit a command post and {chance.randrange(2, 40)} trucks with"
        f" ammunition,” the spokesman said. The aircraft carried out {chance.randrange(2, 99)} sorties."
    )


def joined(texts: list[Article], size: int) -> Article:
    """One text of a size, put together from others and repeated where they do not reach."""
    whole = "\n\n".join(article.text for article in texts)
    whole = (whole + "\n\n") * (size // (len(whole) + 2) + 1)
    return texts[0]._replace(id=f"joined-{size}", text=whole[:size], published=DAY, date_source="given")
