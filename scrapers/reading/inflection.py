"""What inflection adds to the walk: participles with their subject on either side, nouns whose case must fit.

In a language whose nouns decline, a noun that no verb can govern in its case is no target of it; and a noun that
stands before its participle is one already told of, one behind it is new.
"""

from __future__ import annotations

import re

from scrapers.reading import grammar
from scrapers.reading.nouns import LONGEST, OWNER
from scrapers.reading.periods import MONTH, lengths
from scrapers.reading.phrases import Item, in_case, quantity
from scrapers.reading.surroundings import Surroundings

HEADS, BELONGS = "N=", "mö§Ö"
HUMAN = ("people", "unit")
OTHERS_SAY = re.compile(r'(?:[wW],)?"?[tmwg]{0,3}([YNG])[öÖmG]{0,4}(?:[mw]{1,2}(?:"W{1,3}")?)?!')
STATESMAN_SAYS = re.compile(r'"?[tmwW]{1,3}(Y)W{1,3}!')  # the minister of a state, by name, said
MANAGED = "ɱ"  # the letter of words that say that what follows was done
PASSIVE = "passive"  # the value of verbs told of what is carried out: strikes were delivered
CARRIED_OUT = re.compile(rf"{grammar.QUANTITY}?[mw]{{0,2}}[SOE]")
BEHIND = re.compile(r"-0(?=[,;.&]|\Z)")
PARTED = re.compile(r"(?:[,&º]|\*[mw]{0,2})\Z")  # and, as a result of an explosion | 12 vehicles were destroyed
LED = "oiu<y>"  # a noun behind one of these is no subject
FOLLOWS = re.compile(rf"[mwt]{{0,3}}(?:{grammar.QUANTITY}|@|[N=])|:")
CAPTION = re.compile(r"['\"]?m{0,2}[wW]?Sm{0,2}o[^LXIBDΠẋ!ϋbTŦx~n]*\Z")
PLACED = re.compile(r"(?<=o)[xgm]is?W{1,3}\Z")  # on | located near X | depots
ACTOR = re.compile(r"t?[mA]{0,3}[CJA]")
OBJECT, TOLD_OF, PART, STRUCK, SUBJECT = "a", "ad", "g", "nd", "n"  # the cases that a target can stand in
LEADERS, NAMED = ("field commander", "commander"), re.compile('[mwöÖ]{0,3}"?[WG]')
BETWEEN = "mwö"  # what can stand between a target and the "and" behind it
PLURAL_PART = {"gs", "gp"}  # a genitive of one number only tells whether there are several
PAUCAL, FEW = (2, 3), {"gs", "gf"}  # take a singular behind them: two tanks and guns are no two in all


