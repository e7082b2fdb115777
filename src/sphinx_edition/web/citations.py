"""Citations and metadata in the web edition: a page of citations for each page, and its head.

A page has no more than links to them. All forms, for the page itself and for each passage and
quotation under its id, stand on a page beside it (``cite/back/glossary``), which is in no list
and in no search. It is made again only if what it cites has changed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from posixpath import join
from textwrap import shorten
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..catalogs import _
from ..citing.citable import citable
from ..citing.cited import CitedWork, pieces, plain
from ..citing.custody import chains
from ..citing.forms import FORMS, PROSE, chicago_note
from ..citing.metadata import json_ld, known_of, meta_tags
from ..citing.printed import destination, ending
from ..domain import EditionDomain
from ..edition import Edition
from ..model import Page
from ..words.digests import file_digest
from .card import NAME

_LONGEST = 200  #: characters of a description; search engines show about as many


def citation_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page of citations for each page of the edition: name, context and template."""
    domain, builder = EditionDomain.from_env(app.env), cast("StandaloneHTMLBuilder", app.builder)
    edition, derived = domain.edition, domain.derived
    for docname, page in sorted(edition.pages.items()):
        name = f"cite/{docname}"
        digest = file_digest((), derived.digests[docname], *printed_pages(edition, page))
        if not derived.stands(name, digest):
            yield name, citation_page(app, edition, page), "page.html"
            path = Path(builder.get_output_path(name)).relative_to(app.outdir)
            derived.enter(name, digest, [path.as_posix()])


def printed_pages(edition: Edition, page: Page) -> list[str]:
    """Return the pages of the book on which a page and its passages stand."""
    places = [destination(page.docname, passage.anchor) for passage in page.passages]
    places += [destination(page.docname), ending(page.docname)]
    return [edition.printed.get(place, "") for place in places]


def citation_page(app: Sphinx, edition: Edition, page: Page) -> dict[str, Any]:
    """Return what the template shows as the page of citations of a page."""
    docname = page.docname
    page_url = app.builder.get_relative_uri(f"cite/{docname}", docname)
    title = escape(_("Cite {title}").format(title=page.title))
    heading = _("Cite {title}").format(title=f"<i>{escape(page.title)}</i>")
    body = [f"<h1>{heading}</h1>"]
    entries = [*citable(edition, docname, app.builder)]
    for ident, name, work, _source in entries:
        link = f'<a href="{page_url}{ident and f"#{ident}"}">{escape(name)}</a>'
        body.append(f'<section id="{ident or "page"}"><h2>{link}</h2><dl class="citation">')
        body += (f"<dt>{_(form)}</dt><dd>{text}</dd>" for form, text in html_forms(work))
        body += ["</dl>", *custody_lists(app, edition, docname, ident), "</section>"]
    about = _("How to cite {title}.").format(title=page.title)
    tags = _tags(app, docname, entries[0].work, about)
    tags = f'<meta name="robots" content="noindex" />\n{tags}'
    # the names of the tags are ours, and that of other themes
    return {"title": title, "body": "\n".join(body), "metadata": tags, "metatags": tags}


def custody_lists(app: Sphinx, edition: Edition, docname: str, ident: str) -> Iterator[str]:
    """Yield for a quotation how its words came to it, a list for each passage it is from."""
    mention = next((m for m in edition.pages[docname].mentions if m.anchor == ident), None)
    heading, words, copy = _("How these words came here"), _("See the words."), _("See the copy.")
    checked, unchecked = _("checked by this build"), _("not checked")
    for chain in chains(edition, mention) if mention else ():
        yield f'<h3>{heading}</h3><ol class="custody">'
        for link in chain:
            item = escape(link.sentence)
            if link.docname:
                url = link.docname  # of another volume, an address
                if url in edition.pages:
                    url = app.builder.get_relative_uri(f"cite/{docname}", url)
                item += f' <a href="{url}#{link.anchor}">{words}</a>'
            elif link.url:
                item += f' <a href="{escape(link.url)}">{copy}</a>'
            if link.relation:
                item += f" <small>({checked if link.is_checked else unchecked})</small>"
            yield f"<li>{item}</li>"
        yield "</ol>"


