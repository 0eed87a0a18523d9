# make run, make test, make lint, make bench, make binary, make archive and make deb set up what they need by themselves.
# They want Python 3.11 to 3.13 and, for the tests, Node 20 or newer.

SHELL := /bin/bash
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 && echo ok),$(p))))
VENV := .venv
WINDOWS := $(filter Windows_NT,$(OS))
BIN := $(VENV)/$(if $(WINDOWS),Scripts,bin)
export LITELLM_LOCAL_MODEL_COST_MAP := True
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test lint bench binary archive deb check-binary checksums release system-packages strings pictures images lock clean
.DEFAULT_GOAL := run

LANGUAGES := $(wildcard resources/translations/*.ts)
TRANSLATIONS := $(LANGUAGES:.ts=.qm)
BUILD_VENV := build/venv
BUILD_BIN := $(BUILD_VENV)/$(if $(WINDOWS),Scripts,bin)

run: $(VENV)/.run $(TRANSLATIONS)
	@$(BIN)/desktop-proxy $(ARGS)

test: $(VENV)/.test $(TRANSLATIONS) lint
	@# What fails while two programs, a compiler and a desktop share two cores is asked once more, alone: it fails then
	@# for a reason of its own, or has only been late. Both results are printed.
	$(BIN)/python -m pytest -n auto $(ARGS) || $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.test $(TRANSLATIONS)
	$(BIN)/python -m benchmarks $(ARGS)
	$(BIN)/python -m benchmarks.window
	$(BIN)/python -m benchmarks.window_table

# The program as one directory, in dist/desktop-proxy; built anew only when something of it has changed.
binary: $(BUILD_VENV)/.ready
	$(BUILD_BIN)/python packaging/build.py

# What is released of it, besides the package: an archive, and the list of what is inside.
archive: binary
	$(BUILD_BIN)/python packaging/archive.py

deb: binary
	packaging/deb.sh

check-binary: binary
	dist/desktop-proxy/desktop-proxy selftest

checksums:
	$(PYTHON) packaging/checksums.py dist

# Wants a tag of the version, TAG=v1.2.3, and the files to publish with their checksums in dist.
release:
	test "$(TAG)" = "v$$($(PYTHON) -c 'import runpy; print(runpy.run_path("packaging/archive.py")["version"]())')"
	cd dist && gh release create "$(TAG)" --verify-tag --generate-notes SHA256SUMS $$(cut -d ' ' -f 3 SHA256SUMS)

# Needs root.
system-packages:
	tests/install_system_packages.sh

# Takes new strings over into the translation files; what is unfinished in them fails a test.
strings: $(VENV)/.run
	$(BIN)/pyside6-lupdate -no-obsolete -sort-messages -locations none $$(git ls-files 'desktop_proxy/ui/*.py') -ts $(filter-out %_en.ts,$(LANGUAGES))
	$(BIN)/pyside6-lupdate -no-obsolete -sort-messages -locations none -pluralonly $$(git ls-files 'desktop_proxy/ui/*.py') -ts resources/translations/desktop_proxy_en.ts

pictures: $(VENV)/.test $(TRANSLATIONS)
	$(BIN)/python -m tests.ui.gallery build/pictures $(ARGS)

# The pictures of README, taken anew.
images: $(VENV)/.test $(TRANSLATIONS)
	$(BIN)/python -m tests.ui.gallery build/pictures readme --only light-2
	mkdir -p docs/images
	for name in requests providers tray-menu; do cp build/pictures/readme-$$name-light-2.png docs/images/$$name.png; done

%.qm: %.ts | $(VENV)/.run
	@$(BIN)/pyside6-lrelease -silent $< -qm $@

$(BIN)/python$(if $(WINDOWS),.exe):
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with the venv module is needed: install it (Debian: apt-get install python3-venv) or name it with PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python$(if $(WINDOWS),.exe)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.test: tests/requirements.lock $(VENV)/.run
	tests/install_system_packages.sh
	$(BIN)/python -m pip install --quiet --require-hashes -r tests/requirements.lock
	@touch $@

$(BUILD_VENV)/.ready: packaging/requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with the venv module is needed: install it (Debian: apt-get install python3-venv) or name it with PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(BUILD_VENV)
	$(BUILD_BIN)/python -m pip install --quiet --require-hashes -r packaging/requirements.lock
	@touch $@

# Needs uv. Releases younger than 14 days are left out: a bad upload is usually found by then.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--exclude-newer "$$(date -u -d '14 days ago' +%F)" --extra vertex --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--exclude-newer "$$(date -u -d '14 days ago' +%F)" --extra vertex --extra build --extra tests \
		-c requirements.lock pyproject.toml -o tests/requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--exclude-newer "$$(date -u -d '14 days ago' +%F)" --extra vertex --extra build --extra binary \
		-c requirements.lock pyproject.toml -o packaging/requirements.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
