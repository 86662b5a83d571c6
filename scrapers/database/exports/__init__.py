"""The database as files for other programs. In: a checked database. Out: a folder that is there whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapers.database.exports.folder import Exported

__all__ = ["export"]


def export(database: Path, link: Path) -> Exported:
    """Writes every file beside the old ones and moves the link; what was written comes back."""
    from scrapers.database.exports import folder  # only here: the site reads the words of this room without pyarrow

    return folder.export(database, link)
