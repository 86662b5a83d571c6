"""A site whose metadata differs from the real one in some keys. In: a database, the keys. Out: the site."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from tests.test_site import METADATA, Site


def with_metadata(path: Path, change: dict[str, Any]) -> Site:
    """A site whose metadata differs in some keys."""
    metadata = copy.deepcopy(METADATA)
    for place, value in change.items():
        *above, last = place.split("/")
        entry = metadata
        for name in above:
            entry = entry[name]
        entry[last] = value
    return Site(path, metadata)
