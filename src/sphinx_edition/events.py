"""What the kit does when a build starts, and when it has read every page."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from . import state
from .citing import chicago, printed
from .citing.citable import people
from .copies import checking
from .copies.given import copy_paths
from .domain import EditionDomain, bibliography
from .edition import Edition, Facts, ordered
from .gate import anchors, preflight, rules
from .model import Problem, Reference
from .showing.dependence import page_digests
from .showing.navigation import navigation

logger = logging.getLogger(__name__)


def refuse(env: BuildEnvironment, problems: Iterable[Problem]) -> None:
    """End the build if there are problems, in one line: Sphinx prints a traceback of any error.

    Raises:
        SystemExit: with the status 1.
    """
    if count := report(env, problems):
        plural = "s" * (count > 1)
        raise SystemExit(f"The edition was not built: {count} problem{plural} above.")


def report(env: BuildEnvironment, problems: Iterable[Problem]) -> int:
    """Log each problem with its file, line and code; return how many there were."""
    different = dict.fromkeys(problems)
    for problem in different:
        place: tuple[str, int | None] | str = (problem.docname, problem.line or None)
        if problem.docname not in env.found_docs:  # a file that is no page
            place = f"{problem.docname}:{problem.line}"
        logger.warning(problem.message, type="ed", subtype=problem.code, location=place)
    return len(different)


def introduce(app: Sphinx) -> None:
    """Let the domain know the builder at work."""
    EditionDomain.from_env(app.env).builder = app.builder


def inspect(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the files as bytes before the parser does.

    Raises:
        SystemExit: if any of them cannot be read rightly.
    """
    domain = EditionDomain.from_env(env)
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
    domain = EditionDomain.from_env(app.env)
    problems: list[Problem] = []
    domain.keys.clear()
    for name in app.config.bibtex_bibfiles:
        keys, found = preflight.bibliography(name, Path(app.srcdir, name).read_bytes())
        domain.keys.update({key: (name, line) for key, line in keys.items()})
        problems += found
    refuse(app.env, problems)


def conclude(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the edition of all pages, check it, and name the pages that must be written again.

    Here and not in ``check_consistency``: that runs after the environment is stored and only if
    a page was read, so that a second build after a failed one would pass.

    Raises:
        SystemExit: if the page map of the book cannot be read.
    """
    domain, config = EditionDomain.from_env(env), app.config
    name = config.edition_register
    path = Path(app.srcdir, name)
    register, problems = anchors.read_register(
        path.read_text("utf-8") if path.is_file() else "", name
    )
    now = anchors.published(domain.pages.values())
    domain.edition = edition = Edition(
        facts=_facts(app),
        pages=ordered(domain.pages.values()),
        notices=tuple(anchors.notices(register, now)),
        references={reference.key: reference for reference in _references(env)},
        navigation=tuple(navigation(env, [*domain.pages.values()])),
        printed=_printed(app),
    )
    report(env, rules.check(edition, domain.keys))
    report(env, _unchecked(domain))
    if config.edition_copy:
        report(env, checking.check_copy(edition.pages.values(), *copy_paths(env)))
    report(env, [*problems, *anchors.compare(register, now, name, config.version)])
    digest = sha256()
    for file in config.bibtex_bibfiles:
        digest.update(Path(app.srcdir, file).read_bytes())
    neighbours = {
        name: [(other, env.titles[other].astext()) for other in others[1:] if other in env.titles]
        for name, others in env.collect_relations().items()
    }
    rewrite = state.outdated(app, page_digests(edition, neighbours, digest.hexdigest()))
    return [docname for docname in rewrite if docname in env.all_docs]


def _facts(app: Sphinx) -> Facts:
    config = app.config
    return Facts(
        config.project, config.release, config.author, config.language, config.edition_date,
        config.edition_licence, config.html_baseurl, config.root_doc,
    )  # fmt: skip


def _references(env: BuildEnvironment) -> Iterator[Reference]:
    """Yield every entry of the bibliography, with what its list prints if a page has one."""
    works = bibliography(env)
    entries = works.bibdata.data.entries
    listed = {citation.key: citation for citation in works.citations}  # in the order of the list
    for key in dict.fromkeys([*listed, *entries]):
        authors = people(entries[key].persons.get("author", ()))
        if (found := listed.get(key)) is None:
            yield Reference(key, authors)
            continue
        text, label = str(found.formatted_entry.text), found.formatted_entry.label
        docname = found.bibliography_key.docname
        yield Reference(key, authors, label, docname, found.citation_id, text)


def _printed(app: Sphinx) -> dict[str, str]:
    path = Path(app.confdir, app.config.edition_page_map)
    try:
        return printed.read_page_map(path) if app.config.edition_page_map else {}
    except ValueError as error:
        raise SystemExit(f"{path}: {error}") from error


def _unchecked(domain: EditionDomain) -> Iterator[Problem]:
    """Yield each field that the bibliography calls unchecked, but prints nowhere."""
    entries = bibliography(domain.env).bibdata.data.entries
    for key, message in chicago.faults(entries.values()):
        yield Problem("unchecked", *domain.keys.get(key, ("", 0)), f"{key}: {message}")


def silence(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Keep Sphinx from reporting again what the check of passages has reported."""
    return True if domain is not None and domain.name == "ed" else None
