"""One sentence in, its scene out: deeds, numbers, places, forces, as they stand in the sentence.

The sentence is walked once over its phrases. A verb in the active governs the targets after it, one in the passive
those before it; what stands in a relative clause or behind a negation is no deed.
"""

from __future__ import annotations

from collections.abc import Callable

from scrapers.languages import Pack
from scrapers.reading import grammar, phrases
from scrapers.reading.deeds import Deed, Metric, Scene
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
        self.clause = 0
        self.last: Item | None = None  # the item that "others" and "another" go on from
        self.belongs = -1  # the token after the group that owns a target

    def run(self) -> Scene:
        """The scene of the sentence."""
        first, last = self.scene.sentence.first, self.scene.sentence.last
        for rule, begin, end in grammar.phrases(self.tokens.tags, first, last):
            HANDLERS[rule](self, begin, end)
        self._leave()
        return self.scene

    def on_date(self, first: int, last: int) -> None:
        """Dates are read by the periods."""

    def on_abbreviation(self, first: int, last: int) -> None:
        """A bracketed abbreviation repeats the noun before it."""

    def on_swallow(self, first: int, last: int) -> None:
        self.scene.named.append((first, last))
        self.described = self.described or self.tokens.tags[first] == "x"

    def on_including(self, first: int, last: int) -> None:
        self.described = False

    def on_comma(self, first: int, last: int) -> None:
        self.muted = False

    on_semicolon = on_comma

    def on_relative(self, first: int, last: int) -> None:
        tags = self.tokens.tags
        told = self.strikes is not None and tags[last : last + 1] == "X"  # strikes that destroyed
        self.muted = tags[first - 1] != "!" and not told  # a report that ... is no relative clause

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
        if "0" in self.tokens.tags[first:last]:
            self._metric("aircraft", first, last)

    def on_part(self, first: int, last: int) -> None:
        self._metric("part", first, last)

    def on_blow(self, first: int, last: int) -> None:
        """A hit of a bomb names how, not what."""
        self.scene.named.append((first, last))

    def on_missiles(self, first: int, last: int) -> None:
        tokens = self.tokens
        weapon = next((tokens.values[i] for i in range(first, last) if tokens.tags[i] == "K"), None)
        self.scene.weapon = self.scene.weapon or weapon
        self._metric("missiles", first, last)
        if self.light and tokens.tags[last - 1] == "j":
            self._begin("hit")

    def on_provinces_counted(self, first: int, last: int) -> None:
        self._metric("provinces", first, last)

    def on_country(self, first: int, last: int) -> None:
        if "&" in self.tokens.tags[first:last]:
            self.scene.both = True  # in both countries: no one's sub-total
            return
        self.scene.country = self.tokens.values[last - 1]

    def on_province(self, first: int, last: int) -> None:
        where = phrases.where(self.text, self.tokens, self.pack, first, last, "province")
        (self.scene.silent if self.muted else self.scene.provinces).append(where)

    def on_place(self, first: int, last: int) -> None:
        where = phrases.where(self.text, self.tokens, self.pack, first, last, "place")
        if self.muted:
            self.scene.silent.append(where)
            return
        self.scene.places.append(where)
        self.scene.clauses.append(self.clause)
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
        again = name == "strikes" and self.action is not None and "0" in self.tokens.tags[first:last]
        if again and self.tokens.tags[last - 1 : last + 1] != "Sc" and self.strikes is not None:
            self.clause += 1  # ..., while one strike near X destroyed
            self.action, self.strikes = None, None
            self._leave()
        metric = self._metric(name, first, last)
        if name == "strikes" and self.action is None:
            self.strikes = metric
        if self.light and name == "strikes":
            self._begin("hit")

    def _begin(self, action: str) -> None:
        self.action, self.light, self.governed = action, False, []

    def _metric(self, name: str, first: int, last: int) -> Metric:
        count, hedge, counted = phrases.quantity(self.tokens, first, last)
        span = (self.tokens.starts[first], self.tokens.ends[last - 1])
        metric = Metric(name, first, last, span, count, hedge if counted else "none", self.scene.sentence)
        metric.clause = self.clause
        if self.muted:
            self.scene.named.append((first, last))
        else:
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

    def on_acting(self, first: int, last: int) -> None:
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
        noun = f"{size} {head.target.split(' ', 1)[-1]}"
        known = self.pack.targets.get(noun)
        span = (self.tokens.starts[first], head.span[1])
        other = head._replace(first=first, span=span, count=count, hedge=hedge, target=known.name if known else noun)
        for item in (other, head):
            self._take(item)

    def on_shared(self, first: int, last: int) -> None:
        """One count over several kinds, where the first noun is in the singular and the last in the plural."""
        tags = self.tokens.tags
        head = next(i for i in range(first, last) if tags[i] in "N&w" and tags[i + 1] in ",&N" and tags[i] != ",")
        if last - 1 not in self.tokens.plurals or head in self.tokens.plurals or "N" not in tags[first:last]:
            self._again(first, last)
            return
        item = phrases.item(self.text, self.tokens, self.pack, first, last)
        if not item.counted or item.count in (None, 1):
            self._again(first, last)
            return
        self._take(phrases.shared(self.text, self.tokens, item, last))

    def _again(self, first: int, last: int) -> None:
        """Walks the tokens of a phrase that turned out to be another, without the rule that found it."""
        for rule, begin, end in grammar.phrases(self.tokens.tags, first, last, shared=False):
            HANDLERS[rule](self, begin, end)

    def on_same(self, first: int, last: int) -> None:
        """Others of the target named before: destroyed a vehicle and damaged two others."""
        if self.last is None or self.action is None:
            return
        count, hedge, _ = phrases.quantity(self.tokens, first, last)
        span = (self.tokens.starts[first], self.tokens.ends[last - 1])
        self._take(self.last._replace(first=first, last=last, span=span, count=count, hedge=hedge, counted=True))

    def on_open(self, first: int, last: int) -> None:
        """A noun that no table has is a target only where strikes are told to have met it."""
        if self.strikes is None or not self.strikes.subject or self.action is None or self.muted:
            return
        self._take(phrases.unknown(self.text, self.tokens, self.pack, first, last))

    def on_item(self, first: int, last: int) -> None:
        tags = self.tokens.tags
        item = phrases.item(self.text, self.tokens, self.pack, first, last)
        led = tags[first - 1] if first > self.scene.sentence.first else ""
        if led == "&" and self._shares_name(item):
            self.governed[-1].item = self._joined(self.governed[-1].item, item)
            return
        if led == "&" and self._shares_count(item):
            before = self.governed[-1].item
            both = f"{before.target} and {item.target}"[: phrases.LONGEST]
            self.governed[-1].item = before._replace(target=both, span=(before.span[0], item.span[1]), last=last)
            return
        if self.belongs == first and item.target == phrases.OWNER:
            return  # of the ISIS | terrorists
        if self.muted or (led in tuple("fuxy^V<") and not item.counted) or (self.described and not item.counted):
            return
        if item.counted and self.strikes is not None and self.strikes.subject:
            rest = grammar.REST.match(tags, last, self.scene.sentence.last)
            if rest:  # explosive | belts: the noun goes on in words that no table has
                item = phrases.unknown(self.text, self.tokens, self.pack, first, rest.end())
        self._take(item)

    def _shares_name(self, item: Item) -> bool:
        """Whether the target before is the first half of this one's name: a weapons storage and staging area."""
        before = self.governed[-1].item if self.governed else None
        if before is None or item.counted or item.plural or before.last != item.first - 1 or before.count != 1:
            return False
        return self.text[: before.span[1]].rsplit(None, 1)[-1].lower() in self.pack.halves

    def _shares_count(self, item: Item) -> bool:
        """Whether one count goes for two nouns, as the list goes on behind them: six tunnels and caves, four trucks."""
        before = self.governed[-1].item if self.governed else None
        if before is None or item.counted or not item.plural or before.last != item.first - 1:
            return False
        goes_on = grammar.GOES_ON.match(self.tokens.tags, item.last) is not None
        return before.plural and (before.count or 0) > 1 and goes_on

    def _joined(self, before: Item, item: Item) -> Item:
        target, kind, printed = phrases.noun(self.text, self.tokens, self.pack, before.core, item.last)
        span = (before.span[0], item.span[1])
        return before._replace(span=span, target=target, text=printed, kind=kind, last=item.last)

    def _leave(self) -> None:
        self.scene.left += [item for item in self.pending if item.counted and not item.generic]
        self.pending = []

    def _take(self, item: Item) -> None:
        self.last = item
        for part in phrases.parts(item):
            if self.action is not None:
                self._deed(self.action, part)
            elif not self.light:
                self.pending.append(part)

    def _deed(self, action: str, item: Item) -> None:
        if action in SILENT:
            self.scene.named.append((item.first, item.last))
            return
        deed = Deed(action, item, "", self.scene.sentence, self.clause)
        deed.strikes = self.strikes.count if self.strikes is not None and self.strikes.subject else None
        self.governed.append(deed)
        self.scene.deeds.append(deed)


HANDLERS: dict[str, Callable[[Walk, int, int], None]] = {
    name.removeprefix("on_"): handler for name, handler in vars(Walk).items() if name.startswith("on_")
}
