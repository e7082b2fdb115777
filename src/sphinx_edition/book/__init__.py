"""The edition as a printed book: one tagged PDF, made up of galleys and set by Typst.

A chapter goes through ``writing`` and ``forms`` (doctree to Typst), ``galley`` (Typst's measures),
``makeup`` (the best pages), ``layout`` (asking until all agree) and ``finish`` (the PDF).
"""

from importlib.util import find_spec

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register what an edition may choose, and the builder if Typst is here."""
    app.add_config_value("typst_template", "", "", str)  # a Typst file of one's own
    app.add_config_value("typst_only", "", "", str)  # one document, for a book of its own
    app.add_config_value("typst_paper", "a5", "", str)
    app.add_config_value("typst_date", "", "", str)  # of publication: 2026-11-22
    app.add_config_value("typst_front", [], "", list)  # documents that stand before the texts
    app.add_config_value("typst_keywords", [], "", list)
    app.add_config_value("typst_font_paths", [], "", list)  # for what Libertinus Serif has not
    if find_spec("typst") and find_spec("pikepdf"):
        from .builder import TypstBuilder, fail_without_book

        app.add_builder(TypstBuilder)
        app.connect("build-finished", fail_without_book)
