"""What is made for people out of the other tables: flat claims, figures, days, sums, counts. Out: declarations.

Those that can be large are tables, filled once when the file is built, in this order; a view is left where its answer
depends on the day it is asked.
"""

from __future__ import annotations

from scrapers.database.bilingual import LANGUAGE_PAIRS
from scrapers.database.counts import CLAIM_COUNTS
from scrapers.database.figures import DAILY, FIGURES
from scrapers.database.flat import CLAIMS_FLAT
from scrapers.database.gathered import HEALTH
from scrapers.database.pairs import CLAIM_PAIRS
from scrapers.database.sums import COUNTED, MONTHLY, SUMS

FOR_PEOPLE = (CLAIMS_FLAT, FIGURES, MONTHLY, DAILY, COUNTED, *SUMS, CLAIM_COUNTS, CLAIM_PAIRS, LANGUAGE_PAIRS)
VIEWS = (HEALTH,)
