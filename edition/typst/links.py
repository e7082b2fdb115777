"""Links as Typst has them: the label of a place, and the pages that the index prints for places.

Rule: only the template knows pages; so of the index it gets each place's label, and whether the
place is a main one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..printed import place

if TYPE_CHECKING:
    from .writer import Writer


def quoted(text: str) -> str:
    """Return a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def target(writer: Writer, node: nodes.Element) -> str:
    """Return the label to which a link into the book leads; the writer looks whether it exists."""
    docname, _, ident = node.get("refuri", "")[1:].partition("#")
    name = place(docname or writer.docname, node.get("refid", ident))
    writer.wanted.setdefault(name, writer.place(node))
    return f"label({quoted(name)})"


def pages(writer: Writer, node: nodes.Element) -> str:
    """Return the links of ``inline.index-places`` as arguments; the names of texts vanish."""
    out = ""
    for link in node.findall(nodes.reference):
        main = "true" if any(link.findall(nodes.strong)) else "false"
        out += f"({target(writer, link)}, {main}), "
    return f"#pages({out})"
