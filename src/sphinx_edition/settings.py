"""The settings of the kit, and the defaults that an edition needs; ``conf.py`` may override them.

A project that has only ``extensions = ["sphinx_edition"]`` gets all of them. A setting that
contradicts the kit, or has no sense, ends the build with one line that says what to write.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from reprlib import repr
from typing import Any, Literal

from sphinx.application import Sphinx
from sphinx.config import Config

from . import catalogs
from .data.volumes import NAME as VOLUME
from .gate.people import people_faults
from .words.dates import date_parts
from .words.identifiers import identifier_fault
from .words.languages import interface_tag, language_fault
from .words.names import name_faults

#: The settings of the kit: name, default, what Sphinx does again if it changes, and its meaning.
SETTINGS: list[tuple[str, str | list[Any] | dict[str, str], Literal["", "env", "html"], str]] = [
    ("edition_date", "", "html", "the day of publication, such as 2026-11-22"),
    ("edition_licence", "", "", "the address of the licence of your own words"),
    ("edition_key", "", "", "with what the keys of its citations begin in bibliographies"),
    ("edition_report", "", "html", "where readers report errors: a web address, or mailto:…"),
    ("edition_people", [], "html", "who answers for the edition: a list of dictionaries"),
    ("edition_doi", "", "html", "the DOI of all versions together, such as 10.1234/edition"),
    ("edition_version_doi", "", "html", "the DOI of this version alone"),
    ("edition_repository", "", "html", "the address of the public repository"),
    ("edition_archive", "", "html", "the address at which an archive keeps the edition"),
    ("edition_host", "", "html", "who hosts the pages, in words"),
    ("edition_status", "", "html", "whether the edition is finished or goes on, in words"),
    ("edition_afterwards", "", "html", "what happens when the editors stop, in words"),
    ("edition_isbn", "", "", "the ISBN, for the imprint"),
    ("edition_look", [], "html", "`modern`, or style sheets of your own that change the look"),
    ("edition_register", "anchors.txt", "", "the register of addresses"),
    ("edition_changes", "about/changes.md", "", "the page that lists what each version changed"),
    ("edition_digests", "copies.txt", "env", "the register of the digests of an author’s words"),
    ("edition_registers", [], "env", "pages of head words, besides those with `index: true`"),
    ("edition_volumes", {}, "", "other editions that are quoted: names, with their addresses"),
    ("edition_copy", "", "env", "the path of a reader’s own copy of a text (option `--copy`)"),
    ("edition_text", "", "", "the path of the text that `find` searches"),
    ("edition_forms", [], "html", "files of the book and the EPUB, to be published with the pages"),
    ("edition_page_map", "", "", "the page map, which is written with the book"),
    ("typst_paper", "a5", "", "the paper of the book: a5, a4, us-letter or another of Typst’s"),
    ("typst_font", "", "", "the type of the book, if not that of the look"),
    ("typst_size", "", "", "the size of its type, such as 11pt, if not one that suits the paper"),
    ("typst_date", "", "", "the day of publication of the book, if not `edition_date`"),
    ("typst_front", [], "", "pages to stand before the texts, if not those with `book: front`"),
    ("typst_keywords", [], "", "keywords of the PDF, if not those of index.md"),
    ("typst_font_paths", [], "", "folders of fonts for what the book’s own lacks; else `fonts`"),
    ("typst_template", "", "", "a Typst file to use instead of the kit’s"),
    ("typst_only", "", "", "the one text to print (option `--only`)"),
    ("epub_style", "", "", "a style sheet to use instead of the kit’s"),
    ("epub_cover_page", "", "", "a Typst file to use for the cover of the EPUB"),
]
#: The looks of the kit, and the type of a book in each.
LOOKS = {"": "Libertinus Serif", "modern": "New Computer Modern"}
_MYST = ("attrs_block", "attrs_inline", "colon_fence", "deflist")
_DEFAULTS: dict[str, Any] = {
    "exclude_patterns": ["_build", ".venv", "**/_template.md", "README.md", "CONTRIBUTING.md",
                         "CHANGES.md"],
    "primary_domain": "ed",
    "html_copy_source": False,  # its comments are nobody's to read
    "html_show_sourcelink": False,
    "suppress_warnings": ["toc.not_included"],  # ed.unlisted says what to do
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
_TEXTS = ("project", "author", "copyright", "project_copyright", "version", "release", "language",
          "root_doc", "html_theme", "html_title", "html_baseurl")  # fmt: skip
_LISTS = ("bibtex_bibfiles", "include_patterns")
_FILES = {  #: settings that name files, and the folder in which these are
    "bibtex_bibfiles": "srcdir", "typst_template": "confdir", "epub_style": "confdir",
    "epub_cover_page": "confdir",
}  # fmt: skip
_THEME_DEFAULTS: dict[str, Any] = {  # these change what other themes expect
    "html_permalinks_icon": "",  # drawn by the styles: a pilcrow is no word of the text
    "html_use_index": False,
}


def setup(app: Sphinx) -> None:
    """Register the settings, and give them and others their defaults before anything reads them."""
    for name, default, rebuild, meaning in SETTINGS:
        app.add_config_value(name, default, rebuild, type(default), meaning)
    app.add_config_value("edition_frozen", "", "html", str)  # set by `publish`
    app.add_config_value("edition_catalog", "", "env", str)  # a digest of the sentences shown
    app.connect("config-inited", apply_defaults, priority=100)


def apply_defaults(app: Sphinx, config: Config) -> None:
    """Set what neither ``conf.py``, the command line nor another extension has set.

    Raises:
        SystemExit: if a setting contradicts what the kit needs.
    """
    chosen = _chosen(app, config)
    faults = [*_type_faults(config, chosen)] or [*_faults(config, chosen), *_values(app, config)]
    if faults:
        raise SystemExit("\n".join(_placed(fault, chosen) for fault in faults))
    for name, value in _defaults(app, config).items():
        default = config.values[name].default
        default = default(config) if callable(default) else default
        if name not in chosen and config[name] == default:
            config[name] = value
    config.edition_catalog = catalogs.use(config.language, [Path(app.confdir, "locale")])


def _placed(fault: str, chosen: Mapping[str, int]) -> str:
    """Return a fault, which opens with the name of a setting, after the line that sets it."""
    line = chosen.get(fault.partition(" ")[0].rstrip(":"), 0)
    return f"conf.py:{line}: {fault}" if line else f"conf.py: {fault}"


def _chosen(app: Sphinx, config: Config) -> dict[str, int]:
    """Return the settings that ``conf.py`` sets, each with its line, or the command line, with 0.

    Sphinx does not say; so ``conf.py`` is read for the names that it assigns, to any value.
    """
    path = Path(app.confdir, "conf.py")
    tree = ast.parse(path.read_bytes() if path.is_file() else b"")
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    lines = {node.id: node.lineno for node in names if isinstance(node.ctx, ast.Store)}
    return lines | dict.fromkeys(config.overrides, 0)


def _type_faults(config: Config, chosen: Mapping[str, int]) -> Iterator[str]:
    """Yield each setting that is no text, or no list of texts, though it should be."""
    ours = [name for name in config.values if name.startswith(("edition_", "typst_"))]
    ours.remove("edition_people")
    for name in sorted(chosen.keys() & {*_DEFAULTS, *_TEXTS, *_LISTS, *ours}):
        value, default = config[name], _DEFAULTS.get(name, config.values[name].default)
        parts = value if isinstance(value, list | tuple | set | frozenset) else [None]
        is_list = name in _LISTS or isinstance(default, list | set)
        if is_list and not all(isinstance(part, str) for part in parts):
            yield f'{name} is {repr(value)}, but must be a list of texts: write {name} = ["…"]'
        elif (name in _TEXTS or isinstance(default, str)) and not isinstance(value, str):
            advice = f'"{value}"' if isinstance(value, int | float) else '"…"'
            yield f"{name} is {repr(value)}, but must be text: write {name} = {advice}"


def _values(app: Sphinx, config: Config) -> Iterator[str]:
    """Yield each setting whose text is no date, no language or no file, though it should be."""
    for name in ("edition_date", "typst_date"):
        if config[name] and len(date_parts(config[name])) != 3:
            yield f'{name} is “{config[name]}”, which is no day: write {name} = "2026-11-22"'
    for name in ("edition_doi", "edition_version_doi"):
        if config[name] and (fault := identifier_fault("DOI", config[name])):
            yield f"{name}: {fault}"
    for name in ("edition_repository", "edition_archive"):
        if config[name] and not re.match(r"https?://[^/\s]+\S*$", config[name]):
            yield f'{name} is “{config[name]}”, which is no address: write "https://…"'
    if fault := language_fault(interface_tag(config.language)):
        yield f"language: {fault}"
    yield from (f"author: {fault}" for _name, fault in name_faults(config.author))
    for name, folder in _FILES.items():
        files = config[name] if isinstance(config[name], list | tuple) else [config[name]]
        for file in filter(None, files):
            if not Path(getattr(app, folder), file).is_file():
                yield f"{name} names “{file}”, but there is no such file: correct the name"
    volumes = config.edition_volumes
    for name, address in volumes.items() if isinstance(volumes, dict) else [("", "")]:
        is_name = VOLUME.fullmatch(str(name))
        if not (is_name and re.match(r"https?://[^\s/]", str(address))):
            yield (
                f"edition_volumes is {repr(volumes)}: write the name of each volume, of a–z, 0–9 "
                'and hyphens, and its address: {"first": "https://example.org/first/"}'
            )
            break
    for look in config.edition_look:
        if look not in LOOKS and not Path(app.confdir, look).is_file():
            looks = ", ".join(filter(None, LOOKS))
            yield f"edition_look has “{look}”: write a look of the kit ({looks}), or name a file"
    if config.typst_size and not re.fullmatch(r"\d+(\.\d+)?pt", config.typst_size):
        yield f'typst_size is “{config.typst_size}”: write typst_size = "11pt"'
    for name in ("edition_register", "edition_digests", "edition_changes", "edition_page_map"):
        may_be_empty = name == "edition_page_map"
        if (config[name] or not may_be_empty) and Path(app.srcdir, config[name]).is_dir():
            yield f"{name} names “{config[name]}”, which is a folder: name a file"


def _faults(config: Config, chosen: Mapping[str, int]) -> Iterator[str]:
    yield from people_faults(config.edition_people, config.author if "author" in chosen else "")
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
    if config.html_theme == "edition" and "html_use_index" in chosen and config.html_use_index:
        yield (
            "html_use_index is on, but the theme “edition” has no page for Sphinx’s index: "
            "remove it; {register} makes an index of names"
        )


def _defaults(app: Sphinx, config: Config) -> Mapping[str, Any]:
    folder = Path(app.confdir)
    found = _DEFAULTS | {
        "bibtex_bibfiles": ["references.bib"] if (folder / "references.bib").is_file() else [],
        "typst_font_paths": ["fonts"] if (folder / "fonts").is_dir() else [],
        "typst_date": config.edition_date,
        "typst_font": next(filter(None, map(LOOKS.get, config.edition_look)), LOOKS[""]),
        "html_static_path": ["_static"] if (folder / "_static").is_dir() else [],
        "templates_path": ["_templates"] if (folder / "_templates").is_dir() else [],
        "epub_title": config.project,
        "author": " and ".join(p["name"] for p in config.edition_people) or "The editors",
    }
    if config.html_theme == "edition":
        found |= _THEME_DEFAULTS | {"html_title": config.project}
    return found
