"""Settings of an edition in Japanese and Chinese, which put no spaces between words."""

from __future__ import annotations

project = "井戸の本"
author = project_copyright = "編者"
version = release = "0.1"
language = "ja"

extensions = ["sphinx_edition"]
nitpicky = True
html_theme = "edition"
typst_font = "Noto Serif JP"
