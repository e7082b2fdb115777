"""Links as Typst has them: the label of a place, and the pages that the index prints for places.

Rule: only the template knows pages; so of the index it gets each place's label, and whether the
place is a main one.
"""

import re

from docutils import nodes

from ..citing.printed import destination
from ..model import LOCUS
from ..reading.doctree import ancestors
from .markup import quoted
from .writing import Writer

_PLAIN = {"bibtex-citation", "index-line", "quoted"}  # where links need no page
_VERSION = re.compile(rf"#p{LOCUS.pattern}-")


def target(writer: Writer, node: nodes.Element) -> str:
    """Return the name to which a link into the book leads; the writer looks whether it exists."""
    docname, _, ident = node.get("refuri", "")[1:].partition("#")
    name = destination(docname or writer.docname, node.get("refid", ident))
    writer.wanted.setdefault(name, writer.place(node))
    return quoted(name)


def reference(writer: Writer, node: nodes.reference) -> str:
    """Print a link; one into the book says the page, but for citations and versions."""
    uri, body = node.get("refuri", ""), writer.children(node)
    if "refid" not in node and not uri.startswith("%"):
        return f"#link({quoted(uri)})[{body}]" if uri.partition("#")[0] else body
    name = target(writer, node)
    near = [*ancestors(node), *node.findall(nodes.inline)]
    plain = any(_PLAIN & {*outer["classes"]} for outer in near) or _VERSION.search(name)
    return f"#{'goto' if plain else 'xref'}(to({name}))[{body}]"


def pages(writer: Writer, node: nodes.Element) -> str:
    """Return the links of ``inline.index-places`` as arguments; the names of texts vanish."""
    out = ""
    for link in node.findall(nodes.reference):
        main = "true" if any(link.findall(nodes.strong)) else "false"
        out += f"(..to({target(writer, link)}), {main}), "
    return f"#pages({out})"
