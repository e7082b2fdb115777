"""The index of names and terms on the page: ids of head words, and its lines.

``container.index(rubric, paragraph.index-line*, rubric, …)``, where a line is a link to the
definition and ``inline.index-places`` with a link to each place, or a link to the entry to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .entries import Line
from .lists import Lists
from .model import is_text, plain
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


class Places(Lists):
    """What lists places of several texts."""

    def places(self, places: Iterable[tuple[str, str, str, bool]]) -> Iterator[nodes.Node]:
        """Yield places by page: a text's name and loci, or the title of another page.

        Each is a document, a locus, an id, and whether it is a main place, which is set in bold.
        """
        for n, (docname, group) in enumerate(groupby(places, lambda place: place[0])):
            yield nodes.Text("; " if n else "")
            name = nodes.emphasis("", self.domain.pages[docname].label)
            if not is_text(docname):
                yield self.link(docname, next(group)[2], name)
                continue
            yield name
            for i, (_, locus, ident, main) in enumerate(group):
                yield nodes.Text(", " if i else "\u00a0")
                number = nodes.Text(locus or "introduction")
                yield self.link(docname, ident, nodes.strong("", "", number) if main else number)


class Indexes(Places):
    """Fill the place of the index."""

    default_priority = 4  # before the other lists (5), which do not know it

    def run(self, **kwargs: Any) -> None:
        """Replace the placeholder by letters and lines."""
        for node in list(self.document.findall(placeholder)):
            if node["shows"] == "register":
                box = nodes.container("", classes=["index"])
                for letter, lines in groupby(self.domain.index, lambda line: line.letter):
                    box += nodes.rubric("", letter, **{"heading-level": 2})
                    box += [
                        nodes.paragraph("", "", *self.line(x), classes=["index-line"])
                        for x in lines
                    ]
                node.replace_self(box if len(box) else [])

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
