"""What makes reading quick where all of it is public. In: what Datasette counts and asks itself. Out: less of it.

Datasette copies the whole of the metadata for each table of which it asks whether a reader may see it. Where the
metadata closes nothing, there is nothing to ask. Counts made before serving are used if they are of this file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import NotFound, Response, hookimpl
from datasette.utils import tilde_encode

from scrapers.pages.addresses import DATABASE

OWN = "datasette.default_permissions"
COUNTED = ("briefings", "claims", "tallies")
CLAIM = "SELECT id FROM claims_flat WHERE number = :number"


def closes(metadata: Any) -> bool:
    """Whether metadata shuts anybody out of anything."""
    if isinstance(metadata, dict):
        return any(name.startswith("allow") or closes(value) for name, value in metadata.items())
    return isinstance(metadata, list) and any(map(closes, metadata))


@lru_cache(4)
def is_open(datasette: Any) -> bool:
    """Whether a server shows everything to everybody."""
    return not closes(datasette.metadata())


@hookimpl(hookwrapper=True)
def permission_allowed(datasette: Any, action: str) -> Generator[None, Any, None]:
    """What is thought of a request but for Datasette's own look at the metadata, where an open site has nothing."""
    outcome = yield
    if action == "view-table" and is_open(datasette):
        outcome.force_result([one for one in outcome.get_result() if getattr(one, "__module__", "") != OWN])


def is_of(inspected: dict[str, Any], size: int, build: dict[str, int]) -> bool:
    """Whether counts made before serving are those of a file of so many bytes, built with so many rows."""
    counts = inspected.get("tables", {})
    return inspected.get("size") == size and all(counts.get(name, {}).get("count") == build[name] for name in COUNTED)


@hookimpl
def prepare_jinja2_environment(datasette: Any) -> None:
    """Forget the counts and the checksum of another file; they are made anew. No hook of a server comes earlier."""
    inspected = (datasette.inspect_data or {}).get(DATABASE)
    if not inspected or DATABASE not in datasette.databases:
        return
    path = Path(datasette.databases[DATABASE].path)
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    try:
        row = connection.execute(f"SELECT {', '.join(COUNTED)} FROM build").fetchone()
    finally:
        connection.close()
    if not row or not is_of(inspected, path.stat().st_size, dict(zip(COUNTED, row, strict=True))):
        datasette.inspect_data = None


async def flat_claim(datasette: Any, request: Any) -> Response:
    """Leads from the number of a flat claim, which may be another's after the next build, to the page of its key."""
    number = int(request.url_vars["number"])
    found = await datasette.get_database(DATABASE).execute(CLAIM, {"number": number})
    if not found.rows:
        raise NotFound("No claim has this number.")
    path = f"/{DATABASE}/claims/{tilde_encode(found.rows[0]['id'])}{request.url_vars['form'] or ''}"
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(datasette.urls.path(path) + query)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of a flat claim."""
    return [(rf"^/{DATABASE}/claims_flat/(?P<number>[0-9]{{1,9}})(?P<form>\.json)?$", flat_claim)]
