#!/usr/bin/env bash
# The scheduled job: discover, fetch, record, build, check. One source that fails leaves the others be: its exit status
# is told at the end, and data/runs.jsonl has why. SOURCE, SINCE, UNTIL and ARCHIVE narrow a run by hand; MORE is for tests.
set -uo pipefail

run() { .venv/bin/python -m scrapers "$@"; }

asking=() days=()
[ -n "${SOURCE:-}" ] && asking+=(--source "$SOURCE")
[ -n "${SINCE:-}" ] && days+=(--since "$SINCE")
[ -n "${UNTIL:-}" ] && days+=(--until "$UNTIL")
[ "${ARCHIVE:-false}" = true ] && days+=(--archive)
read -ra more <<<"${MORE:-}"
asking+=("${more[@]}")

failed=0
run discover "${asking[@]}" "${days[@]}" || failed=$?
run fetch "${asking[@]}" || failed=$?
run record --kept | tee data/worklists/record.txt || exit
tail -n 1 data/worklists/record.txt >data/worklists/message.txt
run build || exit
run check || exit
[ "$failed" = 0 ] || echo "a source failed, with status $failed: see data/runs.jsonl"
exit 0
