"""Readings of one briefing become rows. In: the record's objects. Out: rows by table; nothing is written here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.changes import Version
from scrapers.database import proof, wording
from scrapers.database.corrections import Correction, apply
from scrapers.database.doubts import notice_rows, unread_rows
from scrapers.database.history import change_rows, version_rows
from scrapers.database.proof import Quotation
from scrapers.database.quotes import Key
from scrapers.database.schema import PARTY_ACTORS
from scrapers.database.union import Reading, Told, Total, total, united
from scrapers.database.wording import inert
from scrapers.pages.addresses import briefing_path
from scrapers.places import Gazetteer, Located

Row = dict[str, Any]
Rows = dict[str, list[Row]]
TOTALS = ("sorties", "strikes", "engagements", "targets")
KINDS = {"tally": "tallies", "claim": "claims", "statement": "statements"}
FILE_ENDING = re.compile(r"\.(txt|html?)$")


class Desk(NamedTuple):
    """What lies beside the record when rows are made: publishers' titles, the gazetteer, texts and quotations."""

    titles: dict[str, str]
    gazetteer: Gazetteer
    texts: Path
    versions: Mapping[str, list[Version]]
    corrections: Mapping[str, Correction]
    quotes: Mapping[Key, Quotation]


def as_list(values: Iterable[Any]) -> str:
    """A JSON list."""
    listed = list(values)
    return json.dumps(listed, ensure_ascii=False) if listed else "[]"


def slug(text_id: str, source: str) -> str:
    """The part of a text's key that is not its source, fit for an address; a file's ending is no part of it."""
    plain = re.sub(r"[^a-z0-9_]+", "-", FILE_ENDING.sub("", text_id.lower())).strip("-")
    return plain.removeprefix(f"{source}-") or plain


def briefing_key(text_id: str, source: str, document: str | None) -> str:
    """The key of the briefing a text belongs to: its publisher's document, or the text alone."""
    tail = re.sub(r"[^A-Za-z0-9_.-]+", "-", document) if document else slug(text_id, source)
    return f"{source}/{tail}"


def first(readings: list[Reading], name: str) -> Any:
    """The first value that any text states."""
    return next((reading[name] for reading in readings if reading[name]), None)


def period(readings: list[Reading]) -> Row:
    """The days a briefing covers: the widest its texts state, so that no day is claimed that none of them holds."""
    stated = [reading["period"] for reading in readings if reading["period"]]
    starts = [one["start"] for one in stated if one["start"]]
    ends = [one["end"] for one in stated if one["end"]]
    lengths = {one["days_stated"] for one in stated if one["days_stated"] is not None}
    return {
        "period_start": min(starts, default=None),
        "period_end": max(ends, default=None),
        "days_stated": lengths.pop() if len(lengths) == 1 else None,
    }


def dated(readings: list[Reading]) -> list[Reading]:
    """The readings, where a text's days are not those of the whole briefing its claims dated by its own last day."""
    whole = period(readings)
    out = []
    for reading in readings:
        days = reading["period"] or {}
        end = days.get("end")
        if end and (days.get("start"), end) != (whole["period_start"], whole["period_end"]):
            reading = reading | {"claims": [claim | {"date": claim["date"] or end} for claim in reading["claims"]]}
        out.append(reading)
    return out


def last_day(readings: list[Reading]) -> str | None:
    """The last day a briefing covers; where no period is stated, the day it was published."""
    day: str | None = period(readings)["period_end"] or first(readings, "published")
    return day


def dateline(readings: list[Reading]) -> str | None:
    """The place and day that open the text."""
    stated = first(readings, "dateline") or {}
    return ", ".join(inert(str(stated[name])) or "" for name in ("place", "date") if stated.get(name)) or None


def headed(row: Row, desk: Desk) -> str:
    """The title of a briefing's row."""
    figures = {metric: (row[metric], row[f"{metric}_hedge"] or "exact") for metric in TOTALS}
    spoken = wording.days(row["period_start"] or row["day"], row["day"])
    return wording.title(desk.titles[row["source"]], spoken, figures, row["claims"], row["via"] is not None)


