"""The codebook: every table, column and code in words. In: what is exported. Out: one HTML page without scripts.

The site's page of the schema prints the same sections.
"""

from __future__ import annotations

from html import escape

from scrapers.database.codes import CodeList, code_lists, list_of
from scrapers.database.columns import Column
from scrapers.database.exports.content import Edition, Sheet, kind
from scrapers.pages.dataset import HOME, LICENCE, NOTICE, TITLE

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; }
.notice { border: 2px solid; padding: .5rem 1rem; font-weight: 600; }
.box { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #bbb; }
code { font-size: .95em; }
"""


def page(edition: Edition) -> str:
    """The whole page."""
    links = " · ".join(f'<a href="#{sheet.name}">{sheet.name}</a>' for sheet in edition.sheets)
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Codebook: {escape(TITLE)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style></head>\n<body>\n'
        f"<h1>Codebook: {escape(TITLE)}</h1>\n"
        f'<p class="notice">{escape(NOTICE)}</p>\n'
        f'<p>Version {edition.version}, days {edition.first_day or "none"} to {edition.last_day or "none"}. Licence: '
        f'<a href="{LICENCE[2]}">{escape(LICENCE[1])}</a>. <a href="{HOME}">How the data is made</a>. '
        f"An empty cell means that no text states it.</p>\n<nav aria-label=\"Tables\">{links}</nav>\n"
        + "".join(section(sheet) for sheet in edition.sheets)
        + "".join(codes(one) for one in code_lists(sheet.table for sheet in edition.sheets))
        + "</body>\n</html>\n"
    )


def section(sheet: Sheet, links: str = "") -> str:
    """The words about one table; `links` is HTML that leads to its rows."""
    body = "".join(row(column, sheet) for column in sheet.table.columns)
    return (
        f'<h2 id="{sheet.name}"><code>{sheet.name}</code></h2>\n'
        f"<p>{escape(sheet.table.about)} {sheet.rows:,} row{'' if sheet.rows == 1 else 's'}.{links}</p>\n"
        '<div class="box"><table><thead><tr><th scope="col">Column</th><th scope="col">Holds</th>'
        f'<th scope="col">Meaning</th></tr></thead>\n<tbody>{body}</tbody></table></div>\n'
    )


def row(column: Column, sheet: Sheet) -> str:
    """The words about one column."""
    is_key = column.name in sheet.table.key
    holds = kind(column) if column.type else "reckoned when asked"
    holds += f", in {escape(column.unit)}" if column.unit else ""
    holds += ", key" if is_key else "" if column.must else ", may be empty"
    about = escape(column.about)
    if column.codes:
        about += f" One of: {', '.join(f'<code>{escape(code)}</code>' for code in column.codes)}."
    if listed := list_of(column.name, column.codes):
        about += f' <a href="#{anchor(listed)}">What each value means</a>.'
    if column.refers:
        about += f' Refers to <a href="#{column.refers}">{column.refers}</a>.'
    return (
        f'<tr><th scope="row"><code>{column.name}</code></th><td data-head="Holds">{holds}</td>'
        f'<td data-head="Meaning">{about}</td></tr>\n'
    )


def anchor(name: str) -> str:
    """The anchor of a code list."""
    return "codes-" + name.lower().replace(" ", "-")


def codes(one: CodeList) -> str:
    """The words about one code list."""
    body = "".join(
        f'<tr><th scope="row"><code>{escape(value)}</code></th><td data-head="Meaning">{escape(meaning)}</td></tr>\n'
        for value, meaning in one.values
    )
    return (
        f'<h2 id="{anchor(one.name)}">{escape(one.name)}</h2>\n<p>Values of '
        f"{', '.join(f'<code>{name}</code>' for name in one.columns)}.</p>\n"
        '<div class="box"><table><thead><tr><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>\n'
        f"<tbody>{body}</tbody></table></div>\n"
    )
