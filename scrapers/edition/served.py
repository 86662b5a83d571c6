"""The site in this process, asked without a server. In: a database and the folders of the site. Out: answers."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from datasette.app import Datasette
from datasette.utils import StartupError
from datasette.utils.asgi import Request

from scrapers.errors import CheckFailed
from scrapers.pages.addresses import DATABASE

SETTINGS = {"suggest_facets": False, "sql_time_limit_ms": 60_000, "max_returned_rows": 100_000}


class Answer(NamedTuple):
    """What the site says at an address."""

    status: int
    type: str
    body: bytes
    leads_to: str | None
    policy: str


class Served:
    """Datasette over one database, with the templates, plugins and files of a checkout."""

    def __init__(self, database: Path, root: Path, site: str | None = None) -> None:
        self.metadata: dict[str, Any] = yaml.safe_load((root / "metadata.yml").read_text(encoding="utf-8"))
        self.metadata |= {"edition": "static", "site_url": (site or "").rstrip("/")}
        self.about: dict[str, Any] = self.metadata["databases"][DATABASE]
        self.root, self.database = root, database
        self._loop = asyncio.new_event_loop()
        self._datasette = Datasette(
            immutables=[str(database)],
            metadata=self.metadata,
            template_dir=str(root / "templates"),
            plugins_dir=str(root / "plugins"),
            static_mounts=[("static", str(root / "static"))],
            cors=True,
            settings=SETTINGS,
        )
        try:
            self._loop.run_until_complete(self._datasette.invoke_startup())
        except StartupError as error:
            raise CheckFailed(database, str(error)) from error

    def get(self, address: str) -> Answer:
        """What stands at an address of the site."""
        plain = {"accept-encoding": "identity"}
        answer = self._loop.run_until_complete(self._datasette.client.get(address, headers=plain))
        kind = answer.headers.get("content-type", "").partition(";")[0]
        policy = answer.headers.get("content-security-policy", "")
        return Answer(answer.status_code, kind, answer.content, answer.headers.get("location"), policy)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query of our own."""
        found = self._loop.run_until_complete(self._datasette.get_database(DATABASE).execute(sql))
        return [dict(row) for row in found.rows]

    def rendered(self, template: str, values: dict[str, Any], address: str) -> str:
        """A template of the site, filled in as for a page at the address."""
        request = Request.fake(address)
        request.scope["csrftoken"] = str  # no form of the edition is sent to a server
        return str(self._loop.run_until_complete(self._datasette.render_template(template, values, request=request)))

    def close(self) -> None:
        """Ends what the site runs in this process."""
        self._datasette.executor.shutdown()
        self._loop.close()
