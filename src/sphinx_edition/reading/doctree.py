"""Questions about a doctree: where a node stands, and which of its words are the text's own."""

from collections.abc import Sequence

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..nodes import locus, notes, passage, placeholder

#: What the kit or an editor has put among the words of a text.
_OURS = (
    locus, notes, placeholder,
    nodes.attribution, nodes.footnote, nodes.footnote_reference, nodes.target,
)  # fmt: skip


def line_of(node: nodes.Node | None) -> int:
    """Return the line of the nearest node above that knows its own."""
    while node is not None and node.line is None:
        node = node.parent
    return (node and node.line) or 0


def references_of(node: nodes.Element, domain: str) -> list[pending_xref]:
    """Return the references in a node that a domain will resolve: ``ed``, or ``cite``."""
    return [ref for ref in node.findall(pending_xref) if ref.get("refdomain") == domain]


def ancestors(node: nodes.Node) -> list[nodes.Element]:
    """Return the nodes that hold a node, nearest first."""
    found = []
    while (node := node.parent) is not None:
        found.append(node)
    return found


def locus_of(node: nodes.Node) -> str:
    """Return the locus of the passage that a node stands in; nothing outside any."""
    return next((outer["locus"] for outer in ancestors(node) if isinstance(outer, passage)), "")


def lemmata(node: passage) -> list[tuple[nodes.term, str]]:
    """Return the lemmata of the notes on a passage, each with the kind of its note."""
    return [(t, list_["kind"]) for list_ in node.findall(notes) for t in list_.findall(nodes.term)]


def incipits(node: nodes.Element) -> list[nodes.emphasis]:
    """Return the first words of the author's in what restates them."""
    return [said for said in node.findall(nodes.emphasis) if "incipit" in said["classes"]]


def text_of(blocks: Sequence[nodes.Node]) -> str:
    """Return the words of a text in some nodes, one line a paragraph; nothing of the editor's."""
    lines = []
    for block in blocks:
        if isinstance(block, nodes.TextElement) and not is_editorial(block):
            lines.append("".join(own_text(block)))
        elif isinstance(block, nodes.Element) and not is_editorial(block):
            lines.append(text_of(block.children))
    return "\n".join(" ".join(text.split()) for text in lines if text.strip())


def own_text(node: nodes.Node) -> list[str]:
    """Return the pieces of text in a paragraph that are the text's own."""
    if isinstance(node, nodes.Text):
        return [node.astext()]
    return [
        piece for child in node.children if not is_editorial(child) for piece in own_text(child)
    ]


def is_editorial(node: nodes.Node) -> bool:
    """Tell whether a node is the editor's, not the text's: numbers, notes, bare references."""
    if isinstance(node, _OURS):
        return True
    if isinstance(node, pending_xref):
        return node.get("refdomain") != "ed" or not node["refexplicit"]
    return isinstance(node, nodes.Element) and not {"witness", "argument"}.isdisjoint(
        node["classes"]
    )
