"""How Russian words change. Comes in: a noun phrase in the nominative singular, or a marked form of another table; goes
out: every form of it, and for nouns the cases that each form can stand for.

A case is two letters: one of n(ominative) g(enitive) d(ative) a(ccusative) i(nstrumental) l(ocative), then s or p for
the number. What stands behind the head of a phrase never changes; an adjective before it follows it.
"""

from __future__ import annotations

import re
from itertools import product

Forms = dict[str, list[str]]  # case and number: the forms it has
FEW = "gf"  # the genitive behind two, three and four, where adjective and noun are told apart
CASES = [case + number for number in "sp" for case in "ngdail"]
WHOLE = 5  # letters of the first half of a compound at the least, where it declines by itself
# Stems that lose a vowel when an ending follows, and plurals that no ending tells.
SHORTER = {"боец": "бойц", "узел": "узл", "участок": "участк", "городок": "городк", "поселок": "поселк"}
PLURALS = {
    "лагерь": ("лагеря", "лагерей"), "цех": ("цеха", "цехов"), "катер": ("катера", "катеров"),
    "город": ("города", "городов"), "дом": ("дома", "домов"), "поселок": ("поселки", "поселков"),
}  # fmt: skip
ADJECTIVE = re.compile("(?:ый|ий|ой|ая|яя|ое|ее)$")
HARD = dict(zip(("ns", "gs", "ds", "is", "ls"), ("ый", "ого", "ому", "ым", "ом"), strict=True))
MANY = dict(zip(("np", "gp", "dp", "ip", "lp"), ("ые", "ых", "ым", "ыми", "ых"), strict=True))
FEMALE = dict(zip(("ns", "gs", "ds", "as", "is", "ls"), ("ая", "ой", "ой", "ую", "ой", "ой"), strict=True))
SOFTER = str.maketrans("ыаоу", "ияею")
AND = "и"  # joins two adjectives before a noun
JOINED = ("по", "с", "со", "для")  # prepositions of what belongs to a noun
NOUNS = ("конвой", "автоконвой", "строй")  # that end as adjectives do
NO_Y = "гкхжчшщ"  # after these never ы
HUSHING = "жчшщц"  # after these о is е
# Endings by the end of the nominative: what is cut off, then the forms by case.
ENDINGS = {
    "hard": ("", "", "а", "у", "", "ом", "е", "ы", "ов", "ам", "ы", "ами", "ах"),
    "ь he": ("ь", "ь", "я", "ю", "ь", "ем", "е", "и", "ей", "ям", "и", "ями", "ях"),
    "ь she": ("ь", "ь", "и", "и", "ь", "ью", "и", "и", "ей", "ям", "и", "ями", "ях"),
    "й": ("й", "й", "я", "ю", "й", "ем", "е", "и", "ев", "ям", "и", "ями", "ях"),
    "а": ("а", "а", "ы", "е", "у", "ой", "е", "ы", "", "ам", "ы", "ами", "ах"),
    "ия": ("ия", "ия", "ии", "ии", "ию", "ией", "ии", "ии", "ий", "иям", "ии", "иями", "иях"),
    "я": ("я", "я", "и", "е", "ю", "ей", "е", "и", "й", "ям", "и", "ями", "ях"),
    "ие": ("ие", "ие", "ия", "ию", "ие", "ием", "ии", "ия", "ий", "иям", "ия", "иями", "иях"),
    "о": ("о", "о", "а", "у", "о", "ом", "е", "а", "", "ам", "а", "ами", "ах"),
    "е": ("е", "е", "а", "у", "е", "ем", "е", "а", "", "ам", "а", "ами", "ах"),
    "ы": ("ы", "", "", "", "", "", "", "ы", "", "ам", "ы", "ами", "ах"),
    "none": ("", *[""] * 12),
}  # fmt: skip
SHE = ("цель", "цепь", "сеть", "часть", "площадь", "нефть", "связь", "гибель", "путь")
UNCOUNTED = {
    "оружие", "вооружение", "топливо", "горючее", "взрывчатка", "техника", "бронетехника", "автотехника", "сила",
    "инфраструктура", "оборудование", "снаряжение", "продовольствие", "артиллерия", "транспорт", "автотранспорт",
}  # fmt: skip
ANIMATE = re.compile(
    "(?:боевик|террорист|экстремист|наемник|главарь|командир|снайпер|смертник|боец|инструктор|джихадист|повстанец"
    "|предводитель|лидер|военачальник|мятежник|игиловец|бандит|житель|человек|исламист|радикал|солдат|военнослужащий|шахид)$"
)
AGREES = {"л": ("л", "ла", "ло", "ли"), "н": ("н", "на", "но", "ны"), "т": ("т", "та", "то", "ты")}
REFLEXIVE = ("лся", "лась", "лось", "лись")


