#!/usr/bin/env bash
# Packs files in the order of their names, without times and owners, and gives the checksum to the next job.
# pack.sh TARFILE FOLDER NAME...
set -euo pipefail
file=$PWD/$1 folder=$2
shift 2
cd "$folder"
present=()
for name in "$@"; do [ ! -e "$name" ] || present+=("$name"); done
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$file" -- "${present[@]}"
sha=$(sha256sum "$file" | cut -d ' ' -f 1)
echo "$sha  $(basename "$file")"
[ -z "${GITHUB_OUTPUT:-}" ] || echo "sha256=$sha" >>"$GITHUB_OUTPUT"
