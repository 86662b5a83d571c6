"""What inflection adds to the walk: participles with their subject on either side, nouns whose case must fit.

In a language whose nouns decline, a noun that no verb can govern in its case is no target of it; and a noun that
stands before its participle is one already told of, one behind it is new.
"""

from __future__ import annotations

import re

from scrapers.reading import grammar
from scrapers.reading.beside import HUMAN
from scrapers.reading.counts import Counts
from scrapers.reading.periods import MONTH, lengths
from scrapers.reading.phrases import OBJECT, PART, STRUCK, SUBJECT, TOLD_OF, Item, in_case

HEADS, BELONGS = "N=", "mö§Ö"
OTHERS_SAY = re.compile(r'(?:[wW],)?"?[tmwg]{0,3}([YNG])[öÖmG]{0,4}(?:[mw]{1,2}(?:"W{1,3}")?)?!')
STATESMAN_SAYS = re.compile(r'"?[tmwW]{1,3}(Y)W{1,3}!')  # the minister of a state, by name, said
MANAGED = "ɱ"  # the letter of words that say that what follows was done
PASSIVE = "passive"  # the value of verbs told of what is carried out: strikes were delivered
CARRIED_OUT = re.compile(rf"{grammar.QUANTITY}?[mw]{{0,2}}[SOE]")
PARTED = re.compile(r"(?:[,&º]|\*[mw]{0,2})\Z")  # and, as a result of an explosion | 12 vehicles were destroyed
AIM = "aim"  # the value of words for what is only meant
LED = "oiu<y>"  # a noun behind one of these is no subject
FOLLOWS = re.compile(rf"[mwt]{{0,3}}(?![01]M)(?:{grammar.QUANTITY}|@|[N=])|:")
CAPTION = re.compile(r"['\"]?m{0,2}[wW]?Sm{0,2}o[^LXIBDΠẋ!ϋbTŦx~n]*\Z")
PLACED = re.compile(r"(?<=o)[xgm]is?W{1,3}\Z")  # on | located near X | depots
# Depots and camps, command posts of the group.
LISTED_TARGET = "h?0?[mw]{0,3}[N=](?:,?&?m{0,2}[öÖ§ĝ÷]){0,8}"
ALONE = re.compile(rf'"?(?:{LISTED_TARGET}(?:,?&|[,;])){{1,20}}{LISTED_TARGET}(?:[.;"]{{0,3}}|",?-![^N=0]{{0,20}})\Z')
PEOPLE_BEHIND, HELD_BY = re.compile("h?0[mw]{0,2}(N)"), re.compile(r"N[AY]{1,2}\Z")
NEAR = 9  # tokens before a phrase that can say what it is
APPOSED = "N=öÖ"  # what stands before a dash that explains it
ACTOR = re.compile(r"t?[mA]{0,3}[CJA]")
LEADERS, NAMED = ("field commander", "commander"), re.compile('[mwöÖ]{0,3}"?[WG]')


