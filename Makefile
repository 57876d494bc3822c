# acumen: everything a developer runs. `make help` lists it.
#
# Set-up builds .venv from pyproject.toml and constraints.txt. It is finished when .venv/.ready says for which folder, for
# which text of those two files and with what it was built; anything else (interrupted, moved, its Python gone) is built anew.

VENV  := .venv
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
ALL   := .[dev]
WHOLE := .[dev,oracles]
PLAN  := examples/countdown-priming.yaml

.DEFAULT_GOAL := help
.NOTPARALLEL:
unexport PYTHONDONTWRITEBYTECODE  # tests start many processes, and each would compile the package anew
.PHONY: help setup ready oracles peers demo test check lines floors format bench study pictures clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

define build
@set -eu; \
	inputs=$$(cat pyproject.toml constraints.txt | cksum); \
	case "$$(cat $(READY) 2>/dev/null || :)" in \
		"$(CURDIR) $$inputs $(1)"|"$(CURDIR) $$inputs $(if $(filter $(WHOLE),$(1)),$(1),$(ALL))"|"$(CURDIR) $$inputs $(WHOLE)") if $(BIN)/python -c 'import acumen' 2>/dev/null; then exit 0; fi ;; \
	esac; \
	case "$$(cat $(READY) 2>/dev/null || :)" in "$(CURDIR) "*) usable=yes ;; *) usable=no ;; esac; \
	$(BIN)/python -c 'import pip' 2>/dev/null || usable=no; \
	if [ $$usable = no ]; then \
		python= ; bare= ; \
		for name in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
			"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
			if "$$name" -c 'import venv, ensurepip' 2>/dev/null; then python=$$name; break; else bare=$${bare:-$$name}; fi; \
		done; \
		if [ -z "$$python" ] && [ -n "$$bare" ]; then \
			echo "setup: $$bare is new enough but lacks venv or ensurepip." >&2; \
			echo "hint: on Debian and Ubuntu, 'apt install python3-venv'; or 'make setup PYTHON=/path/to/another/python'" >&2; exit 1; \
		elif [ -z "$$python" ]; then \
			echo "setup: needs Python 3.11 or newer; looked for: $(PYTHON) python3 python3.13 python3.12 python3.11" >&2; \
			echo "hint: install one, or say where it is: 'make setup PYTHON=/path/to/python'" >&2; exit 1; \
		fi; \
		echo "setup: building $(VENV) with $$python"; \
		rm -rf $(VENV); \
		"$$python" -m venv $(VENV); \
	fi; \
	echo "setup: installing $(2)"; \
	rm -f $(READY); \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-warn-script-location -c constraints.txt -e '$(1)'; \
	echo "$(CURDIR) $$inputs $(1)" > $(READY); \
	echo "setup: done"
endef

setup: ## build .venv with everything for development (does nothing when it is there)
	$(call build,$(ALL),acumen and its tools (a few minutes the first time))

ready: ## build .venv with what it takes to run acumen, and no more
	$(call build,.,acumen (a minute the first time))

oracles: # as setup, with the libraries that acumen is compared with
	$(call build,$(WHOLE),acumen with its tools and peers (some minutes))

peers: oracles ## the figures of other libraries that tests compare with, asked anew
	@ACUMEN_PEERS=1 $(BIN)/python -m pytest -q -n 0 $$(grep -rl --include='test_*.py' 'peers.ask' tests)

demo: ready ## what to do next in the plan of examples/, and why
	@$(BIN)/acumen next $(PLAN)

test: setup ## all tests
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 8 --dist worksteal

check: setup ## format, lint, import contract, house rules, types
	@echo "check: format"; $(BIN)/ruff format --check . || { echo "hint: make format" >&2; exit 1; }
	@echo "check: lint"; $(BIN)/ruff check .
	@echo "check: imports"; $(BIN)/lint-imports --no-logo
	@echo "check: house rules"; $(BIN)/python -m pytest -q tests/house
	@echo "check: types"; $(BIN)/mypy

lines: setup ## lines of code of each room, what is said of each, and files that import one another in circles
	@$(BIN)/python -m tests.house.structure

floors: setup ## the picture of the rooms in CONTRIBUTING.md, from the import contract
	@$(BIN)/python -m tests.house.picture

format: setup ## write the code as the formatter likes it, and mend what lint can mend
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: oracles ## speed against peers, side by side; ONLY="start_up growth" for some
	@$(BIN)/python -m benchmarks $(ONLY)

study: setup ## the long comparisons with brute force, studies on real data, attacks; ONLY="attacks sip" for some
	@$(BIN)/python -m studies $(ONLY)

pictures: setup ## the pictures of docs/, anew
	@$(BIN)/acumen tree examples/cache-paper.yaml --chart docs/pictures/tree.svg > /dev/null
	@$(BIN)/acumen simulate examples/cache-paper.yaml --within 100 --chart docs/pictures/ends.svg > /dev/null
	@$(BIN)/acumen why examples/cache-paper.yaml --chart docs/pictures/why.svg > /dev/null

clean: ## remove .venv and everything that was made
	@rm -rf $(VENV) build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find src tests benchmarks studies -name __pycache__ -type d -prune -exec rm -rf {} +
