# Every target sets up what it needs on a machine with only Python 3.11+ and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet

.DEFAULT_GOAL := help
.PHONY: help install demo demo-reset test test-long lint bench lock translations clean

help: ## Show these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

install: $(VENV)/installed ## Put the command at .venv/bin/metro

demo: $(VENV)/installed ## Ride: everything set up, served at http://localhost:$(PORT) until Ctrl-C
	@exec $(BIN)/metro demo --port $(PORT)

demo-reset: $(VENV)/installed ## The same, after throwing away the demo's data
	@exec $(BIN)/metro demo --port $(PORT) --reset

test: lint ## Linters, types, import contracts and the whole suite (under ten minutes)
	$(BIN)/python tests/support/browser.py
	$(BIN)/pytest -n 2

test-long: lint ## The same suites at full size
	$(BIN)/python tests/support/browser.py
	METRO_TEST_SIZE=full $(BIN)/pytest -n 2

lint: $(VENV)/tests-installed ## Style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

bench: $(VENV)/tests-installed ## Print the figures of docs/map.md and docs/benchmarks.md
	$(BIN)/python -m benchmarks

lock: ## Pin the dependencies anew (needs uv)
	uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock
	uv pip compile --group test --constraints requirements.lock --universal --python-version 3.11 --generate-hashes \
		--upgrade --no-emit-index-url --no-emit-find-links --no-header --quiet --output-file tests/requirements.lock

translations: $(VENV)/installed ## Collect the sentences of code and templates into the English catalogue
	$(BIN)/python -m metro.translations

clean: ## Remove the virtual environment and what tools left behind (the demo's data stays)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(VENV)/installed: requirements.lock pyproject.toml
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m lines.maps.compile
	@touch $@

$(VENV)/tests-installed: $(VENV)/installed tests/requirements.lock
	@$(PIP) --require-hashes -r tests/requirements.lock
	@touch $@
