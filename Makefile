# The edition. `make` checks the texts, then writes the web edition and the book.
# Everything is installed in .venv from the pinned lists; nothing else is fetched.

PYTHON  ?= python3
COPY    ?=
TEXT    ?= $(error say which text: make find TEXT=path)
venv    := .venv
bin     := $(venv)/bin
build   := _build
texts   := $(wildcard *.md essays/*.md sources/*.md) references.bib anchors.txt conf.py
sphinx   = $(bin)/sphinx-build -nW --keep-going -q -d $(build)/doctrees

.PHONY: all html pdf check find test live anchors lock clean help
all: html pdf ## web edition and book (the default)

# A failed build must fail again unchanged, warnings of the parser included.
define run
$(sphinx) -b $(1) . $(build)/$(2) || { rm -f $(build)/doctrees/environment.pickle; exit 1; }
endef

html: check ## the web edition: _build/html/index.html
	@$(call run,html,html)
	@echo "The web edition is in $(build)/html/index.html"

pdf: check ## the book: _build/pdf/edition.pdf
	@$(call run,typst,pdf)
	@echo "The book is in $(build)/pdf/edition.pdf"

check: $(venv)/ready ## prove every quotation, check every file; writes nothing
	@$(call run,check$(if $(COPY), -D edition_copy=$(abspath $(COPY))),check)
	@cat $(build)/check/report.txt

find: $(venv)/ready ## what the text TEXT=path has from the passages, word for word or nearly
	@$(call run,find -D edition_text=$(abspath $(TEXT)),find)
	@cat $(build)/find/report.txt

test: $(venv)/ready-test ## all tests, linters and type checks
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/python -bb -X dev -m pytest -n auto

live: $(venv)/ready-test ## rebuild and serve the web edition whenever a file changes
	$(bin)/sphinx-autobuild --host 127.0.0.1 --ignore '$(build)/*' -d $(build)/doctrees . $(build)/html

anchors: check ## enter what is published for the first time in anchors.txt (at a release)
	@$(call run,anchors,anchors)

lock: ## pin the requirements anew, with hashes (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements-test.in -o requirements-test.txt

clean: ## remove everything that was built (not .venv)
	rm -rf $(build)

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ ##/' | awk -F ' ## ' '{printf "make %-8s %s\n", $$1, $$2}'

install = $(bin)/python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r

$(venv)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The edition needs Python 3.11 or newer (Debian 12: apt install python3), or make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python has no venv module here (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(venv)
	@$(install) requirements.txt
	@touch $@

$(venv)/ready-test: requirements-test.txt $(venv)/ready
	@$(install) requirements-test.txt
	@touch $@
