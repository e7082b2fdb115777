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

extensions = [
    "myst_parser", "sphinx_design", "sphinxcontrib.bibtex",
    "edition", "edition.typst", "edition.data.epub",
]  # fmt: skip
include_patterns = ["*.md", "essays/*.md", "sources/*.md"]
exclude_patterns = ["**/_template.md", "README.md", "**/README.md", "CONTRIBUTING.md", "CHANGES.md"]
exclude_patterns += ["_build", ".venv", "tests"]  # thousands of files to look through otherwise
primary_domain = "ed"
nitpicky = True
smartquotes = False  # an edition prints what was typed

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_title_to_header = True
myst_footnote_sort = False

edition_registers = ["glossary", "persons"]
edition_licence = "https://creativecommons.org/licenses/by/4.0/"  # of our own words
edition_report = ""  # where readers report errors: an address of the web, or mailto:…

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = bibtex_reference_style = "chicago"
bibtex_cite_id = "{key}"
bibtex_bibliography_id = "references-{bibliography_count}"

html_theme = "edition"  # _templates and _static
html_title = "What Is Proletarian Internationalism?"
html_static_path = ["_static"]
html_css_files = ["edition.css"]
html_js_files = ["theme.js", "copy.js"]  # the second once a copy is chosen
html_permalinks_icon = ""  # drawn by the styles: a pilcrow is no word of the text
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_context = {
    "navigation": [
        ("essays/what-is-proletarian-internationalism", "Essay"),
        ("index#sources", "Sources"),
        ("concordance", "Concordance"),
        ("register", "Index"),
        ("bibliography", "Bibliography"),
        ("editorial", "Editorial note"),
    ]
}
templates_path = ["_templates"]
typst_font_paths = ["print/fonts"]  # Hangul, which the book’s own face has not
edition_date = typst_date = "2026-11-22"  # of publication
typst_front = ["editorial"]
typst_keywords = [
    "proletarian internationalism",
    "annotated edition",
    "quotations",
    "Marx",
    "Engels",
]

epub_basename = "edition"
epub_title = project
epub_description = "An essay and the texts it quotes, set side by side; every quotation compared."
epub_show_urls = "no"  # links are links
epub_tocscope = "includehidden"
