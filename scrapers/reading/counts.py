"""Numbers that go on from a target named before, or go for several: two others, 46 depots and camps, tanks - 3.

Part of the walk over a sentence; it makes items out of such phrases, and the walk takes them.
"""

from __future__ import annotations

import re

from scrapers.reading import phrases
from scrapers.reading.nouns import LONGEST, OWNER
from scrapers.reading.phrases import OBJECT, PART, SUBJECT, Item, in_case
from scrapers.reading.surroundings import Surroundings

PEOPLE = ("killed", "wounded")
KILLED = ("killed", "destroyed")  # what is said of people who were killed
BETWEEN = "mwö"  # what can stand between a target and the "and" behind it
PLURAL_PART = {"gs", "gp"}  # a genitive of one number only tells whether there are several
PAUCAL, FEW = (2, 3), {"gs", "gf"}  # take a singular behind them: two tanks and guns are no two in all
BEHIND = re.compile(r"-0(?=[,;.&]|\Z)")


class Counts(Surroundings):
    """The part of a walk that reads what is counted without its noun, or with several."""

    def on_bare(self, first: int, last: int) -> None:
        """A number without noun counts people again: killed two fighters and wounded nine."""
        if self.last is not None and self.last.kind == "people" and self.action in PEOPLE and self.last.last != last:
            self.on_same(first, last)

    def on_ahead(self, first: int, last: int) -> None:
        """A number whose noun stands behind a second one: killed were 34 and wounded 60 militants."""
        self.ahead = (first, last, self.action) if self.action in KILLED and self.pack.cases else None

    def with_ahead(self, item: Item) -> None:
        """Takes the number before for the people counted last, where there is one."""
        if self.ahead is None or item.kind != "people" or not item.counted:
            return
        first, last, action = self.ahead
        self.ahead = None
        count, hedge, _ = phrases.quantity(self.tokens, first, last)
        span = (self.tokens.starts[first], self.tokens.ends[last - 1])
        self.deed(action or "", item._replace(first=first, last=last, span=span, count=count, hedge=hedge))

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
            self.take(item)

    def on_shared(self, first: int, last: int) -> None:
        """One count over several kinds, where the first noun is in the singular and the last in the plural."""
        tags = self.tokens.tags
        head = next(i for i in range(first, last) if tags[i + 1] in ",&")
        alike = last - 1 in self.tokens.plurals and head not in self.tokens.plurals and "N" in tags[first:last]
        if self.pack.cases or not alike:
            self.again(first, last)
            return
        item = phrases.item(self.text, self.tokens, self.pack, first, last)
        if not item.counted or item.count in (None, 1):
            self.again(first, last)
            return
        self.take(phrases.shared(self.text, self.tokens, self.pack, item, last))

    def on_same(self, first: int, last: int) -> None:
        """Others of the target named before: destroyed a vehicle and damaged two others."""
        action = self.tokens.values[last - 1]
        before = self.last_person() if action in PEOPLE else self.last
        if before is None or self.action is None:
            return
        count, hedge, _ = phrases.quantity(self.tokens, first, last)
        span = (self.tokens.starts[first], self.tokens.ends[last - 1])
        item = before._replace(first=first, last=last, span=span, count=count, hedge=hedge, counted=True)
        if action in PEOPLE:
            self.deed(action, item)  # losses of 40 killed and | 12 wounded
        else:
            self.take(item)

    def last_person(self) -> Item | None:
        """The people that a number counts again: those named last, else militants, whose losses are told."""
        if self.last is not None and self.last.kind == "people":
            return self.last
        militant = next((one for one in self.pack.targets.values() if one.name == OWNER), None)
        if militant is None:
            return None
        return Item(
            0, 0, 0, (0, 0), None, "exact", militant.name, militant.kind, "", False, True, True, None, None, "gp"
        )  # fmt: skip

    def counted_before(self, item: Item) -> Item | None:
        """The counted target right before this one, where both stand in the genitive: 30 tanks and | vehicles."""
        before = self.governed[-1].item if self.governed else None
        before = before or (self.pending[-1].item if self.pending else None)
        if before is None or not (before.counted or before.hedge == "unstated"):
            return None
        if self.tokens.tags[before.last : item.first - 1].strip(BETWEEN):
            return None
        own = self.cases if self.action is not None and PART not in self.cases else SUBJECT + OBJECT
        # also where it is the accusative: 30 commanders and militants, but two commanders and militants
        several = "gp" in item.cases.split() and before.count not in (None, *PAUCAL)
        apart = any(not in_case(one, PART) or (in_case(one, own) and not several) for one in (before, item))
        return None if apart else before

    def sharing(self, item: Item, led: str) -> Item | None:
        """The target behind a counted one whose number goes for both: how many of each there are is not told.

        None where both become one target, by the name that fits both (11 command posts and control posts) or by the
        two names, as in English (46 depots and camps).
        """
        deed = (self.governed or self.pending)[-1]
        before = deed.item
        if before.count is not None and not (before.count in PAUCAL and FEW.intersection(item.cases.split())):
            kinds = {before.target, item.target}
            wide = item if item.target == OWNER else before
            one = len(kinds) == 1 or (OWNER in kinds and before.kind == item.kind)  # 30 commanders and militants
            many = PLURAL_PART.intersection(item.cases.split()) == {"gp"}  # not: eleven depots and equipment
            if one or (led == "&" and many and not (before.generic or item.generic)):
                target = wide.target if one else f"{before.target} and {item.target}"[:LONGEST]
                span = (before.span[0], item.span[1])
                text = self.text[self.tokens.starts[before.core] : item.span[1]][:LONGEST]
                deed.item = before._replace(target=target, text=text, span=span, last=item.last)
                return None
            span = (self.tokens.starts[before.core], before.span[1])
            deed.item = before._replace(count=None, hedge="unstated", span=span)
        return item._replace(count=None, hedge="unstated", counted=True)

    def with_count_behind(self, item: Item) -> Item:
        """The item with the number that stands behind it in a table of what was destroyed: tanks - 3, depots - 2."""
        at = item.last + 1
        if item.counted or "gp" not in item.cases.split() or BEHIND.match(self.tokens.tags, item.last) is None:
            return item
        count, hedge, _ = phrases.quantity(self.tokens, at, at + 1)
        span = (item.span[0], self.tokens.ends[at])
        return item._replace(count=count, hedge=hedge, counted=True, plural=True, last=at + 1, span=span)

    def again(self, first: int, last: int) -> None:
        raise NotImplementedError

    def take(self, item: Item) -> None:
        raise NotImplementedError

    def deed(self, action: str, item: Item) -> None:
        raise NotImplementedError
