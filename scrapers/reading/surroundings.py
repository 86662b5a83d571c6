"""What stands around the deeds of a sentence: who acts, where, with what, how many sorties, strikes and missiles.

Base of the walk over a sentence: it keeps what has been read so far. The verbs and their targets are the walk's own.
"""

from __future__ import annotations

import re

from scrapers.languages import Pack
from scrapers.reading import phrases
from scrapers.reading.beside import HUMAN
from scrapers.reading.deeds import OTHERS, OWN, Deed, Metric, Scene
from scrapers.reading.phrases import Item, Where
from scrapers.reading.sentences import Sentence
from scrapers.reading.tokens import Tokens

PARTNER = "coalition"  # the note on a state whose aircraft fly for the coalition: it says of itself what they do
CONDITION = "if"  # the value of plans told of whatever follows
PASSIVE = "passive"  # the value of plans told of what stands before them: are planned
INCLUDED = "na"  # the cases of what stands behind "including"
TOO = "too"  # the value of words that add one thing more: as well as
OWNS = ("'s", "’s")
LED = re.compile(r"(?:[ihx<>]|Y&)\Z")  # the same where no article stands between
OVERFLOWN = re.compile(r"(?:[ihx<>]t?d?|Y&)\Z")  # flew over one country and | another; support to, data from | others


