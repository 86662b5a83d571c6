"""The contents of a briefing's page. In: the built database, read only. Out: template variables.

Facts stand in the order of the text, each followed by what restates it; nothing is computed that SQL could not show.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.database import Database
from datasette.utils import tilde_encode, urlsafe_components
from markupsafe import Markup

Row = dict[str, Any]
DATABASE = "briefings"
METRICS = ("sorties", "strikes", "engagements", "targets")
HEAD = (
    "SELECT b.*, p.name AS party_name, s.title AS source_title, EXISTS (SELECT 1 FROM claims c WHERE c.briefing = b.id "
    "AND c.same_as IS NULL AND c.latitude IS NOT NULL) AS mapped FROM briefings b JOIN parties p ON p.id = b.party "
    "JOIN sources s ON s.id = b.source WHERE b.id = ?"
)
TEXTS = """
SELECT texts.*, verifications.day AS verified, route, grade, differing FROM texts
LEFT JOIN verifications ON verifications.text = texts.id WHERE texts.briefing = ? ORDER BY texts.id
"""
CARRIERS = (
    "SELECT a.day AS announced, k.rule, k.shared, k.differing, b.page, b.title FROM carriers mine "
    "JOIN announcements a ON a.id = mine.announcement JOIN carriers k ON k.announcement = a.id "
    "JOIN briefings b ON b.id = k.briefing WHERE mine.briefing = ? AND k.briefing <> mine.briefing ORDER BY a.day, b.id"
)
CLAIMS = (
    "SELECT c.*, pl.name AS place_name, (SELECT group_concat(aircraft, ', ') FROM (SELECT aircraft FROM "
    "claim_aircraft WHERE claim = c.id ORDER BY aircraft)) AS aircraft FROM claims c LEFT JOIN places pl "
    "ON pl.id = c.place WHERE c.briefing = ?"
)


def hedged(count: int | None, hedge: str | None) -> str:
    """A number with its hedge as a reader sees it."""
    if count is None:
        return hedge if hedge in ("dozens", "hundreds", "several") else "number not stated"
    return f"{count:,}" if hedge in (None, "exact", "unstated") else f"{hedge} {count:,}"


def marked(row: Row) -> Markup | None:
    """The proving sentence with its words marked, all of it escaped."""
    quote = row.get("quote")
    if not quote:
        return None
    start, end = row["mark_start"], row["mark_end"]
    return Markup("{}<mark>{}</mark>{}").format(quote[:start], quote[start:end], quote[end:])


def gathered(proofs: list[Row]) -> list[Row]:
    """The proofs of one fact, a sentence that several texts share only once, with where it stands in each."""
    shared: dict[str | None, Row] = {}
    for proof in proofs:
        words = marked(proof)
        one = shared.setdefault(words, {"marked": words, "link": proof["link"], "stands": []})
        one["stands"].append(f"{proof['span_start']}-{proof['span_end']} of {proof['text']}")
    return list(shared.values())


async def select(db: Database, sql: str, *values: Any) -> list[Row]:
    """The rows of a query as dictionaries."""
    return [dict(row) for row in (await db.execute(sql, list(values))).rows]


def placed(claim: Row) -> Row:
    """A claim with the name to show for its place, and whether that place was left open."""
    named = claim["place_method"] not in ("stated area", "no place")
    label = claim["place_name"] or (claim["place_text"] if named else None)
    return claim | {"place_label": label, "is_open": bool(named and claim["place_text"] and not claim["place"])}


def shown(facts: list[Row], proofs: list[Row], kind: str) -> list[Row]:
    """Facts with the words of their numbers and their proofs, in the order of the text, restatements behind theirs."""
    by_fact: dict[str, list[Row]] = {}
    for proof in proofs:
        if proof["kind"] == kind:
            by_fact.setdefault(proof["fact"], []).append(proof)
    at = {key: (some[0]["text"], some[0]["span_start"]) for key, some in by_fact.items()}
    told = [
        fact
        | {"number": hedged(fact["count"], fact["hedge"]), "path": tilde_encode(fact["id"])}
        | {"proofs": gathered(by_fact.get(fact["id"], []))}
        for fact in facts
    ]
    by_id = {fact["id"]: fact for fact in told}
    told = [fact | {"original": by_id.get(fact["repeats"])} for fact in told]
    nowhere = ("", 0)

    def order(fact: Row) -> tuple[Any, ...]:
        own = at.get(fact["id"], nowhere)
        return at.get(fact["repeats"], own), bool(fact["repeats"]), own

    return sorted(told, key=order)


async def briefing(db: Database, key: str) -> Row | None:
    """Everything that the page of a briefing shows, nothing where there is no such briefing."""
    found = await select(db, HEAD, key)
    if not found:
        return None
    head = found[0]
    proofs = await select(db, "SELECT * FROM proofs WHERE briefing = ? ORDER BY quote IS NULL, text", key)
    rows_of = {
        "tally": await select(db, "SELECT * FROM tallies WHERE briefing = ?", key),
        "claim": [placed(claim) for claim in await select(db, CLAIMS, key)],
        "statement": await select(db, "SELECT * FROM statements WHERE briefing = ?", key),
    }
    told = {kind: shown(rows, proofs, kind) for kind, rows in rows_of.items()}
    own = {kind: [one for one in facts if one["voice"] != "background"] for kind, facts in told.items()}
    back = {kind: [one for one in facts if one["voice"] == "background"] for kind, facts in told.items()}
    return {
        "head": head,
        "provinces": json.loads(head["provinces"]),
        "totals": [
            {"metric": name, "number": hedged(head[name], head[f"{name}_hedge"])}
            for name in METRICS
            if head[name] is not None or head[f"{name}_hedge"] is not None
        ],
        "own": own,
        "background": back if any(back.values()) else None,
        "notices": await select(db, "SELECT * FROM notices WHERE briefing = ? ORDER BY id", key),
        "unread": await select(db, "SELECT * FROM unread WHERE briefing = ? ORDER BY text, span_start", key),
        "texts": await select(db, TEXTS, key),
        "carriers": await select(db, CARRIERS, key),
        "corrections": {
            row["id"]: row for row in await select(db, "SELECT * FROM corrections WHERE briefing = ? ORDER BY id", key)
        },
        "versions": await select(db, "SELECT * FROM versions WHERE briefing = ? AND number > 1 ORDER BY id", key),
        "people": await select(db, "SELECT person FROM briefing_people WHERE briefing = ? ORDER BY person", key),
        "earlier": await neighbour(db, head, "<", "DESC"),
        "later": await neighbour(db, head, ">", "ASC"),
    }


async def neighbour(db: Database, head: Row, side: str, order: str) -> Row | None:
    """The party's briefing before or after this one."""
    sql = (
        f"SELECT page, title FROM briefings WHERE party = ? AND (day, id) {side} (?, ?) "
        f"ORDER BY day {order}, id {order} LIMIT 1"
    )
    found = await select(db, sql, head["party"], head["day"], head["id"])
    return found[0] if found else None


@hookimpl
def extra_template_vars(
    datasette: Any, view_name: str, table: str | None, request: Any
) -> Row | Callable[[], Awaitable[Row]]:
    """The contents of a briefing's page."""
    if view_name != "row" or table != "briefings" or not request.url_vars.get("pks"):
        return {}

    async def contents() -> Row:
        key = urlsafe_components(request.url_vars["pks"])[0]
        return {"page": await briefing(datasette.get_database(DATABASE), key)}

    return contents