def html_forms(work: CitedWork) -> Iterator[tuple[str, str]]:
    """Yield each form of a citation, as its name and its HTML."""
    for form, write in FORMS.items():
        if form in PROSE:
            parts = ((escape(words), is_italic) for words, is_italic in pieces(write(work)))
            prose = "".join(f"<i>{words}</i>" if is_italic else words for words, is_italic in parts)
            yield form, f"<span>{prose}</span>"
        elif text := escape(write(work)):
            yield form, f"<pre>{text}</pre>"


def add_metadata(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Add to a page's head what clients read there, and to its foot a link to its citations.

    ``cite_as`` is a note for words that a reader copies, with ``{}`` for the locus of a passage.
    A page that is none of the edition's, such as the search, has what clients read of the whole.
    """
    edition, builder = EditionDomain.from_env(app.env).edition, app.builder
    if pagename not in edition.pages:
        if not context.get("metatags"):  # no page of citations, but one such as the search
            whole = next(citable(edition, app.config.root_doc, builder)).work
            context["metatags"] = _tags(app, app.config.root_doc, whole, "")
        return
    page, *parts = citable(edition, pagename, builder)

    def url(docname: str, ident: str = "") -> str:
        if docname in edition.volumes:
            return f"{docname}#{ident}"
        path = builder.get_relative_uri(pagename, docname)
        return f"{path}#{ident}" if ident else path

    quotations = [(p.ident, p.work, url(*p.source)) for p in parts if p.work.quoting]
    known = {name: {"sameAs": urls} for name, urls in edition.authorities.items()}
    known |= known_of(edition.facts.people)
    home, doi = url(app.config.root_doc), edition.facts.cited_doi
    entries = edition.pages[pagename].head_words
    linked = json_ld(page.work, quotations, home, known, doi, entries)
    data = json.dumps(linked, ensure_ascii=False)
    data = data.replace("<", r"\u003c")  # “<!--” or a tag would change where the script ends
    typed = (
        {n["name"]: n["content"] for n in tree.findall(nodes.meta) if "name" in n} if tree else {}
    )
    about = typed.pop("description", "") or description(tree) or f"{page.work.title}."
    tags = _tags(app, pagename, page.work, about)
    metadata = f'{tags}\n<script type="application/ld+json">{data}</script>'
    context["metatags"] = f"{context.get('metatags') or ''}{metadata}"  # for other themes
    context["metadata"] = "\n".join([*_lines(typed.items()), metadata])
    context["citations"] = url(f"cite/{pagename}")
    locus = "{}" if edition.pages[pagename].passages else ""
    note = chicago_note(replace(page.work, locus=locus, page="", url=""))
    context["cite_as"] = plain(note)


def description(tree: nodes.document | None) -> str:
    """Return the first paragraph that stands in a section itself, shortened; empty without one."""
    blocks = tree.findall(nodes.paragraph) if tree else ()
    texts = (block.astext() for block in blocks if isinstance(block.parent, nodes.section))
    return shorten(next(texts, ""), _LONGEST, placeholder=" …")


def _tags(app: Sphinx, docname: str, work: CitedWork, description: str) -> str:
    """Return the ``meta`` tags that say what a page is, or what a page of citations is about."""
    edition = EditionDomain.from_env(app.env).edition
    facts, header = edition.facts, edition.pages[docname].header
    has_picture = facts.address and app.config.html_theme == "edition"
    picture = join(facts.address, "_static", NAME) if has_picture else ""
    rights = header.get("rights", "") or facts.licence
    return "\n".join(_lines(meta_tags(work, description, rights, facts.editors, picture)))


def _lines(tags: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in tags:
        kind = "property" if name[:3] == "og:" else "name"
        yield f'<meta {kind}="{name}" content="{escape(text)}" />'


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
