"""A noun and what stands beside it in, whether it names a target of its own out.

Many nouns of a sentence that tells of strikes are none: where a target stands, whose it is, what a convoy is made of;
and two nouns can share a name or a count.
"""

from __future__ import annotations

from scrapers.languages import Pack, fold
from scrapers.reading import grammar
from scrapers.reading.nouns import OWNERS
from scrapers.reading.phrases import Item
from scrapers.reading.tokens import Tokens

COLUMNS = ("convoy", "column")
GATHERING = "concentration"
HUMAN = ("people", "unit")
INSIDE = "in"  # what prepositions of a whole mean, in the words of every language
OWNED = ("'s", "s'")  # what ends so says whose the thing behind it is


def is_beside(tokens: Tokens, item: Item, led: str) -> bool:
    """Whether a noun names no target of its own: where another stands, who leads it, a convoy of counted trucks.

    `led` is the letter of the token before it.
    """
    tags, first, last = tokens.tags, item.first, item.last
    bare = "0" not in tags[first : item.core]
    if led == "o" and tags[first - 2 : first - 1] in ("N", "="):
        return True  # a depot on the road
    if _is_spot(tokens, item):
        return True  # in the X area | at a location
    if item.definite and tags[last : last + 2] == "wf":
        return True  # the drone | confirmation of
    inside = led == "i" and (not item.counted or (bare and tokens.values[first - 1] == INSIDE))
    if inside and tags[first - 2 : first - 1] not in ("S", "j", "K"):
        return True  # a command post inside the base | in a mountainous area
    if item.definite and not item.plural and item.target == OWNERS[1]:
        return True  # strikes that targeted the militant group
    if led == ">" and tags[first] == "w" and not item.counted:
        return True  # a facility to repair vehicles
    if led == "," and item.kind == "people" and item.definite and not item.plural:
        return True  # ..., the commander said
    if led == "f" and tags[first - 2 : first - 1] in ("N", "=") and item.kind in HUMAN and bare:
        return item.target not in OWNERS or not item.plural  # the command post of a large detachment
    if led == "+" and item.kind == "people" and item.definite:
        return True  # 30 fighters, including the commander X
    if tags[last : last + 2] == "Ly":
        return True  # 47 drones launched by militants
    holds = item.target in (*COLUMNS, OWNERS[1])  # a column, a group | of twelve
    return holds and tags[last : last + 1] == "f" and tags[last + 1 : last + 2] in tuple("h0av")


def is_owner(text: str, tokens: Tokens, item: Item) -> bool:
    """Whether a noun says whose the thing behind it is: a terrorist organization's | missile factory."""
    if not item.counted and fold(item.text).endswith(OWNED):
        return True
    group = tokens.tags[item.last : item.last + 1] == "§"
    return group and fold(text[tokens.starts[item.last] : tokens.ends[item.last]]).endswith(OWNED)


def _is_spot(tokens: Tokens, item: Item) -> bool:
    """Whether a noun alone says where: an area, a location; with another word it is a kind: a storage area."""
    at = tokens.tags.find("N", item.core, item.last)
    head = tokens.values[at] if at >= 0 else None
    return head is not None and head.note == "spot" and head.name == item.target


def shares_name(text: str, pack: Pack, before: Item | None, item: Item) -> bool:
    """Whether the target before is the first half of this one's name: a weapons storage and staging area."""
    if before is None or item.counted or item.plural or before.last != item.first - 1 or before.count != 1:
        return False
    return text[before.span[0] : before.span[1]].rsplit(None, 1)[-1].lower() in pack.halves


def shares_count(tokens: Tokens, before: Item | None, item: Item) -> bool:
    """Whether one count goes for two nouns, as the list goes on behind them: six tunnels and caves, four trucks."""
    if before is None or item.counted or not item.plural or before.last != item.first - 1:
        return False
    goes_on = grammar.GOES_ON.match(tokens.tags, item.last) is not None
    return before.plural and (before.count or 0) > 1 and goes_on
