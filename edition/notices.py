"""Visible notes at addresses whose words were changed, moved or retired: no address leads nowhere.

A changed version says so below its words; what is no longer on a page is listed at its end, under
its old id; of a page that is gone there remains one with the same address and that list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from .anchors import Notice
from .domain import EditionDomain
from .model import stem
from .nodes import passage_version

_WHAT = {"p": "Passage", "q": "Quotation"}


class Notices(SphinxPostTransform):
    """Add the notes of one page."""

    default_priority = 8  # after lists are filled (5): they are no part of any
    formats = ("html",)  # addresses of the printed book are its pages

    def run(self, **kwargs: Any) -> None:
        """Put each note where its address leads."""
        domain = EditionDomain.of(self.env)
        gone = []
        for notice in (n for n in domain.notices if n.page == self.env.current_document.docname):
            words = (
                version for version in self.document.findall(passage_version)
                if any(notice.ident in node["ids"] for node in version.findall(nodes.Element))
            )  # fmt: skip
            host = next(words, None) if notice.state == "changed" else None
            if host is not None:
                text = f"Words changed in version {notice.since}: {notice.why}"
                host += nodes.paragraph("", text, classes=["notice", "witness"])
            elif notice.state != "changed":
                gone.append(notice)
        if gone:
            section = next(self.document.findall(nodes.section), self.document)
            section.append(nodes.rubric("", "No longer on this page"))
            section.append(listed(domain, gone))


def listed(domain: EditionDomain, gone: Iterable[Notice]) -> nodes.bullet_list:
    """Return the list of what is no longer on a page, each under its old id."""
    items = nodes.bullet_list(classes=["notices"])
    for notice in gone:
        what = f"{_WHAT.get(notice.ident[:1], 'This page')} {notice.ident[1:]}".strip()
        verb = "has moved" if notice.state == "moved" else "was retired"
        page, ident = notice.new_page, notice.new_ident
        goal = domain.passages.get(f"{stem(page)}:{ident[1:]}")
        name = domain.named(goal) if goal else nodes.inline("", domain.pages[page].label)
        link = make_refnode(domain.builder, notice.page, page, ident, name)
        text = f"{what} {verb} in version {notice.since}: {notice.why.rstrip('.')}. See "
        para = nodes.paragraph("", text, link, nodes.Text("."))
        items += nodes.list_item("", para, ids=[notice.ident] if notice.ident else [])
    return items


def remains(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield what is left of each page that is gone: its address, and where all of it went."""
    domain = EditionDomain.of(app.env)
    builder = cast("StandaloneHTMLBuilder", app.builder)
    gone_pages = {notice.page for notice in domain.notices} - app.env.found_docs
    for page in sorted(gone_pages):
        gone = [notice for notice in domain.notices if notice.page == page]
        body = builder.render_partial(listed(domain, gone))["fragment"]
        moved = [n.new_page for n in gone if not n.ident and n.state == "moved"]
        title = "Moved" if moved else "No longer here"
        context = {"title": title, "body": f"<h1>{title}</h1>{body}", "moved": moved, "gone": True}
        yield page, context, "page.html"
