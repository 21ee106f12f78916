# `make demo` and `make test` work on a fresh machine that has Python 3.11 or later and make; everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-output
FUZZ = $(if $(COUNT),--count $(COUNT),--seconds $(or $(SECONDS),60)) $(if $(SEED),--seed $(SEED))

.PHONY: demo test suite lint types fuzz format schema evaluate docs notebooks release-check clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.installed
	mkdir -p $(DEMO)
	for file in corpora/*.txt; do $(BIN)/govtext parse "$$file" --indent 1 -o "$(DEMO)/$$(basename "$$file" .txt).json" || exit 1; done
	@first=$$(ls corpora/*.txt | head -n 1); $(BIN)/govtext parse "$$first" --format outline && $(BIN)/govtext parse "$$first" --format table
	@echo "Each report of corpora/ is parsed to $(DEMO)/: $$(ls $(DEMO) | wc -l) JSON documents."

test: lint types suite

suite: $(VENV)/.tested
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder -m 'not spark and not timed'
	$(BIN)/pytest --numprocesses auto --dist worksteal -m timed tests

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python .ci/lexicons.py --check

types: $(VENV)/.tested
	$(BIN)/mypy

fuzz: $(VENV)/.tested
	$(BIN)/python tests/fuzz.py $(FUZZ)
	$(BIN)/python tests/mutated.py $(FUZZ)

format: $(VENV)/.tested
	$(BIN)/python .ci/lexicons.py
	$(BIN)/python -m govtext.schema
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

schema: $(VENV)/.installed
	$(BIN)/python -m govtext.schema

evaluate: $(VENV)/.installed
	$(BIN)/python -m govtext.evaluation

docs: $(VENV)/.documented
	$(BIN)/python docs/tools/stage.py build/docs
	$(BIN)/zensical build --strict --clean --config-file build/docs/en.yml
	$(BIN)/zensical build --strict --clean --config-file build/docs/zh.yml
	@echo "Open build/docs/site/en/index.html or build/docs/site/zh/index.html."

notebooks: $(VENV)/.tested
	$(BIN)/python docs/tools/notebooks.py notebooks/*.ipynb

release-check: $(BIN)/python
	$(BIN)/python .ci/release.py $(if $(NEWEST),--newest $(NEWEST))

clean:
	rm -rf build $(VENV) $(DEMO)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("govtext needs Python 3.11 or later; name one with: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python3 has no venv; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.tested: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.documented: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all,docs]'
	touch $@
