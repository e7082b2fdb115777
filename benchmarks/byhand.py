"""Write an edition's pages as Markdown for Sphinx and MyST alone: what one would type by hand.

All that the extension makes stands there typed: links, labels, lists of places, verdicts, tables,
the index. Links are roles of the standard domain, the fastest that Sphinx has. What only looks is
left out (the containers of passages and cards, emphasis within links), and so are the pictures and
the lines below the entries of the bibliography: the pages hold a little less than ours, never more.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SPECIAL = re.compile(r"([\\`*_\[\]<>{}$#|~])")
_TOCTREE = re.compile(r"^(`{3,}|:{3,})\{toctree\}.*?^\1$", re.M | re.S)
_MARKS = {nodes.emphasis: "*", nodes.strong: "**", nodes.literal: "`"}


class Page:
    """One page, from its finished doctree."""

    def __init__(self, docname: str, pages: Iterable[str]) -> None:
        """Note where it stands, and to which pages it may link."""
        self.docname, self.pages = docname, set(pages)

    def label(self, docname: str, ident: str) -> str:
        """Return a name for an id that is unique in the edition."""
        return f"{docname}--{ident}".replace("/", "-").lower()

    def link(self, node: nodes.reference) -> str:
        """Return a link; to the bibliography, a citation."""
        text = self.inline(node.children)
        path, _, ident = node.get("refuri", "").partition("#")
        if "://" in path:
            return f"[{text}]({node['refuri']})"
        ident = node.get("refid", ident)
        page = posixpath.normpath(posixpath.join(posixpath.dirname(self.docname), path))
        page = page.removesuffix(".html") if path else self.docname
        if page == "bibliography" and ident:
            return f"{{cite:t}}`{ident}`"
        if page not in self.pages:
            return text
        role, target = ("ref", self.label(page, ident)) if ident else ("doc", f"/{page}")
        return f"{{{role}}}`{' '.join(node.astext().split())} <{target}>`"

    def inline(self, children: Iterable[nodes.Node]) -> str:
        """Return the text of inline nodes, in one line."""
        found = ""
        for node in children:
            if isinstance(node, nodes.Text):
                found += _SPECIAL.sub(r"\\\1", " ".join(re.split(r"\s+", node)))
            elif isinstance(node, nodes.reference):
                found += self.link(node)
            elif mark := _MARKS.get(type(node)):
                text = self.inline(node.children)
                found += f"{mark}{text}{mark}" if text.strip() == text and text else text
            elif isinstance(node, nodes.Element) and not isinstance(node, nodes.raw):
                found += self.inline(node.children)
        return found

    def labels(self, idents: Iterable[str]) -> str:
        """Return labels to type before a block."""
        return "".join(f"({self.label(self.docname, ident)})=\n" for ident in idents)

    def ids(self, node: nodes.Element) -> str:
        """Return labels for all ids of a block and of what is in it."""
        return self.labels(ident for inner in node.findall(nodes.Element) for ident in inner["ids"])

    def blocks(self, children: Iterable[nodes.Node], level: int) -> str:
        """Return blocks with a blank line between them."""
        return "\n\n".join(filter(None, (self.block(child, level) for child in children)))

    def block(self, node: nodes.Node, level: int) -> str:
        """Return one block."""
        if isinstance(node, nodes.Text | nodes.raw | nodes.comment):
            return ""
        if isinstance(node, nodes.section):
            return self.labels(node["ids"]) + self.blocks(node.children, level + 1)
        if isinstance(node, nodes.title):
            return f"{'#' * level} {self.inline(node.children)}"
        if isinstance(node, nodes.rubric):
            return f":::{{rubric}} {self.inline(node.children)}\n:::"
        if isinstance(node, nodes.table):
            return self.table(node)
        if isinstance(node, nodes.definition_list):
            return self.blocks(node.children, level)
        if isinstance(node, nodes.definition_list_item):
            term = self.ids(node[0]) + self.inline(node[0].children)
            return term + "\n" + indented(": ", self.blocks(node[1].children, level))
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            return self.blocks(node.children, level)
        if isinstance(node, nodes.list_item):
            return indented("- ", self.blocks(node.children, level))
        if isinstance(node, nodes.field_list):
            rows = ((self.inline(f[0].children), self.inline(f[1][0].children)) for f in node)
            return "\n".join(f"- {name}: {body}" for name, body in rows)
        if isinstance(node, nodes.block_quote):
            return indented("> ", self.blocks(node.children, level), "> ")
        if isinstance(node, nodes.TextElement):
            lead = "— " if isinstance(node, nodes.attribution) else ""
            text = self.inline(node.children).strip()
            text = re.sub(r"^(\d+)\.", r"\1\\.", text)
            return self.ids(node) + lead + text if text else ""
        if isinstance(node, nodes.Element):
            return self.blocks(node.children, level)
        return ""

    def table(self, node: nodes.table) -> str:
        """Return a table whose cells are lines."""
        rows = [[self.inline(entry.children) for entry in row] for row in node.findall(nodes.row)]
        lines = [f"| {' | '.join(text.strip() or ' ' for text in row)} |" for row in rows]
        return self.ids(node) + "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def indented(first: str, text: str, rest: str = "") -> str:
    """Return lines with something before the first, and as much room or *rest* before others."""
    rest = rest or " " * len(first)
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(f"{rest}{line}".rstrip() for line in lines[1:])])


def write(source: Path, folder: Path) -> None:
    """Build the edition in a folder, and lay the same pages, typed, in another."""
    with docutils_namespace():
        out = source / "out" / "typed"
        app = Sphinx(str(source), str(source), str(out), str(out / "trees"), "html", status=None)
        app.build(force_all=True)
        for docname in app.env.found_docs:
            path = folder / f"{docname}.md"
            if docname == "back/bibliography":
                continue
            tree = app.env.get_and_resolve_doctree(docname, app.builder)
            text = Page(docname, app.env.found_docs).blocks(tree.children, 0)
            trees = (match[0] for match in _TOCTREE.finditer(path.read_text("utf-8")))
            path.write_text("\n\n".join([text, *trees, ""]), "utf-8")
