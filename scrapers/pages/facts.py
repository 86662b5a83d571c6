"""Facts of a briefing as a page prints them. In: rows of tallies, claims, statements, proofs. Out: words, marks, order.

Facts stand in the order of the text, each followed by what restates it. Every fact has an anchor, so that a page, a
feed or a person can point at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from scrapers.pages.addresses import briefing_path, entity_path
from scrapers.pages.said import hedged
from scrapers.pages.select import Row

UNNAMED = ("stated area", "no place")
PRECISIONS = {
    1: "the place itself",
    2: "near it",
    3: "its district",
    4: "its governorate",
    5: "a line or wide area",
    6: "its country",
    7: "international waters or airspace",
    None: "the text does not tell",
}


def anchor(briefing: str, fact: str) -> str:
    """The name under which a fact stands on the page of its briefing.

    >>> anchor("tass/846000", "tass/846000/sorties-302")
    'sorties-302'
    """
    return fact.removeprefix(briefing + "/")


def fact_path(briefing: str, fact: str) -> str:
    """The address of a fact: its briefing's page, opened at it."""
    return f"{briefing_path(briefing)}#{anchor(briefing, fact)}"


def what(phrase: str) -> str:
    """A claim's phrase without who claims it, for places that say that beside it."""
    return phrase.partition(" claims: ")[2] or phrase


def marked(proof: Row) -> Markup | None:
    """The proving sentence with its words marked, all of it escaped; nothing where the text was not at hand."""
    quote = proof["quote"]
    if not quote:
        return None
    start, end = proof["mark_start"], proof["mark_end"]
    return Markup("{}<mark>{}</mark>{}").format(quote[:start], quote[start:end], quote[end:])


def gathered(proofs: Iterable[Row], texts: dict[str, Row]) -> list[Row]:
    """The proofs of one fact, a sentence that several texts share only once, with where it stands in each."""
    shared: dict[str | None, Row] = {}
    for proof in proofs:
        words = marked(proof)
        one = shared.setdefault(words, {"marked": words, "link": proof["link"], "stands": []})
        one["stands"].append(texts[proof["text"]] | {"start": proof["span_start"], "end": proof["span_end"]})
    return list(shared.values())


def placed(claim: Row) -> Row:
    """A claim with the name to show for its place, and whether that place was left open."""
    named = claim["place_method"] not in UNNAMED
    label = claim["place_name"] or (claim["place_text"] if named else None)
    is_open = bool(named and claim["place_text"] and not claim["place"])
    page = entity_path("place", claim["place"]) if claim["place"] else None
    if claim["place_precision"] == 4 and label == claim["province"]:  # the governorate, not the city of that name
        page = entity_path("governorate", label)
    return claim | {"place_label": label, "place_page": page, "is_open": is_open, "what": what(claim["phrase"])}


def told(facts: list[Row], proofs: list[Row], kind: str, texts: dict[str, Row]) -> list[Row]:
    """Facts with their numbers in words, anchors and proofs, in the order of the text, restatements behind theirs."""
    by_fact: dict[str, list[Row]] = {}
    for proof in proofs:
        if proof["kind"] == kind:
            by_fact.setdefault(proof["fact"], []).append(proof)
    at = {key: (some[0]["text"], some[0]["span_start"]) for key, some in by_fact.items()}
    by_id = {
        fact["id"]: fact
        | {"number": hedged(fact["count"], fact["hedge"]), "anchor": anchor(fact["briefing"], fact["id"])}
        | {"proofs": gathered(by_fact.get(fact["id"], []), texts)}
        for fact in facts
    }
    nowhere = ("", 0)

    def order(fact: Row) -> tuple[Any, ...]:
        own = at.get(fact["id"], nowhere)
        return at.get(fact["repeats"], own), bool(fact["repeats"]), own

    return sorted((fact | {"original": by_id.get(fact["repeats"])} for fact in by_id.values()), key=order)
