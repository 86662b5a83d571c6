"""The named queries of the site. In: queries/*.yml, a file for what a reader wants to know. Out: entries of metadata.

Each keeps what Datasette knows (title, description, params, sql) and gets what our pages add: its group, the fields of
its form, an example. A feed's words for addresses are filled in here, for SQL knows no site.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from scrapers.changes import WAYS
from scrapers.database.bilingual import DIFFERENCES
from scrapers.database.contradictions import CHECKS, SEVERITIES
from scrapers.database.remembered import ACTIONS
from scrapers.models import METRICS, PARTIES
from scrapers.verified import GRADES

FOLDER = Path(__file__).parent / "queries"
GROUPS = ("when", "where", "what", "beside", "doubt", "record", "feeds")
CHOICES: dict[str, tuple[str, ...]] = {
    "parties": PARTIES,
    "metrics": METRICS,
    "differences": DIFFERENCES,
    "checks": tuple(sorted(CHECKS)),
    "severities": SEVERITIES,
    "grades": GRADES,
    "ways": (*WAYS, *ACTIONS),
}
FEED_WORDS = {
    "{tag}": "tag:syria-air-briefings.github.io,2026:",  # of the entries' keys: it never changes, wherever the site is
    "{author}": "Air campaigns over Syria, as claimed",
    "{first_day}": "2014-09-23",  # of an entry whose briefing states no day: the first of the campaigns
}

Entry = dict[str, Any]


def read(name: str) -> Entry:
    """What a file of the folder says."""
    said: Entry = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return said


def field(name: str, known: Entry) -> Entry:
    """How the form asks for a parameter; raises KeyError for one that fields.yml does not describe."""
    one: Entry = {"name": name, **known[name]}
    choices = one.get("choices")
    return one | {"choices": list(CHOICES[choices])} if isinstance(choices, str) else one


def groups() -> list[Entry]:
    """The groups in their order: key, title and a sentence each; a hidden one is no question of a reader."""
    return [{"key": name} | {key: value for key, value in read(name).items() if key != "queries"} for name in GROUPS]


def filled(sql: str, site_url: str) -> str:
    """The SQL of a feed with its words filled in; others have none."""
    for word, value in (FEED_WORDS | {"{site_url}": site_url.rstrip("/")}).items():
        sql = sql.replace(word, value)
    return sql


def queries(site_url: str = "") -> dict[str, Entry]:
    """Every named query by its name, group after group."""
    known = read("fields")
    found: dict[str, Entry] = {}
    for group in GROUPS:
        for name, one in read(group)["queries"].items():
            params = one.get("params", [])
            found[name] = {
                **one,
                "params": params,
                "group": group,
                "fields": [field(param, known) for param in params],
                "sql": filled(one["sql"], site_url),
            }
            if "example" in one:
                found[name]["example"] = {key: str(value) for key, value in one["example"].items()}
    return found
