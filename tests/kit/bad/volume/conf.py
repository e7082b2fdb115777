"""Settings of the sample edition: those that the texts need, and nothing of its looks."""

from __future__ import annotations

project = "A Sample Edition"
author = project_copyright = "The editors"
version = release = "0.1"
language = "en"

extensions = ["sphinx_edition"]
nitpicky = True

bibtex_default_style = "plain"
bibtex_reference_style = "author_year"

html_theme = "basic"
edition_volumes = {"letters": "https://example.org/letters/"}
