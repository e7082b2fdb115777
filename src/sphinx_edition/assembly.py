"""The parts of the edition that are no records of pages: facts, works, pages of the book, files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from .citing import printed
from .citing.citable import parse_names
from .citing.citable import people as names_of
from .citing.latex import latex
from .domain import bibliography
from .edition import Facts
from .gate import people
from .model import Page, Reference, is_text
from .words.languages import interface_tag
from .words.names import series
from .words.swhid import SourceFile, source_file

_KEPT = (  #: facts that are settings of the same names
    "doi", "version_doi", "repository", "archive", "host", "status", "afterwards", "frozen",
)  # fmt: skip


def facts(config: Config) -> Facts:
    """Return what ``conf.py`` says of the edition."""
    return Facts(
        config.project, config.release, config.author, interface_tag(config.language),
        config.edition_date, config.edition_licence, config.html_baseurl,
        config.root_doc, config.edition_key, people.contributors(config.edition_people),
        **{name: config[f"edition_{name}"] for name in _KEPT},
    )  # fmt: skip


def references(env: BuildEnvironment) -> dict[str, Reference]:
    """Return the works of the bibliography by key: first those that its list prints."""
    return {reference.key: reference for reference in _references(env)}


def _references(env: BuildEnvironment) -> Iterator[Reference]:
    works = bibliography(env)
    found = works.bibdata.data.entries
    listed = {citation.key: citation for citation in works.citations}
    for key in dict.fromkeys([*listed, *found]):
        entry = found[key]
        get = entry.fields.get
        authors = names_of(entry.persons.get("author", ()))
        translators, place, year = (
            str(latex(get(name, ""))) for name in ("translator", "address", "year")
        )
        names = series(parse_names(translators)) if translators else ""
        url, is_dated = get("url", ""), bool({"urldate", "archiveurl"} & {*entry.fields})
        related = tuple(filter(None, get("related", "").replace(" ", "").split(",")))
        facts = Reference(
            key, authors, imprint=(names, place, year), related=related, url=url, is_dated=is_dated
        )
        if (citation := listed.get(key)) is None:
            yield facts
            continue
        printed_entry = citation.formatted_entry
        label = printed_entry.label
        text = str(printed_entry.text).replace("<newblock>", " ")  # of pybtex’s own styles
        docname = citation.bibliography_key.docname
        yield replace(facts, label=label, docname=docname, anchor=citation.citation_id, text=text)


def page_map(app: Sphinx) -> dict[str, str]:
    """Return the page of each place in the printed book.

    Raises:
        SystemExit: if the page map of the book cannot be read.
    """
    path = Path(app.confdir, app.config.edition_page_map)
    try:
        return printed.read_page_map(path)
    except ValueError as error:
        raise SystemExit(f"{path}: {error}") from error


def source_files(env: BuildEnvironment, pages: Iterable[Page]) -> dict[str, SourceFile]:
    """Return the file of each text by the name of its document, for identifiers of passages."""
    paths = {page.docname: Path(env.doc2path(page.docname)) for page in pages}
    return {
        name: source_file(path.relative_to(env.srcdir).as_posix(), path.read_bytes())
        for name, path in paths.items() if is_text(name) and path.suffix == ".md"
    }  # fmt: skip
