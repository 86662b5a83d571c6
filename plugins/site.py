"""What the site's pages need beside Datasette: limits on hostile SQL, links in cells, the contents of two pages.

In: the built database, read only. Out: template variables; nothing is computed here that SQL could not show.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.database import Database
from datasette.utils import tilde_encode, urlsafe_components
from markupsafe import Markup

Row = dict[str, Any]
DATABASE = "briefings"
CLAIM_LINE = "Claims, not findings: each row says what a belligerent party stated, not what happened."
LINKS = {"source_url": "source", "link": "source", "url": "source", "archive_url": "archive"}
METRICS = ("sorties", "strikes", "engagements", "targets")
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Bound what one query can ask for: a huge value is one step to SQLite, so a time limit does not stop it."""
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    """Addresses as short links, the site's own pages as links."""
    if not isinstance(value, str):
        return None
    if column in ("page", "briefing_page") and value.startswith("/briefings/briefings/"):
        return Markup('<a href="{}">briefing</a>').format(value)
    if column in LINKS and value.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(value, LINKS[column])
    return None


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


async def select(db: Database, sql: str, *values: Any) -> list[Row]:
    """The rows of a query as dictionaries."""
    return [dict(row) for row in (await db.execute(sql, list(values))).rows]


def placed(claim: Row) -> Row:
    """A claim with the name to show for its place, and whether that place was left open."""
    named = claim["place_method"] not in ("stated area", "no place")
    label = claim["place_name"] or (claim["place_text"] if named else None)
    return claim | {"place_label": label, "is_open": bool(named and claim["place_text"] and not claim["place"])}


def shown(facts: list[Row], proofs: list[Row], kind: str) -> list[Row]:
    """Facts with the words of their numbers and their proofs, in the order of the text."""
    by_fact: dict[str, list[Row]] = {}
    for proof in proofs:
        if proof["kind"] == kind:
            by_fact.setdefault(proof["fact"], []).append(proof | {"marked": marked(proof)})
    told = [
        fact
        | {"number": hedged(fact["count"], fact["hedge"])}
        | {"proofs": by_fact.get(fact["id"], []), "path": tilde_encode(fact["id"])}
        for fact in facts
    ]
    return sorted(told, key=lambda one: [(p["text"], p["span_start"]) for p in one["proofs"][:1]])


async def briefing(db: Database, key: str) -> Row:
    """Everything that the page of a briefing shows."""
    head = (
        await select(
            db,
            "SELECT b.*, p.name AS party_name, s.title AS source_title FROM briefings b "
            "JOIN parties p ON p.id = b.party JOIN sources s ON s.id = b.source WHERE b.id = ?",
            key,
        )
    )[0]
    proofs = await select(db, "SELECT * FROM proofs WHERE briefing = ? ORDER BY quote IS NULL, text", key)
    claims_sql = (
        "SELECT c.*, pl.name AS place_name, (SELECT group_concat(aircraft, ', ') FROM (SELECT aircraft FROM "
        "claim_aircraft WHERE claim = c.id ORDER BY aircraft)) AS aircraft FROM claims c LEFT JOIN places pl "
        "ON pl.id = c.place WHERE c.briefing = ?"
    )
    rows_of = {
        "tally": await select(db, "SELECT * FROM tallies WHERE briefing = ?", key),
        "claim": [placed(claim) for claim in await select(db, claims_sql, key)],
        "statement": await select(db, "SELECT * FROM statements WHERE briefing = ?", key),
    }
    told = {kind: shown(rows, proofs, kind) for kind, rows in rows_of.items()}
    return {
        "head": head,
        "provinces": json.loads(head["provinces"]),
        "totals": [
            {"metric": name, "number": hedged(head[name], head[f"{name}_hedge"])}
            for name in METRICS
            if head[name] is not None or head[f"{name}_hedge"] is not None
        ],
        "tallies": [one for one in told["tally"] if one["voice"] != "background"],
        "claims": [one for one in told["claim"] if one["voice"] != "background"],
        "statements": [one for one in told["statement"] if one["voice"] != "background"],
        "background": [
            one | {"kind_of": kind} for kind, facts in told.items() for one in facts if one["voice"] == "background"
        ],
        "notices": await select(db, "SELECT * FROM notices WHERE briefing = ? ORDER BY id", key),
        "unread": await select(db, "SELECT * FROM unread WHERE briefing = ? ORDER BY text, span_start", key),
        "texts": await select(db, "SELECT * FROM texts WHERE briefing = ? ORDER BY id", key),
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


async def home(db: Database) -> Row:
    """Everything that the front page shows."""
    return {
        "parties": await select(
            db,
            "SELECT p.id, p.name, count(b.id) AS briefings, coalesce(sum(b.claims), 0) AS claims, "
            "min(b.day) AS first, max(b.day) AS last FROM parties p LEFT JOIN briefings b ON b.party = p.id "
            "GROUP BY p.id ORDER BY p.id DESC",
        ),
        "newest": await select(
            db, "SELECT title, page, day FROM briefings WHERE day IS NOT NULL ORDER BY day DESC, id LIMIT 8"
        ),
        "build": (await select(db, "SELECT * FROM build"))[0],
    }


@hookimpl
def extra_template_vars(
    datasette: Any, view_name: str, table: str | None, request: Any
) -> Row | Callable[[], Awaitable[Row]]:
    """The claim line for every page, and the contents of the front page and of a briefing's page."""
    base = {"claim_line": CLAIM_LINE}
    if DATABASE not in datasette.databases:
        return base
    db = datasette.get_database(DATABASE)

    async def contents() -> Row:
        if view_name == "index":
            return base | {"home": await home(db), "queries": await datasette.get_canned_queries(DATABASE, None)}
        if view_name == "row" and table == "briefings" and request.url_vars.get("pks"):
            return base | {"page": await briefing(db, urlsafe_components(request.url_vars["pks"])[0])}
        return base

    return contents


