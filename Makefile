# Two commands matter: `make demo` to see it, `make test` to see it proven.

export INTERA_HOME ?= $(CURDIR)/.intera/demo

# The checker of types comes whole from the lock file; it must not look for news of itself.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo clean-demo install test system-packages check format bench audit

help: ## show this list
	@echo "INTERA Service Assurance"
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

demo: ## install what it needs, load the example operator, start the cockpit (no root needed)
	@scripts/install run
	@$(BIN)/intera demo $(ARGS)

clean-demo: ## remove the demo's data folder
	@scripts/clean-demo

install: ## install everything developers need into .venv, nothing outside this folder
	@scripts/install dev

test: install ## install what the tests need (Debian packages included), check the code, run every test
	@scripts/system-packages
	@$(MAKE) --no-print-directory check
	@scripts/run-tests $(ARGS)

check: ## style, types, import contracts, documents
	@scripts/check

format: ## put the code into its one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .

bench: install ## measure: benchmarks/run.py prints its figures
	@$(BIN)/python benchmarks/run.py $(ARGS)

audit: install ## look the locked packages up in the public list of known holes (needs the network)
	@$(BIN)/pip-audit --skip-editable
