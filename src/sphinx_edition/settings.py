"""Set the defaults that an edition needs; ``conf.py`` may override them.

A project that has only ``extensions = ["sphinx_edition"]`` gets all of them. A setting that
contradicts the kit ends the build with one line that says what to write.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

_MYST = ("attrs_block", "attrs_inline", "colon_fence", "deflist")
_DEFAULTS: dict[str, Any] = {
    "exclude_patterns": ["_build", ".venv", "**/_template.md", "README.md", "CONTRIBUTING.md",
                         "CHANGES.md"],
    "primary_domain": "ed",
    "html_copy_source": False,  # its comments are nobody's to read
    "html_show_sourcelink": False,
    "smartquotes": False,  # an edition prints what was typed
    "myst_enable_extensions": {*_MYST},
    "myst_title_to_header": True,
    "myst_footnote_sort": False,
    "bibtex_default_style": "chicago",
    "bibtex_reference_style": "chicago",
    "bibtex_cite_id": "{key}",
    "bibtex_bibliography_id": "references-{bibliography_count}",
    "epub_basename": "edition",
    "epub_show_urls": "no",  # links are links
    "epub_tocscope": "includehidden",
}  # fmt: skip
_THEME_DEFAULTS: dict[str, Any] = {  # these change what other themes expect
    "html_permalinks_icon": "",  # drawn by the styles: a pilcrow is no word of the text
    "html_use_index": False,
}


def apply_defaults(app: Sphinx, config: Config) -> None:
    """Set what neither ``conf.py``, the command line nor another extension has set.

    Raises:
        SystemExit: if a setting contradicts what the kit needs.
    """
    chosen = _chosen(app, config)
    if fault := next(_faults(config, chosen), None):
        raise SystemExit(f"conf.py: {fault}")
    for name, value in _defaults(app, config).items():
        default = config.values[name].default
        default = default(config) if callable(default) else default
        if name not in chosen and config[name] == default:
            config[name] = value


def _chosen(app: Sphinx, config: Config) -> set[str]:
    """Return the names of the settings that ``conf.py`` or the command line sets.

    Sphinx does not say; so ``conf.py`` is read for the names that it assigns, to any value.
    """
    path = Path(app.confdir, "conf.py")
    tree = ast.parse(path.read_bytes() if path.is_file() else b"")
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)} | {*config.overrides}


def _faults(config: Config, chosen: set[str]) -> Iterator[str]:
    missing = {*_MYST} - {*config.myst_enable_extensions}
    if "myst_enable_extensions" in chosen and missing:
        yield f"myst_enable_extensions lacks {', '.join(sorted(missing))}, which texts need: add it"
    if "myst_title_to_header" in chosen and not config.myst_title_to_header:
        yield "myst_title_to_header is off, but the title of a text stands in its header: remove it"
    if "primary_domain" in chosen and config.primary_domain != "ed":
        yield (
            f"primary_domain is “{config.primary_domain}”, but roles such as {{quote}} are those "
            "of the domain “ed”: remove it, and write the other domain before its own roles"
        )


def _defaults(app: Sphinx, config: Config) -> Mapping[str, Any]:
    folder = Path(app.confdir)
    found = _DEFAULTS | {
        "bibtex_bibfiles": ["references.bib"] if (folder / "references.bib").is_file() else [],
        "typst_font_paths": ["fonts"] if (folder / "fonts").is_dir() else [],
        "typst_date": config.edition_date,
        "epub_title": config.project,
    }
    if config.html_theme == "edition":
        found |= _THEME_DEFAULTS | {"html_title": config.project}
    return found
