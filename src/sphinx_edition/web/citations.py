"""Citations and metadata in the web edition: a page of citations for each page, and its head.

A page has no more than links to them. All forms, for the page itself and for each passage and
quotation under its id, stand on a page beside it (``cite/back/glossary``), which is in no list
and in no search.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from posixpath import join
from shutil import rmtree
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ..citing.citable import citable
from ..citing.forms import FORMS, PROSE, CitedWork
from ..citing.metadata import json_ld, meta_tags
from ..domain import EditionDomain

NO_ADDRESS = "No public address of this edition is known, and so none is given."


def citation_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page of citations for each page of the edition: name, context and template."""
    edition = EditionDomain.from_env(app.env).edition
    rmtree(app.outdir / "cite", ignore_errors=True)  # some may be of pages that are gone
    for docname, page in sorted(edition.pages.items()):
        page_url = app.builder.get_relative_uri(f"cite/{docname}", docname)
        body = [f"<h1>Cite <i>{escape(page.title)}</i></h1>"]
        if not app.config.html_baseurl:
            body.append(f"<p>{NO_ADDRESS}</p>")
        for ident, name, work, _ in citable(edition, docname, app.builder):
            link = f'<a href="{page_url}{ident and f"#{ident}"}">{escape(name)}</a>'
            body.append(f'<section id="{ident or "page"}"><h2>{link}</h2><dl class="citation">')
            body += (f"<dt>{form}</dt><dd>{text}</dd>" for form, text in html_forms(work))
            body.append("</dl></section>")
        title, robots = escape(f"Cite {page.title}"), '<meta name="robots" content="noindex" />'
        context = {"title": title, "body": "\n".join(body)}
        context |= {"metadata": robots, "metatags": robots}  # ours, and that of other themes
        yield f"cite/{docname}", context, "page.html"


def html_forms(work: CitedWork) -> Iterator[tuple[str, str]]:
    """Yield each form of a citation, as its name and its HTML."""
    for form, write in FORMS.items():
        text = escape(write(work))
        if form in PROSE:
            yield form, re.sub(r"\*(.+?)\*", r"<i>\1</i>", f"<span>{text}</span>")
        elif text:
            yield form, f"<pre>{text}</pre>"


def add_metadata(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Add to a page's head what clients read there, and to its foot a link to its citations."""
    edition, builder = EditionDomain.from_env(app.env).edition, app.builder
    if pagename not in edition.pages:
        return
    page, *parts = citable(edition, pagename, builder)

    def url(docname: str, ident: str = "") -> str:
        path = builder.get_relative_uri(pagename, docname)
        return f"{path}#{ident}" if ident else path

    quotations = [(p.ident, p.work, url(*p.source)) for p in parts if p.work.quoting]
    data = json.dumps(json_ld(page.work, quotations, url(app.config.root_doc)), ensure_ascii=False)
    data = data.replace("<", r"\u003c")  # “<!--” or a tag would change where the script ends
    lines = [
        f'<meta {"property" if name[:3] == "og:" else "name"}="{name}" content="{escape(text)}" />'
        for name, text in meta_tags(page.work)
    ]
    lines.append(f'<script type="application/ld+json">{data}</script>')
    context["metadata"] = "\n".join(lines)
    context["metatags"] = f"{context.get('metatags') or ''}{context['metadata']}"  # other themes
    context["citations"] = url(f"cite/{pagename}")


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """List the pages for search engines, where the public address is known."""
    base = app.config.html_baseurl
    if exception or not base:
        return
    names = sorted(EditionDomain.from_env(app.env).edition.pages)
    urls = (join(base, app.builder.get_target_uri(name)) for name in names)
    lines = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'
    (app.outdir / "sitemap.xml").write_text(text, "utf-8")
