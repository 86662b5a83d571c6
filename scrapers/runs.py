"""What each run did for each source: a line a day and source in `data/runs.jsonl`, counts only, no scraped word.

In: counts of a run. Out: the file, which is committed with the record, so that a source that fell silent is seen and
the schedule stays alive. Runs of one day are added up; the last sixty lines of a source are kept.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scrapers.errors import MalformedTable

KEPT_LINES = 60
REDESIGNED = "its pages come and no layout reads them"
PASSING = {"known", "other days", "not about it by its title", "no text of this source"}


class Run(NamedTuple):
    """One source on one day. `listed` counts what was new in its listings, `left_out` what was not and why, `failed`
    listings by the name of the error, `outcomes` items by what became of them, `routes` pages by how they came,
    `layouts` the names of its layouts found in pages, `recorded` briefings new and edited in the record.
    """

    source: str
    day: str
    listed: int = 0
    left_out: dict[str, int] = {}  # noqa: RUF012
    failed: dict[str, int] = {}  # noqa: RUF012
    outcomes: dict[str, int] = {}  # noqa: RUF012
    routes: dict[str, int] = {}  # noqa: RUF012
    layouts: dict[str, int] = {}  # noqa: RUF012
    recorded: dict[str, int] = {}  # noqa: RUF012
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    newest: str | None = None

    def problem(self) -> str | None:
        """Why this source needs to be looked at, None where all is as it should be."""
        refused = sum(number for name, number in self.outcomes.items() if name.startswith("rejected: BodyMissing"))
        if refused >= 2 and not self.outcomes.get("new"):
            return REDESIGNED
        if self.failed and not self.listed and not PASSING & self.left_out.keys():
            return f"no listing could be read: {', '.join(sorted(self.failed))}"
        lost = sum(number for name, number in self.outcomes.items() if name.startswith("open: "))
        return "no page came by any route" if lost >= 2 and not self.routes else None


def load(path: Path) -> Iterator[Run]:
    """The lines of the file, oldest first; raises MalformedTable with file and line."""
    if not path.is_file():
        return
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            run = Run(**json.loads(text))
            counts = [run.left_out, run.failed, run.outcomes, run.routes, run.layouts, run.recorded]
            good = all(isinstance(value, int) for some in counts for value in some.values()) and len(run.day) == 10
        except (ValueError, TypeError, AttributeError) as error:
            raise MalformedTable(f"{path}:{number}", f"no run ({error}); restore the line from git") from None
        if not good:
            raise MalformedTable(f"{path}:{number}", "its counts are no numbers; restore the line from git")
        yield run


def added(one: Run, other: Run) -> Run:
    """Two runs of one source and day as one."""
    counts = {
        name: dict(sorted((Counter(getattr(one, name)) + Counter(getattr(other, name))).items()))
        for name in ("left_out", "failed", "outcomes", "routes", "layouts", "recorded")
    }
    return Run(
        one.source, one.day, one.listed + other.listed, **counts, requests=one.requests + other.requests,
        bytes=one.bytes + other.bytes, seconds=round(one.seconds + other.seconds, 1),
        newest=max(filter(None, (one.newest, other.newest)), default=None),
    )  # fmt: skip


def add(run: Run, path: Path) -> None:
    """Adds a run to the file."""
    runs = list(load(path))
    today = next((old for old in runs if (old.source, old.day) == (run.source, run.day)), None)
    if today is not None:
        runs.remove(today)
    runs.append(added(today or Run(run.source, run.day), run))
    kept = [old for source in {one.source for one in runs} for old in last(runs, source)]
    kept.sort(key=lambda one: (one.day, one.source))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text("".join(line(one) + "\n" for one in kept), encoding="utf-8")
    os.replace(beside, path)


def last(runs: list[Run], source: str) -> list[Run]:
    """The newest lines of a source."""
    return sorted((one for one in runs if one.source == source), key=lambda one: one.day)[-KEPT_LINES:]


def line(run: Run) -> str:
    """A run as a line of JSON, without what is empty."""
    told = {name: value for name, value in run._asdict().items() if value not in (None, {}, 0, 0.0)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def message(runs: list[Run]) -> str:
    """What came, for a commit: counts and names of sources, no word of any page."""
    told = []
    for run in sorted(run for run in runs if run.recorded):
        counts = [f"{number} {name}" for name, number in sorted(run.recorded.items(), reverse=True)]
        told.append(f"{', '.join(counts)} ({run.source})")
    return "; ".join(told) or "No new briefings"


def summary(run: Run) -> str:
    """What a run did for a source, on one line."""
    counts = run.recorded | run.outcomes | run.left_out
    told = [f"{run.listed} new on the list"] if run.listed or run.left_out else []
    told += [f"{number} {name}" for name, number in counts.items()]
    told += [f"{number} failed: {name}" for name, number in run.failed.items()]
    cost = f"{run.requests} requests, {run.bytes:,} bytes, {run.seconds} s" if run.requests else ""
    return f"{run.source}: " + "; ".join(filter(None, (", ".join(told) or "nothing to do", cost)))
