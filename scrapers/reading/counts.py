"""Numbers that go on from a target named before, or stand before several: two others, one large and three small units.

Part of the walk over a sentence; it makes items out of such phrases, and the walk takes them.
"""

from __future__ import annotations

from scrapers.reading import phrases
from scrapers.reading.inflection import Inflection
from scrapers.reading.phrases import Item

PEOPLE = ("killed", "wounded")
KILLED = ("killed", "destroyed")  # what is said of people who were killed


class Counts(Inflection):
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

    def again(self, first: int, last: int) -> None:
        raise NotImplementedError

    def take(self, item: Item) -> None:
        raise NotImplementedError

    def deed(self, action: str, item: Item) -> None:
        raise NotImplementedError
