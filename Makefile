# The tasks of this project. `make` alone lists them; make.ps1 offers the same under Windows.
# Every task sets up .venv by itself, with the exact versions of constraints.txt, and again when
# pyproject.toml or constraints.txt has changed. Another Python: make PYTHON=python3.12 demo

PYTHON ?= python3
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# Else every test that starts the program would compile all of it anew, and every worker every test.
unexport PYTHONDONTWRITEBYTECODE

py := .venv/bin/python
runtime := .venv/.runtime-stamp
dev := .venv/.dev-stamp
# The build backend is installed first and used as it is: pip would otherwise fetch one of its own choice.
install := $(py) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo test hub faults check pictures keys json-page practice-page schema shapes budgets bank-holidays bench bench-hub constraints lock sbom wheels bundle windows clean

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(runtime) ## open the program over a made-up caseload, gone afterwards
	@.venv/bin/iro demo

test: $(dev) ## run the whole test suite
	@$(py) -m compileall -q iro_tui tests
	@$(py) -m pytest --numprocesses auto --dist worksteal

hub: $(dev) ## try the service's hub on a PostgreSQL of its own, where one is installed
	@$(py) -m pytest -m hub -rs --numprocesses auto --dist worksteal tests/hub

faults: $(dev) ## try crashes, cut power, full disks and spoilt files at length, and print what was lost
	@$(py) -m tests.faults

check: $(dev) ## check layout, lint, import contracts and types; changes nothing
	@$(py) -m ruff format --check
	@$(py) -m ruff check
	@.venv/bin/lint-imports
	@$(py) -m mypy

pictures: $(dev) ## take the pictures of the screens anew
	@$(py) -m pytest tests/pictures --update-screens

keys: $(dev) ## write KEYS.md anew
	@$(py) -m iro_tui.tui.keys_page KEYS.md

json-page: $(dev) ## write the lists of docs/json.md anew
	@$(py) -m tests.support.json_page

practice-page: $(dev) ## write the settings of docs/practices.md anew
	@$(py) -m tests.support.practice_page

schema: $(dev) ## write step 1 of the schema anew from the tables (until the first release)
	@$(py) -m iro_tui.store.schema

shapes: $(dev) ## write the shapes of the tables anew, by which they are read
	@$(py) -m iro_tui.store.shapes_made

budgets: $(dev) ## count the keys that the commonest things cost
	@$(py) -m tests.journeys.budgets

bank-holidays: $(dev) ## write the table of bank holidays anew
	@$(py) -m tests.domain.holiday_table

bench: $(dev) ## measure how fast it is
	@$(py) -m bench

bench-hub: $(dev) ## measure the service's hub, on a PostgreSQL of its own (takes minutes)
	@$(py) -m bench.hub

constraints: ## renew constraints.txt with the newest versions pyproject.toml allows (Python 3.11)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "constraints.txt is made with Python 3.11, the oldest one supported: make PYTHON=python3.11 constraints" >&2; exit 1; }
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(PYTHON) -m venv "$$tmp/venv"; \
	"$$tmp/venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]' colorama pywin32-ctypes; \
	"$$tmp/venv/bin/python" -m pip freeze --exclude-editable >"$$tmp/frozen"; \
	grep '^[^#]*;' constraints.txt >"$$tmp/kept"; cut -d= -f1 "$$tmp/kept" | sort -u >"$$tmp/conditional"; \
	while read -r name; do sed -i "/^$$name==/Id" "$$tmp/frozen"; done <"$$tmp/conditional"; \
	{ grep '^#' constraints.txt; LC_ALL=C sort -f "$$tmp/frozen" "$$tmp/kept"; } >"$$tmp/new"; \
	cp "$$tmp/new" constraints.txt
	@echo "constraints.txt renewed, but for its lines with a condition; run make check, make test and make wheels before keeping it."

lock: $(dev) ## write locked.txt anew: what a release is installed with, by hash (asks the package index)
	@PATH="$$PWD/.venv/bin:$$PATH" $(py) -m tests.support.lock

sbom: $(dev) ## write the bill of materials of a release into dist, from locked.txt
	@$(py) -m tests.support.sbom

wheels: $(dev) ## ask the package index whether every system and Python gets wheels of everything (before a release)
	@$(py) -m tests.support.wheels

bundle: $(dev) ## build what is unpacked on a Windows laptop into dist (EMBED=FILE DIGEST=SHA256: with the foundation's Python)
	@EMBED="$(EMBED)" DIGEST="$(DIGEST)" $(py) -m tests.support.bundle

windows: $(dev) ## try the program under a Windows Python, by wine, where that can be had (WHOLE=1: every test)
	@WHOLE="$(WHOLE)" $(py) -m tests.support.windows

clean: ## remove .venv and everything built or cached
	@rm -rf .venv .windows build dist pictures-failed .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find iro_tui tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Setting up

.PHONY: venv
venv:
	@command -v "$(PYTHON)" >/dev/null || \
	  { echo "iro-tui needs Python 3.11 or newer, and there is no $(PYTHON). Install it, or name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "iro-tui needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" -V 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "$(PYTHON) comes without venv or pip. Install them (Debian and Ubuntu: the package python3-venv), then try again." >&2; exit 1; }
	@echo "Setting up .venv; this takes a minute, once." >&2
	@"$(PYTHON)" -m venv --clear .venv

# Made anew where it is missing or its Python has gone or changed (a system upgrade).
$(runtime): pyproject.toml constraints.txt $(if $(shell $(py) -c 'import pip; print("whole")' 2>/dev/null),,venv)
	@$(install) hatchling editables
	@$(install) --no-build-isolation --editable .
	@touch $@

$(dev): $(runtime)
	@$(install) --no-build-isolation --editable '.[dev]'
	@touch $@
