# Two commands are enough: make run, make test. `make` alone names the others.

SETUP  := sh build_spec/setup/setup.sh
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup run test check checked tests tests-apart tests-optimised bench-tried campaign campaign-short province bench bench-short lint format types gallery screens-update guide lock clean

help: ## name these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s%s\n", $$1, $$2 }' Makefile

setup: ## make .venv from the hashed lock; the others do it by themselves
	@$(SETUP) run

run: ## the kiosk with a centre beside it; without a display, simulated citizens on a virtual one
	@$(SETUP) run
	@$(PYTHON) -m build_spec.demo

test: ## every test, with its own PostgreSQL and its own virtual display
	@$(SETUP) test
	@$(PYTHON) -m pytest -q

check: lint types ## exactly what CI runs: lint, types, the import arrows, campaign-short, the tests, the tests under python -O
	@$(SETUP) test
	@$(MAKE) -j 3 --output-sync=target checked

# Three lanes beside each other, each a processor's work; the log of what ends late is told last.
checked: tests tests-apart tests-optimised bench-tried
	@cat out/bench-tried.log out/tests-apart.log out/tests-optimised.log
APART := $(patsubst %,tests/%,screens journey proof deployment reports central/browser)
tests:
	@$(PYTHON) -m pytest -q $(patsubst %,--ignore=%,$(APART))
tests-apart: campaign-short
	@mkdir -p out
	@$(PYTHON) -m pytest -q -o cache_dir=.pytest_cache/apart $(APART) > out/tests-apart.log 2>&1 \
		|| { cat out/tests-apart.log; false; }
# What starts programs, which run as always, or draws pictures, with code that has no assert (ruff's S101).
NOT_OPTIMISED := $(patsubst %,--ignore=tests/%,screens journey proof deployment central/browser)
tests-optimised: # told at once only where they fail, else in the end: the last word is pytest's
	@mkdir -p out
	@{ echo "Under python -O:"; $(PYTHON) -O -m pytest -q -o cache_dir=.pytest_cache/optimised $(NOT_OPTIMISED); } \
		> out/tests-optimised.log 2>&1 || { cat out/tests-optimised.log; false; }

bench-tried: # begins where another lane has ended; fails only where a benchmark breaks
	@mkdir -p out
	@$(PYTHON) -m benchmarks --short --out out/bench-short.json > out/bench-tried.log 2>&1 \
		|| { cat out/bench-tried.log; false; }

campaign: ## the fault campaign as docs/reliability.md tells it: hours; the result in out/campaign.json
	@$(SETUP) test
	@$(PYTHON) -m tests.campaign --long

campaign-short: ## the same promises with fewer cases, in some minutes
	@$(SETUP) test
	@$(PYTHON) -m tests.campaign --short

province: ## a year of two hundred kiosks: every page and file against plain SQL over the lines; ten minutes or more
	@$(SETUP) test
	@$(PYTHON) -m tests.proof.province

bench: ## every figure of docs/performance.md against its limit: hours; into out/bench.json
	@$(SETUP) test
	@$(PYTHON) -m benchmarks --long

bench-short: ## the same at small sizes, to see that they run; nothing is asserted of how fast
	@$(SETUP) test
	@$(PYTHON) -m benchmarks --short --out out/bench-short.json

lint: ## ruff, and the import arrows of docs/architecture.md
	@$(SETUP) tools
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo

format: ## let ruff put the source in order
	@$(SETUP) tools
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

types: ## mypy, strict
	@$(SETUP) tools
	@.venv/bin/mypy

gallery: ## a picture of every screen, in out/gallery
	@$(SETUP) gallery
	@$(PYTHON) -m kiosk.ui.gallery out/gallery

screens-update: ## draw the screens' reference pictures anew, once the new look is meant
	@$(SETUP) test
	@$(PYTHON) -m tests.screens.references
	@$(PYTHON) -m build_spec.guide

guide: ## the pictures in docs/, from the reference pictures
	@$(SETUP) tools
	@$(PYTHON) -m build_spec.guide

lock: ## write requirements.lock again from pyproject.toml
	@$(SETUP) tools
	@sh build_spec/setup/lock.sh

clean: ## take away what these commands made, .venv and the demonstration included
	rm -rf .venv build dist out var/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