def forms(phrase: str) -> dict[str, str]:
    """Every form of a noun phrase with the cases it can stand for, parted by spaces.

    >>> forms("склад оружия")["складу оружия"], forms("база")["базы"]
    ('ds', 'gs np ap')
    """
    words = phrase.split(" ")
    front = next((n for n, word in enumerate(words) if not is_adjective(word) and word != AND), len(words) - 1)
    if front and words[front] in JOINED:
        front -= 1  # a workshop, an adjective by its form
    head, tail = words[front], words[front + 1 :]
    nouns = adjective(head) if is_adjective(head) else noun(head)
    gender = "f" if head.endswith(("а", "я", "ая")) or is_she(head) else "n" if head[-1] in "ое" else "m"
    animate = ANIMATE.search(head) is not None
    out: dict[str, list[str]] = {}
    for case in CASES:
        if case[1] == "p" and head in UNCOUNTED:
            continue
        source = case
        if case[0] == "a" and animate and (case == "ap" or gender == "m"):
            source = "g" + case[1]
        before = [agreeing(word, source, gender) for word in words[:front]]
        for parts in product(*before, nouns.get(source, ())):
            out.setdefault(" ".join((*parts, *tail)), []).append(case)
    for case in ("gp", "np") if front else ():  # two field staffs: the noun in the singular, what describes it not
        before = [agreeing(word, case, gender) for word in words[:front]]
        for parts in product(*before, nouns.get("gs", ())):
            out.setdefault(" ".join((*parts, *tail)), []).extend(("gp", FEW))
    return {form: " ".join(dict.fromkeys(cases)) for form, cases in out.items()}


def spellings(form: str) -> list[str]:
    """The forms of a row of the other tables: `~` behind it declines, `^` puts a verb into each gender and number.

    >>> spellings("уничтожен^"), spellings("за"), spellings("хама~")[:3]
    (['уничтожен', 'уничтожена', 'уничтожено', 'уничтожены'], ['за'], ['хама', 'хамы', 'хаме'])
    """
    words = form.replace("~", "").replace("^", "").split(" ")
    at = next((n for n, word in enumerate(form.split(" ")) if word[-1:] in "~^"), None)
    if at is None or len(form) == 1:
        return [form]
    if "^" in form:
        endings = REFLEXIVE if words[at].endswith("лся") else AGREES[words[at][-1]]
        stem = words[at].removesuffix("лся") if endings is REFLEXIVE else words[at][:-1]
        changed = [stem + ending for ending in endings]
    elif is_adjective(words[at]):
        changed = every_gender(words[at])
    else:
        return list(forms(" ".join(words)))
    return [" ".join((*words[:at], one, *words[at + 1 :])) for one in changed]


def singular(phrase: str) -> str:
    """A noun that no table has stays as printed: its nominative is not known."""
    return phrase


def is_adjective(word: str) -> bool:
    """Whether a word of a table declines as an adjective."""
    return len(word) > 3 and word not in NOUNS and ADJECTIVE.search(word) is not None


def adjective(word: str) -> Forms:
    """The forms of an adjective in its own gender, and its plural."""
    stem, end = word[:-2], word[-2:]
    soft = end in ("яя", "ее") or (end == "ий" and stem[-1] not in NO_Y)

    def spelled(ending: str) -> list[str]:
        if soft:
            return [stem + ending[0].translate(SOFTER) + ending[1:]]
        if stem[-1] in NO_Y:
            ending = "и" + ending[1:] if ending[0] == "ы" else ending
            both = stem[-1] in HUSHING and ending[0] == "о"
            return [stem + ending, *([stem + "е" + ending[1:]] if both else [])]
        return [stem + ending]

    singular = FEMALE if end in ("ая", "яя") else HARD | {"as": end if end in ("ое", "ее") else "ый"}
    out = {case: spelled(ending) for case, ending in (singular | MANY | {"ap": "ые"}).items()}
    out["ns"] = [word]
    if end not in ("ая", "яя"):
        out["as"] = [word]
    return out


