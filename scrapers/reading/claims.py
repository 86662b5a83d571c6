"""Deeds in, claims out: who is said to have done what to how many of which target, where, with what."""

from __future__ import annotations

from scrapers.models import Claim, Notice, Period
from scrapers.reading import naming
from scrapers.reading.bulletins import Days, day
from scrapers.reading.deeds import Deed, Scene
from scrapers.reading.draft import Draft
from scrapers.reading.figures import Facts
from scrapers.reading.retelling import finished, retold, rounded

HEADLINE = "headline"
OUTSIDE = (HEADLINE, "background")  # voices beside the text's own


def claims(draft: Draft, facts: Facts, days: Days, bulletin: Period) -> list[Claim]:
    """The claims of a text in order; a claim told twice repeats its best telling."""
    told_on = {id(scene): day(scene, days, bulletin) for _, scene in facts.deeds}
    pairs = [(deed, scene) for deed, scene in facts.deeds if id(scene) not in days.retold]
    deeds = [deed for deed, _ in pairs]
    voices = [draft.voice(deed.item.first, deed.sentence) for deed in deeds]
    again = retold(deeds, voices) | finished(deeds) | rounded(deeds, voices) if draft.pack.cases else {}
    scenes = {id(scene): scene for _, scene in pairs}
    printed = {key: draft.words(scene.sentence) for key, scene in scenes.items()}
    one_day = bulletin.end if bulletin.start == bulletin.end else None  # goes without saying
    days_told = {key: None if told_on[key] == one_day else told_on[key] for key in scenes}
    mentions = [_mention(draft, deed, scene, days_told[id(scene)], printed[id(scene)]) for deed, scene in pairs]
    mentions = naming.with_lede(mentions)
    names = naming.named(mentions)
    for at, one in again.items():
        best = names[one].repeats or names[one].id
        if names[at].repeats is None and best != names[at].id:
            names[at] = names[at]._replace(repeats=best)
    told = [
        _claim(draft, deed, scene, mention, named, told_on[id(scene)])
        for (deed, scene), mention, named in zip(pairs, mentions, names, strict=True)
    ]
    text = draft.party == "russia" and any(claim.voice not in OUTSIDE for claim in told)  # a headline yields to it
    body = draft.pack.cases and any(one.voice not in OUTSIDE for one in draft.plan.sentences)
    return [
        claim
        for claim in told
        if not ((text or (body and claim.count is not None)) and claim.voice == HEADLINE and claim.repeats is None)
    ]  # where a text has more than its headline, that alone proves no number


def _mention(draft: Draft, deed: Deed, scene: Scene, date: str | None, words: str) -> naming.Mention:
    item = deed.item
    place = deed.place.place if deed.place else None
    province = _province(deed)
    count = item.count if item.count is not None else item.hedge
    other = "" if draft.is_own(scene) else deed.actor
    parts = (deed.action, item.target, count, place or province, other)
    same = (deed.action, item.count, item.hedge, deed.actor, date)
    voice = draft.voice(item.first, scene.sentence)
    return naming.Mention(parts, same, item.target, place, province, voice, words, scene.sentence.first)


def _claim(
    draft: Draft, deed: Deed, scene: Scene, mention: naming.Mention, named: naming.Named, on: str | None
) -> Claim:
    item, place = deed.item, deed.place
    where = place or deed.province
    in_syria = mention.province or (place is not None and "R" in draft.tokens.tags[place.first : place.last])
    return Claim(
        named.id, deed.action, item.target, item.text, item.count, item.hedge, mention.place,
        where.text if where else None, place.bearing if place else None, mention.province,
        deed.country or ("Syria" if in_syria else None), deed.group, deed.group_text, deed.actor,
        deed.aircraft, deed.aircraft_count, deed.weapon, deed.platform, deed.strikes, on,
        mention.voice, named.repeats, item.span,
    )  # fmt: skip


def _province(deed: Deed) -> str | None:
    """The province that the text ties to a deed."""
    if deed.place is not None and deed.place.provinces:
        return deed.place.provinces[0] if len(deed.place.provinces) == 1 else None
    if deed.province is not None and len(deed.province.provinces) == 1:
        return deed.province.provinces[0]
    return None


def place_notices(draft: Draft, told: list[Claim]) -> list[Notice]:
    """Where two tellings of one claim place it differently: in the outskirts of X, near X."""
    by_id = {claim.id: claim for claim in told}
    out: dict[str, Notice] = {}
    for claim in told:
        first = by_id.get(claim.repeats or "")
        if first is None or not first.place_text or not claim.place_text:
            continue
        ours, theirs = draft.pack.preposition(claim.place_text), draft.pack.preposition(first.place_text)
        if ours and theirs and ours != theirs:
            detail = f"one wording says {ours}, the other {theirs} {first.place}"
            out.setdefault(detail, Notice("place", detail, (claim.span, first.span)))
    return list(out.values())
