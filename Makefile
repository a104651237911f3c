# The only entry: `make run` and `make test` set up what they need on a machine with Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
REPORT ?= samples/dichuan/2024.txt samples/dichuan/2025.txt samples/dichuan/2026.txt
DATABASE ?= $(or $(TAIZHANG_TEST_DATABASE),postgresql://postgres@127.0.0.1:5432/postgres)
HOST ?= 127.0.0.1
PORT ?= 8000
READY := .venv/.ready-run
READY_DEV := .venv/.ready-dev
EXTRAS := .venv-extras
READY_EXTRAS := $(EXTRAS)/.ready

.PHONY: help run county test test-postgresql test-extras lint gate bench samples screenshots clean

help:  ## what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(READY)  ## read the sample reports (or REPORT=path) and serve the page at http://127.0.0.1:8000
	$(BIN)/taizhang serve $(REPORT) --host $(HOST) --port $(PORT)

county: $(READY)  ## the platform with the sample county at http://127.0.0.1:8000
	$(BIN)/taizhang setup --sample samples/dichuan
	$(BIN)/taizhang serve --host $(HOST) --port $(PORT)

test: $(READY_DEV)  ## the whole test suite
	$(BIN)/python -m pytest

test-postgresql: $(READY_DEV)  ## the tests that touch a database, on PostgreSQL (TAIZHANG_TEST_DATABASE=postgresql://…)
	env -u TAIZHANG_TEST_DATABASE TAIZHANG_DATABASE=$(DATABASE) $(BIN)/python -m pytest --database

test-extras: $(READY_EXTRAS)  ## the tests of scans, LDAP and distributed engines, in an environment of 2 GB (Spark needs Java 17, LDAP slapd and libldap2-dev)
	$(EXTRAS)/bin/python -m pytest --extras

lint: $(READY_DEV)  ## style, types, import contracts, definitions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/taizhang check
	$(BIN)/python tools/words.py --check

gate: $(READY_DEV)  ## scores against annotated reports: GOLD=folder of gold/, seeds/ and corpus/
	$(BIN)/python tools/gate.py $(GOLD)

bench: $(READY_DEV)  ## figures of speed and memory, peers beside
	$(BIN)/python tools/bench

samples: $(READY_DEV)  ## make the formats of the sample reports anew
	$(BIN)/python tools/samples/make.py

screenshots: $(READY_DEV)  ## pictures of every page into docs/pictures
	$(BIN)/python tools/screenshots.py

$(UV):
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade uv

$(READY): $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --inexact --no-default-groups --extra server
	@touch $@

$(READY_DEV): $(UV) pyproject.toml uv.lock
	$(UV) sync --quiet --frozen --inexact --extra server --group dev
	@touch $@

$(READY_EXTRAS): $(UV) pyproject.toml uv.lock
	UV_PROJECT_ENVIRONMENT=$(EXTRAS) $(UV) sync --quiet --frozen --all-extras --group dev
	@touch $@

clean:  ## remove what was made
	rm -rf .venv $(EXTRAS) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