def briefing_row(key: str, readings: list[Reading], totals: dict[str, Total], desk: Desk) -> Row:
    """The row of a briefing, but for its title and what it counts."""
    head, when = readings[0], period(readings)
    published = first(readings, "published")
    url = first(readings, "url")
    day = last_day(readings)
    row = {
        "id": key,
        "party": head["party"],
        "source": head["source"],
        "via": inert(first(readings, "via")),
        "language": head["language"],
        "day": day,
        "published": published,
        "dateline": dateline(readings),
        "provinces": as_list(sorted({name for reading in readings for name in reading["provinces"]})),
        "texts": len(readings),
        "url": url,
        "archive_url": proof.archived(url, first(readings, "archive"), published or day),
        "page": briefing_path(key),
    }
    for metric, one in totals.items():
        row |= {metric: one.number, f"{metric}_hedge": one.hedge}
    return row | when


def tally_row(key: str, one: Told, desk: Desk) -> Row:
    """The row of a stated total."""
    fact = one.fact
    when = fact["period"] or {}
    place = desk.gazetteer.resolve(fact["place"], country=fact["country"])
    kept = {name: fact[name] for name in ("metric", "count", "hedge", "scope", "country", "voice", "repeats")}
    return kept | {
        "id": one.key,
        "briefing": key,
        "period_start": when.get("start"),
        "period_end": when.get("end"),
        "place_text": inert(fact["place"]),
        "place": place.place_id if fact["place"] else None,
        "provinces": as_list(fact["provinces"]),
        "withdrawn": 0,
    }


def located(fact: Row, gazetteer: Gazetteer) -> Located:
    """Where a claim lies: by the words as printed, which say near or far, else by the name they hold."""
    around = {"province": fact["province"], "country": fact["country"], "bearing": fact["bearing"]}
    printed = gazetteer.resolve(fact["place_text"] if fact["place"] else None, **around)
    if printed.place_id or not fact["place"]:
        return printed
    before = (fact["place_text"] or "").partition(fact["place"])[0].strip()
    return gazetteer.resolve(fact["place"], **around | {"bearing": fact["bearing"] or before or None})


def claim_row(key: str, one: Told, party: str, day: str | None, desk: Desk) -> Row:
    """The row of a claim, its place resolved or openly left."""
    fact = one.fact
    at = located(fact, desk.gazetteer)
    kept = ("action", "count", "hedge", "aircraft_count", "strikes", "date", "voice", "repeats")
    plain = ("target", "target_text", "place_text", "bearing", "group_text", "weapon", "platform", "actor")
    province = fact["province"] or at.governorate
    row = {name: fact[name] for name in kept} | {name: inert(fact[name]) for name in plain}
    return row | {
        "id": one.key,
        "briefing": key,
        "day": fact["date"] or day,
        "phrase": wording.phrase(party, row["actor"], row["action"], row["target"], row["count"], row["hedge"]),
        "place": at.place_id if fact["place"] else None,
        "place_method": at.method,
        "place_candidates": as_list(at.candidates),
        "place_precision": at.precision,
        "latitude": at.latitude,
        "longitude": at.longitude,
        "province": province,
        "province_by": None if not province else "text" if fact["province"] else "place",
        "country": fact["country"] or at.country,
        "armed_group": inert(fact["group"]),
        "own": int(fact["actor"] == PARTY_ACTORS[party]),
        "withdrawn": 0,
    }


def statement_row(key: str, one: Told) -> Row:
    """The row of a statement."""
    kept = ("kind", "count", "hedge", "voice", "repeats")
    plain = ("topic", "speaker", "about", "unit")
    row = {name: one.fact[name] for name in kept} | {name: inert(one.fact[name]) for name in plain}
    for name in ("speaker", "about"):
        row[name] = "; ".join(map(wording.doer, row[name].split("; "))) if row[name] else None
    return row | {"id": one.key, "briefing": key, "withdrawn": 0}


def noun_of(kind: str, fact: Row) -> str:
    """The words beside a figure by which a reader finds it in the source."""
    return str({"tally": fact.get("metric"), "claim": fact.get("target_text")}.get(kind) or fact.get("unit") or "")


class Shelf(NamedTuple):
    """What is at hand of a briefing's texts, by their keys: addresses, checksums, whole texts; and quotations."""

    urls: dict[str, str | None]
    sums: dict[str, str]
    texts: dict[str, str]
    quotes: Mapping[Key, Quotation]


