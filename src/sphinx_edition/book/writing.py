"""Turn doctrees into Typst: walk over their nodes, and write each in its form.

Rules: a class of node that has no form fails the build; every typed character is escaped; every id
becomes a label on the text that follows it, so that both stand on one page; a comment above each
block names its place in the Markdown, so that errors of Typst can be reported there.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from itertools import count
from typing import Any

from docutils import nodes
from docutils.nodes import Element, Node
from sphinx import addnodes
from sphinx.builders import Builder

from ..citing.printed import destination
from ..reading.doctree import line_of
from ..reading.records import is_authority
from ..showing.calls import fill_calls, place_calls
from ..words.direction import has_right_to_left
from .markup import escaped, quoted

#: What keeps words from right to left from turning round those beside them (UAX 9).
_ISOLATED = "\u2068{}\u2069"
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
        self.pending_labels: list[str] = []  # for the text that comes next
        self.links: dict[str, str] = {}  # the labels that links lead to, and from where
        self.footnotes: dict[str, nodes.footnote] = {}  # by label
        self.items: dict[str, str] = {}  # what the layout acts on: its file and line
        self.counts: Counter[str] = Counter()  # of items, by their document
        self.entries: dict[str, str] = {}  # of the apparatus, by the number of their item
        self.in_galley, self.note_numbers = False, count(1)  # of the chapter that is written
        self.in_columns = False  # with which no page can begin
        self.chapters: list[str] = []  # documents that are not within another
        self.headings: list[str] = []  # of all, for the contents

    def document(self, docname: str) -> str:
        """Keep one document as a chapter; return it if it stands within another, by its toctree."""
        env = self.builder.env
        tree = env.get_doctree(docname)
        place_calls(tree)
        env.resolve_references(tree, docname, self.builder)
        fill_calls(tree)
        self.builder.post_process_images(tree)
        if self.only not in ("", docname):
            remove_uncited(tree, docname, self.links)
        outer, self.docname = self.docname, docname
        for note in tree.findall(nodes.footnote):
            self.footnotes[destination(docname, note["ids"][0])] = note
            note["ids"] = []  # it stands where it is called
        self.add_label(destination(docname))
        out = self.write(tree)
        self.docname = outer
        if self.depth:
            return out
        if self.chapters and "#chapter(" not in out:  # it has no title: it goes on
            out = self.chapters.pop() + out
        self.chapters.append(out)
        return ""

    def write(self, node: Node) -> str:
        """Return a node as Typst: a block below its place, foreign words in their language."""
        if not isinstance(node, Element):
            return self.anchors() + escaped(node.astext())
        self.add_labels(node)
        out = self.form(node)
        if out.startswith("\n#"):
            out = f"\n// {self.location(node)}{out}"
        out = self.in_language(node, out)
        apart = isinstance(node, nodes.Inline) and has_right_to_left(node.astext())
        return _ISOLATED.format(out) if apart else out

    def in_language(self, node: Element, out: str) -> str:
        """Return a node that was written, in its language."""
        for language in filter(None, map(_LANGUAGE.match, node["classes"])):
            out = f'#text(lang: "{language[1]}")[{out}]'
        return out

    def form(self, node: Element) -> str:
        """Return a node in the form of one of its classes, or of its kind or the nearest above.

        Raises:
            WritingError: if there is none.
        """
        kinds = [cls.__name__ for cls in type(node).__mro__]
        for kind in [*(f".{name}" for name in node["classes"]), *kinds]:
            if kind in self.forms:
                return self.forms[kind](self, node)
        message = f"no way to print a node of class “{kinds[0]}”: write it as text, or as a picture"
        raise WritingError(message, self.location(node))

    def children(self, node: Element) -> str:
        """Return the children of a node."""
        return "".join(map(self.write, node.children))

    def run_in(self, node: Element) -> str:
        """Return a body whose first paragraph goes on in the line before it, as identifiers do."""
        body = ""
        for block in node.children:
            if isinstance(block, nodes.label | nodes.title):
                continue
            if is_authority(block):
                body += self.write(block)
                continue
            body += "\n\n" if body else ""
            body += self.children(block) if type(block) is nodes.paragraph else self.write(block)
        return body

    def item(self, node: Element, name: str = "") -> str:
        """Return a call of ``item`` with a name that no other item of the book has."""
        if not name:  # a change of one document changes no name of another
            self.counts[self.docname] += 1
            name = f"{self.docname}:{self.counts[self.docname]}"
        self.items[name] = self.location(node)
        return f"item({quoted(name)})"

    def location(self, node: Element) -> str:
        """Return the file of a node, and the line of the nearest above it that knows one."""
        return f"{self.builder.env.doc2path(self.docname)}:{line_of(node) or 1}"

    def short_name(self, docname: str) -> str:
        """Return the name of a document in running heads, or else its title."""
        env = self.builder.env
        return str(env.metadata[docname].get("short") or env.titles[docname].astext())

    def add_labels(self, node: Element) -> None:
        """Let the text that comes next bear the ids of a node."""
        for ident in node["ids"]:
            self.add_label(destination(self.docname, ident))

    def add_label(self, name: str) -> None:
        """Let the text that comes next bear a label."""
        if name not in self.labels:
            self.labels.add(name)
            self.pending_labels.append(name)

    def last_anchors(self) -> str:
        """Return the labels that no text of a chapter bears, on a line of their own at its end."""
        if not self.pending_labels:
            return ""
        # The last heading has no text, whose beginning would have a label.
        self.pending_labels = [name for name in self.pending_labels if not name.endswith(">")]
        return f"\n{self.anchors()}#box()\n"

    def anchors(self) -> str:
        """Return the pending labels."""
        names, self.pending_labels = self.pending_labels, []
        return "".join(f"#anchor({quoted(name)})" for name in names)


def remove_uncited(tree: nodes.document, docname: str, links: Container[str]) -> None:
    """Leave in a bibliography only works to which links lead, without the places that cite them."""
    for node in list(tree.findall(Element)):
        is_work = isinstance(node, nodes.citation)
        is_uncited = is_work and destination(docname, node["ids"][0]) not in links
        if is_uncited or "cited-in" in node["classes"]:
            node.parent.remove(node)


def write_book(writer: Writer, front: Iterable[str], bibliographies: Iterable[str]) -> list[str]:
    """Return the chapters to which the root document's toctrees lead; its body is for the web.

    The documents of ``front`` stand before the texts. A text alone ends with those of
    ``bibliographies`` to which it leads.

    Raises:
        WritingError: if something cannot be printed, or a link leads to what is not in the book.
    """
    if writer.only:
        writer.document(writer.only)
        cited = {name.partition("#")[0] for name in writer.links}
        front = [name for name in bibliographies if name in cited]
    for name in front:
        writer.document(name)
    if not writer.only:
        for tree in writer.builder.env.get_doctree(writer.docname).findall(addnodes.toctree):
            writer.write(tree)
    for name, location in writer.links.items():
        if name not in writer.labels:
            raise WritingError(f"this links to “{name}”, which is not in the book", location)
    return writer.chapters or [""]
