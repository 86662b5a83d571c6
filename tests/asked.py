"""An invented database on which every named query has something to say: what a build makes, and rows of later runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from datasette.utils import escape_fts

from scrapers.database.named_queries import queries
from scrapers.models import Period
from tests.invented import Workshop, claim, coalition, reading, statement, tally

QUERIES = queries("https://example.org/base/")
LATER = """
UPDATE claims SET same_as = 'outlet/846001/destroyed-truck-4' WHERE id = 'outlet/846000/destroyed-truck-3';
INSERT INTO corrections (id, briefing, kind, action, before, after, reason, source, by, day) VALUES
  ('outlet/846000/sorties', 'outlet/846000', 'total', 'set', '{"count": 320}', '{"count": 302}', 'misread', 'the text',
   'a reader', '2026-05-01');
INSERT INTO versions (id, text, briefing, number, recorded, reason, sha256, reader, gained, lost, altered, is_newest)
  VALUES ('outlet/846000@2', 'outlet/846000', 'outlet/846000', 2, '2026-04-01', 'source', 'a', '1', 1, 0, 0, 1);
INSERT INTO changes (id, version, briefing, recorded, reason, kind, fact, way, before, after) VALUES
  ('outlet/846000@2/claim/x', 'outlet/846000@2', 'outlet/846000', '2026-04-01', 'source', 'claim', 'outlet/846000/x',
   'gained', '{}', '{"count": 3}');
INSERT INTO verifications (text, briefing, day, route, grade, facts, differing, grades) VALUES
  ('outlet/846000', 'outlet/846000', '2026-04-02', 'live', 'moved', 7, 1, '{}'),
  ('command/2016-03-09', 'command/2016-03-09', '2026-04-03', 'kept text', 'intact', 3, 0, '{}');
INSERT INTO reader_scores (id, reader, language, part, at_hand, day, documents, field, precision, recall, f1, numbers,
  wrong_numbers) VALUES
  ('5/en/ten texts/claims', '5', 'en', 'ten texts', 1, '2026-04-01', 10, 'claims', 0.9, 1, 0.95, 40, 0);
INSERT INTO language_pairs (id, announcement, day, party, kind, differs, place, briefing, language, what, count, hedge,
  printed, fact, other_briefing, other_language, other_what, other_count, other_hedge, other_printed, other_fact) VALUES
  ('a', 'russia/2016-03-03/outlet-846001', '2016-03-03', 'russia', 'total', 'nothing', NULL, 'outlet/846001', 'ru',
   'sorties', 302, 'exact', '302 вылета', 'outlet/846001/sorties', 'outlet/846000', 'en', 'sorties', 302, 'exact',
   '302 sorties', 'outlet/846000/sorties'),
  ('b', 'russia/2016-03-03/outlet-846001', '2016-03-03', 'russia', 'claim', 'number', 'Example Hill', 'outlet/846001',
   'ru', 'destroyed: truck', 4, 'exact', 'грузовика', 'outlet/846001/destroyed-truck-4', 'outlet/846000', 'en',
   'destroyed: truck', 3, 'exact', 'trucks', 'outlet/846000/destroyed-truck-3');
INSERT INTO runs (source, day, problem, listed, came, new, edited, left_out, failed, outcomes, routes, layouts,
  requests, bytes, seconds) VALUES
  ('outlet', '2026-04-01', NULL, 1, 1, 1, 0, '{}', '{}', '{}', '{}', '{}', 3, 10, 1.0),
  ('outlet', '2026-04-02', 'no listing came', 0, 0, 0, 0, '{}', '{}', '{}', '{}', '{}', 1, 0, 1.0),
  ('outlet', '2026-04-03', 'no listing came', 0, 0, 0, 0, '{}', '{}', '{}', '{}', '{}', 1, 0, 1.0),
  ('outlet', '2026-04-04', NULL, 1, 1, 1, 0, '{}', '{}', '{}', '{}', '{}', 3, 10, 1.0);
"""


def built(folder: Path, later: bool = True) -> Path:
    """The path of the database; without `later` nothing was corrected, changed, verified or run."""
    shop = Workshop(folder)
    second = reading(
        "outlet/846001",
        url="https://example.org/defense/846001",
        published="2016-03-05",
        sha256="d" * 64,
        claims=(
            claim("destroyed-truck-4", "three trucks", count=4),
            claim("hit-depot", "trucks", "ammunition depot", None, action="hit", hedge="dozens", aircraft=(), strikes=2,
                  weapon="cruise missile", platform="Example Ship", date="2016-03-03"),
            claim("other", "trucks", "tank", 1, actor="Syria", aircraft=(), place=None, place_text=None, country=None),
        ),
        statements=(statement("estimate", "denied", kind="estimate", topic="damage", count=20, hedge="about"),),
        unread=(),
        notices=(),
    )  # fmt: skip
    beside = coalition(
        "command/2016-03-03",
        published="2016-03-03",
        period=Period("2016-03-03", "2016-03-03", None, None),
        sha256="e" * 64,
        claims=(claim("hit-unit", "trucks", "tactical unit", 1, action="hit", actor="Coalition", aircraft=(), strikes=5,
                      group="IS"),),
        tallies=(tally("since", "302 sorties", 900, metric="strikes", scope="cumulative", hedge="at least"),),
        totals={},
    )  # fmt: skip
    shop.build(reading(), second, coalition(), beside, texts=True)
    if later:
        connection = sqlite3.connect(shop.out)
        connection.executescript(LATER)
        connection.close()
    return shop.out


class Asked:
    """A built database, asked named queries by plain SQLite."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.connection.row_factory = sqlite3.Row
        self.connection.create_function("escape_fts", 1, escape_fts)

    def rows(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The rows of a named query; values that are not given are blank."""
        blank = dict.fromkeys(QUERIES[name]["params"], "")
        assert {*values} <= {*blank}, f"{name} has no such parameter"
        return [dict(row) for row in self.connection.execute(QUERIES[name]["sql"], blank | values)]
