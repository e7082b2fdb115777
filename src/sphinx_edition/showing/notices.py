"""Visible notes at addresses whose words were changed, moved or retired: no address leads nowhere.

A changed version says so below its words; what is no longer on a page is listed at its end, under
its old id. Of a page that is gone there remains one with the same address and that list.
"""

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.nodes import make_refnode

from ..domain import passage_name
from ..edition import Edition
from ..model import Notice, text_key
from ..nodes import passage_version
from .filling import Filler

_KINDS = {"p": "Passage", "q": "Quotation"}


class Notices(Filler):
    """Add the notes of one page."""

    default_priority = 8  # after lists are filled (5): they are no part of any
    formats = ("html",)  # addresses of the printed book are its pages

    def run(self, **kwargs: Any) -> None:
        """Put each note where its address leads."""
        here = self.env.current_document.docname
        gone = []
        for notice in self.edition.notices:
            if notice.page != here:
                continue
            if notice.state != "changed":
                gone.append(notice)
            elif (version := self.version(notice.ident)) is not None:
                text = f"Words changed in version {notice.since}: {notice.why}"
                version += nodes.paragraph("", text, classes=["notice", "witness"])
        if gone:
            section = next(self.document.findall(nodes.section), self.document)
            section.append(nodes.rubric("", "No longer on this page"))
            section.append(notice_list(self.edition, self.builder, gone))

    def version(self, ident: str) -> passage_version | None:
        """Return the version of a passage that has an id, if any has."""
        for version in self.document.findall(passage_version):
            if any(ident in node["ids"] for node in version.findall(nodes.Element)):
                return version
        return None


def notice_list(edition: Edition, builder: Builder, gone: Iterable[Notice]) -> nodes.bullet_list:
    """Return the list of what is no longer on a page, each under its old id."""
    items = nodes.bullet_list(classes=["notices"])
    for notice in gone:
        subject = f"{_KINDS.get(notice.ident[:1], 'This page')} {notice.ident[1:]}".strip()
        verb = "has moved" if notice.state == "moved" else "was retired"
        page, ident = notice.new_page, notice.new_ident
        passage = edition.passages.get(f"{text_key(page)}:{ident[1:]}")
        label = nodes.inline("", edition.pages[page].label)
        name = passage_name(edition, passage) if passage else label
        link = make_refnode(builder, notice.page, page, ident, name)
        text = f"{subject} {verb} in version {notice.since}: {notice.why.rstrip('.')}. See "
        para = nodes.paragraph("", text, link, nodes.Text("."))
        items += nodes.list_item("", para, ids=[notice.ident] if notice.ident else [])
    return items
