"""Settings of the sample edition: those that the texts need, and nothing of its looks."""

from __future__ import annotations

project = "A Sample Edition"
author = project_copyright = "The editors"
version = release = "0.1"
language = "en"

extensions = ["myst_parser", "sphinxcontrib.bibtex", "edition"]
primary_domain = "ed"
nitpicky = True
smartquotes = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_title_to_header = True
myst_footnote_sort = False

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"
bibtex_cite_id = "{key}"

html_theme = "basic"
