"""What the kit does at the events of a build: check files, assemble the edition, check it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import chain
from pathlib import Path

from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from . import state
from .assembly import facts, page_map, references, source_files
from .citing.citable import parse_names
from .citing.entries import inherit
from .citing.faults import faults
from .copies.checking import check_copy
from .copies.files import copy_path, digests_path
from .data.volumes import PINS, read_volumes
from .domain import EditionDomain, bibliography
from .edition import Edition, ordered
from .gate import anchors, citation, entries, headers, preflight, review, rules
from .gate.addresses import dead_addresses
from .gate.notices import notices
from .gate.release import Files, lost_lines, read_text
from .model import Problem
from .showing.dependence import page_digests
from .showing.navigation import name_contents, navigation

logger = logging.getLogger(__name__)


def log_problems(env: BuildEnvironment, problems: Iterable[Problem]) -> int:
    """Log each problem once, with its file, line and code; return how many there are."""
    different = dict.fromkeys(problems)
    for problem in different:
        place: tuple[str, int | None] | str = (problem.docname, problem.line or None)
        if problem.docname not in env.found_docs:  # a file that is no page
            place = f"{problem.docname}:{problem.line}"
        logger.warning(problem.message, type="ed", subtype=problem.code, location=place)
    return len(different)


def stop_on_problems(env: BuildEnvironment, problems: Iterable[Problem]) -> None:
    """End the build if there are problems: with one line, not with the traceback of an error.

    Raises:
        SystemExit: with the status 1.
    """
    if count := log_problems(env, problems):
        plural = "s" * (count > 1)
        raise SystemExit(f"The edition was not built: {count} problem{plural} above.")


def set_builder(app: Sphinx) -> None:
    """Tell the domain which builder is at work."""
    EditionDomain.from_env(app.env).builder = app.builder


def check_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Check the bytes of the Markdown files before they are parsed, and keep their front matter.

    Raises:
        SystemExit: if there are problems.
    """
    domain = EditionDomain.from_env(env)
    problems: list[Problem] = []
    domain.headers.clear()
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        if path.suffix == ".md":
            domain.headers[docname], found = preflight.page(docname, path.read_bytes())
            problems += found
    stop_on_problems(env, problems)


def give_header(app: Sphinx, docname: str, content: list[str]) -> None:
    """Let MyST read the front matter as we do: there, too, ``no`` is Norwegian and not False."""
    header = EditionDomain.from_env(app.env).header(docname)
    content[0] = headers.with_plain_header(content[0], header)


def check_other_files(app: Sphinx) -> None:
    """Check the bytes of the bibliography and of registers, and keep the keys of the first.

    This is before the extension of the bibliography, which would end in a traceback.

    Raises:
        SystemExit: if there are problems.
    """
    domain = EditionDomain.from_env(app.env)
    problems: list[Problem] = []
    domain.keys.clear()
    for name in app.config.bibtex_bibfiles:
        keys, found = entries.bibliography(name, Path(app.srcdir, name).read_bytes())
        domain.keys.update({key: (name, line) for key, line in keys.items()})
        problems += found
    for name in (app.config.edition_register, app.config.edition_digests, "CITATION.cff", PINS):
        path = Path(app.srcdir, name)
        problems += preflight.decoded(name, path.read_bytes())[1] if path.is_file() else ()
    stop_on_problems(app.env, problems)


def inherit_fields(app: Sphinx) -> None:
    """Give the entries of the bibliography what they inherit by ``crossref``."""
    inherit(bibliography(app.env).bibdata.data.entries)


