"""What a build leaves for the next, so that its output is what a fresh build would write.

State is stored after what it describes. A mark stands in the folder of the doctrees from the first
page that is read until the last page is written. If the next build finds it, this build was
interrupted or had warnings, and everything is read and written again. A page is also read again if
its digest has changed, for a file that is put back may be older; it is written again if it, or what
it shows of others, has changed; and what is left of a page that is gone is removed.

A check writes nothing, but resolves references, and tells of those that lead nowhere. So it does a
page again also if the settings have changed, or what there is to refer to.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.dummy import DummyBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from .derived import DerivedFiles, remove_file
from .domain import EditionDomain
from .nodes import WEB
from .showing.dependence import record_digests
from .words.digests import file_digest, short_digest

MARK = "unfinished"


def resume(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Name what else is to be read, after an unfinished build all, and mark this as unfinished."""
    mark = Path(app.doctreedir, MARK)
    unfinished = mark.exists()
    mark.touch()
    now, before = _source_digests(env), EditionDomain.from_env(env).data["sources"]
    return [name for name in now if unfinished or now[name] != before.get(name)]


def keep_source_digests(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep with the records of pages the digests of the files from which they were read."""
    EditionDomain.from_env(env).data["sources"] = _source_digests(env)


def _source_digests(env: BuildEnvironment) -> dict[str, str]:
    """Map each document to a digest of its file, and of those that it includes or shows."""
    return {
        name: file_digest(
            Path(env.srcdir, path) for path in (env.doc2path(name), *env.dependencies[name])
        )
        for name in env.found_docs
    }


class WarningFlag(logging.Handler):
    """Remembers whether a build had a warning, which Sphinx counts only after ``build-finished``.

    What is told as a page is read would else be told once: the next build does not read it again.
    """

    def __init__(self, app: Sphinx) -> None:
        """Take the flag down."""
        super().__init__(logging.WARNING)
        self.app, self.is_up = app, False

    def emit(self, record: logging.LogRecord) -> None:
        """Raise the flag, but not for what the configuration suppresses."""
        kind, subtype = (getattr(record, name, "") for name in ("type", "subtype"))
        if not is_suppressed_warning(kind, subtype, self.app.config.suppress_warnings):
            self.is_up = True

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """After a build without warnings store the digests of its pages, and remove the mark."""
        domain = EditionDomain.from_env(app.env)
        if exception is None and app.builder.name in WEB:
            domain.derived.sweep()
        if exception is None and not app.statuscode and not self.is_up:
            if app.builder.name in WEB:
                domain.derived.store()
            _store(app, domain.page_digests)
            Path(app.doctreedir, MARK).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Connect what is done before pages are read, when they have been, and at the end."""
    flag = WarningFlag(app)
    logging.getLogger(NAMESPACE).addHandler(flag)
    app.connect("env-get-outdated", resume)
    app.connect("env-updated", keep_source_digests)
    app.connect("build-finished", flag.finish, priority=900)  # after all other output


def outdated(app: Sphinx, digests: dict[str, str]) -> list[str]:
    """Return the pages that show something else of other pages than when they were last written.

    ``digests`` has one of each page, by document name. Those stored are blank until the build is
    finished, so that one that ends before leaves their names. What was written of pages that are
    gone is removed.
    """
    before, domain = _stored(app), EditionDomain.from_env(app.env)
    sources = domain.data["sources"]
    common = _referable(app) if isinstance(app.builder, DummyBuilder) else ""
    digests = {name: f"{shown} {sources.get(name)} {common}" for name, shown in digests.items()}
    _store(app, dict.fromkeys(digests.keys() | before.keys(), ""))
    domain.page_digests = digests
    if app.builder.name in WEB:
        settings = file_digest((), _settings(app), _frame(app))
        known = record_digests(domain.edition, digests, settings)
        domain.derived = DerivedFiles(Path(app.outdir), _memory(app, "derived"), known)
    for name in before.keys() - app.env.found_docs:
        _remove(app, name)
    return [name for name in digests if not before.get(name) or digests[name] != before[name]]


def is_only_of_kit(config: Config) -> bool:
    """Tell whether the extensions of an edition are the kit's, and ``conf.py`` itself is none."""
    ours = {"sphinx_edition", "myst_parser", "sphinx_design", "sphinxcontrib.bibtex"}
    return ours.issuperset(config.extensions) and not config.setup


def _referable(app: Sphinx) -> str:
    """Return a digest of the settings, and of the names of all that a page may refer to."""
    env, standard = app.env, app.env.domains.standard_domain
    domains = [(d.name, sorted({o[0] for o in d.get_objects()})) for d in env.domains.sorted()]
    slugs = [(name, sorted(data.get("myst_slugs", ()))) for name, data in env.metadata.items()]
    labels = sorted(standard.labels), sorted(standard.anonlabels)
    works = sorted(EditionDomain.from_env(env).edition.references)
    return file_digest((), _settings(app), repr((domains, sorted(slugs), labels, works)))


def _settings(app: Sphinx) -> str:
    """Return the settings as text."""
    return repr(sorted((value.name, _in_order(value.value)) for value in app.config))


def _frame(app: Sphinx) -> str:
    """Return as text what a web page has about it that is no record: templates and contents."""
    templates = getattr(app.builder, "templates", None)
    newest = templates.newest_template_mtime() if templates else None
    return repr((app.builder.name, newest, sorted(app.env.toctree_includes.items())))


def _in_order(value: object) -> str:
    """Return a value of a setting as text; the elements of a set have no order of their own."""
    return repr(sorted(map(repr, value)) if isinstance(value, set | frozenset) else value)


def _remove(app: Sphinx, docname: str) -> None:
    """Remove what the builder has written of a page, and folders that are then empty."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        remove_file(app.builder.get_output_path(docname), Path(app.outdir))
        sources = Path(app.outdir, "_sources", docname)
        for path in sources.parent.glob(f"{sources.name}.*"):
            remove_file(path, Path(app.outdir))
    elif suffix := getattr(app.builder, "out_suffix", ""):
        remove_file(Path(app.outdir, docname + suffix), Path(app.outdir))


def _stored(app: Sphinx) -> dict[str, str]:
    """Return the digests of the last build; none from a file that is spoilt, so all is written."""
    try:
        stored = json.loads(_memory(app, "shown").read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _store(app: Sphinx, digests: dict[str, str]) -> None:
    path = _memory(app, "shown")
    part = path.with_suffix(".part")
    part.write_text(json.dumps(digests), "utf-8")
    part.replace(path)  # whole or not at all


def _memory(app: Sphinx, name: str) -> Path:
    """Return a file for this output: builders that share doctrees write at different times."""
    return Path(app.doctreedir, f"{name}-{short_digest(str(app.outdir))}.json")
