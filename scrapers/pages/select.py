"""How a page asks the database. In: SQL with named parameters. Out: rows as dictionaries, whoever runs the query."""

from __future__ import annotations

from typing import Any, Protocol

Row = dict[str, Any]


class Select(Protocol):
    """Runs one query, its values as named parameters, and returns its rows."""

    async def __call__(self, sql: str, **values: Any) -> list[Row]:
        """The rows as dictionaries, in the order of the query."""


class Executes(Protocol):
    """A database that answers SQL, as Datasette hands one to its plugins."""

    async def execute(self, sql: str, params: dict[str, Any]) -> Any:
        """An answer with its `rows`."""


def selecting(database: Executes) -> Select:
    """A Select over one of Datasette's databases."""

    async def select(sql: str, **values: Any) -> list[Row]:
        return [dict(row) for row in (await database.execute(sql, values)).rows]

    return select
