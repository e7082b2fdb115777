"""Turn doctrees into Typst: walk over their nodes, and write each in its form.

Rules: a class of node that has no form fails the build; every typed character is escaped; every id
becomes a label on the text that follows it, so that both stand on one page; a comment above each
block names its place in the Markdown, so that Typst's errors can be told there.
"""

import re
from collections.abc import Callable, Container, Mapping
from itertools import count
from typing import Any

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx.builders import Builder

from ..citing.printed import destination as label
from ..reading.doctree import ancestors
from ..showing.calls import fill_calls, place_calls
from .markup import escaped, quoted

_LANGUAGE = re.compile(r"language-([a-z]{2,3})\b")


class WritingError(Exception):
    """What the book cannot print, and its file and line."""


Form = Callable[["Writer", Any], str]


class Writer:
    """Writes documents, each node in its form."""

    def __init__(self, builder: Builder, forms: Mapping[str, Form], only: str = "") -> None:
        """Begin at the root document, which is the title page.

        ``forms`` are functions by the name of a class of node, or with a dot before it of a class
        of the element; ``only`` is the one document of a book of its own.
        """
        self.builder, self.forms, self.only = builder, forms, only
        self.docname: str = builder.config.root_doc
        self.depth = 0
        self.labels: set[str] = {self.docname}
        self.waiting: list[str] = []  # labels for the text that comes next
        self.wanted: dict[str, str] = {}  # labels that links lead to, and from where
        self.footnotes: dict[str, nodes.footnote] = {}
        self.entries: dict[str, str] = {}  # of the apparatus, by the number of their call
        self.places: dict[str, str] = {}  # of what the template marks, by number
        self.galley, self.numbers = False, count(1)  # whether a chapter is one; for its notes

    def document(self, docname: str) -> str:
        """Return one document, those of its own toctrees in their places."""
        env = self.builder.env
        tree = env.get_doctree(docname)
        place_calls(tree)
        env.resolve_references(tree, docname, self.builder)
        fill_calls(tree)
        self.builder.post_process_images(tree)
        if self.only not in ("", docname):
            keep_cited(tree, docname, self.wanted)
        outer, self.docname = self.docname, docname
        notes = tree.findall(nodes.footnote)
        self.footnotes |= {label(docname, note["ids"][0]): note for note in notes}
        self.wait(label(docname))
        out = self.write(tree)
        self.docname = outer
        return out

    def write(self, node: Node) -> str:
        """Return a node as Typst: a block below its place, foreign words in their language."""
        if not isinstance(node, nodes.Element):
            return self.anchors() + escaped(node.astext())
        for ident in node["ids"]:
            self.wait(label(self.docname, ident))
        out = self.form(node)
        if out.startswith("\n#"):
            out = f"\n// {self.place(node)}{out}"
        for found in filter(None, map(_LANGUAGE.match, node["classes"])):
            out = f'#text(lang: "{found[1]}")[{out}]'
        return out

    def form(self, node: Element) -> str:
        """Return a node in the form of one of its classes, or of its kind or the nearest above."""
        kinds = [cls.__name__ for cls in type(node).__mro__]
        for kind in [*(f".{name}" for name in node["classes"]), *kinds]:
            if kind in self.forms:
                return self.forms[kind](self, node)
        raise WritingError(f"no way to print a node of class “{kinds[0]}”", self.place(node))

    def children(self, node: Element) -> str:
        """Return the children of a node."""
        return "".join(map(self.write, node.children))

    def run_in(self, node: Element) -> str:
        """Return a body whose first paragraph goes on in the line that stands before it."""
        blocks = [c for c in node.children if not isinstance(c, nodes.label | nodes.title)]
        return "\n\n".join(
            self.children(b) if type(b) is nodes.paragraph else self.write(b) for b in blocks
        )

    def at(self, node: Element, name: str = "") -> str:
        """Return what the layout says of a node, under a name that nothing else in the book has."""
        self.places[name := name or str(len(self.places))] = self.place(node)
        return f"at({quoted(name)})"

    def place(self, node: Element) -> str:
        """Return the file of a node, and the line of the nearest above it that knows one."""
        line = next((outer.line for outer in (node, *ancestors(node)) if outer.line), 1)
        return f"{self.builder.env.doc2path(self.docname)}:{line}"

    def wait(self, name: str) -> None:
        """Let the text that comes next bear a label."""
        if name not in self.labels:
            self.labels.add(name)
            self.waiting.append(name)

    def anchors(self) -> str:
        """Return the labels that have waited."""
        names, self.waiting = self.waiting, []
        return "".join(f"#anchor({quoted(name)})" for name in names)


def keep_cited(tree: nodes.document, docname: str, wanted: Container[str]) -> None:
    """Leave in a bibliography the works to which links lead, and not where others cite them."""
    for node in list(tree.findall(nodes.Element)):
        work = isinstance(node, nodes.citation) and label(docname, node["ids"][0])
        if "cited-in" in node["classes"] or (work and work not in wanted):
            node.parent.remove(node)
