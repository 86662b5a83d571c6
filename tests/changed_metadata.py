"""A site whose metadata differs from the real one in some keys. In: a database, the keys. Out: the site."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from tests.test_site import METADATA, ROOT, Site


def with_metadata(path: Path, change: dict[str, Any]) -> Site:
    """A site whose metadata differs in some keys."""
    site = Site(path)
    metadata = copy.deepcopy(METADATA)
    for place, value in change.items():
        *above, last = place.split("/")
        entry = metadata
        for name in above:
            entry = entry[name]
        entry[last] = value
    site.datasette = Datasette(
        immutables=[str(path)], metadata=metadata, template_dir=str(ROOT / "templates"),
        plugins_dir=str(ROOT / "plugins"), static_mounts=[("static", str(ROOT / "static"))], cors=True,
    )  # fmt: skip
    return site
