# One command each. A fresh machine needs Python 3.11 or newer and make; nothing else.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
# One more than there are processors: tests wait for disks, sockets and browsers a third of the time.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1 )))

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run up test test-tools lint fix check mutants bench bench-routing migrate migration docs demo lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/run.stamp browser-libraries ## .venv with the console script, and the browser libraries

run: setup ## the product with a living demo on http://127.0.0.1:8000 (PORT=… for another)
	$(BIN)/coldchain up --demo --port $(PORT)

up: setup ## the product without demo data
	$(BIN)/coldchain up --port $(PORT)

test: setup-dev test-tools ## everything the tests need, then all tests
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

lint: setup-dev ## what a machine can check without running the product
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python deploy/check_scripts.py

fix: setup-dev ## format and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: lint test ## what has to be green before a change lands

mutants: setup-dev test-tools ## break one behaviour at a time and see that a test notices (ONLY="word …" for some)
	$(BIN)/python -m tests.mutants $(ONLY)

bench: setup-dev ## the figures in bench/README.md
	$(BIN)/python -m bench

bench-routing: setup-dev ## plans against the best known, with PyVRP and OR-Tools beside them
	$(BIN)/python -m bench.routing

migrate: setup ## bring the database to the newest version
	$(BIN)/coldchain migrate

docs: setup ## write the pages of the documentation that are made from the product
	@for page in errors.md facts.md problem-files.md problem-schema.json; do \
		$(BIN)/coldchain docs $${page%.*} > docs/$$page.new && mv docs/$$page.new docs/$$page; \
	done

migration: setup ## an empty migration after the newest one: make migration name=add_colour_to_item
	@test -n "$(name)" || { echo "make migration name=add_colour_to_item" >&2; exit 2; }
	@$(BIN)/python -c 'import sys; from wms.db import migrate; migrate.add(sys.argv[1])' "$(name)"

demo: setup ## load the demo world into the database without starting
	$(BIN)/coldchain demo

setup-dev: $(VENV)/dev.stamp
	@$(BIN)/python deploy/fetch_browser_libraries.py --dev

test-tools:
	@deploy/install_test_tools.sh

browser-libraries: $(VENV)/run.stamp
	@$(BIN)/python deploy/fetch_browser_libraries.py

.PHONY: browser-libraries setup-dev

$(VENV)/run.stamp: requirements/run.txt requirements/installer.txt pyproject.toml
	@deploy/install.sh "$(PYTHON)" $(VENV) requirements/run.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@deploy/install.sh "$(PYTHON)" $(VENV) requirements/dev.txt
	@touch $@

LOCK = $(BIN)/uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-annotate --no-header --upgrade
lock: setup ## newest versions of everything, with hashes
	$(LOCK) pyproject.toml --group build -o requirements/run.txt
	$(LOCK) pyproject.toml --group build --group dev -o requirements/dev.txt
	$(LOCK) --group node -o requirements/node.txt
	$(LOCK) --group installer -o requirements/installer.txt

clean: ## remove what set-up made; the data directory stays
	rm -rf $(VENV) build vendor api/static/vendor