def assemble_edition(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Assemble the edition of all pages, check it, and return the pages to be written again.

    Here and not in ``check_consistency``: that runs after the environment is stored and only if
    a page was read, so that a second build after a failed one would pass.

    Raises:
        SystemExit: if the page map of the book cannot be read.
    """
    domain, config = EditionDomain.from_env(env), app.config
    pages, name = domain.pages.values(), config.edition_register
    register, bad_lines = anchors.read_register(read_text(Path(app.srcdir, name)), name)
    works = references(env)
    now = anchors.published(pages, works.values())
    volumes, pinned = read_volumes(Path(app.srcdir), config.edition_volumes)
    domain.edition = edition = Edition(
        facts=facts(config), pages=ordered(pages), notices=tuple(notices(register, now)),
        references=works, navigation=tuple(navigation(env, [*pages])), printed=page_map(app),
        volumes=volumes, files=source_files(env, pages), headers=domain.headers,
    )  # fmt: skip
    name_contents(env, app.builder, edition)
    problems = [*rules.check(edition, domain.keys), *_bibliography(domain), *_unlisted(env)]
    problems += [*pinned, *_labels(domain)]
    if config.edition_copy:
        problems += check_copy(edition.pages.values(), copy_path(env), digests_path(env))
    problems += [*dead_addresses(edition, now), *_citation_faults(app), *review.faults(edition)]
    problems += [*bad_lines, *anchors.compare(register, now, name, config.version)]
    if app.builder.name != "release":  # which tells it as an obstacle
        problems += [Problem("register", name, 1, message) for message in _lost_lines(app)]
    log_problems(env, problems)
    names = [*config.bibtex_bibfiles, config.edition_digests, *config.edition_look]
    files = [path.read_bytes() for name in names if (path := Path(app.srcdir, name)).is_file()]
    neighbours = {
        name: [(other, env.titles[other].astext()) for other in others[1:] if other in env.titles]
        for name, others in env.collect_relations().items()
    }
    left = {notice.page: "gone" for notice in edition.notices}  # what is left of a page is one
    kit = str(env.version).encode()  # a build for another output may have read all pages since
    digests = left | page_digests(edition, neighbours, sha256(b"".join([kit, *files])).hexdigest())
    return [docname for docname in state.outdated(app, digests) if docname in env.all_docs]


def _lost_lines(app: Sphinx) -> list[str]:
    """Return what the register has lost since the last release; nothing outside a repository."""
    files = Files(Path(app.srcdir), app.config.edition_register, app.config.edition_changes)
    try:
        return [*lost_lines(files)]
    except SystemExit:
        return []


def _citation_faults(app: Sphinx) -> Iterator[Problem]:
    """Yield what ``CITATION.cff`` has other than ``conf.py``, if there is such a file."""
    editors = [str(name) for name in parse_names(app.config.author)]
    orcids = {person["name"]: person.get("orcid", "") for person in app.config.edition_people}
    if text := read_text(Path(app.srcdir, citation.NAME)):
        doi = app.config.edition_version_doi or app.config.edition_doi
        yield from citation.citation_faults(text, app.config.project, editors, orcids, doi)


def _unlisted(env: BuildEnvironment) -> Iterator[Problem]:
    """Yield a problem for each page that no contents lists, and that does not say it is one."""
    listed = {env.config.root_doc, *env.included, *chain(*env.toctree_includes.values())}
    for docname in sorted(env.found_docs - listed):
        if "orphan" not in env.metadata[docname]:
            folder = docname.rpartition("/")[0]
            pattern = f"{folder}/*" if folder else docname
            message = (
                f"no contents lists this page: write {pattern} into the {{toctree}} of "
                f"{env.config.root_doc}.md, with :glob:, or orphan: true into the header here"
            )
            yield Problem("unlisted", docname, 1, message)


def _bibliography(domain: EditionDomain) -> Iterator[Problem]:
    """Yield a problem for all that the bibliography holds and does not print."""
    for code, key, message in faults(bibliography(domain.env).bibdata.data.entries):
        yield Problem(code, *domain.keys.get(key, ("", 0)), f"{key}: {message}")


def _labels(domain: EditionDomain) -> Iterator[Problem]:
    """Make labels of passages, and yield a problem for each that something else has."""
    for name, docname in domain.set_labels():
        message = f"the label “{name}” is the key of a passage: give it another name"
        yield Problem("duplicate", docname, 0, message)


def suppress_missing_passage(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Keep Sphinx from reporting a missing passage, which the rules have reported."""
    return True if domain is not None and domain.name == "ed" else None
