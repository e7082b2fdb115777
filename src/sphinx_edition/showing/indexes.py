"""Write the index of names and terms into its page.

``placeholder(shows="register")`` becomes ``container.index(container(rubric,
paragraph.index-line*)*)``. A line is a link to the definition and ``inline.index-places`` with a
link to each place, or a link to the entry to see.
"""

from collections.abc import Iterator
from itertools import groupby

from docutils import nodes

from ..catalogs import _
from ..nodes import placeholder
from ..words.headwords import IndexLine
from .placeholders import PlaceholderTransform


class Indexes(PlaceholderTransform):
    """Replaces the placeholder of the index."""

    def register(self, node: placeholder) -> list[nodes.container]:
        """Return the lines of the index, by letter."""
        box = nodes.container("", classes=["index"])
        for letter, lines in groupby(self.edition.index, lambda line: line.letter):
            part = nodes.container("", nodes.rubric("", letter, **{"heading-level": 2}))
            for line in lines:
                part += nodes.paragraph("", "", *self.line(line), classes=["index-line"])
            box += part
        return [box] if len(box) else []

    def line(self, line: IndexLine) -> Iterator[nodes.Node]:
        """Yield the head word, which links to its definition, and its places or what to see."""
        entry = line.entry
        shape = nodes.emphasis if entry.kind == "title" else nodes.inline
        if line.head == entry.head:
            yield self.link(entry.docname, entry.anchor, shape("", entry.head))
            if line.places:
                yield nodes.Text(", ")
            yield nodes.inline("", "", *self.place_links(line.places), classes=["index-places"])
        else:
            yield nodes.Text(f"{line.head}, ")
            yield nodes.emphasis("", _("see") + " ")
            yield self.link(entry.docname, entry.anchor, shape("", line.see))
