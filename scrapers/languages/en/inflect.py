"""How English nouns change for number. Comes in: a noun phrase; goes out: its singular or plural."""

from __future__ import annotations

import re

IRREGULAR = {"headquarters": "headquarters", "barracks": "barracks", "hq": "hq", "aircraft": "aircraft", "gas": "gas"}
TAIL = re.compile(r"^(.*?)( (?:with|of|along|equipped) .*)?$")


def plural(phrase: str) -> str:
    """The plural of a noun phrase: the word before `with` or `of` changes (vehicle with gun: vehicles with guns).

    >>> plural("refinery"), plural("network of tunnels"), plural("headquarters")
    ('refineries', 'networks of tunnels', 'headquarters')
    """
    match = TAIL.match(phrase)
    head, tail = (match[1], match[2] or "") if match else (phrase, "")
    front, _, word = head.rpartition(" ")
    if word.endswith(("explosives", "supplies", "munitions")):
        return phrase
    if word in IRREGULAR:
        many = IRREGULAR[word]
    elif word.endswith("y") and word[-2] not in "aeo":
        many = word[:-1] + "ies"
    elif word.endswith(("s", "x", "ch", "sh")):
        many = word + "es"
    else:
        many = word + "s"
    joined = f"{front} {many}" if front else many
    if tail.startswith(" with") and not tail.endswith(("s", "weaponry", "23")):
        tail += "s"
    return joined + tail


def forms(phrase: str) -> dict[str, str]:
    """The singular and the plural of a noun phrase, told by the letters s and p.

    >>> forms("tank"), forms("headquarters")
    ({'tank': 's', 'tanks': 'p'}, {'headquarters': 's'})
    """
    many = plural(phrase)
    return {phrase: "s"} if many == phrase else {phrase: "s", many: "p"}


def spellings(form: str) -> list[str]:
    """The forms of a row of the other tables, which are written out."""
    return [form]


def singular(phrase: str) -> str:
    """The singular of a noun phrase, by its last word.

    >>> singular("vbied factories"), singular("trenches"), singular("supply caches"), singular("headquarters")
    ('vbied factory', 'trench', 'supply cache', 'headquarters')
    """
    front, _, word = phrase.rpartition(" ")
    if word in IRREGULAR or word.endswith(("ss", "us")) or len(word) < 4:
        return phrase
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("ches", "shes", "xes", "sses")) and not word.endswith("aches"):
        word = word[:-2]
    elif word.endswith("s"):
        word = word[:-1]
    return f"{front} {word}" if front else word
