#!/usr/bin/env bash
# Packs the files of a release: the database, the descriptions, and one archive for each folder of tables.
# edition.sh TARFILE
set -euo pipefail
from=data/export
to=$(mktemp -d)
trap 'rm -rf "$to"' EXIT
for kind in csv ndjson parquet; do
    tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$from" -cf - "$kind" | gzip -n >"$to/$kind.tar.gz"
done
cp "$from"/{briefings.db,claims.geojson,codebook.html,quotes.jsonl,datapackage.json,croissant.json,README.txt,SHA256SUMS} metadata.yml "$to"
bash scripts/pack.sh "$1" "$to" briefings.db claims.geojson codebook.html croissant.json csv.tar.gz datapackage.json metadata.yml \
    ndjson.tar.gz parquet.tar.gz quotes.jsonl README.txt SHA256SUMS
