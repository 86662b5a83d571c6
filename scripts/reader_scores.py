"""Keeps the scores of a comparison: what a scorer printed as JSON comes in, lines of data/scores.jsonl go out.

usage: python -m scripts.reader_scores SCORES.json --part "which texts, coded by whom" [--language en] [--unseen]

A scorer compares readings with texts coded by hand and prints precision, recall and F1 of each field, or one share
where both are the same, with `scored`, `numbers given` and `wrong numbers`. Lines of the same reader, language and part
are replaced, all others stay.
"""

from __future__ import annotations

import argparse
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from scrapers.database.scores import FIELDS
from scrapers.reading.reader import VERSION

KEPT = Path(__file__).parent.parent / "data" / "scores.jsonl"


def lines(scores: dict[str, Any], part: str, language: str, at_hand: bool, day: str) -> list[dict[str, Any]]:
    """A line for each field of one comparison; raises KeyError where the scorer left a field out."""
    found = []
    for field in FIELDS:
        given = scores[field]
        precision, recall, f1 = given if isinstance(given, list) else (given, given, given)
        found.append({
            "reader": VERSION, "language": language, "part": part, "at_hand": int(at_hand), "day": day,
            "documents": scores["scored"], "field": field, "precision": round(precision, 4),
            "recall": round(recall, 4), "f1": round(f1, 4), "numbers": scores["numbers given"],
            "wrong_numbers": scores["wrong numbers"],
        })  # fmt: skip
    return found


def kept_beside(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The old lines without those that the new ones replace, then the new ones."""
    same = {(one["reader"], one["language"], one["part"]) for one in new}
    return [one for one in old if (one["reader"], one["language"], one["part"]) not in same] + new


def main(arguments: list[str] | None = None) -> None:
    """Reads the comparison and writes the file anew; what is wrong with it is said, and nothing is written."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("scores", type=Path)
    options.add_argument("--part", required=True)
    options.add_argument("--language", default="en")
    options.add_argument("--unseen", action="store_true", help="those who wrote the rules did not have these texts")
    given = options.parse_args(arguments)
    try:
        scores = json.loads(given.scores.read_text(encoding="utf-8"))
        new = lines(scores, given.part, given.language, not given.unseen, date.today().isoformat())
    except OSError as error:
        options.error(f"{given.scores}: {error.strerror}")
    except KeyError as error:
        options.error(f"{given.scores}: the scorer left out {error}")
    except (TypeError, ValueError) as error:
        options.error(f"{given.scores}: this is not what a scorer prints: {error}")
    old = [json.loads(line) for line in KEPT.read_text(encoding="utf-8").splitlines()] if KEPT.is_file() else []
    told = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept_beside(old, new))
    beside = KEPT.with_suffix(".new")
    beside.write_text(told, encoding="utf-8")
    os.replace(beside, KEPT)
    print(f"{KEPT.name}: {len(new)} lines for reader {VERSION}, {given.language}")


if __name__ == "__main__":
    main()
