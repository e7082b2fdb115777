"""The edition as a printed book: one tagged PDF, set by Typst on pages that are made up here.

``builder`` runs the pipeline:

1. ``writing`` turns doctrees into Typst: each node in one of ``forms``, each link by ``links``.
2. ``galley`` reads a galley: a chapter set on one long page, with the height of each line and note.
3. ``makeup`` breaks a galley into pages, and ``planning`` chooses which chapters are set tight.
4. ``layout`` lets Typst set these pages, finds by ``chapters`` what is wrong on them, and repeats.
5. ``finish`` adds destinations to the PDF, and finds by ``lines`` the lines that do not fit.

The head of ``templates/parts.typ`` lists all that Typst and Python tell each other.
"""

from importlib.util import find_spec

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the settings of the book, and its builder if Typst is installed."""
    app.add_config_value("typst_template", "", "", str)  # a file to use instead of the kit's
    app.add_config_value("typst_only", "", "", str)  # the one document to print
    app.add_config_value("typst_paper", "a5", "", str)
    app.add_config_value("typst_date", "", "", str)  # of publication: 2026-11-22
    app.add_config_value("typst_front", [], "", list)  # documents that stand before the texts
    app.add_config_value("edition_doi", "", "", str)  # 10.1234/edition
    app.add_config_value("edition_isbn", "", "", str)
    app.add_config_value("typst_keywords", [], "", list)
    app.add_config_value("typst_font_paths", [], "", list)  # for what Libertinus Serif lacks
    if find_spec("typst") and find_spec("pikepdf"):
        from .builder import TypstBuilder, fail_without_book

        app.add_builder(TypstBuilder)
        app.connect("build-finished", fail_without_book)
