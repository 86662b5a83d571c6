"""Pages of briefings, days, places, governorates, armed groups, aircraft and kinds of targets, and their lists.

In: an address. Out: a page, a lasting redirect, or that there is none. What a page shows is made in scrapers/pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from datasette import NotFound, Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode

from plugins.answering import refused
from scrapers.pages import calendar
from scrapers.pages.addresses import DATABASE, KINDS, briefing_path, day_path, entity_path, slug
from scrapers.pages.briefing import briefing
from scrapers.pages.day import day, is_day
from scrapers.pages.lists import listed
from scrapers.pages.place import find_places, leads_to, place
from scrapers.pages.select import Row, Select, selecting
from scrapers.pages.thing import thing


class Page(dict[str, Any]):
    """What a template prints, with the template's name."""

    def __init__(self, template: str, path: str, title: str, description: str, **contents: Any) -> None:
        super().__init__(contents, page_title=title, page_description=description, canonical=path)
        self.template = template


Answer = Page | str  # a page, or the address where it is
Make = Callable[[Select, str], Awaitable[Answer]]


def view(make: Make) -> Callable[[Any, Any], Awaitable[Response]]:
    """A route that prints what `make` gives for the last part of an address."""

    async def answer(datasette: Any, request: Any) -> Response:
        wanted = unquote(request.url_vars.get("wanted", ""))
        try:
            if DATABASE not in datasette.databases:
                raise NotFound("There is no record here.")
            made = await make(selecting(datasette.get_database(DATABASE)), wanted)
        except NotFound as problem:  # a key from the address is never repeated in it
            if request.path.endswith("/"):
                raise  # Datasette leads to the address without it
            return await refused(datasette, request.scope, 404, str(problem))
        except QueryInterrupted:
            return await refused(datasette, request.scope, 503, "This page took too long to make. Try again later.")
        if isinstance(made, str):
            return Response.redirect(datasette.urls.path(made), status=301)
        return Response.html(await datasette.render_template(made.template, made, request=request))

    return answer


async def briefing_page(select: Select, key: str) -> Answer:
    """The page of a briefing."""
    page = await briefing(select, key)
    if page is None:
        raise NotFound("The record has no briefing with this key.")
    head = page["head"]
    words = f"What {head['party_name']} claimed, as carried by {head['source_title']}: figures, claims, proofs."
    return Page("briefing.html", briefing_path(key), head["title"], words, page=page)


async def old_briefing(select: Select, key: str) -> Answer:
    """The address of a briefing's page by the one it had as a row."""
    key = tilde_decode(key)
    if not await select("SELECT 1 FROM briefings WHERE id = :key", key=key):
        raise NotFound("The record has no briefing with this key.")
    return briefing_path(key)


async def briefings_page(select: Select, _: str) -> Answer:
    """The list of briefings: the newest, and those of each month."""
    page = await calendar.briefings(select)
    words = "Every briefing in the record by month, the newest first, of both parties."
    return Page("briefings.html", "/briefing", "Briefings", words, page=page)


async def month_page(select: Select, month: str) -> Answer:
    """The briefings of a month."""
    page = await calendar.briefings_of(select, month)
    if page is None:
        raise NotFound("The record has no briefing of this month.")
    words = f"Briefings of both parties in {page['name']} that are in the record."
    return Page("briefings_month.html", f"/briefing/{month}", f"Briefings of {page['name']}", words, page=page)


async def day_page(select: Select, wanted: str) -> Answer:
    """The page of a day."""
    page = await day(select, wanted)
    if page is None:
        known = "Nothing of this day is in the record: it lies before its first or after its last day."
        raise NotFound(known if is_day(wanted) else "This is not a day. Days are written as 2015-12-23.")
    words = f"What each party claimed of {wanted}, and what the record has no text of."
    return Page("day.html", day_path(wanted), f"{wanted}: what was claimed", words, page=page)


async def days_page(select: Select, _: str) -> Answer:
    """The list of years with their days."""
    words = "Every day of both parties in the record: briefed, within a longer period, lost or silent."
    return Page("days.html", "/day", "Days", words, page=await calendar.days(select))


async def year_page(select: Select, year: str) -> Answer:
    """The calendar of a year."""
    page = await calendar.year(select, year)
    if page is None:
        raise NotFound("The record has no day of this year.")
    words = f"Calendar of {year}: which days each party briefed on, and which are silent in the record."
    return Page("days_year.html", f"/day/{year}", f"Days of {year}", words, page=page)


async def place_page(select: Select, wanted: str) -> Answer:
    """The page of a place, or of the places that bear a name."""
    found = await find_places(select, slug(wanted))
    if not found:
        raise NotFound("The gazetteer has no such place.")
    if moved := leads_to(found, wanted):
        return moved
    if len(found) > 1:
        title = f"Places called {found[0]['name']}"
        words = "Several places bear this name."
        return Page("places_alike.html", f"/place/{slug(wanted)}", title, words, found=found)
    return entity_page("place", wanted, await place(select, wanted))


def thing_page(kind: str) -> Make:
    """The pages of governorates, groups, aircraft or kinds of targets."""

    async def make(select: Select, wanted: str) -> Answer:
        page = await thing(select, kind, slug(wanted))
        if page is None:
            raise NotFound("No claim in the record names this.")
        return entity_page(kind, slug(wanted), page) if slug(wanted) == wanted else entity_path(kind, wanted)

    return make


def entity_page(kind: str, wanted: str, page: Row) -> Page:
    """A page of anything that claims name."""
    by = [f"{party['claims']:,} of {party['name']}" for party in page["parties"] if party["claims"]]
    words = f"Claims in the record that name {page['label']}: {' and '.join(by) or 'none'}. Claims, not findings."
    return Page("entity.html", entity_path(kind, wanted), f"{page['label']}: what was claimed", words, page=page)


def list_page(kind: str) -> Make:
    """The list of everything of a kind that claims name."""

    async def make(select: Select, _: str) -> Answer:
        page = await listed(select, kind)
        plural = page["words"]["plural"]
        words = f"{plural} that claims in the record name, with how many claims of each party."
        return Page("list.html", f"/{kind}", plural, words, page=page)

    return make


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the pages; what stands first is tried first."""
    routes: list[tuple[str, Make]] = [
        (r"^/briefings/briefings/(?P<wanted>[A-Za-z0-9_~+-]+)$", old_briefing),
        (r"^/briefing$", briefings_page),
        (r"^/briefing/(?P<wanted>[0-9]{4}-[0-9]{2})$", month_page),
        (r"^/briefing/(?P<wanted>[^/]+/.+)$", briefing_page),
        (r"^/day$", days_page),
        (r"^/day/(?P<wanted>[0-9]{4})$", year_page),
        (r"^/day/(?P<wanted>.+)$", day_page),
        (r"^/place/(?P<wanted>.+)$", place_page),
    ]
    routes += [(rf"^/{kind}$", list_page(kind)) for kind in KINDS]
    routes += [(rf"^/{kind}/(?P<wanted>.+)$", thing_page(kind)) for kind in KINDS if kind != "place"]
    return [(pattern, view(make)) for pattern, make in routes]
