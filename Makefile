# Basewatch. `make` alone lists what there is. Python 3.11 or newer and make are all it needs.

HOST ?= 127.0.0.1
PORT ?= 8501
BENCH ?=
PY := .venv/bin/python
# Two browsers on two cores are quick; eight on eight are only heavy.
PYTEST := $(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# What other work left on Python's path must not stand before what the lock installed.
unexport PYTHONPATH

.PHONY: help run test check js-check bench venv system-deps lock soak sbom wheelhouse
.DEFAULT_GOAL := help

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: venv ## serve the app on this machine (HOST=127.0.0.1 PORT=8501)
	@HOST='$(HOST)' PORT='$(PORT)' sh tools/serve.sh

test: venv ## run the whole test suite, real browser included
	@echo 'make: running the whole test suite, real browser included (a few minutes)'
	@$(PYTEST) tests

check: venv ## lint, format, types, direction of imports, the scripts, and the quick tests
	@echo 'make: ruff check' && $(PY) -m ruff check .
	@echo 'make: ruff format --check' && $(PY) -m ruff format --check .
	@echo 'make: mypy' && $(PY) -m mypy
	@echo 'make: lint-imports' && $(PY) -c 'from importlinter.cli import lint_imports_command as c; c()'
	@sh tools/js_check.sh
	@echo 'make: unit, property and contract tests' && $(PYTEST) -q tests/unit tests/property tests/contract

js-check: venv ## lint, types and tests of the page's scripts (Node comes with .venv)
	@sh tools/js_check.sh

bench: venv ## measure speed and size, a table and JSON lines (BENCH=frames for one group; ten minutes)
	@$(PY) -m bench $(BENCH)

soak: venv ## fuzz 10,000 mutated files, then many people on one server for five minutes
	@$(PY) -m soak.fuzz
	@$(PY) -m soak.load

venv: ## make .venv and install requirements.lock, if that is not done yet
	@sh tools/make_venv.sh

system-deps: ## install the Debian packages that CI needs (the one target that changes the system)
	@sh tools/install_system_deps.sh

lock: venv ## write requirements.lock anew from requirements.txt
	@sh tools/lock.sh

sbom: venv ## write the software bill of materials, out/basewatch.sbom.json
	@sh tools/write_sbom.sh

wheelhouse: venv ## collect what an installation with no network needs, in out/wheelhouse
	@PLATFORM='$(PLATFORM)' sh tools/make_wheelhouse.sh
