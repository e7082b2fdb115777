"""What fills the places for what other pages know: links and tables of standard nodes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..domain import EditionDomain, passage_name
from ..edition import Edition
from ..model import Passage, is_text
from ..nodes import placeholder

_WIDTHS = {"concordance": (16, 31, 11, 28, 14), "chronology": (20, 80), "sources-map": (28, 36, 36)}


class Filler(SphinxPostTransform):
    """Fills each place that it has a method for: ``quoted-by`` by what ``quoted_by`` returns."""

    default_priority = 5  # before references are resolved (10)

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholders of a page; one with nothing to show vanishes."""
        for node in list(self.document.findall(placeholder)):
            if fill := getattr(self, node["shows"].replace("-", "_"), None):
                node.replace_self([*fill(node)])

    @property
    def edition(self) -> Edition:
        """The edition, of which every page is read."""
        return EditionDomain.from_env(self.env).edition

    @property
    def builder(self) -> Builder:
        """The builder at work."""
        return EditionDomain.from_env(self.env).builder

    @staticmethod
    def link(docname: str, ident: str, *content: nodes.Node) -> pending_xref:
        """Return a link to an id of a page, which the domain resolves for any builder."""
        inline = nodes.inline("", "", *content)
        return pending_xref(
            "", inline, refdomain="ed", reftype="at", reftarget=f"{docname}#{ident}",
            refexplicit=True,
        )  # fmt: skip

    def link_to(self, passage: Passage) -> pending_xref:
        """Return a link to a passage, under its name."""
        return self.link(passage.docname, passage.anchor, passage_name(self.edition, passage))

    def places(self, places: Iterable[tuple[str, str, str, bool]]) -> Iterator[nodes.Node]:
        """Yield places by page: a text's name and loci, or the title of another page.

        Each is a document, a locus, an id, and whether it is a main place, which is set in bold.
        """
        for n, (docname, group) in enumerate(groupby(places, lambda place: place[0])):
            yield nodes.Text("; " if n else "")
            name = nodes.emphasis("", self.edition.pages[docname].label)
            if not is_text(docname):
                yield self.link(docname, next(group)[2], name)
                continue
            yield name
            for i, (_, locus, ident, main) in enumerate(group):
                yield nodes.Text(", " if i else "\u00a0")
                number = nodes.Text(locus or "introduction")
                yield self.link(docname, ident, nodes.strong("", "", number) if main else number)


def table(
    kind: str, heads: Iterable[str], rows: Iterable[Iterable[Sequence[nodes.Node]]]
) -> nodes.table:
    """Return a table of a kind, with a head row; each cell is a list of inline nodes."""

    def row(cells: Iterable[Sequence[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *c)) for c in cells))

    group = nodes.tgroup(
        "", *(nodes.colspec(colwidth=width) for width in _WIDTHS[kind]),
        nodes.thead("", row([nodes.Text(text)] for text in heads)),
        nodes.tbody("", *map(row, rows)), cols=len(_WIDTHS[kind]),
    )  # fmt: skip
    return nodes.table("", group, classes=[kind])
