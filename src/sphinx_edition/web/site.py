"""The pages of the web edition that are nobody's text, and what else the folder of it holds.

Under another theme than ``edition`` there are only citations, data, and what is left of pages that
are gone; for the rest Sphinx does as it always does.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from ..domain import EditionDomain
from ..model import is_text
from ..nodes import WEB
from ..showing.notices import notice_list
from . import citations
from .assets import write_assets
from .search import Part, Place, places, script
from .serve import HEADERS

_UNUSED = (  # our styles do without the last three
    ".buildinfo.bak",
    "_static/pygments.css",
    "_static/sphinx-design.min.css",
    "_static/design-tabs.js",
)
#: The data, which pages of other sites may read where a host sends its headers; the server on this
#: machine does not, because it may show a reader's own copy.
_DATA = (
    "/annotations.jsonld", "/annotations/*", "/dts/*", "/edition.json", "/edition.schema.json",
    "/tei/*",
)  # fmt: skip
#: Forms of the edition that are published beside its pages: name and type by the ends of files.
_FORMS = {".pdf": ("PDF", "application/pdf"), ".epub": ("EPUB", "application/epub+zip")}


def offered(app: Sphinx, config: Config) -> None:
    """Keep of the other forms of the edition those that have been made.

    Raises:
        SystemExit: if a name is that of no form.
    """
    for name in config.edition_forms:
        if Path(name).suffix not in _FORMS:
            raise SystemExit(f"conf.py: edition_forms has “{name}”: name a {' or '.join(_FORMS)}")
    config.edition_forms = [n for n in config.edition_forms if (app.confdir / n).is_file()]


def prepare(app: Sphinx) -> None:
    """Join in where a web edition is made; more in this theme, which has a search of its own."""
    if app.builder.name not in WEB:
        return
    app.connect("html-collect-pages", citations.pages)
    app.connect("html-collect-pages", remains)
    app.connect("html-page-context", citations.describe)
    app.connect("build-finished", citations.sitemap)
    if app.config.html_theme == "edition":
        cast("StandaloneHTMLBuilder", app.builder).search = False
        write_assets(Path(app.outdir, "_static"))
        app.add_css_file("edition.css")
        app.add_js_file("theme.js")
        app.add_js_file("copy.js")  # loaded once a reader chooses a copy
        app.connect("html-collect-pages", collect)
        app.connect("html-page-context", tell)
        app.connect("html-page-context", root)
        app.connect("build-finished", tidy)


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index of the search, and yield the pages that stand in no document."""
    found = read(app)
    address = partial(app.builder.get_relative_uri, "search")
    index = script((place for page in found.values() for place in page), address)
    Path(app.outdir, "search-index.js").write_text(index, "utf-8")
    yield "search", {}, "search.html"
    texts = [page.docname for page in EditionDomain.from_env(app.env).edition.texts]
    yield "all", {"found": found, "texts": texts}, "all.html"
    yield "404", {}, "404.html"


def read(app: Sphinx) -> dict[str, list[Place]]:
    """Return the places of every page by title, texts first, and the works of the bibliography."""
    edition, lang = EditionDomain.from_env(app.env).edition, app.config.language
    listed = [r for r in edition.references.values() if r.docname]
    names = {reference.key: reference.label for reference in listed}
    names |= {key: " ".join(edition.name(p)) for key, p in edition.passages.items()}
    found: dict[str, list[Place]] = {}
    for page in sorted(edition.pages.values(), key=lambda page: not is_text(page.docname)):
        document = app.env.get_doctree(page.docname)
        found[page.docname] = list(places(page, document, names, lang))
    for reference in listed:
        part = Part(lang, "", reference.text)
        place = Place(reference.docname, reference.anchor, reference.label, "", "", (part,))
        found[reference.docname].append(place)
    return found


def remains(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield what is left of each page that is gone: its address, and where all of it went."""
    edition = EditionDomain.from_env(app.env).edition
    builder = cast("StandaloneHTMLBuilder", app.builder)
    gone_pages = {notice.page for notice in edition.notices} - app.env.found_docs
    for page in sorted(gone_pages):
        gone = [notice for notice in edition.notices if notice.page == page]
        body = builder.render_partial(notice_list(edition, builder, gone))["fragment"]
        moved = [n.new_page for n in gone if not n.ident and n.state == "moved"]
        title = "Moved" if moved else "No longer here"
        context = {"title": title, "body": f"<h1>{title}</h1>{body}", "moved": moved, "gone": True}
        yield page, context, "page.html"


def tell(app: Sphinx, pagename: str, template: str, context: dict[str, Any], _: object) -> None:
    """Tell each page that it has a search, what its foot says, and where it has moved to."""
    context["web"] = True
    context.setdefault("navigation", EditionDomain.from_env(app.env).edition.navigation)
    forms = map(Path, app.config.edition_forms)
    context["forms"] = [(*_FORMS[form.suffix], form.name) for form in forms]
    context |= {name: app.config[f"edition_{name}"] for name in ("date", "licence", "report")}
    for docname in context.get("moved", ())[:1]:
        context["to"] = app.builder.get_relative_uri(pagename, docname)
        context["pageurl"] = context["pageurl"] and urljoin(context["pageurl"], context["to"])


def root(app: Sphinx, pagename: str, template: str, context: dict[str, Any], _: object) -> None:
    """Let the not-found page link from the root of the site: it is shown at any address.

    The root is the path of ``html_baseurl``, or ``/``.
    """
    if pagename != "404":
        return
    base = urlsplit(app.config.html_baseurl).path.rstrip("/")

    def pathto(target: str, resource: bool = False) -> str:
        return f"{base}/{target if resource else app.builder.get_target_uri(target)}"

    context["pathto"], context["pageurl"] = pathto, None
    style, script = '<link rel="stylesheet" href="{}">', '<script src="{}"></script>'
    context["css_tag"] = lambda file: style.format(pathto(file.filename, True))
    context["js_tag"] = lambda file: script.format(pathto(file.filename, True))


def tidy(app: Sphinx, exception: Exception | None) -> None:
    """Add what hosts read, and take away what no page of this theme uses."""
    if exception:
        return
    Path(app.outdir, ".nojekyll").touch()
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    lines += [f"{path}\n  Access-Control-Allow-Origin: *" for path in _DATA]
    Path(app.outdir, "_headers").write_text("\n".join([*lines, ""]), "utf-8")
    for form in app.config.edition_forms:
        shutil.copyfile(app.confdir / form, Path(app.outdir, Path(form).name))
    for name in _UNUSED:
        Path(app.outdir, name).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Register the theme and its pages."""
    app.add_html_theme("edition", str(Path(__file__).with_name("theme")))
    app.add_config_value("edition_report", "", "html", str)  # where readers report errors
    app.add_config_value("edition_forms", [], "html", list)  # files of the book and the EPUB
    app.connect("config-inited", offered)
    app.connect("builder-inited", prepare)
