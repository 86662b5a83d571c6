"""The steps of a scheduled run over all sources. In: sources, days, limits. Out: a `Run` for each source.

One source that fails never stops the others; what ended early is told by the error that is returned beside the runs.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..errors import BudgetSpent, Drifted, NothingAnswered, ScraperError
from ..runs import REDESIGNED, Run
from ..sources import Source, every
from .discover import Days, Found, archived, discover
from .fetch import DEFAULT, Rules
from .harvest import LOOK_BACK, Desk, Gathered, harvest, read_again
from .hosts import ARCHIVE
from .manners import PACE, PACES, Budget, Manners
from .session import Session, Settings
from .worklist import KEPT, RECORDED, Item, WorkList


class Plan(NamedTuple):
    """What a run is to do: where it keeps its work and pages, the day, the days wanted, how much at most, the rules."""

    work: Path
    snapshots: Path
    today: date
    days: Days
    limit: int = 500
    from_archive: bool = False
    dry: bool = False
    budget: Budget = Budget()
    rules: Rules = DEFAULT


class Done(NamedTuple):
    """What became of a source: its run, items that are new on the work list, and what failed."""

    run: Run
    new: list[Item]
    errors: list[ScraperError]


def planned(
    today: date, since: date | None, until: date | None, loopback: frozenset[str], stands_in: int | None
) -> Plan:
    """A plan for some days, two weeks if none are given, with the rules of a test where it names a server."""
    until = until or today
    days = Days(since or until - LOOK_BACK, until)
    rules = DEFAULT._replace(loopback=loopback, stand_in=stand_in(stands_in) if stands_in else {})
    return Plan(Path(), Path(), today, days, rules=rules)


def stand_in(port: int) -> dict[str, int]:
    """A port of this machine on which a test stands in for every host of every source, and for the archive."""
    hosts = [host for source in every().values() for host in source.HOSTS]
    return {name: port for host in [*hosts, ARCHIVE] for name in (host, f"www.{host}")}


Tell = Callable[[str, int, int], None]


def session(plan: Plan) -> Session:
    """The way to the network that all sources of a run share; a server of a test is asked without a pause."""
    folder = plan.work / "hosts"
    if plan.rules.stand_in:
        return Session(folder, Manners(folder, plan.budget, {}, pace=0.0), Settings(plan.rules, wait=0.0))
    paces = PACES | dict.fromkeys(plan.rules.loopback, 0.0)
    return Session(folder, Manners(folder, plan.budget, paces, PACE), Settings(plan.rules))


def worklist(plan: Plan, name: str) -> WorkList:
    """The work list of a source; a dry run writes to none."""
    return (DryList if plan.dry else WorkList)(plan.work / f"{name}.jsonl")


class DryList(WorkList):
    """A work list that only remembers."""

    def put(self, item: Item) -> None:
        """Notes an item for as long as the run lasts."""
        self.items[item.key] = item

    def _compact(self) -> None:
        pass


def discover_all(sources: Mapping[str, Source], plan: Plan, ways: Session) -> Iterator[Done]:
    """Asks the listings of each source, or the archive's; what is new is on its work list."""
    for name, source in sources.items():
        started, before = time.monotonic(), (ways.requests, ways.bytes)
        work = worklist(plan, name)
        errors: list[ScraperError] = []
        found = Found([], Counter(), [])
        try:
            if plan.from_archive:
                found = archived(source, work, ways, plan.days, plan.work / "lists", plan.today)
            else:
                found = discover(source, work, ways, plan.days)
        except BudgetSpent as error:
            errors.append(error)
        errors += found.failed
        failed = Counter(type(error).__name__ for error in errors)
        run = Run(name, plan.today.isoformat(), len(found.new), dict(found.left_out), dict(failed))
        yield Done(costing(run, ways, before, started), found.new, errors)


def fetch_all(sources: Mapping[str, Source], plan: Plan, ways: Session, tell: Tell) -> Iterator[Done]:
    """Asks for the open items of each source and keeps what is whole."""
    for name, source in sources.items():
        started, before = time.monotonic(), (ways.requests, ways.bytes)
        work = worklist(plan, name)
        desk = Desk(ways, plan.snapshots, plan.work / "lists", plan.today)
        again = read_again(source, work, desk)
        done = harvest(source, work, desk, plan.limit, partial(tell, name))
        if again:
            done.outcomes["read after all"] += again
        newest = max((item.published or "" for item in work.of(KEPT, RECORDED)), default="")[:10] or None
        counts = (dict(done.outcomes), dict(done.routes), dict(done.layouts))
        run = Run(name, plan.today.isoformat(), 0, {}, {}, *counts, newest=newest)
        yield Done(costing(run, ways, before, started), [], list(errors_of(name, run, done)))


def errors_of(name: str, run: Run, done: Gathered) -> Iterator[ScraperError]:
    """What of a harvest must be told by an exit status."""
    if "all" in done.closed:
        yield BudgetSpent(name, "the run has asked as often as it may: the next run goes on")
    if run.problem() == REDESIGNED:
        yield Drifted(f"scrapers/sources/{name}.py", f"{REDESIGNED}: look at the pages kept in data/snapshots/{name}")


def silence(ways: Session) -> NothingAnswered | None:
    """The error of a run in which hosts were asked and none answered."""
    if ways.hosts and not any(ways.hosts.values()):
        return NothingAnswered("network", f"none of {len(ways.hosts)} hosts answered: what was published stays")
    return None


def costing(run: Run, ways: Session, before: tuple[int, int], started: float) -> Run:
    """A run with what it cost."""
    requests, size = before
    seconds = round(time.monotonic() - started, 1)
    return run._replace(requests=ways.requests - requests, bytes=ways.bytes - size, seconds=seconds)