class Surroundings:
    """What a walk has met so far, and the handlers of the phrases that tell no deed."""

    def __init__(self, text: str, tokens: Tokens, pack: Pack, sentence: Sentence, party: str) -> None:
        self.text, self.tokens, self.pack, self.party = text, tokens, pack, party
        self.scene = Scene(sentence)
        self.action: str | None = None
        self.pending: list[Deed] = []  # targets whose verb is still to come
        self.governed: list[Deed] = []
        self.strikes: Metric | None = None
        self.muted = False  # inside a relative clause or a negation: nothing there is a deed
        self.part: Where | None = None  # the part of a country named, where no place is
        self.aside: int | None = None  # the token that opened a relative clause about the subject
        self.planned = False  # will, are to: nothing that follows is done
        self.aim = False  # after what an operation is for
        self.conditional = False  # if, unless: whatever follows is no deed
        self.until_comma = False  # the plan is told of what stands before it
        self.described = False  # after what a site is used for, only a counted item is a new one
        self.light = False
        self.passed: str | None = None  # what was said in the passive: were destroyed, as well as a depot
        self.clause = 0
        self.last: Item | None = None  # the item that "others" and "another" go on from
        self.cases = ""  # where nouns decline, the cases of what the action governs
        self.ahead: tuple[int, int, str | None] | None = None  # a number whose noun is still to come, and its verb
        self.confirmed = False  # the destruction is confirmed: of what was told of before
        self.belongs = -1  # the token after the group that owns a target

    def on_date(self, first: int, last: int) -> None:
        """Dates are read by the periods."""

    def on_plan(self, first: int, last: int) -> None:
        self.planned = True
        if self.pack.cases and self.pending and self.pending[-1].item.kind == "people" and not self.scene.deeds:
            self.scene.silent += [*self.scene.provinces, *self.scene.places]  # in Q province militants planned
            self.scene.provinces, self.scene.places, self.scene.clauses = [], [], []
        self.until_comma = self.tokens.values[first] == PASSIVE or (self.muted and bool(self.pack.cases))
        self.conditional = self.conditional or self.tokens.values[first] == CONDITION

    def on_abbreviation(self, first: int, last: int) -> None:
        """A bracketed abbreviation repeats the noun before it."""

    def on_actor(self, first: int, last: int) -> None:
        begin = first
        while self.pack.cases and self.tokens.tags[begin - 1 : begin] == "A":
            begin -= 1  # with the support of | Russia's air force
        pattern = LED if self.pack.cases else OVERFLOWN
        if pattern.search(self.tokens.tags, max(begin - 3, self.scene.sentence.first), begin):
            return
        if self.action is None and self._is_theirs(begin):
            self.pending.pop()
        if self.action is not None or self.pending:
            return
        name, before = self.tokens.values[first], self.scene.actor
        if self.party == "coalition" and self.pack.notes.get(name) == PARTNER:
            name = OWN[self.party]
        if not before:
            self.scene.actor = name
        elif before != name == OWN[self.party] and self.tokens.tags[last : last + 1] in ("X", "e", "L"):
            if "!" in self.tokens.tags[self.scene.sentence.first : first]:
                self.scene.told_by = before  # what another actor says of the party
            else:
                self.scene.actor = name  # after others had left, the party's planes struck

    def _is_theirs(self, first: int) -> bool:
        """Whether the one target so far only names a part of an actor: units of | the government troops."""
        only = self.pending[-1].item if self.pack.cases and len(self.pending) == 1 else None
        return only is not None and only.kind in HUMAN and only.last == first and not only.counted

    def _characters(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens.starts[first], self.tokens.ends[last - 1]

    def _actor_inside(self, first: int, last: int) -> None:
        at = self.tokens.tags.find("A", first, last)
        if at >= 0:
            self.on_actor(at, last)

    def on_craft(self, first: int, last: int) -> None:
        self._actor_inside(first, last)
        types = tuple(dict.fromkeys(self.tokens.values[i] for i in range(first, last) if self.tokens.tags[i] == "J"))
        if types and not self.scene.aircraft and not self.muted:  # not where the Su-25 was downed
            self.scene.aircraft = types
            count, _, counted = phrases.quantity(self.tokens, first, last)
            self.scene.aircraft_count = count if counted else None
            foreign = self.party == "russia" and self.pack.notes.get(types[0]) == PARTNER
            self.scene.told_by = OTHERS if foreign and not self.scene.actor else self.scene.told_by
        if "0" in self.tokens.tags[first:last]:
            self._metric("aircraft", first, last)

    def on_part(self, first: int, last: int) -> None:
        self._metric("part", first, last)

    def on_elided(self, first: int, last: int) -> None:
        """A number of the strikes named before, in another country."""
        if not self.scene.metrics:
            return
        before = self.scene.metrics[-1].metric
        at = self.tokens.tags.index("0", first, last)
        self.scene.several = True
        self._metric(before, at, last).country = self.tokens.values[last - 1]

    def on_blow(self, first: int, last: int) -> None:
        """A hit of a bomb names how, not what."""
        self.scene.named.append((first, last))

    def on_missiles(self, first: int, last: int) -> None:
        tokens = self.tokens
        weapon = next((tokens.values[i] for i in range(first, last) if tokens.tags[i] == "K"), None)
        kind = self.pack.notes.get(weapon or "", "")
        named = self.pack.cases and kind.endswith(self.scene.weapon or kind)  # with cruise missiles | Kalibr
        self.scene.weapon = weapon if weapon and (named or not self.scene.weapon) else self.scene.weapon
        self._metric("missiles", first, last)
        if self.light and tokens.tags[last - 1] in "jK":
            self._begin("hit")

    def leave_unsaid(self) -> None:
        """Takes out the places of which a sentence says that nothing was said: strikes in Q were not mentioned."""
        scene, tags = self.scene, self.tokens.tags
        last = scene.sentence.last

        def is_unsaid(where: Where) -> bool:
            ends = tags.find(",", where.last, last)
            clause = max(tags.rfind(",", scene.sentence.first, where.first), scene.sentence.first)
            return "n" in tags[clause : ends if ends >= 0 else last]

        scene.silent += [where for where in (*scene.provinces, *scene.places) if is_unsaid(where)]
        scene.provinces = [where for where in scene.provinces if not is_unsaid(where)]
        kept = [(where, n) for where, n in zip(scene.places, scene.clauses, strict=False) if not is_unsaid(where)]
        scene.places, scene.clauses = [where for where, _ in kept], [n for _, n in kept]

    def on_provinces_counted(self, first: int, last: int) -> None:
        self._metric("provinces", first, last)

    def on_country(self, first: int, last: int) -> None:
        if "&" in self.tokens.tags[first:last]:
            self.scene.both = True  # in both countries: no one's sub-total
            return
        if "d" in self.tokens.tags[first:last]:
            self.part = phrases.where(self.text, self.tokens, self.pack, first, last, "place")
        country = self.tokens.values[last - 1]
        if self.scene.country not in (None, country):
            self.scene.several = True
        self.scene.country = country
        for metric in reversed(self.scene.metrics):
            if metric.country:
                break  # those before it have theirs
            metric.country = country

    def on_province(self, first: int, last: int) -> None:
        where = phrases.where(self.text, self.tokens, self.pack, first, last, "province")
        apart = self.pack.cases and "(" in self.tokens.tags[first - 1 : first + 1]  # of the target told before
        aside = self.muted and not apart
        if aside or self.planned or self._is_said(first):
            self.scene.silent.append(where)
            return
        self.scene.provinces.append(where)
        last_told = self.governed[-1] if self.governed else None
        if last_told is not None and last_told.place is None and last_told.item.last == first:
            last_told.place = where  # a depot | in Q province and a camp near X
        if any(deed.place for deed in self.governed):  # a bunker near X and a depot in Q province
            for deed in reversed(self.governed):
                if deed.place not in (None, where if self.pack.cases else None):
                    break
                deed.place = where
                if self.pack.cases and self.tokens.values[deed.item.first - 1] == TOO:
                    break
        if self.pack.cases and last_told is not None and last_told.place is where:
            for deed in self.governed:
                deed.apart = deed.place not in (None, where)  # the province is not that of a bunker near X

    def _is_said(self, first: int) -> bool:
        """Whether a place is where somebody spoke (said in Moscow; but the coalition reported near X) or started."""
        came = self.pack.cases and self.tokens.tags[first - 1 : first] in ("<", "ß")  # from an airbase | in Q
        return bool(came) or (self.party == "russia" and self.tokens.tags[first - 1 : first] == "!")

    def on_place(self, first: int, last: int) -> None:
        where = phrases.where(self.text, self.tokens, self.pack, first, last, "place")
        if self.text[self.tokens.starts[last - 1] : self.tokens.ends[last - 1]].endswith(OWNS):
            return  # in the Navy's | history
        if self.muted or self._is_said(first):
            self.scene.silent.append(where)
            return
        self.scene.places.append(where)
        self.scene.clauses.append(self.clause)
        for deed in reversed((self.governed or self.pending) if where.place else []):
            if deed.place is not None:
                break  # those before it have theirs
            deed.place = where  # a place after the list holds for those that have none

    def on_group(self, first: int, last: int) -> None:
        tokens = self.tokens
        at = tokens.tags.index("G", first, last)
        name, text = tokens.values[at], self.text[tokens.starts[at] : tokens.ends[at]]
        self.belongs = last
        two = "&G" in tokens.tags[first : last + 2]
        if two or self.scene.group not in (None, name):
            self.scene.group = None  # two groups: whose the target is stays open
            return
        self.scene.group, self.scene.group_text = name, text
        for deed in self.governed:
            deed.group, deed.group_text = deed.group or name, deed.group_text or text

    def _metric(self, name: str, first: int, last: int) -> Metric:
        dated = self.tokens.tags.find("M", first, last)  # six | Aug. 7 strikes
        count, hedge, counted = phrases.quantity(self.tokens, first, dated if dated >= 0 else last)
        span = (self.tokens.starts[first], self.tokens.ends[last - 1])
        metric = Metric(name, first, last, span, count, hedge if counted else "none", self.scene.sentence)
        metric.clause = self.clause
        if self.muted:
            self.scene.named.append((first, last))
        else:
            self.scene.metrics.append(metric)
        return metric

    def _has_flown(self) -> bool:
        """Whether the sentence has counted sorties: 64 sorties from a base | against 63 targets."""
        return any(metric.metric == "sorties" and metric.count for metric in self.scene.metrics)

    def on_ship(self, first: int, last: int) -> None:
        self.scene.platform = self.scene.platform or self.tokens.values[first]

    def on_means(self, first: int, last: int) -> None:
        self.described = True

    def on_including(self, first: int, last: int) -> None:
        self.described = False
        self.cases += INCLUDED

    def on_comma(self, first: int, last: int) -> None:
        self.muted = False
        self.described = self.described and self.tokens.tags[first] == ","
        self.planned = self.planned and not self.until_comma  # 127 were scheduled, | of which 82 have been flown

    on_semicolon = on_comma

    def on_negation(self, first: int, last: int) -> None:
        self.muted = True
        self.scene.negative = True
        self.pending = []

    def on_outcome(self, first: int, last: int) -> None:
        """Only the sentence's opening asks for it."""

    def on_listed(self, first: int, last: int) -> None:
        """What was hit, in a sentence of its own: those were, targets included."""
        self.scene.listed = self.action is None and not self.scene.metrics
        sure = bool(self.tokens.values[first])
        self.scene.sure = self.scene.listed and sure
        if self.scene.listed or (sure and self.pack.cases):  # 157 sorties were made, struck were 579 facilities
            self._begin(self.tokens.values[first] or "hit")
            self.cases = "n"

    def _begin(self, action: str) -> None:
        self.action, self.light, self.governed, self.cases = action, False, [], "d"
        self.described = False
