"""One sentence in, its scene out: deeds, numbers, places, forces, as they stand in the sentence.

The sentence is walked once over its phrases. A verb in the active governs the targets after it, one in the passive
those before it; what stands in a relative clause or behind a negation is no deed.
"""

from __future__ import annotations

from scrapers.languages import Pack
from scrapers.reading import phrases
from scrapers.reading.deeds import Deed, Metric, Scene
from scrapers.reading.grammar import EVENT
from scrapers.reading.phrases import Item
from scrapers.reading.sentences import Sentence
from scrapers.reading.tokens import Tokens

SILENT = ("denied", "none")  # verbs that give a strike line and no claim


class Walk:
    """One walk over the phrases of one sentence."""

    def __init__(self, text: str, tokens: Tokens, pack: Pack, sentence: Sentence, party: str) -> None:
        self.text, self.tokens, self.pack, self.party = text, tokens, pack, party
        self.scene = Scene(sentence)
        self.action: str | None = None
        self.pending: list[Item] = []
        self.governed: list[Deed] = []
        self.strikes: Metric | None = None
        self.muted = False  # inside a relative clause or a negation: nothing there is a deed
        self.described = False  # after what a site is used for, only a counted item is a new one
        self.light = False
        self.belongs = -1  # the token after the group that owns a target

    def run(self) -> Scene:
        """The scene of the sentence."""
        first, last = self.scene.sentence.first, self.scene.sentence.last
        for match in EVENT.finditer(self.tokens.tags, first, last):
            kind = match.lastgroup or ""
            begin, end = match.span()
            getattr(self, "on_" + kind)(begin, end)
        self._leave()
        return self.scene

    def on_date(self, first: int, last: int) -> None:
        """Dates are read by the periods."""

    def on_abbreviation(self, first: int, last: int) -> None:
        """A bracketed abbreviation repeats the noun before it."""

    def on_swallow(self, first: int, last: int) -> None:
        self.described = self.described or self.tokens.tags[first] == "x"

    def on_including(self, first: int, last: int) -> None:
        self.described = False

    def on_comma(self, first: int, last: int) -> None:
        self.muted = False

    on_semicolon = on_comma

    def on_relative(self, first: int, last: int) -> None:
        self.muted = self.tokens.tags[first - 1] != "!"  # a report that ... is no relative clause

    def on_negation(self, first: int, last: int) -> None:
        self.muted = True
        self.scene.negative = True
        self.pending = []

    def on_outcome(self, first: int, last: int) -> None:
        """Only the sentence's opening asks for it."""

    def on_actor(self, first: int, last: int) -> None:
        if not self.scene.actor and self.action is None:
            self.scene.actor = self.tokens.values[first]

    def on_craft(self, first: int, last: int) -> None:
        types = tuple(dict.fromkeys(self.tokens.values[i] for i in range(first, last) if self.tokens.tags[i] == "J"))
        if types and not self.scene.aircraft:
            self.scene.aircraft = types
            count, _, counted = phrases.quantity(self.tokens, first, last)
            self.scene.aircraft_count = count if counted else None

    def on_part(self, first: int, last: int) -> None:
        self._metric("part", first, last)

    def on_missiles(self, first: int, last: int) -> None:
        tokens = self.tokens
        weapon = next((tokens.values[i] for i in range(first, last) if tokens.tags[i] == "K"), None)
        self.scene.weapon = self.scene.weapon or weapon
        self._metric("missiles", first, last)

    def on_provinces_counted(self, first: int, last: int) -> None:
        self._metric("provinces", first, last)

    def on_country(self, first: int, last: int) -> None:
        self.scene.country = self.tokens.values[last - 1]

    def on_province(self, first: int, last: int) -> None:
        if not self.muted:
            self.scene.provinces.append(phrases.where(self.text, self.tokens, self.pack, first, last, "province"))

    def on_place(self, first: int, last: int) -> None:
        if self.muted:
            return
        where = phrases.where(self.text, self.tokens, self.pack, first, last, "place")
        self.scene.places.append(where)
        if self.governed:  # a place after the list holds for those of this verb that have none
            for deed in self.governed:
                if deed.place is None and deed.item.first < first:
                    deed.place = where

    def on_group(self, first: int, last: int) -> None:
        tokens = self.tokens
        at = tokens.tags.index("G", first, last)
        name, text = tokens.values[at], self.text[tokens.starts[at] : tokens.ends[at]]
        self.scene.group, self.scene.group_text = name, text
        self.belongs = last
        for deed in self.governed:
            deed.group, deed.group_text = deed.group or name, deed.group_text or text

    def on_metric(self, first: int, last: int) -> None:
        name = {"S": "strikes", "O": "sorties", "E": "engagements"}[self.tokens.tags[last - 1]]
        metric = self._metric(name, first, last)
        if name == "strikes" and self.action is None:
            self.strikes = metric
        if self.light and name == "strikes":
            self.action, self.light = "hit", False
            self.governed = []

    def _metric(self, name: str, first: int, last: int) -> Metric:
        count, hedge, counted = phrases.quantity(self.tokens, first, last)
        span = (self.tokens.starts[first], self.tokens.ends[last - 1])
        metric = Metric(name, first, last, span, count, hedge if counted else "none", self.scene.sentence)
        self.scene.metrics.append(metric)
        return metric

    def on_light(self, first: int, last: int) -> None:
        self.light = self.tokens.tags[first] not in "b"
        if not self.light and self.strikes is not None:
            self.strikes.passive = True

    def on_passive(self, first: int, last: int) -> None:
        action = self._action(last - 1)
        for item in self.pending:
            self._deed(action, item)
        self.pending = []
        self.muted = False
        self.action = None

    def on_active(self, first: int, last: int) -> None:
        if self.muted:
            return
        self.action = self._action(last - 1)
        if self.strikes is not None and not self.strikes.passive:
            self.strikes.subject = True
        self._leave()
        self.governed = []
        self.light = False
        self.described = False

    def _action(self, at: int) -> str:
        action: str = self.tokens.values[at]
        return "hit" if action == "engaged" and self.party == "russia" else action

    def on_pair(self, first: int, last: int) -> None:
        middle = self.tokens.tags.index("&", first, last)
        head = phrases.item(self.text, self.tokens, self.pack, middle + 1, last)
        count, hedge, _ = phrases.quantity(self.tokens, first, middle)
        size = self.text[self.tokens.starts[middle - 1] : self.tokens.ends[middle - 1]].lower()
        noun = head.target.split(" ", 1)[-1]
        span = (self.tokens.starts[first], head.span[1])
        other = head._replace(first=first, span=span, count=count, hedge=hedge, target=f"{size} {noun}")
        for item in (other, head):
            self._take(item)

    def on_item(self, first: int, last: int) -> None:
        tags = self.tokens.tags
        item = phrases.item(self.text, self.tokens, self.pack, first, last)
        led = tags[first - 1] if first > self.scene.sentence.first else ""
        if led == "&" and self._shares_name(item):
            self.governed[-1].item = self._joined(self.governed[-1].item, item)
            return
        if self.belongs == first and item.target == phrases.OWNER:
            return  # of the ISIS | terrorists
        if self.muted or (led in tuple("fuxy^V") and not item.counted) or (self.described and not item.counted):
            return
        self._take(item)

    def _shares_name(self, item: Item) -> bool:
        """Whether the target before is the first half of this one's name: a weapons storage and staging area."""
        before = self.governed[-1].item if self.governed else None
        if before is None or item.counted or item.plural or before.last != item.first - 1 or before.count != 1:
            return False
        return self.text[: before.span[1]].rsplit(None, 1)[-1].lower() in self.pack.halves

    def _joined(self, before: Item, item: Item) -> Item:
        target, kind, printed = phrases.noun(self.text, self.tokens, self.pack, before.core, item.last)
        span = (before.span[0], item.span[1])
        return before._replace(span=span, target=target, text=printed, kind=kind, last=item.last)

    def _leave(self) -> None:
        self.scene.left += [item for item in self.pending if item.counted and not item.generic]
        self.pending = []

    def _take(self, item: Item) -> None:
        for part in phrases.parts(item):
            if self.action is not None:
                self._deed(self.action, part)
            elif not self.light:
                self.pending.append(part)

    def _deed(self, action: str, item: Item) -> None:
        if action in SILENT:
            return
        deed = Deed(action, item, "", self.scene.sentence)
        deed.strikes = self.strikes.count if self.strikes is not None and self.strikes.subject else None
        self.governed.append(deed)
        self.scene.deeds.append(deed)
