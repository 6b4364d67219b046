# run: install, extract the sample speeches, tell what the damaged one lost. test: install, check, test. check: style, types,
# layers. docs: build the documentation into out/site, warnings are errors. bench: speed. test-learned: test the second reader
# with torch and transformers, in an environment of its own; TORCH=... names the wheel or the version to take.
# lock: choose the versions anew that run, test, docs and a release install, each file by its hash. audit: ask whether one of
# them has a known vulnerability.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What is imported is compiled when it is: to compile all that is installed takes a third of the time.
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check --no-compile
SPEECHES := $(sort $(wildcard corpus/speeches/*.txt))
DAMAGED := $(sort $(wildcard corpus/damaged/*.txt))
OUT := out
# What a lock file names is installed if its hash is right, and the package itself without asking for anything more.
LOCKED = $(PIP) --require-hashes -r
# A registry that lacks one of those versions must not keep anybody from the package.
UNLOCKED = echo "the locked versions cannot be had here: installing those that pyproject.toml allows" >&2
SELF = $(PIP) --no-deps --no-build-isolation -e .
UV := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
# What builds the package (pyproject.toml, build-system), and what an editable one needs.
BUILD := hatchling editables
LEARNED := .venv-learned
TORCH ?= torch
# How long `make fuzz` goes on, and the seed of its first round.
SECONDS ?= 600
SEED ?= 1

.PHONY: run test test-annotation test-learned check docs pictures bench fuzz lock audit clean

run: $(VENV)/installed
	$(BIN)/yinuo extract $(SPEECHES) $(DAMAGED) -o $(OUT)/commitments.jsonl -o $(OUT)/commitments.csv
	@for file in $(DAMAGED); do $(BIN)/yinuo inspect $$file; done

# In the order of the folders, not by number of tests: files with few and long tests would come last, on one core.
test: check
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

test-learned: $(LEARNED)/installed
	$(LEARNED)/bin/python -m pytest tests/learned pipeline/yinuo/learned pipeline/yinuo/teaching

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The annotation tools themselves, on loopback; they are installed into an environment of their own.
test-annotation: $(VENV)/installed-dev $(VENV)/annotation/installed
	$(BIN)/python -m tests.annotation_tools.label_studio $(VENV)/annotation

docs: $(VENV)/installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --site-dir $(OUT)/site
	@echo "written: $(OUT)/site/index.html"

# Pictures of all pages, wide, narrow, zoomed and printed, into out/pictures; those of the walk-through into docs/pictures.
pictures: $(VENV)/installed-dev
	$(BIN)/python docs/pictures.py

bench: $(VENV)/installed-dev
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/ratios.py
	$(BIN)/python bench/batch.py --documents 1000
	$(BIN)/python bench/report.py
	$(BIN)/python bench/review.py

fuzz: $(VENV)/installed-dev
	$(BIN)/python bench/fuzz.py --seconds $(SECONDS) --seed $(SEED)

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	printf '%s\n' $(BUILD) | $(UV) pyproject.toml - -o requirements.lock
	printf '%s\n' $(BUILD) | $(UV) pyproject.toml - --extra dev -c requirements.lock -o requirements-dev.lock
	$(UV) --group pyproject.toml:release -o requirements-release.lock

# --strict: a library that no advisory service knows is a failure, not a pass.
audit: $(VENV)/release/installed
	for lock in requirements*.lock; do $(VENV)/release/bin/pip-audit --strict --disable-pip --require-hashes -r $$lock || exit 1; done

clean:
	rm -rf $(VENV) $(LEARNED) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "yinuo needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1); name another: make PYTHON=python3.12 run" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created pyproject.toml requirements.lock
	$(LOCKED) requirements.lock && $(SELF) || { $(UNLOCKED); $(PIP) -e .; }
	@touch $@

$(VENV)/installed-dev: $(VENV)/created pyproject.toml requirements-dev.lock
	$(LOCKED) requirements-dev.lock && $(SELF) || { $(UNLOCKED); $(PIP) -e '.[dev]'; }
	@touch $@ $(VENV)/installed

$(VENV)/release/installed: $(VENV)/created requirements-release.lock
	$(PYTHON) -m venv $(VENV)/release
	$(VENV)/release/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-release.lock
	@touch $@

$(VENV)/annotation/installed: $(VENV)/created tests/annotation_tools/requirements.txt
	$(PYTHON) -m venv $(VENV)/annotation
	$(VENV)/annotation/bin/python -m pip install -q --disable-pip-version-check -r tests/annotation_tools/requirements.txt
	@touch $@

# torch goes first: what is installed then stays, and no other build of it is fetched.
$(LEARNED)/installed: pyproject.toml
	$(PYTHON) -m venv $(LEARNED)
	$(LEARNED)/bin/python -m pip install -q --disable-pip-version-check '$(TORCH)'
	$(LEARNED)/bin/python -m pip install -q --disable-pip-version-check -e '.[dev,onnx]'
	@touch $@
