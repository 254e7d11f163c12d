# What users and developers run. `make report` and `make test` set up everything in .venv.

# Tests start the program some hundred times: without bytecode it would be compiled anew each time.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
PACKAGES := editor/vscode/node_modules/.package-lock.json
DATA ?= data/2021

.PHONY: report test check format schema golden docs pictures locale lock bench mutate fuzz retouch claims imports tools wheel windows-zip vsix clean help

report: $(READY) ## Build the report: build/2021/bao-cao-2021.docx
	@$(BIN)/ntmreport build $(DATA)

test: check ## All that CI runs: format, lint, types, import direction, the data, tests
	$(BIN)/pytest -n auto --dist worksteal

check: $(READY) ## Format, lint, types, import direction and the data, without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/ntmreport validate --strict

format: $(READY) ## Let the tools format the code and mend what they can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: $(READY) ## Write schemas/ and the editor's settings anew from the models
	$(BIN)/ntmreport schema
	$(BIN)/python -c "from pathlib import Path; from ntmreport.starting.new_repository import editor_extensions, editor_settings; \
	  Path('.vscode/settings.json').write_text(editor_settings(), encoding='utf-8', newline='\n'); \
	  Path('.vscode/extensions.json').write_text(editor_extensions(), encoding='utf-8', newline='\n')"

golden: $(READY) ## Write tests/golden/ anew; look at the difference in git
	$(BIN)/pytest -q tests/test_golden.py --renew-golden

docs: $(READY) ## Write docs/rules.md anew from the rule book
	$(BIN)/python -c "from pathlib import Path; from ntmreport.rulebook import render_book; \
	  Path('docs/rules.md').write_text(render_book(), encoding='utf-8', newline='\n')"

pictures: $(READY) ## Draw the pictures of the READMEs anew (needs LibreOffice, poppler, Chromium)
	$(BIN)/python -m tools.pictures

locale: $(READY) ## Compile the translations of what Typer says
	$(BIN)/pybabel compile --directory src/ntmreport/locale --domain ntmreport

lock: $(READY) ## Write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --upgrade \
	  --python-version 3.11 --group dev --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --constraint requirements.lock \
	  --python-platform x86_64-pc-windows-msvc --python-version 3.13 --extra live --output-file tools/windows.lock pyproject.toml

bench: $(READY) ## Speed beside what one would use instead: docs/performance.md (BASE=commit: instructions against it)
	$(BIN)/python -m bench $(if $(BASE),--base $(BASE))

mutate: $(READY) ## Make slips of real life and see which are found: docs/mutations.md
	$(BIN)/python -m mutate

claims: $(READY) ## Audit the corpus of tests/prose: precision and recall by claim, and what changed digits raise
	$(BIN)/python -m tests.prose.corpus
	$(BIN)/python -m tests.prose.mutation --runs 1000

imports: $(READY) ## Import built reports and files of other programs: texts, figures, relations, questions
	$(BIN)/python -m tests.importing.measured

SEED ?= 1
RUNS ?= 20000
EDITED ?= 300
fuzz: $(READY) ## Give generated inputs to the program: no traceback, no hang, nothing of the data lost (SEED=1 RUNS=20000)
	$(BIN)/python -m fuzz --seed $(SEED) --runs $(RUNS)

retouch: $(READY) ## Edit built reports as leaders do, and count what reconcile names rightly (SEED=1 EDITED=300)
	$(BIN)/python -m retouch --seed $(SEED) --runs $(EDITED)

WINDOWS_PYTHON ?=
wheel: $(READY) ## Build the wheel: dist/
	$(BIN)/uv build --quiet --wheel --out-dir dist

windows-zip: wheel ## Build the zip for Windows: dist/ (WINDOWS_PYTHON=the folder of a Python for Windows)
	$(BIN)/python -m tools.windows_zip dist/*.whl $(if $(WINDOWS_PYTHON),--python "$(WINDOWS_PYTHON)")

vsix: $(READY) $(PACKAGES) ## Build the extension for VS Code: dist/ (needs Node)
	$(BIN)/python -m tools.vscode_extension

tools: $(PACKAGES) ## Tools that the tests ask for a second opinion (needs Node)
	cd tools && npm install --no-save --no-audit --no-fund

clean: ## Remove what was made
	rm -rf $(VENV) build dist tools/node_modules editor/vscode/node_modules editor/vscode/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

help: ## This list
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/ -/'

$(PACKAGES): editor/vscode/package-lock.json
	cd editor/vscode && npm ci --no-audit --no-fund

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -c "open('$(READY)', 'w').close()"
