"""Show notices where published words were changed, moved or retired, so that every address works.

Rule: a changed version has its notice below its words. What is no longer on a page is listed at
its end, under the old id. A page that is gone remains as one with the same address and that list.
``:::{changes}`` lists all of them, for readers who want to know what has changed.
"""

import re
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util.nodes import make_refnode

from ..catalogs import N_, _, colon
from ..domain import passage_name
from ..edition import Edition
from ..gate.anchors import version_key
from ..loci import OPENING
from ..model import Notice, text_key
from ..nodes import passage_version, placeholder
from .placeholders import PlaceholderTransform, filled

#: By the first letter of an id with a number.
_SUBJECTS = {"p": N_("Passage {number}"), "q": N_("Quotation {number}")}
_SENTENCES = {
    "changed": N_("{subject} has other words since version {version}: {why}."),
    "moved": N_("{subject} has moved in version {version}: {why}."),
    "retired": N_("{subject} was retired in version {version}: {why}."),
}


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
                text = _("Words changed in version {version}: {why}")
                text = text.format(version=notice.since, why=notice.why)
                version += nodes.paragraph("", text, classes=["notice", "witness"])
        if gone := [notice for notice in notices if notice.state != "changed"]:
            section = next(self.document.findall(nodes.section), self.document)
            section.append(nodes.rubric("", _("No longer on this page")))
            section.append(notice_list(self.edition, self.builder, gone))

    def _version(self, ident: str) -> passage_version | None:
        """Return the version that has an id, or that holds a node with it."""
        for version in self.document.findall(passage_version):
            if any(ident in node["ids"] for node in version.findall(nodes.Element)):
                return version
        return None


class Changes(PlaceholderTransform):
    """Replaces ``placeholder(shows="changes")`` with ``bullet_list``, or ``paragraph`` if none."""

    def changes(self, node: placeholder) -> list[nodes.Element]:
        """Return every notice, of the newest version first, each with a link to its place."""
        notices = sorted(self.edition.notices, key=lambda n: version_key(n.since), reverse=True)
        if not notices:
            text = _("Nothing that was published has changed its words or its address so far.")
            return [nodes.paragraph("", text)]
        items = nodes.bullet_list()
        for notice in notices:
            page = self.edition.pages.get(notice.page)
            label = page.label if page else notice.page
            place = self.link(notice.new_page, notice.new_ident, _name(self.edition, notice))
            lead = nodes.Text(f"{label}{colon()}")
            items += nodes.list_item("", nodes.paragraph("", "", lead, *_links(notice, place)))
        return [items]


def _links(notice: Notice, place: nodes.Element) -> list[nodes.Node]:
    """Say what became of an address or of its words, and why, with a link to where it is now."""
    sentence = _(_SENTENCES[notice.state]).format(
        subject=_subject(notice.ident), version=notice.since, why=notice.why.rstrip(".")
    )
    return [nodes.Text(f"{sentence} "), *filled(_("See {place}."), place=place)]


def _name(edition: Edition, notice: Notice) -> nodes.inline:
    """Name the place where the words of a notice are now, or what succeeds them."""
    passage = edition.passages.get(f"{text_key(notice.new_page)}:{notice.new_ident[1:]}")
    label = edition.pages[notice.new_page].label
    return passage_name(edition, passage) if passage else nodes.inline("", label)


def _subject(ident: str) -> str:
    """Name what had an id: a passage, a quotation, another place, or the page itself."""
    kind = _SUBJECTS.get(ident[:1])
    if kind and OPENING.match(f"[{re.split('-(?=[a-z])', ident[1:])[0]}] "):
        return _(kind).format(number=ident[1:])
    return _("The place “{name}”").format(name=ident) if ident else _("This page")


def notice_list(edition: Edition, builder: Builder, gone: Iterable[Notice]) -> nodes.bullet_list:
    """Return the list of what is no longer on a page, each item under its old id."""
    items = nodes.bullet_list(classes=["notices"])
    for notice in gone:
        name = _name(edition, notice)
        link = make_refnode(builder, notice.page, notice.new_page, notice.new_ident, name)
        para = nodes.paragraph("", "", *_links(notice, link))
        items += nodes.list_item("", para, ids=[notice.ident] if notice.ident else [])
    return items