def proof_rows(key: str, kind: str, one: Told, shelf: Shelf) -> Iterable[Row]:
    """One row for each text that tells a fact; the sentence is cut from the text, or one that was cut before."""
    for text, span in one.tellings.items():
        count = one.fact["count"]
        quoted: tuple[Any, Any, Any] = shelf.quotes.get((shelf.sums[text], span)) or (None, None, None)
        if text in shelf.texts:
            checked = count if kind in KINDS else None  # a total may be the sum of two printed parts
            proof.words(shelf.texts[text], span, checked, f"{one.key} in text {text}")
            quoted = proof.quotation(shelf.texts[text], span)
        yield {
            "kind": kind,
            "fact": one.key,
            "text": text,
            **({kind: one.key} if kind in KINDS else {}),
            "briefing": key,
            "span_start": span[0],
            "span_end": span[1],
            "quote": quoted[0],
            "mark_start": quoted[1],
            "mark_end": quoted[2],
            "link": proof.at_figure(shelf.urls[text], count, noun_of(kind, one.fact)),
        }


def text_rows(key: str, readings: list[Reading], at_hand: dict[str, str]) -> Iterable[Row]:
    """One row for each text of a briefing."""
    for reading in readings:
        row = {name: reading[name] for name in ("id", "sha256", "url", "published", "reader")}
        yield row | {"briefing": key, "at_hand": int(reading["id"] in at_hand)}


def rows_of(key: str, readings: list[Reading], desk: Desk) -> Rows:
    """All rows of one briefing, by table."""
    readings = [
        reading | {"url": reading["url"].strip() if reading["url"] else None}  # carriers print stray spaces
        for reading in sorted(readings, key=lambda reading: str(reading["id"]))
    ]
    stored = {reading["id"]: proof.canonical(desk.texts, reading["sha256"]) for reading in readings}
    texts = {name: text for name, text in stored.items() if text is not None}
    urls = {reading["id"]: reading["url"] for reading in readings}
    shelf = Shelf(urls, {reading["id"]: reading["sha256"] for reading in readings}, texts, desk.quotes)
    party, day = readings[0]["party"], last_day(readings)
    readings = dated(readings)
    told = {kind: united(key, readings, table) for kind, table in KINDS.items()}
    totals = {metric: total(readings, metric) for metric in TOTALS}
    rows: Rows = {
        "texts": list(text_rows(key, readings, texts)),
        "tallies": [tally_row(key, one, desk) for one in told["tally"]],
        "claims": [claim_row(key, one, party, day, desk) for one in told["claim"]],
        "statements": [statement_row(key, one) for one in told["statement"]],
        "unread": list(unread_rows(key, readings)),
        "notices": list(notice_rows(key, readings, totals, (one for facts in told.values() for one in facts))),
    }
    rows["claim_aircraft"] = [
        {"claim": one.key, "aircraft": name} for one in told["claim"] for name in sorted(set(one.fact["aircraft"]))
    ]
    people = sorted({name for reading in readings for name in reading["spokespeople"]})
    rows["briefing_people"] = [{"briefing": key, "person": name} for name in people]
    rows["proofs"] = [
        row for kind, facts in told.items() for one in facts for row in proof_rows(key, kind, one, shelf)
    ]
    for metric, one in totals.items():
        figure = Told(f"{key}/{metric}", {"count": one.number, "unit": metric}, one.tellings)
        rows["proofs"] += proof_rows(key, "total", figure, shelf)
    rows["versions"] = list(version_rows(key, readings, desk.versions))
    rows["changes"] = [
        row for reading in readings for row in change_rows(key, reading["id"], desk.versions.get(reading["id"], []))
    ]
    rows["briefings"] = [briefing_row(key, readings, totals, desk)]
    rows["corrections"] = apply(key, rows, desk.corrections)
    for row in rows["claims"] if rows["corrections"] else ():
        row["phrase"] = wording.phrase(party, *(row[name] for name in ("actor", "action", "target", "count", "hedge")))
    counted = [row for row in rows["claims"] if row["own"] and row["repeats"] is None and row["voice"] != "background"]
    head = rows["briefings"][0]
    head |= {"claims": sum(not row["withdrawn"] for row in counted), "unread": len(rows["unread"]), "notices": 0}
    head["title"] = headed(head, desk)
    return rows
