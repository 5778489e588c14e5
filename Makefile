# The commands of the house. `make` alone lists them; `make run` and `make test` also install what the machine lacks.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

# What is fetched and built survives a fresh clone: it lives under the home folder, not in the tree.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/calotype/target
export CALOTYPE_TOOLS ?= $(HOME)/.cache/calotype/tools
export CALOTYPE_MODELS__DIR ?= $(HOME)/.cache/calotype/models
export npm_config_cache ?= $(HOME)/.cache/calotype/npm
export PATH := $(CALOTYPE_TOOLS)/bin:$(PATH)

# Passed on to the server, as in `make run ARGS="--listen 0.0.0.0:8080"`.
ARGS ?=

.PHONY: run
run: ## Install what is missing, build, and start on http://localhost:8080 with ./data (more flags in ARGS)
	@scripts/setup run
	@if [ -d web/node_modules ]; then $(MAKE) web; fi
	@cargo build --release --locked --package calotype
	@"$(CARGO_TARGET_DIR)/release/calotype" models pull || \
		echo "Not all models are here. calotype starts without them, and what needs one says so; make run tries again."
	@exec "$(CARGO_TARGET_DIR)/release/calotype" serve --data-dir data --listen 127.0.0.1:8080 $(ARGS)

# With this set a test whose part is missing fails instead of printing `skipped: why`.
test: export CALOTYPE_TEST_REQUIRE = all

# The cheapest check first. Clippy and the tests share one build of the web app, which the server embeds.
.PHONY: test
test: ## Install what is missing, then every check and every test: both databases, both object stores, the browser
	@scripts/setup test
	@scripts/check-dependencies
	@scripts/check-tree
	@cargo fmt --all --check
	@$(MAKE) web
	@npm --prefix web run check
	@cargo clippy --workspace --all-targets --locked -- -D warnings
	@cargo build --workspace --all-targets --locked
	@"$(CARGO_TARGET_DIR)/debug/calotype" models pull >/dev/null
	@cargo test --doc --workspace --locked --quiet
	@cargo nextest run --workspace --locked --profile ci
	@CALOTYPE_BIN="$(CARGO_TARGET_DIR)/debug/calotype" npm --prefix web run e2e

.PHONY: check
check: ## The quick round before a commit: policies, formatting, lints, and the tests of the crates you touched
	@scripts/check-dependencies
	@scripts/check-tree
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets --locked -- -D warnings
	@scripts/touched | xargs --no-run-if-empty cargo nextest run --locked

.PHONY: web
web: web/dist/index.html ## Build the web app into web/dist, if anything in web/ has changed

WEB_SOURCES := $(shell find web -name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null)

web/dist/index.html: $(WEB_SOURCES)
	@npm --prefix web run build
	@touch $@

.PHONY: generate
generate: openapi ## Write everything again that is made from code: openapi/, the web app's types, the table of error codes
	@npm --prefix web run --silent generate
	@CALOTYPE_UPDATE_DOCS=1 cargo test --quiet --locked --workspace --lib codes:: >/dev/null

.PHONY: openapi
openapi: ## Write the OpenAPI documents again, after an endpoint has changed
	@mkdir -p openapi
	@cargo run --quiet --locked --package calotype -- openapi --write openapi

.PHONY: torture
torture: ## Kill the server thousands of times in the middle of its work and prove that nothing is lost (ROUNDS, SEED)
	@scripts/setup test
	@TORTURE_ROUNDS="$(ROUNDS)" TORTURE_SEED="$(SEED)" CALOTYPE_TEST_REQUIRE=all \
		cargo nextest run --locked --profile torture --package calotype --test torture --no-capture

# Kills on each database, and where the random moments come from.
ROUNDS ?= 2000
SEED ?= 1

.PHONY: fuzz
fuzz: ## Feed every decoder and parser with damaged files, guided by coverage (TARGETS=jpeg, FUZZ_SECONDS=60)
	@scripts/setup run
	@FUZZ_SECONDS="$(FUZZ_SECONDS)" scripts/fuzz $(TARGETS)

# Seconds for each target.
FUZZ_SECONDS ?= 60
TARGETS ?=

.PHONY: screenshots
screenshots: web ## Photograph every main page of the web app on a real server into web/screenshots (desktop and phone, light and dark)
	@cargo build --locked --package calotype
	@CALOTYPE_BIN="$(CARGO_TARGET_DIR)/debug/calotype" npm --prefix web run screenshots

.PHONY: bench
bench: ## Measure what docs/performance.md claims, as ratios in one run (about a quarter of an hour; BENCH=ingest for one claim)
	@scripts/setup bench
	@npm --prefix benches/peers ci --silent --no-audit --no-fund
	@cargo build --release --locked --package calotype --package calotype-benches
	@"$(CARGO_TARGET_DIR)/release/calotype" models pull >/dev/null
	@"$(CARGO_TARGET_DIR)/release/calotype-bench" $(BENCH)

# One claim of calotype-bench, or all of them.
BENCH ?= all

.PHONY: clean
clean: ## Remove what was built in the tree (./data and the caches under ~/.cache/calotype stay)
	@rm -rf web/dist web/node_modules benches/peers/node_modules target

.PHONY: help
help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
