"""A Sphinx extension for annotated editions: texts in numbered passages, every quotation proved.

``setup`` is the table of contents: domain, nodes, read transforms, post-transforms, then the
events in the order in which a build emits them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.errors import SphinxError
from sphinx.util import logging

from . import anchors, checks, chicago, copies, preflight
from .builders import AnchorsBuilder, CheckBuilder
from .citations import CallSites, ReferenceList
from .domain import EditionDomain
from .lists import Lists
from .mentions import Mentions
from .model import Problem
from .nodes import locus, notes, passage, passage_version, placeholder, visit_locus_html
from .shapes import Passages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinxcontrib.bibtex.domain import BibtexDomain


logger = logging.getLogger(__name__)


class RefusedError(SphinxError):
    """Files that cannot be read rightly: nothing is built from them."""

    category = "The edition was not built"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the edition with Sphinx."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("edition.html")
    chicago.register()
    app.add_domain(EditionDomain)
    for node in (passage, passage_version, notes, placeholder):
        app.add_node(node)
    app.add_node(locus, html=(visit_locus_html, None))
    app.add_transform(Passages)
    app.add_transform(Mentions)
    app.add_transform(CallSites)
    app.add_post_transform(Lists)
    app.add_post_transform(ReferenceList)
    app.add_builder(CheckBuilder)
    app.add_builder(AnchorsBuilder)
    app.add_config_value("edition_register", "anchors.txt", "", str)
    app.add_config_value("edition_copy", "", "", str)
    app.connect("env-before-read-docs", inspect)
    app.connect("env-updated", conclude)
    return {
        "version": "0.1.0",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def tell(env: BuildEnvironment, problems: Iterable[Problem]) -> int:
    """Log each problem with its file, line and code; return how many there were."""
    count = 0
    for count, found in enumerate(dict.fromkeys(problems), 1):  # noqa: B007
        known = found.docname in env.found_docs
        place = (found.docname, found.line or None) if known else f"{found.docname}:{found.line}"
        logger.warning(found.message, type="ed", subtype=found.code, location=place)
    return count


def inspect(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the files as bytes before the parser does.

    Raises:
        RefusedError: if any of them cannot be read rightly.
    """
    domain = cast("EditionDomain", env.domains["ed"])
    problems: list[Problem] = []
    domain.headers.clear()
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        if path.suffix == ".md":
            domain.headers[docname], found = preflight.page(docname, path.read_bytes())
            problems += found
    domain.keys.clear()
    for name in app.config.bibtex_bibfiles:
        keys, found = preflight.bibliography(name, Path(app.srcdir, name).read_bytes())
        domain.keys.update({key: (name, line) for key, line in keys.items()})
        problems += found
    count = tell(env, problems)
    if count:
        raise RefusedError(
            f"{count} problem{'s' * (count > 1)} above: nothing was read or written."
        )


def conclude(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Run every check over all pages, and name the pages that must be written again.

    Here and not in ``check_consistency``: that runs after the environment is stored and only if
    a page was read, so that a second build after a failed one would pass.
    """
    domain = cast("EditionDomain", env.domains["ed"])
    rewrite = domain.conclude(str(app.outdir))
    tell(env, checks.check(domain.pages, domain.keys))
    tell(env, unchecked(env, domain))
    if app.config.edition_copy:
        tell(env, compare_copy(domain, Path(app.config.edition_copy)))
    name = app.config.edition_register
    path = Path(app.srcdir, name)
    register, problems = anchors.read(path.read_text("utf-8") if path.is_file() else "", name)
    now = anchors.current(domain.pages.values())
    tell(env, [*problems, *anchors.compare(register, now, name)])
    return [docname for docname in rewrite if docname in env.all_docs]


def compare_copy(domain: EditionDomain, path: Path) -> Iterable[Problem]:
    """Return what a reader's copy does not bear out of the text it is of."""
    try:
        text = copies.read(path)
    except ValueError as error:
        return [Problem("copy", path.name, 0, str(error))]
    page = copies.restated(domain.ordered(), text)
    return copies.check(page, text) if page else []


def unchecked(env: BuildEnvironment, domain: EditionDomain) -> Iterable[Problem]:
    """Yield each field that the bibliography calls unchecked, but prints nowhere."""
    entries = cast("BibtexDomain", env.domains["cite"]).bibdata.data.entries
    for key, message in chicago.faults(entries.values()):
        yield Problem("unchecked", *domain.keys.get(key, ("", 0)), f"{key}: {message}")
