"""The grammar: named rules over the letters of tagged tokens, from small named parts. No word of any language here.

The alphabet is in `scrapers.languages`. A rule finds one kind of phrase; the comment beside it shows what it reads.
Rules are tried in their order, at each token those alone that can begin with its letter. Every repetition is bounded
or cannot match what follows it, so no text takes longer than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# more than 30 | another four | dozens of | an
QUANTITY = r"(?:h?a?0|h?v|h?a)"
# ISIL heavy machine gun position | munition, armament and POL storages
NOUN = (
    r"(?:(?:G,?&(?=G))?[mGwWqR§ŵ]{0,5}?(?:=(?:,=){0,6},?&)?[=N](?:(?:\([N=W]\))?[mGwWq]{0,3}?[=N]){0,6}"
    r"(?:m{0,3}[öÖ](?:(?:,|,?&)m{0,3}[öÖ])?){0,6})"  # where owners stand behind: a command post | of the group's men
)
# depots with weapons and ammunition | a workshop producing bombs and shells
CONTENTS = (
    r"(?:[uf]=(?:(?:,=){0,6},?&=)?|÷(?:,m?=){0,6}(?:,?&m?=)?m{0,2}[öÖ]{0,2}|w{0,2},?ŭ[mw]{0,2}N{1,3}|u[mw]{0,2}(?:N{1,3}|=)|uW[mwN]{0,3}"
    r"|V[mGw]{0,2}[=N]{1,2}(?:,?&[mGw]{0,2}[=N]{1,2})?"
    r"|ĝ[mw]{0,3}(?:[,&][mw]{0,3})?[N=CJ][ö]{0,2}(?:(?:,|,?&)[mw]{0,3}ö){0,6}|,Ŧ[^,.;]{1,9}(?:(?:,|,?&)m?=){0,4}|,iT[^,.;ĝ]{0,4}ĝ[^,.;]{1,10}|(?:(?:,|,?&)m?÷){1,4}"
    r"|\^t?a?[mGwK]{0,3}[=NCJw][=N]{0,2}(?:(?:,|,?&)[mGwK]{0,3}[=N]{1,3}){0,6}|T[mwG]{0,2}Nb{1,2}[wX])"
)
# a command and surveillance center | 11 heavy and light weapon systems
COUPLED = rf"(?:{QUANTITY}@?[mGw]{{0,2}}[wm]&[wm]?[=N]?N)"
ITEM = rf"(?:{COUPLED}|(?:t?\#)?t?(?:{QUANTITY}\+?)?@?t?{NOUN}){CONTENTS}?"
# 105 mortar, rocket and artillery systems: one count, several kinds that share their head
SHARED = r"h?0[mGw]{0,2}[Nw]{1,2}(?:,[Nw]{1,2}){0,3},?&[mw]{0,2}[Nw]{0,1}N"
# a noun that no table has, to the end of its phrase
OPEN = r"[mGwWN=]{1,6}(?=[,.;&(\"]|n|X|\Z)"
# what is left of a noun behind its known part
REST = re.compile(r"w{1,2}(?=[,.;&(])")
# a list that goes on with another counted target
GOES_ON = re.compile(rf",&?{QUANTITY}")
# one large and three small ISIL tactical units
PAIR = rf"{QUANTITY}G?m&{QUANTITY}?G?m[mGwWq]{{0,3}}N{{1,4}}"

NAME = r"(?:R|q?W{1,5})"
NAMES = rf"{NAME}(?:(?:,{NAME}){{0,8}},?&{NAME}|(?:,{NAME}){{2,8}}(?=[i.;]))?"
PROVINCES = r"R(?:,R){0,18}(?:,?&R)?"
# north of | 15 km south-west of | southeast and west of
BEARING = r"(?:h?0?k>?)?t?[dq](?:(?:,t?d){0,3},?&t?d)?"
# the same where the direction takes its place without a preposition
TOWARD = r"(?:h?0?k,?)?δ(?:,δ){0,3}(?:,?&δ)?"

YEAR = r"(?:,?0(?![mGwSEONCJX=]))?"
DATE = rf"""
      (?:F,?)?M\.?[01](?:[->](?:M\.?)?[01])?{YEAR}     # Dec. 6 | October 2, 2015 | December 18-23
    | [01]f?M{YEAR}                                # 23 December 2015
    | 0:0                                          # a clock time
"""
PROVINCE = rf"""
      (?:it?|t)?q?m?{PROVINCES}p                     # in the A, B and C provinces
    | (?:it?)?q?m?pf?t?{PROVINCES}                   # in the provinces of A and B
    | iYR(?:,R){{0,18}}(?:,?&R)? | :{PROVINCES}       # in the country's A, B and C | provinces: A and B
    | (?<=p)[-:]{PROVINCES}                             # in four provinces - A, B and C
    | \(t?Rp?\) | ,t?Rp                            # (Q province) | , Q province
