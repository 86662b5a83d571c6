"""The database as files for other programs. In: a checked database. Out: a folder that is there whole or not at all."""

from __future__ import annotations

from scrapers.database.exports.folder import export

__all__ = ["export"]
