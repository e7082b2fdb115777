"""The pages of the web edition that are made from no document, and the other files of its folder.

Under another theme than ``edition`` there are only citations, data, and what is left of pages that
are gone; for the rest Sphinx does as it always does.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config

from ..catalogs import _
from ..copies.files import digests_path
from ..copies.matching import read_digests
from ..domain import EditionDomain
from ..edition import Edition
from ..model import is_text, text_key
from ..nodes import WEB
from ..showing.notices import notice_list
from . import card, citations
from .assets import look_file, write_assets
from .long_index import divide_index
from .search import places_by_page, search_files
from .serve import HEADERS

_UNUSED = (  # our styles do without the last three
    ".buildinfo.bak",
    "_static/pygments.css",
    "_static/sphinx-design.min.css",
    "_static/design-tabs.js",
)
_ANNOTATIONS = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
#: The data and their media types. Pages of other sites may read them where a host sends its
#: headers; the server on this machine does not allow it, since it may show a reader's own copy.
_DATA = {
    "/annotations.jsonld": _ANNOTATIONS, "/annotations/*": _ANNOTATIONS,
    "/custody.jsonld": "application/ld+json",
    "/dts/*": "application/ld+json", "/edition-data.zip": "application/zip",
    "/edition.json": "application/json", "/edition.odd": "application/tei+xml",
    "/edition.schema.json": "application/schema+json", "/ride.xml": "application/tei+xml",
    "/references.bib": "application/x-bibtex",
    "/references.json": "application/vnd.citationstyles.csl+json", "/tei/*": "application/tei+xml",
}  # fmt: skip
#: Characters of texts that a phone still opens on one page in two seconds (benchmarks/pages.py).
_MOST_ON_ONE_PAGE = 400_000
#: Forms of the edition that are published beside its pages: label and type by file extension.
_FORMS = {".pdf": ("PDF", "application/pdf"), ".epub": ("EPUB", "application/epub+zip")}


def select_forms(app: Sphinx, config: Config) -> None:
    """Keep those files of ``edition_forms`` that have been made.

    Raises:
        SystemExit: If the name of a file is that of no form.
    """
    for name in config.edition_forms:
        if Path(name).suffix not in _FORMS:
            raise SystemExit(f"conf.py: edition_forms has “{name}”: name a {' or '.join(_FORMS)}")
    config.edition_forms = [n for n in config.edition_forms if (app.confdir / n).is_file()]


def connect(app: Sphinx) -> None:
    """Take part in builds of a web edition, and in more of them with the theme ``edition``.

    Raises:
        SystemExit: If the sheet of a look is missing, or cannot be joined to the others; if the
            builder wants a single page of the theme.
    """
    if app.builder.name == "singlehtml" and app.config.html_theme == "edition":
        raise SystemExit(
            "The theme “edition” gives each text its own page. Build html; all.html in its folder"
            " has all texts on one page, or lists them if they are too long for one."
        )
    if app.builder.name not in WEB:
        return
    app.connect("html-collect-pages", citations.citation_pages)
    app.connect("html-collect-pages", gone_pages)
    app.connect("doctree-resolved", divide_index)
    app.connect("html-page-context", citations.add_metadata)
    app.connect("build-finished", citations.write_sitemap)
    if app.config.html_theme == "edition":
        cast("StandaloneHTMLBuilder", app.builder).search = False  # the theme has its own
        looks = [look_file(name, app.confdir) for name in app.config.edition_look]
        try:
            write_assets(app.outdir / "_static", looks)
        except ValueError as error:
            raise SystemExit(str(error)) from error
        app.add_css_file("edition.css")
        app.add_js_file("theme.js")
        app.add_js_file("copy.js")  # loaded once a reader chooses a copy
        app.connect("html-collect-pages", theme_pages)
        app.connect("html-page-context", add_theme_context)
        app.connect("build-finished", finish_folder)


def theme_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index of the search, and yield the pages that only the theme has."""
    domain, builder = EditionDomain.from_env(app.env), cast("StandaloneHTMLBuilder", app.builder)
    derived, digest = domain.derived, domain.derived.digests[""]
    if not all(derived.stands(group, digest) for group in ("search", "all")):
        places = places_by_page(app)
        derived.write("search", digest, search_files(app, places))
        texts = {page.docname: places[page.docname] for page in domain.edition.texts}
        parts = (part for found in texts.values() for place in found for part in place.parts)
        is_one_page = sum(len(part.text) for part in parts) <= _MOST_ON_ONE_PAGE
        yield "all", {"places": texts, "is_one_page": is_one_page}, "all.html"
        path = Path(builder.get_output_path("all")).relative_to(app.outdir)
        derived.enter("all", digest, [path.as_posix()])
    yield "search", {}, "search.html"
    yield "404", {}, "404.html"


