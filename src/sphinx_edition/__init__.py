"""A Sphinx extension for annotated editions: texts in numbered passages, every quotation proved.

``setup`` is the table of contents: settings, the bibliography's extension, the domain and what is
read, shown and cited, the outputs, then the events in the order in which a build emits them.
"""

from importlib.metadata import version
from pathlib import Path
from zlib import crc32

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from . import book, citing, copies, data, events, nodes, reading, settings, showing, state, web
from .builders import AnchorsBuilder, CheckBuilder, DigestsBuilder, FindBuilder, ReleaseBuilder
from .domain import EditionDomain


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the edition with Sphinx."""
    for extension in ("myst_parser", "sphinx_design", "sphinxcontrib.bibtex"):
        app.setup_extension(extension)
    app.add_domain(EditionDomain)
    nodes.setup(app)
    for room in (reading, copies, showing, citing, web, book, data):
        room.setup(app)
    for builder in (CheckBuilder, FindBuilder, AnchorsBuilder, DigestsBuilder, ReleaseBuilder):
        app.add_builder(builder)
    app.add_config_value("edition_register", "anchors.txt", "", str)
    app.add_config_value("edition_changes", "about/changes.md", "", str)
    app.add_config_value("edition_date", "", "html", str)  # of publication: 2026-11-22
    app.add_config_value("edition_licence", "", "", str)  # its address: of the editors’ own words
    app.add_config_value("edition_registers", [], "env", list)  # pages of head words
    app.add_config_value("edition_text", "", "", str)
    app.add_config_value("edition_page_map", "", "", str)  # that the printed book has left
    app.connect("config-inited", settings.supply, priority=100)
    app.connect("builder-inited", events.introduce)
    app.connect("builder-inited", events.inspect_bibliography, priority=100)
    app.connect("env-get-outdated", state.resume)
    app.connect("env-before-read-docs", events.inspect)
    app.connect("env-updated", events.conclude)
    app.connect("warn-missing-reference", events.silence)
    app.connect("build-finished", state.finish, priority=900)  # after all that is written
    return {
        "version": version("sphinx-edition"),
        "env_version": _fingerprint(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _fingerprint() -> int:
    """Return a number that changes with this code: pages that older code has read are read anew."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    return crc32(b"".join(path.read_bytes() for path in code))
