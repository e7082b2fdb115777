"""A Sphinx extension for annotated editions: texts in numbered passages, every quotation proved.

``setup`` is the table of contents: domain, nodes, read transforms, post-transforms, builders, then
the events in the order in which a build emits them.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from . import chicago, events, html, nodes, printed, site
from .binding import Binding, Lemmata
from .builders import AnchorsBuilder, CheckBuilder, DigestsBuilder, FindBuilder
from .citations import CallSites, Works
from .domain import EditionDomain
from .examples import Citations
from .figures import Figures
from .indexes import Heads, Indexes
from .lists import Lists
from .mentions import Mentions
from .notices import Notices
from .release import ReleaseBuilder
from .shapes import Passages


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the edition with Sphinx."""
    app.setup_extension("sphinxcontrib.bibtex")
    chicago.register()
    app.add_domain(EditionDomain)
    html.setup(app)
    site.setup(app)
    for name in ("passage", "passage_version", "notes", "picture", "placeholder"):
        app.add_node(getattr(nodes, name))
    app.add_node(nodes.locus, html=(nodes.visit_locus_html, None))
    for transform in (Passages, Heads, Mentions, Binding, CallSites, Lemmata):
        app.add_transform(transform)
    for post in (Citations, Figures, Indexes, Lists, Works, Notices):
        app.add_post_transform(post)
    for builder in (CheckBuilder, FindBuilder, AnchorsBuilder, DigestsBuilder, ReleaseBuilder):
        app.add_builder(builder)
    app.add_config_value("edition_register", "anchors.txt", "", str)
    app.add_config_value("edition_date", "", "html", str)  # of publication: 2026-11-22
    app.add_config_value("edition_licence", "", "", str)  # its address: of the editors’ own words
    app.add_config_value("edition_digests", "copies.txt", "env", str)
    app.add_config_value("edition_copy", "", "env", str)  # a reader's own, bound in
    app.add_config_value("edition_registers", [], "env", list)  # pages of head words
    app.add_config_value("edition_text", "", "", str)
    app.add_config_value("edition_page_map", "", "", str)  # that the printed book has left
    app.add_config_value("edition_pages", {}, "html", dict)  # what it says; nobody’s to set
    app.connect("config-inited", printed.load)
    app.connect("builder-inited", events.introduce)
    app.connect("builder-inited", events.inspect_bibliography, priority=100)
    app.connect("env-before-read-docs", events.inspect)
    app.connect("env-updated", events.conclude)
    app.connect("warn-missing-reference", events.told)
    return {
        "version": "0.1.0",
        "env_version": _fingerprint(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _fingerprint() -> int:
    """Return a number that changes with this code: pages that older code has read are read anew."""
    code = sorted(Path(__file__).parent.rglob("*.py"))
    return crc32(b"".join(path.read_bytes() for path in code))
