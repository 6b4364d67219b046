# run: install, extract the sample speeches, tell what the damaged one lost. test: install, check, test. check: style, types,
# layers. docs: build the documentation into out/site, warnings are errors. bench: speed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check
SPEECHES := $(sort $(wildcard corpus/speeches/*.txt))
DAMAGED := $(sort $(wildcard corpus/damaged/*.txt))
OUT := out
# How long `make fuzz` goes on.
MINUTES ?= 10

.PHONY: run test check docs bench fuzz clean

run: $(VENV)/installed
	$(BIN)/yinuo extract $(SPEECHES) $(DAMAGED) -o $(OUT)/commitments.jsonl -o $(OUT)/commitments.csv
	@for file in $(DAMAGED); do $(BIN)/yinuo inspect $$file; done

test: check
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/installed-docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --site-dir $(OUT)/site
	@echo "written: $(OUT)/site/index.html"

bench: $(VENV)/installed-dev
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/ratios.py
	$(BIN)/python bench/batch.py --documents 1000
	$(BIN)/python bench/report.py

fuzz: $(VENV)/installed-dev
	$(BIN)/python bench/fuzz.py --minutes $(MINUTES)

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "yinuo needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1); name another: make PYTHON=python3.12 run" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml
	$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/created pyproject.toml
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-docs: $(VENV)/created pyproject.toml
	$(PIP) -e '.[docs]'
	@touch $@ $(VENV)/installed
