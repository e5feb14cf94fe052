# Two commands are enough: make run, make test. `make` alone names the others.

SETUP  := sh build_spec/setup/setup.sh
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup run test check tests tests-apart tests-optimised tests-packages bench-tried campaign campaign-short province bench bench-short lint format types gallery screens-update guide build build-smoke deb deb-smoke windows windows-smoke nightly lock clean

help: ## name these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s%s\n", $$1, $$2 }' Makefile

setup: ## make .venv from the hashed lock; the others do it by themselves
	@$(SETUP) run

run: ## the kiosk with a centre beside it; without a display, simulated citizens on a virtual one
	@$(SETUP) run
	@$(PYTHON) -m build_spec.demo

# Lanes beside each other, each a processor's work; a lane that fails is told at once and its tests again in the end.
LANES := tests-apart tests tests-packages
test: ## every test, with its own PostgreSQL, its own virtual display and a packaged kiosk (what takes longer: make nightly)
	@$(SETUP) test
	@mkdir -p out && rm -f out/tests*.log
	@$(MAKE) -k -j 3 --output-sync=target $(LANES) || { grep -hE '^(FAILED|ERROR) ' out/tests*.log; false; }
	@cat $(patsubst %,out/%.log,$(filter-out tests,$(LANES)) tests)

check: lint types ## exactly what CI runs: lint, types, the import arrows, campaign-short, the tests, the tests under python -O
	@$(SETUP) test
	@$(PYTHON) -m tests.campaign --short
	@$(MAKE) test LANES="tests-optimised $(LANES) bench-tried"

# What opens windows, browsers and offices, one after the other.
APART := $(patsubst %,tests/%,screens journey proof deployment reports central/browser)
# What starts programs, which run as always, or draws pictures, with code that has no assert (ruff's S101).
NOT_OPTIMISED := $(patsubst %,tests/%,screens journey proof deployment packaging central/browser)
tests: LANE := $(patsubst %,--ignore=%,$(APART) tests/packaging)
tests-apart: LANE := $(APART)
# The packaged kiosk alone: what installs it takes many minutes (make nightly).
tests-packages: LANE := $(patsubst %,tests/packaging/test_%.py,linux_contents linux_package deb_file windows_build)
tests-packages: build
tests-optimised: LANE := $(patsubst %,--ignore=%,$(NOT_OPTIMISED))
tests-optimised: PYTHON += -O
tests tests-apart tests-packages tests-optimised:
	@{ echo "make $@:"; $(PYTHON) -m pytest -q -rs -o cache_dir=.pytest_cache/$@ $(LANE); } > out/$@.log 2>&1 \
		|| { cat out/$@.log; false; }

bench-tried: build # fails only where a benchmark breaks
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

bench: build ## every figure of docs/performance.md against its limit: two hours; into out/bench.json; BENCH=--rest goes on
	@$(SETUP) test
	@$(PYTHON) -m benchmarks --long $(BENCH)

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

guide: ## the pictures in docs/, from the reference pictures, a letter and the server's pages
	@$(SETUP) test
	@$(PYTHON) -m build_spec.guide
	@$(PYTHON) -m tests.screens.guide_pictures
	@$(PYTHON) -m tests.reports.pictures
	@$(PYTHON) -m tests.central.browser.pictures

build: ## the packaged kiosk in dist/kiosk, from a clean environment; with its licences and sums
	@$(SETUP) build
	@$(PYTHON) -m build_spec.package.build

build-smoke: build ## and as root: start it in a bare Debian, touch ballots, ship and report them
	@$(SETUP) test
	@$(PYTHON) -m tests.packaging.bare_root
	@$(PYTHON) -m pytest -q tests/packaging/test_linux_package.py tests/packaging/test_linux_contents.py

deb: build ## the Debian package in dist, from dist/kiosk
	@$(PYTHON) -m build_spec.linux.deb
	@$(PYTHON) -m build_spec.package.sums

deb-smoke: build ## and as root: install, boot, upgrade, take back, remove the package in a bare Debian; try docs/it.md, docs/linux.md, the playbook
	@$(SETUP) test
	@$(PYTHON) -m pytest -q \
		$(patsubst %,tests/packaging/test_%.py,deb deb_file deb_session deb_boot it_documents ansible)

windows: ## the kiosk for Windows in dist/windows/kiosk and its setup, under Wine; PYTHON_WINDOWS=folder names the interpreter
	@$(SETUP) windows
	@$(PYTHON) -m build_spec.windows.build

windows-smoke: ## install that setup under Wine, rate, ship, update, go back, remove; pictures in out/windows-smoke
	@$(SETUP) windows
	@$(PYTHON) -m tests.packaging.windows_smoke

nightly: deb-smoke windows ## the packages' whole lives, for which CI has no time: each night, and before a release
	@$(MAKE) windows-smoke

lock: ## write requirements.lock again from pyproject.toml, and the locks that are parts of it
	@$(SETUP) tools
	@sh build_spec/setup/lock.sh

clean: ## take away what these commands made, .venv and the demonstration included
	rm -rf .venv build dist out var/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .schemathesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