class Inflection(Surroundings):
    """The part of a walk that knows of cases; it does nothing where nouns do not decline."""

    def cases_after(self, at: int) -> str:
        """The cases of what the verb at a token governs."""
        if self.tokens.tags[at] == "D":
            return PART
        return TOLD_OF if self.action == "hit" else OBJECT

    def fitting(self, item: Item, led: str) -> Item | None:
        """The item with its number as its case tells it; None where no verb of the sentence can mean it."""
        item = self._with_count_behind(item)
        if item.cases and (led == "i" or (item.counted and "w" in self.tokens.tags[item.core : item.last])):
            return None  # in two hangars | 40 barrels of fuel, where no table has the barrel
        if not item.cases or item.counted:
            return item
        if item.target in LEADERS and item.count == 1 and (item.group or NAMED.match(self.tokens.tags, item.last)):
            return None  # the leader | of the group X, by name
        at = self.tokens.tags.find("#", item.first, item.core)
        if at >= 0 and self.tokens.values[at]:
            return item._replace(count=1, hedge="exact", counted=True)  # one of the depots
        if led in ("&", ",") and self._counted_before(item) is not None:
            return self._sharing(item, led)
        if led == "o" or (self.action is None and self.is_on(item)):
            return in_case(item, STRUCK[1])
        return in_case(item, self.cases if self.action is not None else OBJECT + SUBJECT)

    def _with_count_behind(self, item: Item) -> Item:
        """The item with the number that stands behind it in a table of what was destroyed: tanks - 3, depots - 2."""
        at = item.last + 1
        if item.counted or "gp" not in item.cases.split() or BEHIND.match(self.tokens.tags, item.last) is None:
            return item
        count, hedge, _ = quantity(self.tokens, at, at + 1)
        span = (item.span[0], self.tokens.ends[at])
        return item._replace(count=count, hedge=hedge, counted=True, plural=True, last=at + 1, span=span)

    def before_place(self, first: int) -> int:
        """Where a target begins, with what says before it where it stands: strikes on | located near X | depots."""
        placed = PLACED.search(self.tokens.tags, self.scene.sentence.first, first) if self.pack.cases else None
        return first if placed is None else placed.start()

    def is_on(self, item: Item) -> bool:
        """Whether strikes are told to be on a target, or on the list that it goes on: on depots and | barracks."""
        led = self.tokens.tags[item.first - 1]
        before = self.pending[-1] if self.pending else None
        listed = before is not None and before.on and before.item.last == item.first - 1 and led in "&,"
        return led == "o" or listed

    def _counted_before(self, item: Item) -> Item | None:
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

    def _sharing(self, item: Item, led: str) -> Item | None:
        """The target behind a counted one whose number goes for both: how many of each there are is not told.

        None where both become one target, by the name that fits both (11 command posts and control posts) or by the
        two names, as in English (46 depots and camps).
        """
        deed = (self.governed or self.pending)[-1]
        before = deed.item
        if before.count is not None and not (before.count in PAUCAL and FEW.intersection(item.cases.split())):
            kinds = {before.target, item.target}
            wide = item if item.target == OWNER else before
            if len(kinds) == 1 or (OWNER in kinds and before.kind == item.kind):  # 30 commanders and militants
                span = (before.span[0], item.span[1])
                text = self.text[self.tokens.starts[before.core] : item.span[1]][:LONGEST]
                deed.item = before._replace(target=wide.target, text=text, span=span, last=item.last)
                return None
            many = PLURAL_PART.intersection(item.cases.split()) == {"gp"}  # not: eleven depots and equipment
            if led == "&" and many and not (before.generic or item.generic):
                target = f"{before.target} and {item.target}"[:LONGEST]
                span = (before.span[0], item.span[1])
                text = self.text[self.tokens.starts[before.core] : item.span[1]][:LONGEST]
                deed.item = before._replace(target=target, text=text, span=span, last=item.last)
                return None
            span = (self.tokens.starts[before.core], before.span[1])
            deed.item = before._replace(count=None, hedge="unstated", span=span)
        return item._replace(count=None, hedge="unstated", counted=True)

    def end_of(self, rule: str, first: int, last: int) -> int:
        """Where a phrase ends whose head stands first: behind what belongs to it, before a noun that does not."""
        tags = self.tokens.tags
        if rule == "missiles" and tags[last - 1] in "Nw":
            return last - 1  # of a KAB-500 | the plant
        if rule != "item":
            return last
        end = next((at for at in range(first, last) if tags[at] in HEADS), last - 1) + 1
        while end < last and tags[end] in BELONGS:
            end += 1
        apart = end < last and tags[end] in "wWGqN=" and any(letter in HEADS for letter in tags[end:last])
        return end if apart else last

    def on_turned(self, first: int, last: int) -> None:
        """Destroyed, told of what stands before (the depot was destroyed) or behind (destroyed were two depots)."""
        tags, begin = self.tokens.tags, self.scene.sentence.first
        subjects = [deed for deed in self.pending if tags[max(begin, deed.item.first - 1)] not in LED]
        subjects = [deed for deed in subjects if in_case(deed.item, SUBJECT) is not None or deed.item.counted]
        follows = FOLLOWS.match(tags, last, self.scene.sentence.last) is not None
        apart = tags[first - 1 : first] == "," and first > begin
        self.muted = self.muted and not (subjects and not follows) and not apart
        if subjects and not follows:
            parts = subjects[1:] if subjects[0].item.generic else []  # all targets, among them | depots: those are new
            for deed in subjects:
                known = not deed.item.counted and deed not in parts
                deed.item = deed.item._replace(definite=deed.item.definite or known)
            self.pending = subjects
            self.on_passive(first, last)
            return
        if self.listed_last(first) and not follows:  # struck were four depots, a camp | was destroyed
            self.governed[-1].action = self._action(last - 1)
            return
        self.on_acting(first, last)
        self.cases = STRUCK if self.action == "hit" else SUBJECT

    def listed_last(self, first: int) -> bool:
        """Whether the last target of a list stands right before a verb of its own: three tanks and two trucks | hit."""
        before = self.governed[-1].item if self.governed and not self.pending and not self.muted else None
        adjacent = before is not None and before.cases != "" and before.last == first
        begin = self.scene.sentence.first
        return adjacent and before is not None and PARTED.search(self.tokens.tags, begin, before.first) is not None

    def is_end(self, last: int) -> bool:
        """Whether no object stands behind a verb: its subject does, or its clause ends."""
        end = self.scene.sentence.last
        return last == end or self.tokens.tags[last] in "i.,;" or ACTOR.match(self.tokens.tags, last, end) is not None

    def is_caption(self) -> bool:
        """Whether a sentence is a title that tells a strike without a verb: an airstrike on a depot in Q province."""
        first, last = self.scene.sentence.first, self.scene.sentence.last
        struck = any(self.tokens.tags[deed.item.first - 1] == "o" for deed in self.pending)
        return struck and not self.scene.deeds and CAPTION.match(self.tokens.tags, first, last) is not None

    def is_turned_round(self, last: int) -> bool:
        """Whether the subject of a verb stands behind it and its object before: a column destroyed | a Su-34."""
        before = self.pending[-1].item if self.pending else None
        tags = self.tokens.tags
        if before is None or not before.cases:
            return False
        if before.kind == "people":  # 200 militants destroyed | the air force
            return before.counted and ACTOR.match(tags, last, self.scene.sentence.last) is not None
        if tags[before.first - 1 : before.first] in tuple(LED):
            return False
        return self.is_end(last) and (before.counted or in_case(before, OBJECT) is not None)

    def _begin(self, action: str) -> None:
        """Strikes are told of: those on what stands before them too, on 263 facilities | strikes were delivered."""
        before = [deed for deed in self.pending if deed.on and deed.item.cases]
        super()._begin(action)
        for deed in before:
            deed.action, deed.clause = action, self.clause
            self.pending.remove(deed)
            self.governed.append(deed)
            self.scene.deeds.append(deed)

    def is_light(self, first: int, last: int) -> bool:
        """Whether a verb carries out what is named behind it, not what stood before it: strikes were delivered."""
        tags = self.tokens.tags
        if self.tokens.values[last - 1] != PASSIVE:
            return tags[first] not in "b"
        if self.strikes is not None and self.strikes.count is not None and tags[last : last + 1] == "o":
            return False  # six strikes of the bombers | were delivered on
        return CARRIED_OUT.match(tags, last) is not None or tags[first - 1 : first] != "S"

    def is_struck_before(self, last: int) -> bool:
        """Whether a verb stands behind strikes and what they met: strikes on X | were delivered, | a Su-34 made."""
        if self.tokens.values[last - 1] != PASSIVE and ACTOR.match(self.tokens.tags, last) is None:
            return False
        return any(self.tokens.tags[deed.item.first - 2 : deed.item.first] == "So" for deed in self.pending)

    def is_since_all(self) -> bool:
        """Whether what is counted is counted since a day told before it: since the beginning, 40 depots were hit."""
        if not self.pack.cases:
            return False
        since = self.tokens.tags.index("z", self.scene.sentence.first)
        counted = [one.first for one in self.scene.metrics if one.count is not None]
        first = min([*counted, *(deed.item.first for deed in self.scene.deeds if deed.item.counted)], default=since)
        return since < first and "U" not in self.tokens.tags[since:first]

    def is_over_months(self) -> bool:
        """Whether what is counted is counted over months or years: in three years 500 tanks were destroyed."""
        sentence = self.scene.sentence
        if not self.pack.cases or "U" not in self.tokens.tags[sentence.first : sentence.last]:
            return False
        told = lengths(self.tokens, sentence.first, sentence.last)
        return any(one.unit in ("month", "year") or one.days > MONTH for one in told)

    def is_told_by_others(self, tags: str) -> bool:
        """Whether a country or people that are no speakers of the party say it: militants reported that."""
        if not self.pack.cases or "!" not in tags:
            return False
        told = OTHERS_SAY.match(tags) or STATESMAN_SAYS.match(tags)
        if told is None:
            return False
        value = self.tokens.values[self.scene.sentence.first + told.start(1)]
        return tags[told.start(1)] in "YG" or value.kind in HUMAN

    def is_only_meant(self, first: int) -> bool:
        """Whether an infinitive tells of no deed: it does where they managed to, or where it goes on from a deed."""
        tags = self.tokens.tags
        if not self.pack.cases or tags[first] != "B" or (self.action is not None and tags[first - 1] == "&"):
            return False
        clause = max(self.scene.sentence.first, tags.rfind(",", 0, first))
        return MANAGED not in tags[clause:first]

    def lost(self, first: int, subject: Item | None) -> str:
        """What was done where somebody lost something: militants lost three tanks, not: Russia lost a plane."""
        theirs = self.tokens.tags[first - 1] in "G§" or (subject is not None and subject.kind in HUMAN)
        return "destroyed" if theirs else "none"

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

    def is_aimed_at(self, first: int) -> bool:
        """Whether a noun only names what something is for: an operation to | the destruction of two camps."""
        tags, values = self.tokens.tags, self.tokens.values
        if not self.pack.cases or tags[first] != "D":
            return False
        return tags[first - 1] in "o>" or (tags[first - 1] == "i" and values[first - 1] == "on")

    def is_confirmed(self, first: int) -> bool:
        """Whether a noun of destruction tells of what is known: the data confirmed | the destruction of the depots."""
        tags = self.tokens.tags
        return bool(self.pack.cases) and tags[first] == "D" and "*" in tags[self.scene.sentence.first : first]

    def is_aside(self, first: int) -> bool:
        """Whether a participle behind a comma only describes: a depot, | hidden in two hangars."""
        return bool(self.pack.cases) and self.tokens.tags[first] == "x" and self.tokens.tags[first - 1 : first] == ","

    def on_unknown(self, first: int, last: int) -> None:
        """A verb that no table has: what follows is governed by it, and what a new clause has right before it."""
        if self.listed_last(first):
            self.scene.deeds.remove(self.governed.pop())
        if len(self.pending) == 1 and not self.scene.deeds and not self.muted:
            self.scene.subject = self.pending[0].item  # the base | was in the outskirts of X
        self.pending, self.governed, self.light = [], [], False
        self.action = None

    def on_passive(self, first: int, last: int) -> None:
        raise NotImplementedError

    def on_acting(self, first: int, last: int) -> None:
        raise NotImplementedError

    def _action(self, at: int) -> str:
        raise NotImplementedError
