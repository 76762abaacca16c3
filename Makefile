# `make serve` and `make test` are all that a new machine needs (Python ≥ 3.11, git, make).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve test check format clean bench

# Builds the index over seeds/ if there is none or if it is out of date; a file that can't
# be read (exit status 3) is reported and doesn't keep the rest from being served.
serve: .make/installed
	$(BIN)/alinea update || [ $$? -eq 3 ]
	$(BIN)/alinea serve

# Debian's packages with the programs that tests run are installed where that needs no password.
test: .make/tested-with check
	$(BIN)/python tests/programs.py
	$(BIN)/pytest

check: .make/tested-with
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .make/tested-with
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv .make dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.make/installed: pyproject.toml $(wildcard search/wording/locale/*.po)
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(PYTHON) tests/debian.py python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[formats]'
	@mkdir -p .make && touch $@

.make/tested-with: .make/installed
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@

# Compares Alinéa with the peers that are installed (docs/bench/README.md).
# The corpus and the queries are made unless they are given: make bench CORPUS=… QUERIES=…
bench: .make/installed
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python tests/bench/compare.py --growth 10 \
		$(if $(CORPUS),--corpus '$(CORPUS)') $(if $(QUERIES),--queries '$(QUERIES)')
