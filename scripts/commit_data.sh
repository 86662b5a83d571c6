#!/usr/bin/env bash
# Commits what a run gathered: takes a packed file, unpacks nothing but data files, commits what is new and pushes it.
# Nothing is committed where no briefing came, no source changed its state, and the last commit is younger than a week
# (the schedule of a repository that stands still is switched off). SHA256 is what the packing job said.
set -euo pipefail
tar=$1
if [ -n "${SHA256:-}" ]; then echo "$SHA256  $tar" | sha256sum --check --quiet; fi

allowed='^(data/(record|changes)/|data/record/[a-z_]+/|data/(record/[a-z_]+/[0-9a-z]+|changes/[a-z_]+|runs)\.jsonl|data/worklists/message\.txt)$'
if tar -tf "$tar" | grep -vE "$allowed" | head -n 1 | grep -q .; then
    echo "the packed file holds more than data: nothing is committed" >&2
    exit 1
fi
if tar -tvf "$tar" | grep -qvE '^[-d]'; then
    echo "the packed file holds links: nothing is committed" >&2
    exit 1
fi
tar -xf "$tar"

message=$(head -n 1 data/worklists/message.txt 2>/dev/null | grep -E '^[0-9A-Za-z ,;()_]{1,200}$' || echo "New data")
git add --all data/record data/changes 2>/dev/null || git add --all data/record
if git diff --cached --quiet; then
    states() { python3 -c 'import json, sys
from scrapers.runs import Run
runs = (Run(**json.loads(line)) for line in sys.stdin)
print(sorted({run.source: str(run.problem()) for run in runs}.items()))'; }
    before=$(git show HEAD:data/runs.jsonl 2>/dev/null | states)
    age=$(( $(date +%s) - $(git log -1 --format=%ct 2>/dev/null || echo 0) ))
    if [ "$before" = "$(states <data/runs.jsonl)" ] && [ "$age" -lt 604800 ]; then
        git checkout --quiet -- data/runs.jsonl 2>/dev/null || true
        echo "nothing new: nothing is committed"
        exit 0
    fi
    message="No new briefings: what the sources answered"
fi
git add data/runs.jsonl
git -c user.name="syria-air-briefings" -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
    commit --quiet --message "[data] $message"
git log -1 --format=%s
[ -z "${GH_TOKEN:-}" ] || git push --quiet "https://x-access-token:$GH_TOKEN@github.com/$REPOSITORY.git" HEAD:main
