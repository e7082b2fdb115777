"""Settings of the manual of the kit: ``make docs`` builds it."""

import os
import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ["COLUMNS"] = "80"  # so that the help of commands is as wide everywhere

project = "sphinx-edition"
author = project_copyright = "The authors of sphinx-edition"
version = release = version_of("sphinx-edition")

extensions = ["myst_parser", "sphinx.ext.autodoc", "generated"]
exclude_patterns = ["README.md"]  # which index.md includes
myst_heading_anchors = 3
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = f"sphinx-edition {version}"
html_copy_source = False
