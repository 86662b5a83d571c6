"""A small invented record for the tests of the database and the site: speakers, figures and addresses are made up."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapers import database, record
from scrapers.models import Claim, Notice, Period, Reading, Statement, Tally, Unread

TEXT = (
    "EXAMPLETOWN, March 4. Aircraft made 302 sorties and hit 1,093 targets on March 1-3, Colonel Example said. "
    "A Su-34 destroyed three trucks near Example Hill. The spokesman denied the use of balloons. "
    "Some 17 umbrellas were mentioned."
)
SHA = hashlib.sha256(TEXT.encode()).hexdigest()

GAZETTEER = """\
id,name,name_ru,name_ar,kind,governorate,country,latitude,longitude,geonames,wikidata,said_in,outline,spellings,source,licence
sy,Syria,,,country,,Syria,,,,,,,,invented,CC0-1.0
gov-homs,Homs,,,governorate,Homs,Syria,,,,,,,,invented,CC0-1.0
gov-raqqa,Raqqa,,,governorate,Raqqa,Syria,,,,,,,,invented,CC0-1.0
hill,Example Hill,,,village,Homs,Syria,34.7,36.9,,,,,Sample Hill,invented,CC0-1.0
well,Example Well,,,village,Raqqa,Syria,35.9,39.0,,,,,,invented,CC0-1.0
"""


def at(words: str) -> tuple[int, int]:
    """The span of some words in the invented text."""
    start = TEXT.index(words)
    return start, start + len(words)


def tally(id: str, words: str, count: int | None, **other: Any) -> Tally:
    """A stated total."""
    base = Tally(id, "sorties", count, "exact", "period", None, None, None, (), "body", None, at(words))
    return base._replace(**other)


def claim(id: str, words: str, target: str = "truck", count: int | None = 3, **other: Any) -> Claim:
    """A claim about a target."""
    base = Claim(
        id=id,
        action="destroyed",
        target=target,
        target_text=target + "s",
        count=count,
        hedge="exact",
        place="Example Hill",
        place_text="Example Hill",
        bearing=None,
        province=None,
        country="Syria",
        group=None,
        group_text=None,
        actor="Russia",
        aircraft=("Su-34",),
        aircraft_count=1,
        weapon=None,
        platform=None,
        strikes=None,
        date=None,
        voice="body",
        repeats=None,
        span=at(words),
    )
    return base._replace(**other)


def statement(id: str, words: str, **other: Any) -> Statement:
    """A denial."""
    base = Statement(id, "denial", "use of balloons", None, "Russia", None, None, None, "body", None, at(words))
    return base._replace(**other)


def reading(id: str = "outlet/846000", **other: Any) -> Reading:
    """A briefing of the Russian side as one outlet carried it."""
    base = Reading(
        id=id,
        source="outlet",
        via=None,
        party="russia",
        url="https://example.org/defense/846000",
        archive=None,
        language="en",
        published="2016-03-04",
        dateline={"place": "EXAMPLETOWN", "date": "2016-03-04"},
        sha256=SHA,
        period=Period("2016-03-01", "2016-03-03", 3, at("March 1-3")),
        totals={
            "sorties": {"count": 302, "hedge": "exact", "span": at("302 sorties")},
            "targets": {"count": 1093, "hedge": "exact", "span": at("1,093 targets")},
        },
        provinces=("Homs",),
        tallies=(
            tally("sorties-302", "302 sorties", 302),
            tally("targets-1093", "1,093 targets", 1093, metric="targets"),
            tally("sorties-302-again", "made 302 sorties", 302, repeats="sorties-302"),
        ),
        claims=(
            claim("destroyed-truck-3", "three trucks"),
            claim("destroyed-truck-3-again", "destroyed three trucks", repeats="destroyed-truck-3"),
        ),
        statements=(statement("denial-balloons", "denied the use of balloons"),),
        spokespeople=("Colonel Example",),
        unread=(Unread("number", "17 umbrellas", "no rule for the noun", at("17 umbrellas")),),
        notices=(Notice("days", "Three days are stated and four are given.", (at("March 1-3"),)),),
        reader="1",
    )
    return base._replace(**other)


def coalition(id: str = "command/2016-03-09", **other: Any) -> Reading:
    """A release of the coalition without an address."""
    base = reading(id)._replace(
        source="command",
        party="coalition",
        url=None,
        published="2016-03-09",
        dateline=None,
        period=Period("2016-03-08", "2016-03-08", None, None),
        totals={"strikes": {"count": 12, "hedge": "at least", "span": (0, 5)}},
        provinces=(),
        tallies=(tally("strikes-12", "302 sorties", 12, metric="strikes", hedge="at least"),),
        claims=(
            claim(
                "engaged-unit",
                "three trucks",
                "tactical unit",
                1,
                action="engaged",
                actor="Coalition",
                aircraft=(),
                place="Example Well",
                place_text="Example Well",
                group="IS",
                date="2016-03-08",
            ),
            claim(
                "destroyed-boats",
                "trucks",
                "boat",
                None,
                hedge="several",
                actor="Coalition",
                aircraft=(),
                place="Nowhere Known",
                place_text="Nowhere Known",
            ),
        ),
        statements=(),
        spokespeople=(),
        unread=(),
        notices=(),
        sha256="b" * 64,
    )
    return base._replace(**other)


def hostile(words: str, **other: Any) -> Reading:
    """A reading in which every free text is an attack."""
    attacked = claim("c", "three trucks", "truck", place=words, place_text=words, target_text=words)
    given: dict[str, Any] = {
        "via": words,
        "url": "https://example.org/x?a=%22%3E",
        "published": "2016-05-01",
        "sha256": "c" * 64,
        "claims": (attacked,),
        "statements": (statement("s", "denied", topic=words),),
        "spokespeople": (words,),
    }
    return reading("outlet/hostile", **given | other)


def publisher(name: str, title: str, party: str) -> SimpleNamespace:
    """A source as its file describes it; a document is the number that ends its address."""
    return SimpleNamespace(
        NAME=name,
        TITLE=title,
        PARTY=party,
        LANGUAGE="en",
        HOME="https://example.org/",
        LICENCE="invented",
        QUOTING="short",
        FIRST_DAY="2015-09-30",
        FEWEST_A_WEEK=0,
        MOST_A_WEEK=30,
        ROUTES=("folder",),
        document=lambda url: tail if (tail := url.rpartition("/")[2]).isdigit() else None,
    )


PUBLISHERS = {
    "outlet": publisher("outlet", "Example Outlet", "russia"),
    "command": publisher("command", "Example Command", "coalition"),
}


def write_record(folder: Path, readings: Iterable[Reading]) -> Path:
    """The record's files of some readings."""
    files: dict[Path, list[str]] = {}
    for one in readings:
        path = folder / one.source / f"{(one.published or '2016')[:4]}.jsonl"
        files.setdefault(path, []).append(record.line(one))
    for path, lines in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return folder