def every_gender(word: str) -> list[str]:
    """The forms of an adjective beside nouns of any gender.

    >>> every_gender("дальний")[:4]
    ['дальний', 'дальнего', 'дальнему', 'дальним']
    """
    stem, soft = word[:-2], word.endswith("ий") and word[-3] not in NO_Y
    it = "ее" if soft or (word.endswith("ий") and stem[-1] in HUSHING) else "ое"
    others = (stem + ("яя" if soft else "ая"), stem + it)
    return list(dict.fromkeys(form for one in (word, *others) for told in adjective(one).values() for form in told))


def agreeing(word: str, case: str, gender: str) -> list[str]:
    """The forms of an adjective that stand before a noun in a case; one that is no adjective stays."""
    return adjective(word)[case] if is_adjective(word) else [word]


def noun(word: str) -> Forms:
    """The forms of a noun; a word that ends as no Russian noun does, or in capitals, stays as it is."""
    first, _, second = word.rpartition("-")
    if len(first) >= WHOLE and second.islower() and _kind(first) != "none":  # both halves decline, or the last alone
        head, tail = noun(first), noun(second)
        return {case: [f"{a}-{b}" for a in (*head[case], first) for b in tail[case]] for case in CASES}
    kind = _kind(word)
    cut, *endings = ENDINGS[kind]
    stem = word[: len(word) - len(cut)] if cut else word
    shorter = SHORTER.get(word, stem[:-2] + "ц" if stem.endswith("ец") else stem)
    out: Forms = {}
    for case, ending in zip(CASES, endings, strict=True):
        base = stem if ending in ("", "ь", "й") and case in ("ns", "as") else shorter
        out[case] = _spelled(base, ending)
    if kind == "а" and stem:
        out["gp"] = _without_ending(stem)
    if kind == "я":
        out["gp"] = [stem + "й"] if stem[-1] in "аеоу" else [stem + "ь"]
    if kind == "hard" and stem[-1] in "жчшщ":
        out["gp"] = [stem + "ей"]
    if kind == "hard" and stem.endswith("ц"):
        out["gp"] = [shorter + "ев", shorter + "ов"]
    if kind in ("о", "е"):
        out["gp"] = [stem]
    if word in PLURALS:
        many, of_many = PLURALS[word]
        base = of_many.removesuffix("ов").removesuffix("ей").removesuffix("ев")
        out["np"] = out["ap"] = [many]
        out["gp"] = [of_many]
        dative = "ям" if of_many.endswith("ей") else "ам"
        out |= {"dp": [base + dative], "ip": [base + dative + "и"], "lp": [base + dative[0] + "х"]}
    return out


def is_she(word: str) -> bool:
    """Whether a noun that ends in a soft sign is feminine."""
    return word.endswith("ость") or word.split("-")[-1] in SHE


def _kind(word: str) -> str:
    if word[-1:].isupper() or word[-1:].isdigit() or (word[-1:] in "еёиуэю" and not word.endswith(("ие", "ще", "це"))):
        return "none"
    if word.endswith("ь"):
        return "ь she" if is_she(word) else "ь he"
    for ending in ("ия", "ие", "й", "а", "я", "о", "ы"):
        if word.endswith(ending):
            return ending
    return "е" if word.endswith("е") else "hard"


def _spelled(stem: str, ending: str) -> list[str]:
    """A stem with its ending, by the rules of spelling."""
    if ending.startswith("ы") and stem[-1] in NO_Y:
        ending = "и" + ending[1:]
    if ending in ("ом", "ой") and stem[-1] in HUSHING:
        return [stem + ending, stem + "е" + ending[1:]]
    return [stem + ending]


def _without_ending(stem: str) -> list[str]:
    """The genitive plural of a noun in -а: база: баз; установка: установок; ячейка: ячеек."""
    if stem.endswith("к") and len(stem) > 2 and stem[-2] not in "аеиоуыэюя":
        before = stem[:-2] if stem[-2] in "йь" else stem[:-1]
        return [before + ("ек" if stem[-2] in "жшчйь" else "ок")]
    return [stem]
