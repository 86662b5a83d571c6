"""The grammar: patterns over the letters of tagged tokens, from small named parts. No word of any language here.

The alphabet is in `scrapers.languages`. Each alternative of EVENT finds one kind of phrase; the examples beside it are
what it reads. All patterns are linear: no part that can repeat may match what follows it.
"""

from __future__ import annotations

import re

# more than 30 | another four | dozens of | an
QUANTITY = r"(?:h?a?0|h?v|h?a)"
# ISIL heavy machine gun position | munition, armament and POL storages
NOUN = r"(?:[mGwWqR]{0,5}?(?:=(?:,=)*,?&)?[=N](?:[mGwWq]{0,3}?[=N])*)"
# depots with weapons and ammunition | a workshop producing bombs and shells
CONTENTS = r"(?:u=(?:(?:,=)*,?&=)?|\^t?a?[mGwK]{0,3}[=NCJw][=N]{0,2}(?:(?:,|,?&)[mGwK]{0,3}[=N])*)"
ITEM = rf"(?:t?\#)?t?{QUANTITY}?@?t?{NOUN}{CONTENTS}?"
# one large and three small ISIL tactical units
PAIR = rf"{QUANTITY}m&{QUANTITY}?m[mGwWq]{{0,3}}N+"

NAME = r"(?:R|W{1,5})"
NAMES = rf"(?:{NAME}(?:,{NAME})*,?&{NAME}|{NAME})"
PROVINCES = r"R(?:,R)*(?:,?&R)?"
# near the Syrian town of X | in the area of X and Y | 15 km south-west of X | southeast and west of the X Dam
BEARING = r"(?:h?0?k)?t?[dq](?:(?:,t?d)*,?&t?d)?"
PLACE = rf"""
      i?{BEARING}(?:[fd<]|s?f)t?m?(?:sf)?{NAMES}[sN]?
    | it?q?m?s?f?t?(?:sf)?{NAMES}(?:w?s)?
"""

EVENT = re.compile(
    rf"""
      (?P<date>
          (?:F,?)?M\.?[01](?:-(?:M\.?)?[01])?(?:,?0(?![mGwSEONCX=]))?     # Dec. 6 | October 2, 2015 | December 18-23
        | (?:0|1)f?M(?:,?0(?![mGwSEONCX=]))?                             # 23 December 2015
        | 0:0 )
    | (?P<abbreviation> \([GN=wWY]{{1,3}}\) )                            # (VBIED)
    | (?P<province>
          (?:it?|t)?m?{PROVINCES}p                                       # in the A, B and C provinces
        | (?:it?)?m?pf?t?{PROVINCES}                                     # in the provinces of A and B
        | \(t?Rp?\) | ,t?Rp )                                            # (Q province) | , Q province
    | (?P<country> iY | ,Y )
    | (?P<place> {PLACE} )
    | (?P<part> \+[-,]?{QUANTITY}(?![mGwW]*[N=SOE]) | {QUANTITY}\+ )       # among them 24 | 117 of them
    | (?P<provinces_counted> {QUANTITY}m?p )                             # in eight provinces
    | (?P<metric> t?{QUANTITY}?[mwGC]{{0,3}}[SOE] )                      # 302 sorties | two airstrikes
    | (?P<missiles> {QUANTITY}[mwK]{{0,3}}[jK] )                         # 34 cruise missiles
    | (?P<craft>
          t?{QUANTITY}?[mwq]{{0,3}}(?:J(?:,J)*(?:,?&J)?)[mwq]{{0,2}}C? | t?{QUANTITY}?[mw]{{0,2}}C )
    | (?P<group> T?[fg](?:t|\#)*[mwqN]{{0,2}}G(?:\([GW=]\))?(?:[mwN]{{0,2}}§)? ) # of the X group | that belonged to X
    | (?P<pair> {PAIR} )
    | (?P<item> {ITEM} )
    | (?P<passive> e?b+n?w?(?:X&)?X )                                    # have been completely destroyed
    | (?P<active> e?w?X(?:w?&X)* | I | B | D )                           # struck and destroyed | destroying
    | (?P<light> (?:e?b+)?w?L )                                          # carried out | were delivered
    | (?P<swallow> [xu](?:{ITEM}|[mGwW]{{1,3}})?(?:&{QUANTITY}{NOUN})* )   # carrying shells | with two guns
    | (?P<negation> n )
    | (?P<comma> , )
    | (?P<relative> T )
    | (?P<actor> A )
    | (?P<including> \+ )
    | (?P<semicolon> ; )
    | (?P<outcome> \*f[^,XIL"]{{0,14}}, | \* )                              # As a result of the strike,
    """,
    re.VERBOSE,
)
# an outcome told of the strike before: As a result, | The pilots | the airstrike | The jets
CONTINUES = re.compile(r'"?(?:\*(?!fa)|tC|tS|t[mwGq]{0,3}[N=])|[^X]*,tC(?=X|eX)')
# In Syria, ...: the country holds for the sentences that follow
OPENS_COUNTRY = re.compile(r'[-"_]*iY,')
