"""One issue for each source that fails: opened, told again on each failing day, closed on recovery.

In: data/runs.jsonl, and the command `gh` with a token that may write issues. Out: issues in words of this file alone.
The exit status is 1 where a source has failed for a week.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LABEL = "source fails"
A_WEEK = 7
sys.path.insert(0, str(Path(__file__).parent.parent))


def gh(*arguments: str) -> str:
    """What `gh` prints."""
    return subprocess.run(["gh", *arguments], check=True, capture_output=True, text=True).stdout


def main(path: Path) -> int:
    """Opens, updates and closes the issues."""
    from scrapers.runs import Run, load

    by_source: dict[str, list[Run]] = {}
    for run in load(path):
        by_source.setdefault(run.source, []).append(run)
    gh("label", "create", LABEL, "--force", "--description", "A source needs to be looked at")
    told = json.loads(gh("issue", "list", "--label", LABEL, "--state", "open", "--json", "number,title"))
    open_issues = {issue["title"]: str(issue["number"]) for issue in told}
    red = 0
    for source, runs in sorted(by_source.items()):
        title, problem = f"Source {source} fails", runs[-1].problem()
        number = open_issues.get(title)
        words = f"{runs[-1].day}: {problem}. The counts stand in data/runs.jsonl; pages that came in the run's cache."
        if problem and number is None:
            gh("issue", "create", "--title", title, "--label", LABEL, "--body", words)
        elif problem and number:
            gh("issue", "comment", number, "--body", words)
        elif number:
            gh("issue", "close", number, "--comment", f"{runs[-1].day}: it answers again.")
        if len(runs) >= A_WEEK and all(run.problem() for run in runs[-A_WEEK:]):
            print(f"{source} has failed for a week: {problem}")
            red = 1
    return red


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/source_issues.py data/runs.jsonl")
    sys.exit(main(Path(sys.argv[1])))