class Inflection(Counts):
    """The part of a walk that knows of cases; it does nothing where nouns do not decline."""

    def cases_after(self, at: int) -> str:
        """The cases of what the verb at a token governs."""
        if self.tokens.tags[at] == "D":
            return PART
        return TOLD_OF if self.action == "hit" else OBJECT

    def fitting(self, item: Item, led: str) -> Item | None:
        """The item with its number as its case tells it; None where no verb of the sentence can mean it."""
        item = self.with_count_behind(item)
        if item.cases and (led == "i" or (item.counted and "w" in self.tokens.tags[item.core : item.last])):
            return None  # in two hangars | 40 barrels of fuel, where no table has the barrel
        if not item.cases or item.counted:
            return item
        if item.target in LEADERS and item.count == 1 and (item.group or NAMED.match(self.tokens.tags, item.last)):
            return None  # the leader | of the group X, by name
        at = self.tokens.tags.find("#", item.first, item.core)
        if at >= 0 and self.tokens.values[at]:
            return item._replace(count=1, hedge="exact", counted=True)  # one of the depots
        if led in ("&", ",") and self.counted_before(item) is not None:
            return self.sharing(item, led)
        if led == "o" or (self.action is None and self.is_on(item)):
            return in_case(item, STRUCK[1])
        return in_case(item, self.cases if self.action is not None else OBJECT + SUBJECT)

    def before_place(self, first: int) -> int:
        """Where a target begins, with what says before it where it stands: strikes on | located near X | depots."""
        begin = max(self.scene.sentence.first, first - NEAR)
        placed = PLACED.search(self.tokens.tags, begin, first) if self.pack.cases else None
        return first if placed is None else placed.start()

    def is_on(self, item: Item) -> bool:
        """Whether strikes are told to be on a target, or on the list that it goes on: on depots and | barracks."""
        led = self.tokens.tags[item.first - 1]
        before = self.pending[-1] if self.pending else None
        listed = before is not None and before.on and before.item.last == item.first - 1 and led in "&,"
        return led == "o" or listed

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
        actions = {self.tokens.values[at] for at in range(first, last) if tags[at] == "Π"}
        if len(actions - {"hit"}) > 1:  # killed and wounded were 40: how many of them is not told
            self.action, self.governed = None, []
            self._leave()
            return
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
        if not adjacent or before is None:
            return False
        begin = max(self.scene.sentence.first, before.first - NEAR)
        return PARTED.search(self.tokens.tags, begin, before.first) is not None

    def is_end(self, last: int) -> bool:
        """Whether no object stands behind a verb: its subject does, or its clause ends."""
        end = self.scene.sentence.last
        return last == end or self.tokens.tags[last] in "i.,;" or ACTOR.match(self.tokens.tags, last, end) is not None

    def is_caption(self) -> bool:
        """Whether a sentence is a title that tells a strike without a verb: an airstrike on a depot in Q province."""
        first, last = self.scene.sentence.first, self.scene.sentence.last
        struck = any(self.tokens.tags[deed.item.first - 1] == "o" for deed in self.pending)
        return struck and not self.scene.deeds and CAPTION.match(self.tokens.tags, first, last) is not None

    def is_list_alone(self) -> bool:
        """Whether a sentence only lists targets: those that the sentence before counted."""
        sentence = self.scene.sentence
        nominative = bool(self.pending) and all(
            deed.item.counted or in_case(deed.item, SUBJECT) for deed in self.pending
        )
        return nominative and ALONE.match(self.tokens.tags, sentence.first, sentence.last) is not None

    def is_by_people(self, first: int, last: int) -> bool:
        """Whether people behind a verb are its subject, as its object stands before: positions attacked | 1,000 men."""
        match = PEOPLE_BEHIND.match(self.tokens.tags, last) if self.pack.cases else None
        if match is None or getattr(self.tokens.values[match.start(1)], "kind", "") != "people":
            return False
        begin = max(self.scene.sentence.first, first - NEAR)
        held = HELD_BY.search(self.tokens.tags, begin, first)  # positions of the Syrian army
        return bool(self.pending) or (held is not None and self.tokens.values[held.start()].kind not in HUMAN)

    def is_apposed(self, before: Item | None, item: Item) -> bool:
        """Whether a noun behind a dash explains the target before: a workshop of the group - | a hangar."""
        if before is None or before.generic or not item.cases or item.counted:
            return False
        return self.tokens.tags[item.first - 2] in APPOSED

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
            delivered = self.pack.cases and tags[first - 1 : first] == "S" and tags[last : last + 1] == "o"
            return tags[first] not in "b" and not delivered  # strikes | they deliver on depots
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

    def is_aimed_at(self, first: int) -> bool:
        """Whether a noun only names what something is for: an operation to | the destruction of two camps."""
        tags, values = self.tokens.tags, self.tokens.values
        if not self.pack.cases or tags[first] != "D":
            return False
        clause = max(self.scene.sentence.first, tags.rfind(",", 0, first))
        purpose = any(tags[at] == ">" and values[at] == AIM for at in range(max(clause, first - NEAR), first))
        if purpose or (self.aim and tags[first - 1] in ",&"):
            return True  # with the aim of | destroying; for the destruction of X and | the demolition of Y
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

    def _leave(self) -> None:
        raise NotImplementedError