def gone_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield what is left of each page that is gone: its address, and where all of it went."""
    edition = EditionDomain.from_env(app.env).edition
    builder = cast("StandaloneHTMLBuilder", app.builder)
    for page in sorted({notice.page for notice in edition.notices} - app.env.found_docs):
        notices = [notice for notice in edition.notices if notice.page == page]
        body = builder.render_partial(notice_list(edition, builder, notices))["fragment"]
        moves = [n.new_page for n in notices if not n.ident and n.state == "moved"]
        title = _("Moved") if moves else _("No longer here")
        context = {"title": title, "body": f"<h1>{title}</h1>{body}", "is_gone": True}
        if moves:
            context["moved_to"] = builder.get_relative_uri(page, moves[0])
        yield page, context, "page.html"


def add_theme_context(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], tree: object
) -> None:
    """Add what the theme shows on every page: the search, the main links and the foot."""
    edition = EditionDomain.from_env(app.env).edition
    context |= {"_": _, "has_search": True}
    context.setdefault("navigation", edition.navigation)
    forms = map(Path, app.config.edition_forms)
    context["forms"] = [(*_FORMS[form.suffix], form.name) for form in forms]
    context |= {name: app.config[f"edition_{name}"] for name in ("date", "licence", "report")}
    context["doi"] = edition.facts.cited_doi
    note = edition.pages.get("about/editorial")
    context["has_rights"] = note is not None and "rights" in dict(note.targets)
    context["digests"] = digests_of(app, pagename)
    context["data"] = data_links(edition, pagename)
    if context["pageurl"] and "moved_to" in context:
        context["pageurl"] = urljoin(context["pageurl"], context["moved_to"])
    if pagename == "404":
        link_from_root(app, context)


def data_links(edition: Edition, pagename: str) -> list[tuple[str, str]]:
    """Return the data of the page of a text, each as its name and its path; of others, none."""
    if pagename not in edition.pages or not is_text(pagename):
        return []
    links = [("TEI", f"tei/{text_key(pagename)}.xml"), ("JSON", "edition.json")]
    if edition.pages[pagename].mentions:
        links.append((_("annotations"), f"annotations/{pagename}.jsonld"))
    return [*links, (_("everything (ZIP)"), "edition-data.zip")]


def digests_of(app: Sphinx, pagename: str) -> dict[str, str]:
    """Map the loci of a restated page to the digests by which a reader's own copy is bound."""
    page = EditionDomain.from_env(app.env).edition.pages.get(pagename)
    if page is None or not page.is_restated:
        return {}
    known = read_digests(digests_path(app.env))[0]
    return {locus: digest for (docname, locus), digest in known.items() if docname == pagename}


def link_from_root(app: Sphinx, context: dict[str, Any]) -> None:
    """Make the links of the not-found page start from the root of the site.

    A host shows that page at any address. The root is the path of ``html_baseurl``, or ``/``.
    """
    base = urlsplit(app.config.html_baseurl).path.rstrip("/")

    def pathto(target: str, resource: bool = False) -> str:
        return f"{base}/{target if resource else app.builder.get_target_uri(target)}"

    context |= {"pathto": pathto, "content_root": f"{base}/", "pageurl": None}
    style, script = '<link rel="stylesheet" href="{}">', '<script src="{}"></script>'
    context["css_tag"] = lambda file: style.format(pathto(file.filename, True))
    context["js_tag"] = lambda file: script.format(pathto(file.filename, True))


def finish_folder(app: Sphinx, exception: Exception | None) -> None:
    """Add what hosts read, and take away what no page of this theme uses."""
    if exception:
        return
    (app.outdir / ".nojekyll").touch()
    missing = app.outdir / "404" / "index.html"  # of dirhtml; hosts look for 404.html
    if missing.is_file():
        shutil.move(missing, app.outdir / "404.html")
        missing.parent.rmdir()
    picture = card.picture(EditionDomain.from_env(app.env).edition)
    (app.outdir / "_static" / card.NAME).write_bytes(picture)
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for path, media_type in _DATA.items():
        lines += [path, "  Access-Control-Allow-Origin: *", f"  Content-Type: {media_type}"]
    (app.outdir / "_headers").write_text("\n".join([*lines, ""]), "utf-8")
    for form in app.config.edition_forms:
        shutil.copyfile(app.confdir / form, app.outdir / Path(form).name)
    for name in _UNUSED:
        (app.outdir / name).unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Register the theme and its pages."""
    app.add_html_theme("edition", str(Path(__file__).with_name("theme")))
    app.connect("config-inited", select_forms)
    app.connect("builder-inited", connect)
