"""The index of names and terms on the page: ids of head words, and its lines.

``container.index(rubric, paragraph.index-line*, rubric, …)``, where a line is a link to the
definition and ``inline.index-places`` with a link to each place, or a link to the entry to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .entries import Line
from .filling import Filling
from .model import plain
from .nodes import placeholder


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


class Indexes(Filling):
    """Fill the place of the index."""

    def register(self, place: placeholder) -> list[nodes.container]:
        """Return letters and lines."""
        box = nodes.container("", classes=["index"])
        for letter, lines in groupby(self.domain.index, lambda line: line.letter):
            box += nodes.rubric("", letter, **{"heading-level": 2})
            box += [nodes.paragraph("", "", *self.line(x), classes=["index-line"]) for x in lines]
        return [box] if len(box) else []

    def line(self, line: Line) -> Iterator[nodes.Node]:
        """Yield the head word, which is the link to its definition, and what follows it."""
        entry = line.entry
        shape = nodes.emphasis if entry.is_title else nodes.inline
        if line.head == entry.head:
            yield self.link(entry.docname, entry.anchor, shape("", entry.head))
            yield nodes.Text(", " if line.places else "")
            places = [(p.docname, p.locus, p.locus and f"p{p.locus}", p.named) for p in line.places]
            yield nodes.inline("", "", *self.places(places), classes=["index-places"])
        else:
            yield nodes.Text(f"{line.head}, ")
            yield nodes.emphasis("", "see ")
            yield self.link(entry.docname, entry.anchor, shape("", line.to))
