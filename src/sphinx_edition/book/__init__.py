"""The edition as a printed book: one tagged PDF, set by Typst on pages that are made up here.

``builder`` runs the pipeline:

1. ``writing`` turns doctrees into Typst: each node in one of ``forms``, each link by ``links``.
2. ``galley`` reads a galley: a chapter set on one long page, with the height of each line and note.
3. ``makeup`` breaks a galley into pages, and ``planning`` chooses which chapters are set tight.
4. ``layout`` lets Typst set these pages, finds by ``chapters`` what is wrong on them, and repeats.
   All that Typst sets goes through ``compositor``, which sets no chapter twice that is the same,
   and ``press``, which runs Typst in a process of its own.
5. ``finish`` adds destinations to the PDF, and finds by ``lines`` the lines that do not fit.

The head of ``templates/parts.typ`` lists all that Typst and Python tell each other.
"""

import signal
from importlib import import_module
from importlib.util import find_spec

from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the builder of the book, if Typst is installed."""
    if find_spec("typst") and find_spec("pikepdf"):
        load_pikepdf()
        from .builder import TypstBuilder, fail_without_book

        app.add_builder(TypstBuilder)
        app.connect("build-finished", fail_without_book)


def load_pikepdf() -> None:
    """Import pikepdf, and only then hear an interruption, which half-way would abort Python."""
    can_wait = hasattr(signal, "pthread_sigmask")  # not on Windows
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if can_wait else set()
    try:
        import_module("pikepdf")
    finally:
        if can_wait:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
