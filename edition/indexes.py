"""The index of names and terms on the page: ids of head words, the directive, and its lines.

``container.index(rubric, paragraph.index-line*, rubric, …)``, where a line is a link to the
definition and ``inline.index-places`` with a link to each place, or a link to the entry to see.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole

from .lists import Lists
from .model import plain
from .nodes import placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .domain import EditionDomain
    from .entries import Line, Place


class Also(SphinxRole):
    """Another word for the head word in whose definition it stands: it is sought, too."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the word as emphasis, an inline of every builder."""
        return [nodes.emphasis(self.rawtext, self.text, classes=["also"])], []


class Index(SphinxDirective):
    """All head words of the pages ``edition_registers``, with the places where they occur."""

    def run(self) -> list[nodes.Node]:
        """Return the index's placeholder."""
        node = placeholder(shows="index", of="", doc=self.env.docname)
        self.set_source_info(node)
        return [node]


class Heads(SphinxTransform):
    """Give each head word of the glossary and like pages an id made of it: ``e-world-market``."""

    default_priority = 505  # before mentions (510), which are named after the head word above them

    def apply(self, **kwargs: Any) -> None:
        """Name the entries of one page; of two with one head word, the first."""
        if self.env.current_document.docname not in self.config.edition_registers:
            return
        for term in self.document.findall(nodes.term):
            ident = f"e-{plain(term.astext().casefold())}"
            if ident not in self.document.ids:
                term["entry"], term["ids"] = ident, [ident]
                self.document.ids[ident] = term


class Indexes(SphinxPostTransform):
    """Fill the place of the index."""

    default_priority = 4  # before the other lists (5), which do not know it

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholder by letters and lines."""
        for node in list(self.document.findall(placeholder)):
            if node["shows"] == "index":
                box = nodes.container("", classes=["index"])
                for letter, lines in groupby(self.domain.index, lambda line: line.letter):
                    box += nodes.rubric("", letter, **{"heading-level": 2})
                    box += [
                        nodes.paragraph("", "", *self.line(x), classes=["index-line"])
                        for x in lines
                    ]
                node.replace_self(box if len(box) else [])

    @property
    def domain(self) -> EditionDomain:
        """The edition's records."""
        return cast("EditionDomain", self.env.domains["ed"])

    def line(self, line: Line) -> Iterator[nodes.Node]:
        """Yield the head word, which is the link to its definition, and what follows it."""
        entry = line.entry
        shape = nodes.emphasis if entry.is_title else nodes.inline
        if line.head == entry.head:
            yield Lists.link(entry.docname, entry.anchor, shape("", entry.head))
            yield nodes.Text(", " if line.places else "")
            yield nodes.inline("", "", *self.places(line.places), classes=["index-places"])
        else:
            yield nodes.Text(f"{line.head}, ")
            yield nodes.emphasis("", "see ")
            yield Lists.link(entry.docname, entry.anchor, shape("", line.to))

    def places(self, places: tuple[Place, ...]) -> Iterator[nodes.Node]:
        """Yield the places by text: its name and loci, bold where the definition names them."""
        for n, (docname, group) in enumerate(groupby(places, lambda place: place.docname)):
            yield nodes.Text("; " if n else "")
            yield nodes.emphasis("", self.domain.pages[docname].label)
            for i, place in enumerate(group):
                yield nodes.Text(", " if i else "\u00a0")
                number = nodes.Text(place.locus or "introduction")
                ident = f"p{place.locus}" if place.locus else ""
                yield Lists.link(
                    docname, ident, nodes.strong("", "", number) if place.named else number
                )
