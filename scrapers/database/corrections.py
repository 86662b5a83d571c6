"""Facts that a person withdrew or set otherwise. In: data/corrections.yml and rows of a briefing. Out: the same rows,
corrected and marked, and rows of `corrections`.

An entry of the file:

    - fact: tass/2015-12-23/sorties-302
      action: set            # or withdraw, without `set`
      set: {count: 303}
      reason: The reader took the headline's number.
      source: https://example.org/page
      by: A. Reviewer
      day: 2026-03-01
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scrapers.database.remembered import ACTIONS, SET, WITHDRAW
from scrapers.database.reviewed import entries, words
from scrapers.errors import MalformedTable

Row = dict[str, Any]

KEYS = {"fact", "action", "set", "reason", "source", "by", "day"}
TABLES = {"tally": "tallies", "claim": "claims", "statement": "statements"}
MAY_SET = {
    "tally": {"count", "hedge", "metric", "scope", "country", "period_start", "period_end", "voice"},
    "claim": {"count", "hedge", "action", "target", "province", "country", "armed_group", "date", "day", "voice"},
    "statement": {"count", "hedge", "kind", "topic", "unit", "voice"},
    "total": {"count", "hedge"},
}


class Correction(NamedTuple):
    """One entry of the file, with the line it begins at."""

    fact: str
    action: str
    set: dict[str, Any]
    reason: str
    source: str
    by: str
    day: str
    where: str


def load(path: Path) -> dict[str, Correction]:
    """The corrections by the key of their fact; raises MalformedTable with file and entry."""
    out: dict[str, Correction] = {}
    for entry, where in entries(path):
        one = correction(entry, where)
        if one.fact in out:
            raise MalformedTable(one.where, f"{one.fact} is corrected twice; make one entry of them")
        out[one.fact] = one
    return out


def correction(entry: Any, where: str) -> Correction:
    """One entry, checked."""
    if not isinstance(entry, dict) or not KEYS - {"set"} <= set(entry) <= KEYS:
        raise MalformedTable(where, f"give {', '.join(sorted(KEYS))}, and `set` only for the action set")
    plain = words({name: value for name, value in entry.items() if name != "set"}, where)
    if plain["action"] not in ACTIONS or (plain["action"] == SET) != bool(entry.get("set")):
        raise MalformedTable(where, "the action is withdraw, or set with the columns to set")
    return Correction(**plain, set=dict(entry.get("set") or {}), where=where)


def apply(key: str, rows: dict[str, list[Row]], corrections: Mapping[str, Correction]) -> list[Row]:
    """Corrects the rows of a briefing in place; the rows of `corrections` for those that were."""
    done = []
    if not any(fact.startswith(f"{key}/") for fact in corrections):
        return []
    for kind, table in TABLES.items():
        for row in rows[table]:
            if one := corrections.get(row["id"]):
                done.append(corrected(key, kind, row, one))
    for row in rows["briefings"]:
        for fact, one in corrections.items():
            metric = fact.removeprefix(f"{key}/")
            if fact.startswith(f"{key}/") and f"{metric}_hedge" in row:
                told = {"count": row[metric], "hedge": row[f"{metric}_hedge"]}
                done.append(corrected(key, "total", told, one))
                gone = one.action == WITHDRAW
                row |= {metric: None if gone else told["count"], f"{metric}_hedge": None if gone else told["hedge"]}
    return done


def corrected(key: str, kind: str, row: Row, one: Correction) -> Row:
    """Sets what a correction sets on a row, marks it, and returns the row of `corrections`."""
    if unknown := set(one.set) - MAY_SET[kind]:
        raise MalformedTable(one.where, f"a {kind}'s {', '.join(sorted(unknown))} cannot be set")
    before = {name: row.get(name) for name in sorted(one.set or {"count": 0, "hedge": 0})}
    row |= one.set
    if kind != "total":
        row |= {"correction": one.fact, "withdrawn": int(one.action == WITHDRAW)}
    return {
        "id": one.fact,
        "briefing": key,
        "kind": kind,
        "action": one.action,
        "before": json.dumps(before, ensure_ascii=False),
        "after": json.dumps(one.set, ensure_ascii=False, sort_keys=True, default=str),
        "reason": one.reason,
        "source": one.source,
        "source_url": one.source if one.source.startswith(("http://", "https://")) else None,
        "by": one.by,
        "day": one.day,
    }
