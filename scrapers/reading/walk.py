"""One sentence in, its scene out: deeds, numbers, places, forces, as they stand in the sentence.

The sentence is walked once over its phrases. A verb in the active governs the targets after it, one in the passive
those before it; what stands in a relative clause or behind a negation is no deed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scrapers.reading import grammar, phrases
from scrapers.reading.beside import HUMAN, is_beside, is_owner, shares_count, shares_name
from scrapers.reading.counts import PEOPLE
from scrapers.reading.deeds import OTHERS, Deed, Scene
from scrapers.reading.inflection import Inflection
from scrapers.reading.nouns import LONGEST, OWNERS, noun
from scrapers.reading.periods import without_count
from scrapers.reading.phrases import Item
from scrapers.reading.surroundings import TOO

KILLED_AND_WOUNDED = "º&º"  # behind people: how many were killed is not told
LEAD = 3  # tokens that can open a sentence before what it tells
LOST = "lost"  # the action of verbs that tell what the other side lost
SILENT = ("denied", "none")  # verbs that give a strike line and no claim
LISTED = re.compile("[,;&]a")  # ..., another strike
VERBS = re.compile("[LXẋ]")


class Walk(Inflection):
    """One walk over the phrases of one sentence."""

    def run(self) -> Scene:
        """The scene of the sentence."""
        first, last = self.scene.sentence.first, self.scene.sentence.last
        at: int | None = first
        while at is not None:
            at = self._walk(at, last)
        if self.is_caption():
            self._begin("hit")
        elif self.pack.cases and self.action is None and self.is_list_alone():
            self.scene.listed = True
            for pending in self.pending:
                self.deed("hit", pending.item)
        self._leave()
        if self.part is not None and not self.scene.places and not self.scene.provinces:
            self.scene.places.append(self.part)
            self.scene.clauses.append(self.clause)
        if self.pack.cases and self.scene.negative and not self.scene.deeds:
            self.leave_unsaid()
        tags = self.tokens.tags[first:last]
        teller = grammar.teller(tags) if "Z" in tags else None
        if teller is not None:
            self.scene.told_by = self.tokens.values[first + teller]
        elif self.is_told_by_others(tags) or "¿" in tags or ("¡" in tags and grammar.ORDERS.match(tags)):
            self.scene.told_by = OTHERS
        self.scene.sums = "¶" in tags
        if self.pack.cases:
            self.scene.adds = any(self.tokens.values[at] == TOO for at in range(first, min(first + LEAD, last)))
        self.scene.rate = first + tags.index("$") if "$" in tags else None
        self.scene.since = "z" in tags and (self.is_since_all() or not any(one.count for one in self.scene.metrics))
        self.scene.since = self.scene.since or self.is_over_months()
        return self.scene

    def _walk(self, first: int, last: int) -> int | None:
        """Handles the phrases; returns where to go on where a date took a count for its year: May 4, two planes."""
        for rule, begin, end in grammar.phrases(self.tokens.tags, first, last):
            if rule == "date" and without_count(self.tokens, begin, end) < end:
                return end - 1
            stop = self.end_of(rule, begin, end) if self.pack.cases else end
            HANDLERS[rule](self, begin, stop)
            if stop < end:
                return stop
        return None

    def on_swallow(self, first: int, last: int) -> None:
        self.scene.named.append((first, last))
        at = self.tokens.tags.find("G", first, last)
        if at >= 0 and self.tokens.tags[first] == "x" and self.governed and self.governed[-1].group is None:
            deed = self.governed[-1]
            deed.group, deed.group_text = self.tokens.values[at], self.text[slice(*self._characters(at, at + 1))]
        self.described = self.described or (self.tokens.tags[first] == "x" and not self.pack.cases)
        self.muted = self.muted or self.is_aside(first)

    def on_relative(self, first: int, last: int) -> None:
        tags = self.tokens.tags
        told = self.strikes is not None and tags[last : last + 1] == "X"  # strikes that destroyed
        if tags[first - 1] == "!" and self.action is not None:  # ..., he said, adding that
            self.clause += 1
            self.action, self.strikes, self.governed, self.light = None, None, [], False
            self._leave()
        self.muted = tags[first - 1] not in "!f" and not told  # said that | of which: no relative clause
        self.aside = first if self.muted and self.action is None else None

    def on_metric(self, first: int, last: int) -> None:
        self._actor_inside(first, last)
        if self.pack.cases and "w" in self.tokens.tags[first:last] and "0" in self.tokens.tags[first:last]:
            first = self.tokens.tags.index("w", first, last) + 1  # three videos of | strikes
        if self.pending and self.pending[-1].item.kind == "aircraft":
            self.scene.named.append((first, last))  # flights of drones
            return
        name = {"S": "strikes", "O": "sorties", "E": "engagements"}[self.tokens.tags[last - 1]]
        counted = "0" in self.tokens.tags[first:last] or LISTED.match(self.tokens.tags, first - 1, last) is not None
        again = name == "strikes" and self.action is not None and counted
        if again and self.tokens.tags[last - 1 : last + 1] != "Sc" and self.strikes is not None:
            self.clause += 1  # ..., while one strike near X destroyed
            self.action, self.strikes, self.governed = None, None, []
            self._leave()
        if self.pack.cases and not self.scene.actor and self.tokens.tags[last : last + 1] == "A":
            self.scene.actor = self.tokens.values[last]  # as a result of strikes | of the Syrian air force
        metric = self._metric(name, first, last)
        if name == "strikes" and self.action is None:
            self.strikes = metric
        against = name == "sorties" and self.tokens.tags[last : last + 1] == "o"
        if self.light and (name == "strikes" or against):
            self._begin("hit")

    def on_dated(self, first: int, last: int) -> None:
        """Six Aug. 7 strikes; where nouns decline the number is the day's: of 17 November 2015 | strikes."""
        self.on_metric(last - 1 if self.pack.cases else first, last)

    def _resumes(self, first: int) -> None:
        """Ends a relative clause about the subject at the verb after its own: bombers that flew over X | struck."""
        if self.aside is None or not self.muted:
            return
        before = self.tokens.tags[self.aside + 1 : first]
        if VERBS.search(before) and before[-1] not in "&,|":
            self.muted, self.aside = False, None

    def on_light(self, first: int, last: int) -> None:
        if self.tokens.tags[first - 1 : first] == ">" and first - 1 == self.scene.sentence.first:
            return  # To conduct these strikes, ...: what for
        self._resumes(first)
        self.light = self.is_light(first, last)
        if self.light and self.is_struck_before(last):
            self._begin("hit")
        if not self.light and self.strikes is not None:
            self.strikes.passive = True

    def on_passive(self, first: int, last: int) -> None:
        action = self._action(last - 1)
        before = self.governed[-1].item if self.governed and not self.pending and not self.muted else None
        if before is not None and before.last == first and self.tokens.tags[before.first - 1] == "&":
            self.governed[-1].action = action  # hit four depots and | 20 militants were killed
        for deed in [] if self.planned else self.pending:
            deed.action, deed.clause = action, self.clause
            self.governed.append(deed)
            self.scene.deeds.append(deed)
        self.passed = action if self.governed else None
        self.pending = []
        self.muted = False
        self.action = None

    def on_acting(self, first: int, last: int) -> None:
        if self.tokens.tags[last - 1] in "X":
            self._resumes(first)
        if self.tokens.tags[first] in "Xe" and self.tokens.tags[first - 1] in "CJA" and not self.conditional:
            self.planned = False  # were preparing to attack when a Su-34 | destroyed
        purpose = self.tokens.tags[first] == "B" and not self.tokens.tags[self.scene.sentence.first : first].strip('"')
        if self.muted or self.planned or purpose or self.is_only_meant(first):
            return  # To eliminate X, ...: what for
        if self.is_aimed_at(first):
            self.muted = self.aim = True
            return
        before = self.pending[-1].item if self.pending else None
        if self.tokens.values[last - 1] == LOST:
            self.action, self.cases = self.lost(first, before), "a"
            self._leave()
            return
        themselves = before is not None and before.kind == "people" and before.last >= first - 1
        if before is not None and themselves and not self.scene.aircraft and not self.is_turned_round(last):
            self.scene.told_by = self.scene.told_by or before.target  # fighters who themselves destroyed
        self.scene.told_by = self.scene.told_by or (OTHERS if self.is_by_people(first, last) else None)
        after = self.tokens.tags[last : last + 1]
        ends = after in (".", ",", ";", "") or last == self.scene.sentence.last
        if (ends and before is not None and before.counted) or self.is_turned_round(last):
            self.on_passive(first, last)  # 40 facilities engaged.
            return
        if self.listed_last(first) and self.is_end(last):
            self.governed[-1].action = self._action(last - 1)
            return
        self.action = self._action(last - 1)
        self.confirmed = self.is_confirmed(first)
        self.cases = self.cases_after(last - 1)
        if self.strikes is not None and not self.strikes.passive:
            self.strikes.subject = True
        self._leave()
        self.governed = []
        self.light = False
        self.described = False

    def _action(self, at: int) -> str:
        action: str = self.tokens.values[at]
        return "hit" if action == "engaged" and self.party == "russia" else action

    def again(self, first: int, last: int) -> None:
        """Walks the tokens of a phrase that turned out to be another, without the rule that found it."""
        for rule, begin, end in grammar.phrases(self.tokens.tags, first, last, shared=False):
            HANDLERS[rule](self, begin, end)

    def on_open(self, first: int, last: int) -> None:
        """A noun that no table has is a target only where strikes are told to have met it, not what it came from."""
        if self.pack.cases or (first > self.scene.sentence.first and self.tokens.tags[first - 1] in "<i"):
            return
        if self.strikes is None or not self.strikes.subject or self.action is None or self.muted:
            return
        self.take(phrases.unknown(self.text, self.tokens, self.pack, first, last))

    def on_item(self, first: int, last: int) -> None:
        tokens, tags = self.tokens, self.tokens.tags
        item = phrases.item(self.text, tokens, self.pack, first, last)
        begin = self.before_place(first)
        led = tags[begin - 1] if begin > self.scene.sentence.first else ""
        if is_beside(tokens, item, led) or tags.startswith(KILLED_AND_WOUNDED, last):
            return
        fitting = self.fitting(item, led)
        if fitting is None:
            return
        item = fitting
        ahead = tags[begin - 2 : begin - 1]
        passive = (ahead == "L" and led in ("i", "o")) or (led == "o" and item.cases != "")
        passive = passive and self.strikes is not None and self.strikes.passive
        flown = led == "o" and (ahead == "O" or (item.generic and self._has_flown()))
        if self.action is None and (flown or passive):
            self._begin("hit")  # 48 sorties against 61 facilities | strikes were delivered at ten targets
        latest = self.governed[-1].item if self.governed else None
        if self.action is None and self.passed and led == "&" and tokens.values[first - 1] == TOO:
            self.deed(self.passed, item)
            return
        if led == "&" and not item.cases and shares_name(self.text, self.pack, latest, item):
            self.governed[-1].item = self._joined(self.governed[-1].item, item)
            return
        if led == "&" and not item.cases and shares_count(tokens, latest, item):
            before = self.governed[-1].item
            both = f"{before.target} and {item.target}"[: LONGEST]
            self.governed[-1].item = before._replace(target=both, span=(before.span[0], item.span[1]), last=last)
            return
        if self.belongs == first and item.kind in HUMAN:
            return  # of the ISIS | terrorists
        if item.target in OWNERS and not item.plural and tags[last : last + 1] == "G":
            return  # the terrorist group | ISIS
        if led == "-" and latest is not None and latest.last == first - 1 and item.kind == latest.kind == "people":
            return  # four commanders - | terrorists of the group
        if led == "-" and self.is_apposed(latest, item):
            return  # a workshop of the group - | a hangar
        if is_owner(self.text, tokens, item):
            return  # the terrorist group's | sales
        if self.planned or led == "<":
            return
        self.with_ahead(item)
        if self.muted or (led in tuple("fguxy^V") and not item.counted) or (self.described and not item.counted):
            return
        if item.counted and self.strikes is not None and self.strikes.subject:
            rest = grammar.REST.match(tags, last, self.scene.sentence.last)
            if rest:  # explosive | belts: the noun goes on in words that no table has
                item = phrases.unknown(self.text, self.tokens, self.pack, first, rest.end())
        self.take(item)

    def _joined(self, before: Item, item: Item) -> Item:
        target, kind, printed = noun(self.text, self.tokens, self.pack, before.core, item.last)
        span = (before.span[0], item.span[1])
        return before._replace(span=span, target=target, text=printed, kind=kind, last=item.last)

    def _leave(self) -> None:
        self.scene.left += [deed.item for deed in self.pending if deed.item.counted and not deed.item.generic]
        self.scene.seen += [deed.item for deed in self.pending if not deed.item.generic]
        self.pending = []

    def take(self, item: Item) -> None:
        self.last = item
        for part in phrases.parts(item):
            if self.action is not None:
                self.deed(self.action, part)
            elif not self.light:
                deed = Deed("", part, "", self.scene.sentence, self.clause)
                deed.on = bool(self.pack.cases) and self.is_on(part)
                self.pending.append(deed)

    def deed(self, action: str, item: Item) -> None:
        if action in SILENT:
            self.scene.named.append((item.first, item.last))
            self.scene.seen.append(item)
            return
        if action in PEOPLE and item.kind not in HUMAN:
            if action == "wounded":
                return
            action = "destroyed"  # "killed trucks" is machine translation
        if self.pack.cases and self.tokens.tags[item.first - 1] == "o":
            action = "hit"  # 70 militants were destroyed by strikes on | command posts
        item = item._replace(definite=True) if self.confirmed and not item.counted else item
        deed = Deed(action, item, "", self.scene.sentence, self.clause)
        deed.shares_line = self.strikes is not None and self.strikes.subject
        deed.strikes = self.strikes.count if self.strikes is not None and self.strikes.subject else None
        self.governed.append(deed)
        self.scene.deeds.append(deed)


HANDLERS: dict[str, Callable[[Walk, int, int], None]] = {
    rule: getattr(Walk, f"on_{rule}") for rule, _, _ in grammar.RULES
}
