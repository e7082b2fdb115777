"""Show notices where published words were changed, moved or retired, so that every address works.

Rule: a changed version has its notice below its words. What is no longer on a page is listed at
its end, under the old id. A page that is gone remains as one with the same address and that list.
"""

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.nodes import make_refnode

from ..domain import passage_name
from ..edition import Edition
from ..model import OPENING, Notice, text_key
from ..nodes import passage_version
from .placeholders import PlaceholderTransform

_SUBJECTS = {"p": "Passage", "q": "Quotation"}  #: by the first letter of an id with a number


class Notices(PlaceholderTransform):
    """Adds the notices of one page.

    ``passage_version(…)`` → ``passage_version(…, paragraph.notice)``, and at the end of
    ``section(…)`` → ``section(…, rubric, bullet_list.notices)``.
    """

    default_priority = 8  # after lists are filled (5), of which notices are no part
    formats = ("html",)  # addresses of the printed book are its pages

    def run(self, **kwargs: Any) -> None:
        """Add each notice where its address leads."""
        docname = self.env.current_document.docname
        notices = [notice for notice in self.edition.notices if notice.page == docname]
        for notice in notices:
            if notice.state == "changed" and (version := self._version(notice.ident)) is not None:
                text = f"Words changed in version {notice.since}: {notice.why}"
                version += nodes.paragraph("", text, classes=["notice", "witness"])
        if gone := [notice for notice in notices if notice.state != "changed"]:
            section = next(self.document.findall(nodes.section), self.document)
            section.append(nodes.rubric("", "No longer on this page"))
            section.append(notice_list(self.edition, self.builder, gone))

    def _version(self, ident: str) -> passage_version | None:
        """Return the version that has an id, or that holds a node with it."""
        for version in self.document.findall(passage_version):
            if any(ident in node["ids"] for node in version.findall(nodes.Element)):
                return version
        return None


def _subject(ident: str) -> str:
    """Name what had an id: a passage, a quotation, another place, or the page itself."""
    kind = _SUBJECTS.get(ident[:1])
    if kind and OPENING.match(f"[{re.split('-(?=[a-z])', ident[1:])[0]}] "):
        return f"{kind} {ident[1:]}"
    return f"The place “{ident}”" if ident else "This page"


def notice_list(edition: Edition, builder: Builder, gone: Iterable[Notice]) -> nodes.bullet_list:
    """Return the list of what is no longer on a page, each item under its old id."""
    items = nodes.bullet_list(classes=["notices"])
    for notice in gone:
        subject = _subject(notice.ident)
        verb = "has moved" if notice.state == "moved" else "was retired"
        text = f"{subject} {verb} in version {notice.since}: {notice.why.rstrip('.')}. See "
        page, ident = notice.new_page, notice.new_ident
        passage = edition.passages.get(f"{text_key(page)}:{ident[1:]}")
        label = nodes.inline("", edition.pages[page].label)
        name = passage_name(edition, passage) if passage else label
        link = make_refnode(builder, notice.page, page, ident, name)
        para = nodes.paragraph("", text, link, nodes.Text("."))
        items += nodes.list_item("", para, ids=[notice.ident] if notice.ident else [])
    return items
