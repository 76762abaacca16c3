# `make serve` and `make test` are all that a new machine needs (Python ≥ 3.11, git, make).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve test check format docs pictures clean bench inventory audit opensearch conformance cluster

# Builds the index over seeds/ if there is none or if it is out of date; a file that can't
# be read (exit status 3) is reported and doesn't keep the rest from being served.
serve: .make/installed
	$(BIN)/alinea update || [ $$? -eq 3 ]
	$(BIN)/alinea serve

# Debian's packages with the programs that tests run are installed where that needs no password.
# Two processes share the tests, as they come (`tests/parallel.py`).
test: .make/tested-with check
	$(BIN)/python tests/programs.py
	$(BIN)/pytest --numprocesses=2 --dist=loadgroup --no-loadscope-reorder

check: .make/tested-with
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .make/tested-with
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The documentation, in French and English, in site/. What it shows is run while it is built; a
# link that leads nowhere, or a command that fails, ends it.
docs: .make/documented-with
	for language in fr en; do \
		$(BIN)/python -m sphinx -W -n --keep-going -q -b html -c docs -D language=$$language \
			docs/$$language site/$$language || exit 1; \
	done
	cp docs/theme/index.html site/

# The pictures of the README, of the page over a collection of the project's own.
pictures: .make/tested-with
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf .venv .make dist site .mypy_cache .pytest_cache .ruff_cache .hypothesis

.make/installed: pyproject.toml $(wildcard search/wording/locale/*.po)
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(PYTHON) tests/debian.py python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[formats]'
	@mkdir -p .make && touch $@

.make/tested-with: .make/installed
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@

.make/documented-with: .make/installed
	$(BIN)/pip install --quiet --editable '.[docs]'
	@touch $@

# Compares Alinéa with the peers that are installed (docs/bench/README.md).
# The corpus and the queries are made unless they are given: make bench CORPUS=… QUERIES=…
bench: .make/installed
	$(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python tests/bench/compare.py --growth 10 \
		$(if $(CORPUS),--corpus '$(CORPUS)') $(if $(QUERIES),--queries '$(QUERIES)')

# Writes constraints.txt, docs/licences.md and docs/operations/sbom.json from what is installed.
inventory: .make/tested-with
	$(BIN)/python tests/inventory.py

# Asks which versions have known vulnerabilities; needs a network that knows them.
audit: .make/tested-with
	$(BIN)/pip install --quiet pip-audit
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

# A node of OpenSearch to try things out, at http://127.0.0.1:9200, fetched when it isn't there.
opensearch: .make/tested-with
	$(BIN)/python tests/cluster/node.py

# What the gate asks of a cluster of one node, of one with more: make conformance NODES=3
conformance: .make/tested-with
	$(BIN)/pytest --nodes=$(or $(NODES),3) -k 'opensearch or cluster' \
		tests/conformance tests/cluster tests/search/engines/opensearch
	$(BIN)/python tests/cluster/alike.py

# Kills one of three nodes each minute, for ten minutes, under searches and updates.
cluster: .make/tested-with
	$(BIN)/python tests/cluster/campaign.py $(if $(MINUTES),--minutes $(MINUTES))
