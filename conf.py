"""Settings of the edition: what is its own. Everything else is a default of the kit."""

from __future__ import annotations

project = "What Is Proletarian Internationalism? An Annotated Edition"
author = "The editors"
project_copyright = "2026, the editors; quoted texts as each page says"
version = release = "0.1.0"
language = "en"

extensions = ["sphinx_edition"]
include_patterns = ["index.md", "essays/*.md", "sources/*.md", "back/*.md", "about/*.md"]
exclude_patterns = ["**/_template.md", "_build", ".venv", "benchmarks", "docs", "src", "tests"]

html_theme = "edition"
html_title = "What Is Proletarian Internationalism?"
html_baseurl = ""  # the address at which the edition is published
edition_people: list[dict[str, object]] = []  # who answers for it; nobody has been named yet
edition_date = "2026-11-22"  # of publication
edition_licence = "https://creativecommons.org/licenses/by/4.0/"  # of our own words
edition_key = "internationalism"  # with which the keys of its citations begin
edition_report = ""  # where readers report errors: an address of the web, or mailto:…
