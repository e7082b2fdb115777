"""The index of names and terms on the page.

``container.index(rubric, paragraph.index-line*, rubric, …)``, where a line is a link to the
definition and ``inline.index-places`` with a link to each place, or a link to the entry to see.
"""

from collections.abc import Iterator
from itertools import groupby

from docutils import nodes

from ..nodes import placeholder
from ..words.headwords import IndexLine
from .filling import Filler


class Indexes(Filler):
    """Fill the place of the index."""

    def register(self, place: placeholder) -> list[nodes.container]:
        """Return letters and lines."""
        box = nodes.container("", classes=["index"])
        for letter, lines in groupby(self.edition.index, lambda line: line.letter):
            box += nodes.rubric("", letter, **{"heading-level": 2})
            box += [nodes.paragraph("", "", *self.line(x), classes=["index-line"]) for x in lines]
        return [box] if len(box) else []

    def line(self, line: IndexLine) -> Iterator[nodes.Node]:
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
            yield self.link(entry.docname, entry.anchor, shape("", line.see))
