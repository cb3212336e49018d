# Everything a newcomer needs is Python >= 3.11 (with venv), make and git:
#   make demo    sets up .venv and redesigns real services; files go to out/
#   make test    sets up .venv and runs the tests
# Nothing outside this directory is changed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCKED := $(VENV)/.locked
STAMP  := $(VENV)/.installed
OUT    := out

# The services that `make demo` redesigns, one for each typical shape of bundle.
DEMO := open-restaurant-sichuan construction-start-xuzhou deceased-hunan

# What ruff looks at. Directories that do not exist yet are left out.
SOURCES := $(wildcard optimizer tests benchmarks app.py)

.DEFAULT_GOAL := help
.PHONY: help install demo test check format bench app screenshots validate pages lock clean $(addprefix demo-,$(DEMO))

help:
	@echo "make demo      redesign $(words $(DEMO)) real services, files in $(OUT)/"
	@echo "make test      run the tests (ARGS='-k worktime' passes options on)"
	@echo "make check     ruff, formatting, mypy, import contracts"
	@echo "make format    let ruff rewrite the formatting"
	@echo "make bench     run the benchmark"
	@echo "make app       open the web pages"
	@echo "make screenshots  take the pictures of the README (needs Chromium)"
	@echo "make validate  write docs/validation.md from the published cases"
	@echo "make pages     write the pages of docs/ that show reference data"
	@echo "make lock      pin the dependencies of pyproject.toml anew"
	@echo "make clean     remove everything made here"

# --- environment -----------------------------------------------------------------------------

install: $(STAMP)

# Two stamps, each newer than what it rests on, so later runs cost nothing: a changed lock makes the
# environment anew, a changed pyproject.toml only renews the link to this checkout. A half-made
# environment has no stamp and is made again from scratch.
$(LOCKED): requirements.lock
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Python 3.11 or newer is needed, but there is no '$(PYTHON)'. Name one: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, but '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' lacks the venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --no-input --require-hashes --no-deps -r requirements.lock
	@touch $@

$(STAMP): $(LOCKED) pyproject.toml
	$(BIN)/python -m pip install --quiet --no-input --no-deps --no-build-isolation --editable .
	@touch $@

# --- the main job ----------------------------------------------------------------------------

demo: $(addprefix demo-,$(DEMO))
	@echo "Plans and redesigned services: $(OUT)/"

$(addprefix demo-,$(DEMO)): demo-%: $(STAMP)
	$(BIN)/onething optimize scenarios/$*/service.yaml --plan all --out $(OUT)/$*

# One worker for each core, but not many, as each reads all tests first. The files are handed out in
# the order of tests/conftest.py; a worker that dies is a failure and not replaced. ARGS='-n 0' runs
# everything in one process.
WORKERS := -n logical --maxprocesses 4 --max-worker-restart 0 --no-loadscope-reorder

test: $(STAMP)
	$(BIN)/python -m pytest $(WORKERS) $(ARGS)

check: $(STAMP)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix-only $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: $(STAMP)
	$(BIN)/python -m benchmarks $(ARGS)

app: $(STAMP)
	$(BIN)/onething app $(ARGS)

screenshots: $(STAMP)
	$(BIN)/python -m tests.browser.screenshots docs/pictures

validate: $(STAMP)
	$(BIN)/onething validate

pages: $(STAMP)
	$(BIN)/python -m optimizer.formats.levers_page
	$(BIN)/python -m optimizer.formats.law_page
	$(BIN)/python -m optimizer.formats.counting_page
	$(BIN)/python -m optimizer.formats.interfaces_page
	$(BIN)/python -m optimizer.portfolio.shapes

# --- upkeep ----------------------------------------------------------------------------------

# Exact versions and hashes, no address of any package index: whoever installs uses his own.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --no-input uv
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  $(ARGS) --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find optimizer tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
