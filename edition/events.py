"""What the edition does when a build starts, and when it has read every page."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from . import anchors, binding, checks, chicago, copies, formats, preflight, reports
from .domain import EditionDomain
from .model import Problem

logger = logging.getLogger(__name__)


def refuse(env: BuildEnvironment, problems: Iterable[Problem]) -> None:
    """End the build if there are problems, in one line: Sphinx prints a traceback of any error.

    Raises:
        SystemExit: with the status 1.
    """
    if count := tell(env, problems):
        plural = "s" * (count > 1)
        raise SystemExit(f"The edition was not built: {count} problem{plural} above.")


def tell(env: BuildEnvironment, problems: Iterable[Problem]) -> int:
    """Log each problem with its file, line and code; return how many there were."""
    different = dict.fromkeys(problems)
    for found in different:
        place: tuple[str, int | None] | str = (found.docname, found.line or None)
        if found.docname not in env.found_docs:  # a file that is no page
            place = f"{found.docname}:{found.line}"
        logger.warning(found.message, type="ed", subtype=found.code, location=place)
    return len(different)


def introduce(app: Sphinx) -> None:
    """Let the domain know the builder at work."""
    EditionDomain.of(app.env).builder = app.builder


def inspect(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the files as bytes before the parser does.

    Raises:
        SystemExit: if any of them cannot be read rightly.
    """
    domain = EditionDomain.of(env)
    problems: list[Problem] = []
    domain.headers.clear()
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        if path.suffix == ".md":
            domain.headers[docname], found = preflight.page(docname, path.read_bytes())
            problems += found
    refuse(env, problems)


def inspect_bibliography(app: Sphinx) -> None:
    """Read the bibliography as bytes before its own extension does, which ends in a traceback.

    Raises:
        SystemExit: if it cannot be read rightly.
    """
    domain = EditionDomain.of(app.env)
    problems: list[Problem] = []
    domain.keys.clear()
    for name in app.config.bibtex_bibfiles:
        keys, found = preflight.bibliography(name, Path(app.srcdir, name).read_bytes())
        domain.keys.update({key: (name, line) for key, line in keys.items()})
        problems += found
    refuse(app.env, problems)


def conclude(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Run every check over all pages, and name the pages that must be written again.

    Here and not in ``check_consistency``: that runs after the environment is stored and only if
    a page was read, so that a second build after a failed one would pass.
    """
    domain = EditionDomain.of(env)
    files = [Path(app.srcdir, name).read_bytes() for name in app.config.bibtex_bibfiles]
    name = app.config.edition_register
    path = Path(app.srcdir, name)
    register, problems = anchors.read(path.read_text("utf-8") if path.is_file() else "", name)
    now = anchors.current(domain.pages.values())
    domain.notices = list(anchors.notices(register, now))
    rewrite = domain.conclude(str(app.outdir), sha256(b"".join(files)).hexdigest())
    tell(env, checks.check(domain.pages, domain.keys))
    tell(env, unchecked(domain))
    if app.config.edition_copy:
        tell(env, compare_copy(domain, *binding.files(env)))
    tell(env, [*problems, *anchors.compare(register, now, name, app.config.version)])
    return [docname for docname in rewrite if docname in env.all_docs]


def told(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Keep Sphinx from saying again what the check of passages has said."""
    return True if domain is not None and domain.name == "ed" else None


def compare_copy(domain: EditionDomain, path: Path, register: Path) -> Iterable[Problem]:
    """Return what a reader's copy does not bear out of the text it is of."""
    try:
        copy = formats.read(path)
    except ValueError as error:
        return [Problem("copy", path.name, 1, str(error))]
    digests, problems = copies.read(register)
    page = reports.whose(domain.ordered(), copy.text)
    if page is None:
        message = "the copy has no words of any text of this edition: give another file"
        return [Problem("copy", path.name, 1, message)]
    if page.header.get("text") != "restated":
        return problems
    problems += copies.bound(page, copy.text, digests)[1]
    if problems and not copy.certain:
        message = "the copy is not UTF-8, and was read as Windows-1252: save it as UTF-8"
        problems.append(Problem("copy", path.name, 1, message))
    return problems


def unchecked(domain: EditionDomain) -> Iterable[Problem]:
    """Yield each field that the bibliography calls unchecked, but prints nowhere."""
    entries = domain.bibliography.bibdata.data.entries
    for key, message in chicago.faults(entries.values()):
        yield Problem("unchecked", *domain.keys.get(key, ("", 0)), f"{key}: {message}")
