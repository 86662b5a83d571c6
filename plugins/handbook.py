"""The pages in docs/ as pages of the site. In: Markdown files of our own. Out: HTML in the site's dress.

Knows as much of Markdown as docs/ uses: headings, paragraphs, lists, tables, code, bold, slant, links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from datasette import NotFound, Response, hookimpl
from markupsafe import Markup, escape

DOCS = Path(__file__).parent.parent / "docs"
INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)")


def inline(text: str) -> Markup:
    """A line with its code, bold and slanted words and links, everything else escaped."""
    parts, end = [], 0
    for found in INLINE.finditer(text):
        parts.append(escape(text[end : found.start()]))
        code, bold, slanted, words, address = found.groups()
        if code:
            parts.append(Markup("<code>{}</code>").format(code))
        elif bold:
            parts.append(Markup("<b>{}</b>").format(bold))
        elif slanted:
            parts.append(Markup("<em>{}</em>").format(slanted))
        else:
            parts.append(Markup('<a href="{}">{}</a>').format(site_address(address), words))
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def site_address(address: str) -> str:
    """Where a link of the handbook leads on the site: another of its pages, or the address as it stands."""
    return "/docs/" + address.removesuffix(".md") if re.fullmatch(r"[a-z]+\.md", address) else address


def table(lines: list[str]) -> Markup:
    """A table; its second line only rules off the head."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(inline(cell)) for cell in rows[0])
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td data-head="{}">{}</td>').format(name, inline(cell))
                for name, cell in zip(rows[0], row, strict=True)
            )
        )
        for row in rows[2:]
    )
    framed = Markup('<div class="box"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>')
    return framed.format(head, body)


def items(lines: list[str]) -> Markup:
    """A list; a line that is set in goes on with the item before."""
    texts: list[str] = []
    for line in lines:
        if line.startswith("- "):
            texts.append(line[2:])
        else:
            texts[-1] += " " + line.strip()
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(inline(one)) for one in texts))


def blocks(text: str) -> Iterator[Markup]:
    """The page, block by block; blocks are what blank lines part."""
    for empty, group in groupby(text.splitlines(), key=lambda line: not line.strip()):
        lines = list(group)
        if empty:
            continue
        if heading := re.match(r"(#{1,3}) (.+)", lines[0]):
            level = len(heading[1])
            yield Markup(f"<h{level}>{{}}</h{level}>").format(inline(heading[2]))
            lines = lines[1:]
        if not lines:
            continue
        if lines[0].startswith("|"):
            yield table(lines)
        elif lines[0].startswith("- "):
            yield items(lines)
        elif lines[0].startswith("    "):
            yield Markup("<pre>{}</pre>").format("\n".join(line[4:] for line in lines))
        else:
            yield Markup("<p>{}</p>").format(inline(" ".join(lines)))


async def page(datasette: Any, request: Any) -> Response:
    """A page of the handbook; a name without a file is not found."""
    path = DOCS / f"{request.url_vars['name']}.md"
    if not path.is_file():
        raise NotFound("There is no such page in the handbook")
    text = path.read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ")
    told = {"title": title, "body": Markup("\n").join(blocks(text))}
    return Response.html(await datasette.render_template("handbook.html", told, request=request))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of the handbook."""
    return [(r"^/docs/(?P<name>[a-z]+)$", page)]
