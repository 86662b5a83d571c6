"""The words of a target in, its canonical noun and class out: composed nouns, depots and their contents, plants.

Knows the taxonomy, not how a noun stands in its sentence.
"""

from __future__ import annotations

from importlib import import_module

from scrapers.languages import Pack, Target, fold
from scrapers.reading.tokens import Tokens

# Before another noun these say whose the target is, not what it is.
OWNER = "militant"
OWNERS = (OWNER, "militant group")
ANTI_AIRCRAFT = "zu-23"  # named by what it is armed with (codebook)
EQUIPMENT = "military equipment"
ARMED = ("weapon", "artillery", "air defence")  # classes of what makes a vehicle one with a heavy weapon
MOST_NOUNS = 20_000  # composed nouns remembered
LONGEST = 60  # characters of a noun as printed that the record keeps
CARRIED = ("ammunition", "explosives")  # a truck with these is not armed with them
MATERIALS = ("arms", "ammunition", "fuel", "explosives")
MATERIAL = {"weapon": "arms", "ammunition": "ammunition", "fuel": "fuel", "explosives": "explosives"}
HELD = {  # what a depot already named for its contents holds
    "depot": (), "ammunition depot": ("ammunition",), "arms depot": ("arms",), "fuel depot": ("fuel",),
    "arms and ammunition depot": ("arms", "ammunition"), "explosives depot": ("explosives",),
}  # fmt: skip
PRODUCTION = "production"  # the class of plants
CAR_BOMBS = "car bomb workshop"
PLANTS = ("workshop", "plant", "factory")


def singular(pack: Pack, phrase: str) -> str:
    """A noun phrase in the singular, by the rules of its language."""
    return str(import_module(f"scrapers.languages.{pack.code}.inflect").singular(phrase))


def noun(text: str, tokens: Tokens, pack: Pack, begin: int, end: int) -> tuple[str, str, str]:
    """Canonical noun, class and noun as printed of the tokens of a target."""
    tags, values = tokens.tags, tokens.values
    head: Target = values[end - 1]
    printed = text[tokens.starts[begin] : tokens.ends[end - 1]][:LONGEST]
    if end - begin == 1:
        return head.name, head.kind, printed
    key = tags[begin:end] + printed
    if key not in pack.nouns:
        if len(pack.nouns) > MOST_NOUNS:
            pack.nouns.clear()
        pack.nouns[key] = _composed(text, tokens, pack, begin, end)
    return *pack.nouns[key], printed


def _composed(text: str, tokens: Tokens, pack: Pack, begin: int, end: int) -> tuple[str, str]:
    """Canonical noun and class of a noun of several words."""
    tags, values = tokens.tags, tokens.values
    head: Target = values[end - 1]
    if pack.cases:
        return head.name, head.kind  # what stands before the head only describes it
    held = {MATERIAL[values[i].name] for i in range(begin, end) if tags[i] == "="}
    if held and head.name in HELD:
        return _depot(held | set(HELD[head.name])), head.kind
    at = tags.rfind("&", begin, end)
    if at > begin and tags[at - 1] == "=" and end - 1 in tokens.plurals:  # ammunition and trucks
        apart = [values[i].name for i in range(begin, at) if tags[i] == "="]
        return " + ".join((*apart, noun(text, tokens, pack, at + 1, end)[0])), head.kind
    words: list[str] = []
    for i in range(begin, end):
        tag, value = tags[i], values[i]
        if tags[i - 1 : i + 2] == "G&G" or tag in "G§" or (tag == "m" and not _kept(value, head)):
            continue
        if tag == "N" and value.name in OWNERS and i < end - 1:
            continue
        word = fold(text[tokens.starts[i] : tokens.ends[i]]).replace("\n", " ")
        if tag == "N" and i < end - 1 and word.count(" ") > 1 and " " not in value.name:
            word = value.name  # what an abbreviation stands for, before the head of the noun
        if tag not in "()" and tags[i - 1 : i + 2] != f"({tag})" and words[-1:] != [word]:
            words.append(word)
    phrase = " ".join(" ".join(words).split()).removesuffix("'s")  # three IED's
    known = pack.targets.get(phrase) or pack.targets.get(singular(pack, phrase))
    if known is not None:
        return known.name, known.kind
    last = text[tokens.starts[end - 1] : tokens.ends[end - 1]].split()
    if any(pack.single[fold(word)].tag == "u" for word in last if fold(word) in pack.single):
        return head.name, head.kind  # the name of a target with its armament is complete
    return singular(pack, phrase)[:LONGEST], "unlisted" if head.kind == "unspecified" else head.kind


