"""A Sphinx extension for annotated editions: every quotation is compared with its source.

``setup`` is the table of contents: other extensions, the domain, the rooms of the kit, the builders
and settings, then the events in the order in which a build emits them.
"""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register the edition with Sphinx.

    All is imported here and not before, so that the command can end quietly from its first moment.
    """
    from . import book, citing, copies, data, events, nodes, reading, settings, showing, state, web
    from .builders import AnchorsBuilder, CheckBuilder, DigestsBuilder, FindBuilder, ReleaseBuilder
    from .domain import EditionDomain

    for extension in ("myst_parser", "sphinx_design", "sphinxcontrib.bibtex"):
        app.setup_extension(extension)
    app.add_domain(EditionDomain)
    for room in (settings, nodes, reading, copies, showing, citing, web, book, data, state):
        room.setup(app)
    for builder in (CheckBuilder, FindBuilder, AnchorsBuilder, DigestsBuilder, ReleaseBuilder):
        app.add_builder(builder)
    app.connect("builder-inited", events.set_builder)
    app.connect("builder-inited", events.check_other_files, priority=100)  # before its extension
    app.connect("builder-inited", events.inherit_fields, priority=900)  # after it
    app.connect("env-before-read-docs", events.check_files)
    app.connect("source-read", events.give_header)
    app.connect("env-updated", events.assemble_edition)
    app.connect("warn-missing-reference", events.suppress_missing_passage)
    return {
        "version": version("sphinx-edition"),
        "env_version": _fingerprint(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _fingerprint() -> int:
    """Return a number that changes with any file of the kit, its templates and styles included.

    Pages are read again, and written again (``events.assemble_edition``), by other code.
    """
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.is_file())
    return crc32(b"".join(path.read_bytes() for path in files if path.suffix != ".pyc"))
