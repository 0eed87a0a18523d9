# make run, make test, make lint and make bench set up what they need by themselves.
# They want Python 3.11 to 3.13 and, for the tests, Node 20 or newer.

SHELL := /bin/bash
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 && echo ok),$(p))))
VENV := .venv
BIN := $(VENV)/bin
export LITELLM_LOCAL_MODEL_COST_MAP := True
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint bench lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	@$(BIN)/desktop-proxy $(ARGS)

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -n auto $(ARGS)

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks $(ARGS)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with the venv module is needed: install it (Debian: apt-get install python3-venv) or name it with PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	tests/install_system_packages.sh
	$(BIN)/python -m pip install --quiet --require-hashes -r tests/requirements.lock
	@touch $@

# Needs uv. Releases younger than 14 days are left out: a bad upload is usually found by then.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--exclude-newer "$$(date -u -d '14 days ago' +%F)" --extra vertex --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--exclude-newer "$$(date -u -d '14 days ago' +%F)" --extra vertex --extra build --extra tests \
		-c requirements.lock pyproject.toml -o tests/requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
