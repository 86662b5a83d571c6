"""A parsed page in, the moment it says it was published out, in Moscow time. Knows HTML attributes, no text.

In this order: JSON-LD, the article:published_time property, epoch seconds in a dateformat element, and a visible
date with its year. A dateline without a year is no date. Stamps more than two days apart are all refused, because
templates have been seen to carry one constant date on every page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from ...errors import ImpossibleDate
from .layout import Layout
from .page import collapse, find_meta

MOSCOW = timezone(timedelta(hours=3))  # since 26 October 2014, before the first briefing
SHORT_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec)t?\.")  # Sept. 15 as Sep 15
EPOCH = re.compile(r"[0-9]{9,10}")


class Stamp(NamedTuple):
    """A stated moment and where the page states it."""

    moment: datetime
    how: str
    is_day: bool = False


def find_published(page: BeautifulSoup, layout: Layout, where: object) -> tuple[str | None, str]:
    """The publication time as ISO text with Moscow's offset and where it stood; None where no year is stated."""
    stamps = [*_json_ld(page, where), *_meta(page, where), *_epochs(page, where), *_visible(page, layout, where)]
    if not stamps:
        return None, "none stated"
    spread = max(stamp.moment for stamp in stamps) - min(stamp.moment for stamp in stamps)
    if spread > timedelta(days=2):  # a day without its hour, and time zones, make up to two
        said = ", ".join(f"{stamp.how} {stamp.moment.isoformat()}" for stamp in stamps)
        raise ImpossibleDate(where, f"the page gives dates that disagree ({said}): check which one is the template's")
    first = stamps[0]
    text = first.moment.date().isoformat() if first.is_day else first.moment.isoformat(timespec="seconds")
    return text, first.how


def _json_ld(page: BeautifulSoup, where: object) -> Iterator[Stamp]:
    for script in page.select('script[type="application/ld+json"]'):
        try:
            stated = json.loads(script.string or "")
        except (ValueError, RecursionError):  # often broken by quotation marks in a headline; the other stamps remain
            continue
        graph = stated.get("@graph", stated) if isinstance(stated, dict) else stated
        for node in graph if isinstance(graph, list) else [graph]:
            if _is_article(node) and isinstance(node.get("datePublished"), str):
                yield _iso(node["datePublished"], "JSON-LD", where)


def _is_article(node: Any) -> bool:
    return isinstance(node, dict) and str(node.get("@type", "")).endswith("Article")


def _meta(page: BeautifulSoup, where: object) -> Iterator[Stamp]:
    if stated := find_meta(page, "article:published_time"):
        yield _iso(stated, "article:published_time", where)


def _epochs(page: BeautifulSoup, where: object) -> Iterator[Stamp]:
    # Only the header's: lists of other articles have stamps of their own.
    for element in page.select(".news-header__date-date dateformat[time]"):
        seconds = str(element["time"])
        if not EPOCH.fullmatch(seconds):
            raise ImpossibleDate(where, f"{seconds[:40]!r} are no epoch seconds: look at the layout")
        yield Stamp(datetime.fromtimestamp(int(seconds), MOSCOW), "dateformat")


def _visible(page: BeautifulSoup, layout: Layout, where: object) -> Iterator[Stamp]:
    for element in page.select(layout.visible_date) if layout.visible_date and layout.dates else ():
        words = SHORT_MONTH.sub(r"\1", collapse(element.get_text()).removesuffix(" UTC+3"))
        for form in layout.dates:
            try:
                moment = datetime.strptime(words, form)
            except ValueError:
                continue
            yield Stamp(moment.replace(tzinfo=MOSCOW), "visible date", is_day="%H" not in form and "%I" not in form)
            break
        else:
            if re.search(r"[0-9]{4}", words):
                raise ImpossibleDate(where, f"{words[:40]!r} is no date that is read here: look at the page")
            # else day and hour without a year, as on tass.ru to 2018


def _iso(stated: str, how: str, where: object) -> Stamp:
    try:
        if len(stated) == 10:
            day = date.fromisoformat(stated)
            return Stamp(datetime(day.year, day.month, day.day, tzinfo=MOSCOW), how, is_day=True)
        moment = datetime.fromisoformat(stated)
    except (ValueError, OverflowError):
        raise ImpossibleDate(where, f"{how} gives {stated[:40]!r}, which is no date: look at the page") from None
    return Stamp(moment.astimezone(MOSCOW) if moment.tzinfo else moment.replace(tzinfo=MOSCOW), how)
