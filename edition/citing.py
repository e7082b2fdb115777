"""Citations and metadata in the web edition: a page of citations for each page, and its head.

The rule: a page has no more than links; all forms, for itself and for each passage and quotation
under its id, stand on a page beside it (``cite/glossary``) that is in no list and in no search.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from posixpath import join
from shutil import rmtree
from typing import Any, NamedTuple

from docutils import nodes
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person
from sphinx.application import Sphinx
from sphinx.builders import Builder

from .cite import FORMS, PROSE, Name, Work, series
from .domain import EditionDomain
from .metadata import linked, tags
from .model import COMPARED, Page, is_text, plain, stem
from .printed import place

NO_ADDRESS = "No public address of this edition is known, and so none is given."


class Citable(NamedTuple):
    """What can be cited of a page: its id there (empty for the page), a name, and the work."""

    ident: str
    name: str
    work: Work
    of: tuple[str, str] = ("", "")  #: page and id of what a quotation quotes


def people(persons: Iterable[Person]) -> tuple[Name, ...]:
    """Return the names of a bibliography's persons."""

    def text(*parts: Iterable[object]) -> str:
        return " ".join(str(word) for part in parts for word in part)

    return tuple(
        Name(text(p.rich_prelast_names, p.rich_last_names, p.rich_lineage_names),
             text(p.rich_first_names, p.rich_middle_names))
        for p in persons
    )  # fmt: skip


def authors(domain: EditionDomain, page: Page) -> tuple[Name, ...]:
    """Return a text's authors as its header writes them; its entry may say how a name divides."""
    if not is_text(page.docname):
        return ()
    here = page.header.get("author", "")
    entries = domain.bibliography.bibdata.data.entries
    entry = entries.get(stem(page.docname))
    listed = people(entry.persons.get("author", ()) if entry else ())
    same = " and ".join(map(str, listed)) == here
    return listed if same else people(map(Person, split_name_list(here)))


def citable(domain: EditionDomain, docname: str, builder: Builder) -> Iterator[Citable]:
    """Yield the page, then each passage and its quotations."""
    config, page = domain.env.config, domain.pages[docname]
    printed = config.edition_pages if builder.format == "html" else {}
    uri = builder.get_target_uri(docname) if builder.format == "html" else f"{docname}.html"
    address = join(config.html_baseurl, uri) if config.html_baseurl else ""
    named = config.author.casefold() != "the editors"  # who are nobody in particular
    whole = docname == config.root_doc
    work = Work(
        key=plain(stem(docname)),
        title=config.project if whole else page.title,
        authors=authors(domain, page),
        container="" if whole else config.project,
        editors=people(map(Person, split_name_list(config.author))) if named else (),
        version=config.release,
        date=config.edition_date,
        original=page.header.get("date", "") if is_text(docname) else "",
        page="" if whole else printed.get(place(docname), ""),
        url=address,
        lang=config.language,
    )
    yield Citable("", "The whole edition" if whole else "This page", work)
    for passage in page.passages:
        part = replace(
            work, key=plain(passage.key), locus=passage.locus, words=passage.versions[0].text,
            page=printed.get(place(docname, passage.anchor), ""),
            url=address and f"{address}#{passage.anchor}",
        )  # fmt: skip
        yield Citable(passage.anchor, f"Passage {passage.locus}", part)
        for mention in page.mentions:
            if mention.place != passage.locus or mention.kind not in COMPARED:
                continue
            found = [q for target in mention.targets if (q := domain.passages.get(target))]
            sources = []
            for quoted in found:
                source = domain.pages[quoted.docname]
                by = series(authors(domain, source))
                sources.append(f"{by}, *{source.title}*, {quoted.locus}")
            quotation = replace(
                part, key=plain(f"{work.key}.{mention.anchor}"), words=mention.text,
                quoting=" and ".join(sources), url=address and f"{address}#{mention.anchor}",
            )  # fmt: skip
            name = f"Quotation in {passage.locus} of {', '.join(mention.targets)}"
            of = (found[0].docname, found[0].anchor) if found else ("", "")
            yield Citable(mention.anchor, name, quotation, of)


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield a page of citations for each page of the edition."""
    domain = EditionDomain.of(app.env)
    rmtree(Path(app.outdir, "cite"), ignore_errors=True)  # some may be of pages that are gone
    for docname, page in sorted(domain.pages.items()):
        there = app.builder.get_relative_uri(f"cite/{docname}", docname)
        body = [f"<h1>Cite <i>{escape(page.title)}</i></h1>"]
        body += [] if app.config.html_baseurl else [f"<p>{NO_ADDRESS}</p>"]
        for ident, name, work, _ in citable(domain, docname, app.builder):
            link = f'<a href="{there}{ident and f"#{ident}"}">{escape(name)}</a>'
            rows = (f"<dt>{form}</dt><dd>{text}</dd>" for form, text in shown(work))
            body.append(f'<section id="{ident or "page"}"><h2>{link}</h2><dl class="citation">')
            body += [*rows, "</dl></section>"]
        title, robots = escape(f"Cite {page.title}"), '<meta name="robots" content="noindex" />'
        context = {"title": title, "body": "\n".join(body)}
        context |= {"metatags": robots, "described": robots}
        yield f"cite/{docname}", context, "page.html"


def shown(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each form of a citation as HTML."""
    for form, write in FORMS.items():
        text = escape(write(work))
        if form in PROSE:
            yield form, re.sub(r"\*(.+?)\*", r"<i>\1</i>", f"<span>{text}</span>")
        elif text:
            yield form, f"<pre>{text}</pre>"


def describe(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Add to a page's head what clients read there, and the address of its citations."""
    domain, builder = EditionDomain.of(app.env), app.builder
    if pagename not in domain.pages:
        return
    page, *parts = citable(domain, pagename, builder)

    def uri(docname: str, ident: str = "") -> str:
        there = builder.get_relative_uri(pagename, docname)
        return f"{there}#{ident}" if ident else there

    quotations = [(p.ident, p.work, uri(*p.of)) for p in parts if p.work.quoting]
    data = json.dumps(linked(page.work, quotations, uri(app.config.root_doc)), ensure_ascii=False)
    data = data.replace("</", r"<\/")  # which would end the script
    lines = [
        f'<meta {"property" if name[:3] == "og:" else "name"}="{name}" content="{escape(text)}" />'
        for name, text in tags(page.work)
    ]
    lines.append(f'<script type="application/ld+json">{data}</script>')
    context["described"] = "\n".join(lines)
    context["metatags"] = f"{context.get('metatags') or ''}{context['described']}"  # other themes
    context["citations"] = uri(f"cite/{pagename}")


def sitemap(app: Sphinx, exception: Exception | None) -> None:
    """List the pages for search engines, where the public address is known."""
    base = app.config.html_baseurl
    if exception or not base:
        return
    names = sorted(EditionDomain.of(app.env).pages)
    urls = (join(base, app.builder.get_target_uri(name)) for name in names)
    lines = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'
    Path(app.outdir, "sitemap.xml").write_text(text, "utf-8")
