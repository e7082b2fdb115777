"""Replace placeholders with what other pages know, as links and tables of standard nodes.

Rule: a transform only reads the edition. It runs before Sphinx resolves references, so that its
links are ordinary pending references, which every builder can write.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..catalogs import _
from ..domain import EditionDomain, passage_name
from ..edition import Edition
from ..model import Passage, Place, is_text
from ..nodes import WEB, placeholder

#: The widths of the columns of each kind of table, in percent.
_WIDTHS = {"concordance": (16, 31, 11, 28, 14), "chronology": (20, 80), "sources-map": (28, 36, 36)}


class PlaceholderTransform(SphinxPostTransform):
    """Replaces each placeholder that it has a method for.

    ``placeholder(shows="quoted-by")`` becomes the nodes that ``quoted_by(placeholder)`` returns.
    """

    default_priority = 5  # before references are resolved (10)

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders of a page; one with nothing to show vanishes."""
        for node in list(self.document.findall(placeholder)):
            if method := getattr(self, node["shows"].replace("-", "_"), None):
                node.replace_self(method(node))

    @property
    def edition(self) -> Edition:
        """The edition, of which every page has been read."""
        return EditionDomain.from_env(self.env).edition

    @property
    def builder(self) -> Builder:
        """The builder of this build."""
        return EditionDomain.from_env(self.env).builder

    @property
    def is_web(self) -> bool:
        """Whether this builds the web edition, which has pages of citations, and scripts."""
        return self.builder.name in WEB

    @staticmethod
    def link(docname: str, anchor: str, *content: nodes.Node) -> pending_xref:
        """Return a link to an id of a page, which the domain resolves for any builder."""
        return pending_xref(
            "", nodes.inline("", "", *content), refdomain="ed", reftype="at", refexplicit=True,
            reftarget=f"{docname}#{anchor}",
        )  # fmt: skip

    def link_to(self, passage: Passage) -> pending_xref:
        """Return a link to a passage, under its name."""
        return self.link(passage.docname, passage.anchor, passage_name(self.edition, passage))

    def place_links(self, places: Iterable[Place]) -> list[nodes.Node]:
        """Return links to places: a text's name and its loci, or the title of another page.

        Places that a definition names are set in bold.
        """
        groups: list[list[nodes.Node]] = []
        for docname, group in groupby(places, lambda place: place.docname):
            name = nodes.emphasis("", self.edition.pages[docname].label)
            if is_text(docname):
                loci = join_nodes(([self._locus_link(place)] for place in group), ", ")
                groups.append([name, nodes.Text("\u00a0"), *loci])
            else:
                groups.append([self.link(docname, next(group).anchor, name)])
        return join_nodes(groups, "; ")

    def _locus_link(self, place: Place) -> pending_xref:
        locus = place.locus or _("introduction")
        text = nodes.strong("", locus) if place.is_named else nodes.Text(locus)
        return self.link(place.docname, place.anchor, text)


def join_nodes(groups: Iterable[Sequence[nodes.Node]], separator: str) -> list[nodes.Node]:
    """Return the nodes of all groups, with the separator between one group and the next."""
    joined: list[nodes.Node] = []
    for number, group in enumerate(groups):
        joined += [nodes.Text(separator), *group] if number else group
    return joined


def filled(sentence: str, **parts: nodes.Node | Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return a translated sentence as nodes, each of its places filled: “See {place}.”."""
    pieces = re.split(r"\{(\w+)\}", sentence)
    found: list[nodes.Node] = []
    for number, piece in enumerate(pieces):
        part = parts[piece] if number % 2 else nodes.Text(piece)
        found += [part] if isinstance(part, nodes.Node) else part
    return [node for node in found if node.astext()]


def table(
    kind: str, headings: Iterable[str], rows: Iterable[Iterable[Sequence[nodes.Node]]]
) -> nodes.table:
    """Return a table of one of the kinds, with a head row; each cell is a list of inline nodes."""

    def row(cells: Iterable[Sequence[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *c)) for c in cells))

    group = nodes.tgroup(
        "", *(nodes.colspec(colwidth=width) for width in _WIDTHS[kind]),
        nodes.thead("", row([nodes.Text(text)] for text in headings)),
        nodes.tbody("", *map(row, rows)), cols=len(_WIDTHS[kind]),
    )  # fmt: skip
    return nodes.table("", group, classes=[kind])
