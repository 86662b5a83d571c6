"""What the site's pages need beside Datasette: its name, links in cells, and what the tables are.

In: the built database and metadata, read only. Out: template variables and cells; nothing is computed here.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from scrapers.pages.addresses import DATABASE, KINDS, briefing_path, day_path, entity_path, slug
from scrapers.pages.day import is_day
from scrapers.pages.facts import fact_path
from scrapers.pages.letters import in_language, language_name, language_of
from scrapers.pages.parties import short
from scrapers.pages.said import many, number

Row = dict[str, Any]
LINKS = {"source_url": "source", "link": "source", "url": "source", "archive_url": "archive"}
DAYS = ("day", "first_day", "last_day", "date", "date_from", "date_to", "period_start", "period_end")
LONGEST = 300  # Datasette cuts longer words
NAMED = {"province": "governorate", "place": "place", "target": "target", "armed_group": "group"}


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """Addresses as short links, the site's own pages as links, words with their language, nothing for nothing."""
    if value is None:
        return Markup("")
    label = value
    if isinstance(value, dict):  # a key of another table, with the label that Datasette found for it
        value, label = value["value"], value["label"]
    if not isinstance(value, str) or not value:
        return None
    if column in LINKS and value.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(value, LINKS[column])
    if column in ("page", "briefing_page") and value.startswith("/briefing/"):
        fact = fact_path(row["briefing"], row["id"]) if table == "claims_flat" else None
        return linked(datasette, fact or value, "briefing")
    if column == "aircraft":
        types = [linked(datasette, entity_path(column, one), one) for one in value.split(", ") if slug(one)]
        return Markup(", ").join(types) if types else None
    path = page_of(column, value, row, table)
    if path:
        return linked(datasette, path, label or value)
    return in_language(value) if label == value and len(value) <= LONGEST and language_of(value) else None


def linked(datasette: Any, path: str, words: str) -> Markup:
    """A link to a page of the site."""
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(path), words)


def page_of(column: str, value: str, row: Any, table: str | None) -> str | None:
    """The page that a cell is about, if there is one."""
    if column == "briefing" and "/" in value:
        return briefing_path(value)
    if column in DAYS and is_day(value):
        return day_path(value)
    if table == "places" and column == "name":
        return entity_path("place", row["id"])
    if table == "claim_counts" and column == "name":
        return entity_path(row["kind"], value) if row["kind"] in KINDS and slug(value) else None
    if column == "place" and table == "claims_flat" and row["place_precision"] == 4 and value == row["province"]:
        return entity_path("governorate", value)  # the governorate, not the city of the same name
    return entity_path(NAMED[column], value) if column in NAMED and slug(value) else None


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """The site's name and metadata for every page, Datasette's own pages of errors among them; words for numbers."""
    env.globals |= {"site_title": datasette.metadata("title"), "site": datasette.metadata()}
    env.filters |= {"number": number, "many": many, "short": short, "in_language": in_language}
    env.filters["language_name"] = language_name


@hookimpl
def extra_template_vars(datasette: Any, view_name: str) -> Row:
    """What the tables are, for the pages that list them."""
    if view_name not in ("database", "row") or DATABASE not in datasette.databases:
        return {}
    return {"about": datasette.metadata("tables", database=DATABASE) or {}}
