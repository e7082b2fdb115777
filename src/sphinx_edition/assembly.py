"""The parts of the edition that are no records of pages: facts, works, pages of the book, files."""

from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from .bibliography import Reference
from .citing import imprints, printed
from .domain import bibliography
from .edition import Facts
from .gate import people
from .model import Page, is_text
from .words.languages import interface_tag
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
        report=config.edition_report,
    )  # fmt: skip


def references(env: BuildEnvironment) -> dict[str, Reference]:
    """Return the works of the bibliography by key: first those that its list prints."""
    return {work.key: work for work in imprints.references(bibliography(env))}


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
    """Return the file of each text by the name of its document, for identifiers of passages.

    Its path begins at the repository, or at the folder of ``conf.py`` if there is none.
    """
    folders = [env.srcdir, *env.srcdir.parents]
    root = next((folder for folder in folders if (folder / ".git").exists()), env.srcdir)
    paths = {page.docname: Path(env.doc2path(page.docname)) for page in pages}
    return {
        name: source_file(path.relative_to(root).as_posix(), path.read_bytes())
        for name, path in paths.items() if is_text(name) and path.suffix == ".md"
    }  # fmt: skip