"""
PLACE = rf"""
      i?{BEARING}(?:[fd<]|s?f)t?m?(?:sf)?{NAMES}[sN]?   # southeast and west of the X Dam
    | i?{TOWARD}t?m?s?{NAMES}                           # 15 km south-west of the town X
    | o?m?s{NAMES}                                       # at the town X
    | t?sf{NAMES}                                       # the village of X
    | i?h?0k<t?m?(?:sf?)?{NAMES}                        # 12 km from X
    | it?q?m?[sp]?f?t?(?:sf)?{NAMES}(?:w?s)?            # near the Syrian town of X | in the area of X and Y
"""
PLAN = r"~|b(?:>|(?=B))|µ(?=n?[wm]?e?b{0,2}[wm]?[XẋLI])"  # will | are to | is to strike | would have destroyed
CRAFT = (
    rf"t?{QUANTITY}?[mwAW]{{0,3}}CJ(?:,J){{0,8}}(?:,?&J)?"
    rf"|t?{QUANTITY}?[mwqAW]{{0,3}}J(?:,J){{0,8}}(?:,?&J)?[mwq]{{0,2}}C?|t?{QUANTITY}?[mwAW]{{0,3}}C"
)
GROUP = r"T?[fg][t\#]{0,2}[mwqN§]{0,2}G(?:\([GW=]\))?(?:,?&G)?(?:[mwN]{0,2}§)?"
MISSILES = rf"{QUANTITY}[mwK]{{0,3}}(?:j|KN?)|[mw]{{0,2}}K[wN]?"
SWALLOW = rf"[xu](?:{ITEM}|t?[mGwWS]{{1,3}}N?)?(?:&{QUANTITY}{NOUN}){{0,3}}"

# Letters that are often met and seldom begin a phrase do so only where what they lead to follows.
LEADS = {
    "wW": "[mGwWqRA]{0,6}[N=SOECJXẋLjK]",
    "t": "[dqs#0hav@]|[mGwWqRA]{0,8}[N=SOECJRp]",
    "f": r"[t\#]{0,2}[mwqN]{0,2}G",
    "b": "b{0,2}n?[wm]?[XẋLB>Π]",
    "e": "b{0,3}n?[wm]?[XẋL]",
    "&": "0",
    "0": r"[^01]|\Z",
    "a": r"[^a]|\Z",
    ":-": "R",
}

# name, letters that can begin it, pattern
RULES = (
    ("dated", "0a", r"[0a]M\.?[01]m?S"),  # six Aug. 7 strikes
    ("date", "FM01", DATE),
    ("abbreviation", "(", r"\([GN=wWY]{1,3}\)"),  # (VBIED)
    ("province", "itqmRp(,:-", PROVINCE),
    ("country", "i,", "id?Y(?:,Y){0,3}(?:,?&Y)?|,Y"),
    ("place", "ih0ktdqsδom", PLACE),
    ("part", "+ha0v", rf"\+[-,]?{QUANTITY}(?!T|[mGwW]{{0,6}}[N=SOE])|{QUANTITY}\+(?![mGw]{{0,3}}[N=])"),
    ("elided", "&,", r"(?:,|,?&)0º?iY"),  # 16 airstrikes in one country | and 11 more in the other
    ("provinces_counted", "ha0v", rf"{QUANTITY}m?p"),  # in eight provinces
    ("metric", "tha0vmwGCSOE", rf"t?{QUANTITY}?[mwGCAlº]{{0,3}}[SOE]"),  # 302 sorties | two airstrikes
    ("missiles", "ha0vwmK", MISSILES),  # 34 cruise missiles
    ("craft", "tha0vmwqAWJC", CRAFT),  # a Su-34 bomber | Su-34, Su-24M and Su-25 aircraft
    ("group", "Tfg", GROUP),  # of the X group | that belonged to X
    ("pair", "ha0v", PAIR),
    ("shared", "ha0", SHARED),
    ("item", "t#ha0v@mGwWqR=N", ITEM),
    ("ahead", "h0", r"h?0(?=&b{0,2}Π)"),  # 34 | and wounded 60 militants
    ("same", "ha0", r"h?0[mH]?º(?!&º)|aº|a(?=[,.;&])"),  # damaged two others | damaged another | 40 people killed
    ("open", "ha0", rf"h?a?0{OPEN}|a{OPEN}"),  # three asphalt steamrollers
    ("passive", "ebwẋ", r"e?b{1,3}n?[wm]?(?:X&)?[Xẋ]|e?[wm]?ẋ(?!t?[=N0a])"),  # have been destroyed | burnt down
    ("turned", "bΠ", r"b{0,2}[wm]?Π(?:[wm]?&[wm]?Π)?"),  # destroyed, its subject before or behind it
    ("acting", "ewXIBD", r"e?[wm]?X(?:[wm]?&X){0,3}|I|B|D"),  # struck and destroyed | destroying
    ("light", "ebwL", r"(?:e?b{1,3})?[wm]?L"),  # carried out | were delivered
    ("means", "y", "y"),  # using
    ("plan", "~bµ", PLAN),
    ("ship", "Q", "Q"),
    ("bare", "h0", r"h?0(?=[.,;]|\Z)"),  # killed two militants and wounded nine
    ("swallow", "xu", SWALLOW),  # carrying shells | with two guns
    ("unknown", "ϋ", "ϋ"),  # a verb that no table has
    ("negation", "n", "n"),
    ("comma", ",", ","),
    ("relative", "TŦ", "[TŦ]"),
    ("actor", "AY", "A|Y(?=e?b{0,3}[LX])"),  # the air force | a country that has struck
    ("blow", "¤", r"¤(?:[fou]t?a?[mwK]{0,3}[N=]?)?"),  # direct hits of guided bombs
    ("including", "+", r"\+"),
    ("listed", "ł", "ł"),  # targets included | those were
    ("semicolon", ";", ";"),
    ("outcome", "*", r"\*f[^,XIL\"]{0,14},|\*"),  # As a result of the strike,
)


LETTERS = sorted({letter for _, begins, _ in RULES for letter in begins})
FREE = "".join(re.escape(letter) for letter in LETTERS if all(letter not in led for led in LEADS))
BEGIN = re.compile("|".join([f"[{FREE}]", *(f"[{led}](?={what})" for led, what in LEADS.items())]))


def _by_letter(without: str = "") -> dict[str, re.Pattern[str]]:
    rules = [(f"(?P<{name}>{pattern})", begins) for name, begins, pattern in RULES if name != without]
    leads = {letter: f"(?={re.escape(letter)}(?:{what}))" for led, what in LEADS.items() for letter in led}
    return {
        letter: re.compile(
            leads.get(letter, "") + f"(?:{'|'.join(rule for rule, begins in rules if letter in begins)})", re.VERBOSE
        )
        for letter in LETTERS
    }


BY_LETTER = _by_letter()
WITHOUT_SHARED = _by_letter("shared")


def phrases(tags: str, first: int, last: int, shared: bool = True) -> Iterator[tuple[str, int, int]]:
    """The phrases between two tokens, in order: the rule that found it, its first token and the one after it.

    What begins none is passed over; `shared` asks for the rule of that name.
    """
    patterns = BY_LETTER if shared else WITHOUT_SHARED
    begin = BEGIN.search(tags, first, last)
    while begin is not None:
        at = begin.start()
        match = patterns[tags[at]].match(tags, at, last)
        if match is not None:
            yield match.lastgroup or "", at, match.end()
        begin = BEGIN.search(tags, match.end() if match is not None else at + 1, last)


# An outcome told of the strike before: As a result, | The pilots | the airstrike | The camp | ..., the jets destroyed
CONTINUES = re.compile(r'"?(?:t?[wWAm]{1,3}!(?:T|,w))?(?:\*(?!fa)|t?¤|tC|tS|t[mwGq]{0,3}[N=])|[^X]{0,80},tC(?=X|eX)')
# According to him, | destroyed were three tanks; strikes were delivered
OUTCOME = re.compile('"?(?:(?:omw,)?b?m?Π|Sm?b?L)')
# In Syria, ...: the country holds for the sentences that follow
OPENS_COUNTRY = re.compile(r'[-"_]{0,9}iY,')
# an observatory, a group based in X, says
TELLERS = re.compile(r'"?(?:[^!,]{1,12},)?[atwWm]{0,4}Z(?:\([^()]{1,9}\))?(?:,[^!]{1,16},|[wW,]{0,3})!')
# Ignore the text and report, Report 900: who asks for something reports nothing
ORDERS = re.compile(r'["(-]?(?:¡[^:,.]{0,40}&)?¡(?![:,.foi<TLXbe!CA])')
# according to local media
SOURCE = re.compile("¢[twWA]{0,3}Z")
# ..., an observatory said.
TOLD_LAST = re.compile(r',[tw]{0,2}Z!["F.i]{0,3}\Z')


def teller(tags: str) -> int | None:
    """Where in a sentence stands who tells it, where that is neither party; None where nobody else does."""
    last = TOLD_LAST.search(tags)
    told = TELLERS.match(tags) or SOURCE.search(tags) or (last if last and tags.count("!") == 1 else None)
    return tags.index("Z", told.start()) if told else None
