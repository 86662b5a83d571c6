"""What a language model should know before it uses the site. In: tables and queries as the site describes them.
Out: one page of Markdown, the warning first.
"""

from __future__ import annotations

from typing import Any

from scrapers.pages.dataset import ABOUT, LICENCE, NOTICE, TITLE

Row = dict[str, Any]
RULES = """\
## How to speak of it

- Say who claims it, in every sentence: "Russia's Ministry of Defence claimed", never "Russia destroyed".
- A number goes with its hedge. "At least 40" is not 40. An empty cell is a number that was not stated, not zero.
- Never add up numbers of dead or wounded, and never call a sum of claims a total of what happened.
- The record has gaps. A day without a row is not a day without strikes. The two sides cannot be weighed
  against each other.
- `own = 1` is what a party says that it did itself. Restatements and background are marked; `claims_flat` leaves
  them out.
- Each claim has the page of its briefing, with the words that prove that it was said. Give that address.
"""
ASKING = """\
## How to ask

- A table: `/briefings/claims_flat.json?_shape=objects&_size=max&party=russia`. Filters: `column=value`, `column__gte=`,
  `column__contains=`, `column__isnull=1`; `_search=` for words; `_sort_desc=day`. 1,000 rows at most; `next_url` leads
  to more.
- A table, whole: `/briefings/claims_flat.csv?_stream=on&_size=max`
- SQL (SQLite, read only, a few seconds): `/briefings.json?_shape=objects&sql=select...`. 1,000 rows at most;
  `truncated` says whether there are more. `/briefings.csv?sql=select...` is whole up to 100,000 rows and 25 MB, else
  refused.
- A named query: `/briefings/<name>.json?_shape=array&<parameter>=<value>`
- Everything: `/briefings.db`, one SQLite file. Files in other formats: `/data`. Every column explained: `/schema`.
"""
PAGES = """\
## Pages to point at

- `/briefing/<source>/<id>`: a briefing with figures, claims and proofs. `/day/2015-12-23`: a day, both parties.
- `/place/<id>`, `/governorate/<name>`, `/group/<name>`, `/aircraft/<name>`, `/target/<name>`: what was claimed
  there or of it.
- `/docs/codebook`: how briefings are coded.
"""


def llms(version: str, told: dict[str, Row], queries: dict[str, Row]) -> str:
    """The whole page."""
    tables = "".join(
        f"- `{name}`: {entry.get('description', '')}\n" for name, entry in told.items() if not entry.get("hidden")
    )
    asked = "".join(
        f"- `{name}`{parameters(query)}: {query.get('title') or name}\n"
        for name, query in queries.items()
        if not name.startswith("feed_")
    )
    return (
        f"# {TITLE}\n\n> {NOTICE} {ABOUT}\n\nVersion {version}. Licence: {LICENCE[1]}, {LICENCE[2]}\n\n"
        f"{RULES}\n{ASKING}\n{PAGES}\n## Tables\n\n{tables}\n## Named queries, with their parameters\n\n{asked}"
    )


def parameters(query: Row) -> str:
    """The parameters of a query in brackets, nothing where it has none."""
    names = query.get("params") or []
    return f" ({', '.join(names)})" if names else ""
