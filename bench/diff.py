"""Shows which facts a change of the code gains, loses and alters over all texts at hand.

    python bench/diff.py [--base REV] [FILE ...]     the code of REV (HEAD) against the working tree, on texts
    python bench/diff.py OLD.jsonl NEW.jsonl         two outputs of `python -m scrapers read`

A text is matched by its id, a fact by its own id; a lost and a gained fact on the same words are one altered fact.
Leaves nothing behind: the old code is unpacked into a temporary folder.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
KINDS = ("claims", "tallies", "statements")
CHANGES = ("gained", "lost", "altered")
Facts = dict[str, dict[str, Any]]


class Change(NamedTuple):
    """One fact that differs: in which text of which source, what kind, and what it was and is."""

    source: str
    text: str
    kind: str
    change: str
    words: str


def texts() -> list[Path]:
    """The texts at hand: the real ones beside the checkout and those kept by earlier runs."""
    real = [path for path in sorted(REAL.glob("*.jsonl")) if path.name != "gold.jsonl"] + sorted(REAL.glob("*/*.txt"))
    return real + sorted((ROOT / "data" / "snapshots").glob("*/*.html"))


def unpacked(revision: str, folder: Path) -> Path:
    """The program as it was at a revision, unpacked into a folder."""
    command = ["git", "-C", str(ROOT), "archive", revision, "scrapers"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{revision}: {done.stderr.decode().strip()}; name a commit, a tag or a branch")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def readings(code: Path, files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """What the code in a folder reads in files, by the id of the text; standard error names what it cannot read."""
    command = [sys.executable, "-B", "-m", "scrapers", "read", "--quiet", *(str(path.resolve()) for path in files)]
    environment = {**os.environ, "PYTHONPATH": str(code)}
    done = subprocess.run(command, cwd=code, env=environment, stdout=subprocess.PIPE, check=False)
    return parsed(done.stdout.decode("utf-8"))


def parsed(lines: str) -> dict[str, dict[str, Any]]:
    """Readings by the id of their text."""
    rows = (json.loads(line) for line in lines.split("\n") if line.strip())
    return {row["id"]: row for row in rows}


def differences(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> Iterator[Change]:
    """Every fact gained, lost or altered, text by text in the order of the new readings; then the texts lost."""
    for name in [*new, *(name for name in old if name not in new)]:
        before, after = old.get(name), new.get(name)
        source = (after or before or {})["source"]
        if before is None or after is None:
            change = "gained" if before is None else "lost"
            yield Change(source, name, "texts", change, "the other version cannot read it")
        for kind in KINDS:
            for change, words in _facts(_named(before, kind), _named(after, kind)):
                yield Change(source, name, kind, change, words)


def _named(reading: dict[str, Any] | None, kind: str) -> Facts:
    return {fact["id"]: fact for fact in reading[kind]} if reading else {}


def _facts(old: Facts, new: Facts) -> Iterator[tuple[str, str]]:
    lost = {tuple(old[id]["span"]): id for id in old if id not in new}
    for id, fact in new.items():
        before = id if id in old else lost.pop(tuple(fact["span"]), None)
        if before is None:
            yield "gained", shown(fact)
        elif old[before] != fact:
            keys = [key for key in {**old[before], **fact} if old[before].get(key) != fact.get(key)]
            what = ", ".join(f"{key} {old[before].get(key)!r} -> {fact.get(key)!r}" for key in keys)
            yield "altered", f"{before}: {what}"
    for id in lost.values():
        yield "lost", shown(old[id])


def shown(fact: dict[str, Any]) -> str:
    """A fact in a line: its id and where it stands, the words of a target and a place as printed."""
    printed = [str(fact[key]) for key in ("target_text", "place_text", "scope", "voice") if fact.get(key)]
    return f"{fact['id']} at {fact['span'][0]}-{fact['span'][1]} ({', '.join(printed)})"


def table(found: list[Change], compared: int) -> str:
    """How many facts were gained, lost and altered, by source and kind."""
    counted = Counter((one.source, one.kind, one.change) for one in found)
    rows = [f"{'source':24}{'kind':12}{'gained':>8}{'lost':>8}{'altered':>9}"]
    for source, kind in sorted({(one.source, one.kind) for one in found}):
        gained, lost, altered = (counted[source, kind, change] for change in CHANGES)
        rows.append(f"{source:24}{kind:12}{gained:8,}{lost:8,}{altered:9,}")
    touched = len({one.text for one in found})
    return "\n".join([*(rows if found else ["no fact differs"]), f"{touched:,} of {compared:,} texts differ"])


def main(arguments: list[str] | None = None) -> int:
    """Prints the differences; returns 0 whatever they are."""
    options = argparse.ArgumentParser(description="Facts gained, lost and altered between two versions of the code.")
    options.add_argument("files", nargs="*", type=Path, help="texts, or two outputs of `read`")
    options.add_argument("--base", default="HEAD", help="the revision that the working tree is compared with")
    options.add_argument("--most", type=int, default=60, help="differences listed one by one; 0 lists all")
    chosen = options.parse_args(arguments)
    files = chosen.files or texts()
    if not files:
        sys.exit("no texts at hand: name files, as in make diff FILES=page.html")
    if len(files) == 2 and all(is_output(path) for path in files):
        old, new = (parsed(path.read_text(encoding="utf-8")) for path in files)
    else:
        with tempfile.TemporaryDirectory() as folder:
            old = readings(unpacked(chosen.base, Path(folder)), files)
        new = readings(ROOT, files)
    found = list(differences(old, new))
    print(table(found, len(set(old) | set(new))))
    for one in found[: chosen.most or None]:
        print(f"{one.change:8}{one.kind[:-1]:10} {one.text}: {one.words}")
    if chosen.most and len(found) > chosen.most:
        print(f"... {len(found) - chosen.most:,} more: --most 0 (make diff MOST=0) lists all")
    return 0


def is_output(path: Path) -> bool:
    """Whether a file holds readings, not texts."""
    if path.suffix != ".jsonl":
        return False
    with path.open(encoding="utf-8") as file:
        return '"claims":' in file.readline()


if __name__ == "__main__":
    sys.exit(main())
