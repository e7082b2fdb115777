"""What the title page, the imprint and the jacket say: the settings that the template takes.

Rule: all of it is in the headers of the pages and in ``conf.py``; what is not known is left out.
"""

from collections.abc import Iterable
from importlib.metadata import version

from sphinx.environment import BuildEnvironment

from ..catalogs import _
from ..domain import EditionDomain
from ..model import Page, is_essay, is_source
from ..showing.colophon import lines
from ..words.names import author_names, author_series, series
from .markup import array, quoted

_SETTINGS = [  #: arguments of the template that are settings of the same names
    "author", "copyright", "edition_doi", "edition_isbn", "edition_licence", "html_baseurl",
    "language", "project", "release", "root_doc", "typst_date", "typst_font", "typst_only",
    "typst_paper", "typst_size",
]  # fmt: skip


def template_call(env: BuildEnvironment, pages: dict[str, Page], only: str) -> str:
    """Return the call of the template; ``only`` is the one document of a book of its own."""
    settings = {name: str(env.config[name]) for name in _SETTINGS}
    root = pages.get(env.config.root_doc, Page(env.config.root_doc)).header
    settings["jacket"] = root.get("description", "")
    settings["edition_doi"] = env.config.edition_version_doi or env.config.edition_doi
    settings["typst_version"] = version("typst")
    if only:
        settings["project"] = env.titles[only].astext()
        settings["author"] = author_series(env.metadata[only].get("author", env.config.author))
        settings["copyright"] = f"{env.config.copyright} ({env.config.project})"
    else:
        in_order = [pages[name] for name in env.collect_relations() if name in pages]
        if essays := [page for page in in_order if is_essay(page.docname)]:
            form = _("Essays by {authors}") if len(essays) > 1 else _("An essay by {authors}")
            settings["essays"] = form.format(authors=_authors(essays))
        if sources := [page for page in in_order if is_source(page.docname)]:
            settings["sources"] = _("with texts by {authors}").format(authors=_authors(sources))
    given = "".join(f"{name}: {quoted(value)}, " for name, value in settings.items())
    words = map(str.strip, root.get("keywords", "").split(","))
    keywords = array(map(quoted, env.config.typst_keywords or filter(None, words)))
    facts = EditionDomain.from_env(env).edition.facts
    given += f"people: {array(map(quoted, lines(facts)))}, "
    return f'#show: edition.with(item("contents"), item("heads"), {given}keywords: {keywords})\n'


def _authors(pages: Iterable[Page]) -> str:
    """Return the authors of texts, each once."""
    names = (name for page in pages for name in author_names(page.header.get("author", "")))
    return series(dict.fromkeys(names))