def _kept(role: str, head: Target) -> bool:
    return role == "keep" or (role == "size" and head.kind == "unit") or (role == "heavy" and head.kind != "vehicle")


def _depot(held: set[str]) -> str:
    kinds = [kind for kind in MATERIALS if kind in held]
    return " and ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1]))) + " depot"


def armed(arm: Target, target: str, kind: str, trucks: bool = True) -> tuple[str, str]:
    """The noun of a vehicle with what it is armed with; `trucks` keeps a truck with an anti-aircraft gun apart."""
    if kind != "vehicle" and target != EQUIPMENT:
        return target, kind
    if arm.name == ANTI_AIRCRAFT and target != EQUIPMENT:
        return f"{target if target == 'truck' and trucks else 'vehicle'} with {ANTI_AIRCRAFT}", kind
    if arm.kind not in ARMED or arm.name in CARRIED:
        return target, kind
    if (arm.name, target) == ("machine gun", "vehicle"):
        return "vehicle with machine gun", kind
    return ("truck" if target == "truck" else "vehicle") + " with heavy weapon", "vehicle"


def contents(tokens: Tokens, pack: Pack, target: str, kind: str, first: int, last: int) -> tuple[str, str]:
    """The noun of a depot with its materials, or of a plant with its product."""
    tags, values = tokens.tags, tokens.values
    while tags[first] in "mö§Ö,&" and first < last - 1:
        first += 1
    if tags[first] in "uŭ" and (kind == "vehicle" or target == EQUIPMENT):
        arms = [values[i] for i in range(first, last) if tags[i] == "N" or (tags[i] == "=" and not pack.cases)]
        best = next((one for one in arms if one.name == ANTI_AIRCRAFT), None)
        best = best or next((one for one in arms if one.kind in ARMED and one.name not in CARRIED), None)
        if best is None or (target == EQUIPMENT and tags[first] != "ŭ"):
            return target, kind
        return armed(best, target, kind, bool(pack.cases))
    if tags[first] in "uf÷" and target in HELD:
        held = {MATERIAL[values[i].name] for i in range(first, last) if tags[i] in "=÷" and values[i].name in MATERIAL}
        return (_depot(held | set(HELD[target])), kind) if held else (target, kind)
    if tags[first] == "Ŧ" and target in HELD:  # a depot where they stored missile systems
        kept = [f"{values[i].name} {target}" for i in range(first, last) if tags[i] in "N="]
        named = [one for one in pack.targets.values() if one.name in kept]
        return (named[0].name, named[0].kind) if named else (target, kind)
    making = target in PLANTS or (kind == "unspecified" and "ĝ" in tags[first:last])  # facilities where they made
    if tags[first] in "^TĝŦi" and making:
        things = [str(values[i].name) for i in range(first, last) if tags[i] in "N="]
        shop = "workshop" if target == "workshop" else "factory"  # for products that are named with what makes them
        made = [pack.products[thing].replace("*", shop) for thing in things if thing in pack.products]
        if CAR_BOMBS in made:
            return CAR_BOMBS, PRODUCTION  # bombs and what they are put into
        return (made[0], PRODUCTION) if made else (target, kind)
    return target, kind
