"""Sphinx settings of the edition."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "What Is Proletarian Internationalism? An Annotated Edition"
author = "The editors"
project_copyright = "2026, the editors; quoted texts as each page says"
version = release = "0.1.0"
language = "en"

extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "edition"]
include_patterns = [
    "index.md", "editorial.md", "concordance.md", "bibliography.md", "essays/*.md", "sources/*.md"
]  # fmt: skip
exclude_patterns = ["**/_template.md"]
primary_domain = "ed"
nitpicky = True
smartquotes = False  # an edition prints what was typed

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_title_to_header = True
myst_footnote_sort = False

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "chicago"
bibtex_reference_style = "chicago"
bibtex_cite_id = "{key}"

html_theme = "basic"
html_title = "What Is Proletarian Internationalism?"
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["_static"]
templates_path = ["_templates"]
