"""Turn the doctrees into one Typst file: a function of the template for each kind of node.

Rules: a class of node that is not known here fails the build; every typed character is escaped;
every id becomes a label on the text that follows it, so that both stand on one page; a comment
above each block names its place in the Markdown, so that Typst's errors can be told there.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels as titles

from ..mentions import above
from ..nodes import passage
from ..printed import place as label
from .calls import call, called, fill_calls, footnote, place_calls
from .links import keep_cited, pages, quoted, reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Element, Node

    from . import TypstBuilder

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")  # not \s: that has the no-break spaces too
_LANGUAGE = re.compile(r"language-([a-z]{2,3})\b")

#: A chapter with these is made up of a galley, where a page can begin with a paragraph in those.
_NOTED = call | nodes.footnote_reference | passage
_FLOW = nodes.section | nodes.container | nodes.block_quote
#: Nodes of which nothing is printed, and nodes that are no more than their children. Here and
#: below a name is that of a class of node, or with a dot before it that of a class of the element.
_LEFT_OUT = ".contents comment footnote highlightlang index label meta substitution_definition"
_BARE = """.base abbreviation caption compound container document generated glossary inline legend
    problematic row table target tbody term"""
#: Nodes that are a function of the template, as blocks and within a line.
_BLOCKS = {
    ".cited-in": "cited-in", ".index": "index", ".witness": "witness", "block_quote": "quotation",
    "citation": "entry", "line_block": "verse", "rubric": "rubric",
}  # fmt: skip
_INLINES = {
    ".incipit": "incipit", ".slip": "slip", ".smallcaps": "smallcaps", "emphasis": "emph",
    "strong": "strong", "subscript": "sub", "superscript": "super", "title_reference": "emph",
}  # fmt: skip
#: Nodes that are their children between two strings.
_WRAPPED = {
    **dict.fromkeys(_BARE.split(), ("", "")),
    **{kind: (f"\n#{name}[", "]\n") for kind, name in _BLOCKS.items()},
    **{kind: (f"#{name}[", "]") for kind, name in _INLINES.items()},
    "PassthroughTextElement": ("\n\n", "\n\n"), "attribution": ("][", ""),
    "bullet_list": ("\n#list(", ")\n"), "list_item": ("[", "], "), "line": ("", " \\ "),
    "definition_list": ("\n#terms(", ")\n"), "definition_list_item": ("terms.item([", "]), "),
    "classifier": (" (", ")"), "thead": ("table.header(", "), "),
    "field_list": ("\n#fields(", ")\n"), "field": ("(", "), "), "field_name": ("[", "], "),
    "field_body": ("[", "]"), "sidebar": ("\n#remark[][", "]\n"), "tgroup": ("\n#sheet(", ")\n"),
    "topic": ("\n#remark[][", "]\n"), "transition": ("\n#pause()", "\n"),
}  # fmt: skip
#: Nodes that say more of themselves.
_FORMED: dict[str, Callable[[Writer, Any], str]] = {
    **dict.fromkeys(_LEFT_OUT.split(), lambda w, n: ""),
    ".argument": lambda w, n: f"\n#argument[{w.children(n[0])}][{w.run_in(n)}]\n",
    ".quoted-by": lambda w, n: f"\n#quoted-by({''.join(f'[{w.run_in(i)}], ' for i in n[0])})\n",
    ".index-places": pages,
    "Admonition": lambda w, n: f"\n#remark[{titles.get(n.tagname, '')}][{w.children(n)}]\n",
    "call": called,
    "colspec": lambda w, n: f"{n['colwidth']}, ",
    "definition": lambda w, n: f"], [{w.run_in(n)}",
    "entry": lambda w, n: f"cell({n.get('morecols', 0)}, {n.get('morerows', 0)})[{w.run_in(n)}], ",
    "enumerated_list": lambda w, n: f"\n#enum(start: {n.get('start', 1)}, {w.children(n)})\n",
    "figure": lambda w, n: (
        f"\n#figure([{w.write(n[0])}], caption: [{' '.join(map(w.write, n.children[1:]))}])\n"
    ),
    "footnote_reference": footnote,
    "literal": lambda w, n: f"{w.anchors()}#raw({quoted(n.astext())})",
    "literal_block": lambda w, n: f"\n#raw({quoted(n.astext())}, block: true){w.anchors()}\n",
    "locus": lambda w, n: f"#number({w.at(n)}, {quoted(n['number'])}){w.anchors()}",
    "passage": lambda w, n: f"\n#passage({w.at(n)})[{w.children(n)}]\n",
    "passage_version": lambda w, n: f"\n#version[{''.join(map(w.write, [n[-1], *n[:-1]]))}]\n",
    "picture": lambda w, n: f"\n#picture({quoted(n['file'])}, {quoted(n['alt'])}){w.anchors()}\n",
    "raw": lambda w, n: " \\ " if n.astext().startswith("<br") else "",  # MyST's hard break
    "reference": reference,
    "toctree": lambda w, n: "".join(w.document(d) for d in n["includefiles"] if d not in w.labels),
}


class WritingError(Exception):
    """What the book cannot print, and its file and line."""


def escaped(text: str) -> str:
    """Return a text as Typst markup in which every mark stands for itself."""
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text))


class Writer:
    """Writes the book: by ``_WRAPPED`` or ``write_x`` for each class x of node."""

    def __init__(self, builder: TypstBuilder) -> None:
        """Begin at the root document, which is the title page."""
        self.builder = builder
        self.docname: str = builder.config.root_doc
        self.depth = 0
        self.labels: set[str] = {self.docname}
        self.waiting: list[str] = []  # labels for the text that comes next
        self.wanted: dict[str, str] = {}  # labels that links lead to, and from where
        self.footnotes: dict[str, nodes.footnote] = {}
        self.entries: dict[str, str] = {}  # of the apparatus, by the number of their call
        self.places: dict[str, str] = {}  # of what the template marks, by number
        self.galley, self.numbers = False, count(1)  # whether a chapter is one; for its notes

    def book(self) -> str:
        """Return all that the root document's toctrees lead to; its own body is for the web."""
        if self.builder.only:
            body = self.document(self.builder.only)
            cited = {name.partition("#")[0] for name in self.wanted}
            body += "".join(self.document(name) for name in self.builder.works if name in cited)
        else:
            trees = self.builder.env.get_doctree(self.docname).findall(addnodes.toctree)
            body = "".join(map(self.document, self.builder.config.typst_front))
            body += "".join(map(self.write, trees))
        for name, place in self.wanted.items():
            if name not in self.labels:
                raise WritingError(f"this links to “{name}”, which is not in the book", place)
        return body + self.anchors()

    def document(self, docname: str) -> str:
        """Return one document, those of its own toctrees in their places."""
        env = self.builder.env
        tree = env.get_doctree(docname)
        place_calls(tree)
        env.resolve_references(tree, docname, self.builder)
        fill_calls(tree)
        self.builder.post_process_images(tree)
        if self.builder.only not in ("", docname):
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
            if kind in _WRAPPED:
                return self.children(node).join(_WRAPPED[kind])
            if method := _FORMED.get(kind) or getattr(Writer, f"write_{kind}", None):
                return str(method(self, node))
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
        line = next((outer.line for outer in (node, *above(node)) if outer.line), 1)
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

    def write_paragraph(self, node: nodes.paragraph) -> str:
        """Set a paragraph, on a galley as one that the layout knows."""
        known = self.galley and isinstance(node.parent, _FLOW)
        return f"\n#{f'noted({self.at(node)})' if known else 'par'}[{self.children(node)}]\n"

    def write_section(self, node: nodes.section) -> str:
        """Set the titles of a section one level deeper."""
        self.depth += 1
        if self.depth > 1:
            out = self.children(node)
        else:
            noted = any(isinstance(inner, _NOTED) for inner in node.findall())
            self.galley, self.numbers = noted, count(1)
            short = self.builder.env.metadata[self.docname].get("short") or node[0].astext()
            given = f"short: [{escaped(str(short))}], galley: {str(noted).lower()}"
            out = f"\n#chapter({self.at(node)}, {given})[{self.children(node)}]\n"
        self.depth -= 1
        return out

    def write_title(self, node: nodes.title) -> str:
        """Print a heading; labels stay out of it, for the contents repeat what it holds."""
        if not isinstance(node.parent, nodes.section):
            return f"\n#rubric[{self.children(node)}]\n"
        for inner in node.findall(nodes.Element):
            for ident in inner["ids"]:
                self.wait(label(self.docname, ident))
            inner["ids"] = []
        (first, *rest), self.waiting = self.waiting, []
        words = f"{self.children(node)}]#label({quoted(first)})"
        self.waiting = [*rest, f"{first}>"]  # where its text begins
        return f'\n#moved("head", {self.at(node, first)})\n#heading(level: {self.depth})[{words}\n'

    def write_image(self, node: nodes.image) -> str:
        """Print a picture; Typst refuses one without a description."""
        if node["uri"] not in self.builder.images:
            raise WritingError(f"no way to print “{node['uri']}”", self.place(node))
        path = quoted(self.builder.images[node["uri"]])
        alt = f", alt: {quoted(node['alt'])}" if "alt" in node else ""
        return f"{self.anchors()}#box(image({path}{alt}))"