def write_text(folder: Path) -> Path:
    """The snapshots folder with the invented text at hand."""
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    (texts / f"{SHA}.txt").write_text(TEXT, encoding="utf-8")
    return folder


class Workshop:
    """A folder with a record, a gazetteer and a place for the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "briefings.db"
        self.gazetteer = folder / "gazetteer.csv"
        self.gazetteer.write_text(GAZETTEER, encoding="utf-8")

    def build(self, *readings: Reading, texts: bool = False) -> database.BuildReport:
        lines = self.folder / "record"
        for old in lines.rglob("*.jsonl"):
            old.unlink()
        lines.mkdir(exist_ok=True)
        write_record(lines, readings)
        if texts:
            write_text(self.folder / "snapshots")
        return database.build(lines, self.gazetteer, self.out, self.folder / "snapshots", PUBLISHERS)

    def record(self, *readings: Reading, day: str = "2026-03-04") -> record.Recorded:
        """Writes readings as `record` does, what changed beside them."""
        return record.write(readings, self.folder / "record", self.folder / "changes", date.fromisoformat(day))

    def rebuild(self) -> database.BuildReport:
        """The database of what `record` wrote."""
        return database.build(
            self.folder / "record", self.gazetteer, self.out, self.folder / "snapshots", PUBLISHERS
        )

    def forget(self) -> None:
        """Removes the database, so that the next one is compared with nothing."""
        self.out.unlink()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.out)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()
