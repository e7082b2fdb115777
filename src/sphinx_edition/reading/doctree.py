"""Questions about a doctree: where a node stands, and which of its words are the text's own."""

from collections.abc import Sequence

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.util.nodes import traverse_parent
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..nodes import locus, notes, passage, placeholder

#: Nodes whose words are not the text's: the kit or an editor has put them there.
_EDITORIAL = (
    locus, notes, placeholder,
    nodes.attribution, nodes.footnote, nodes.footnote_reference, nodes.target,
)  # fmt: skip
_EDITORIAL_CLASSES = {"witness", "argument"}


def ancestors(node: nodes.Node) -> list[nodes.Element]:
    """Return the nodes that hold a node, nearest first."""
    return list(traverse_parent(node.parent))


def line_of(node: nodes.Node) -> int:
    """Return the line of a node, or of the nearest node above that has one; 0 if none has."""
    return next((holder.line for holder in (node, *ancestors(node)) if holder.line), 0)


def locus_of(node: nodes.Node) -> str:
    """Return the locus of the passage that a node stands in; empty outside any."""
    return next((outer["locus"] for outer in ancestors(node) if isinstance(outer, passage)), "")


def references_of(node: nodes.Element, domain: str) -> list[pending_xref]:
    """Return the references in a node that a domain will resolve: ``ed`` or ``cite``."""
    return [ref for ref in node.findall(pending_xref) if ref.get("refdomain") == domain]


def cited_keys(ref: nodes.Element) -> tuple[str, ...]:
    """Return the keys of the bibliography that a reference of the domain ``cite`` cites."""
    return tuple(target.key for target in parse_citation_targets(ref["reftarget"]))


def lemmata(node: passage) -> list[tuple[nodes.term, str]]:
    """Return the lemmata of the notes on a passage, each with ``commentary`` or ``apparatus``."""
    return [(term, box["kind"]) for box in node.findall(notes) for term in box.findall(nodes.term)]


def incipits(node: nodes.Element) -> list[nodes.emphasis]:
    """Return the incipits in a node: the author's first words of what is restated."""
    return [words for words in node.findall(nodes.emphasis) if "incipit" in words["classes"]]


def text_of(blocks: Sequence[nodes.Node]) -> str:
    """Return the text's own words in some blocks, one line a block; nothing of the editor's."""
    lines = []
    for block in blocks:
        if isinstance(block, nodes.Element) and not is_editorial(block):
            is_paragraph = isinstance(block, nodes.TextElement)
            lines.append("".join(own_text(block)) if is_paragraph else text_of(block.children))
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def own_text(node: nodes.Node) -> list[str]:
    """Return the pieces of text in a paragraph that are the text's own."""
    if isinstance(node, nodes.Text):
        return [node.astext()]
    return [
        piece for child in node.children if not is_editorial(child) for piece in own_text(child)
    ]


def is_editorial(node: nodes.Node) -> bool:
    """Tell whether a node is the editor's, not the text's: numbers, notes, bare references."""
    if isinstance(node, pending_xref):
        return node.get("refdomain") != "ed" or not node["refexplicit"]
    return isinstance(node, _EDITORIAL) or (
        isinstance(node, nodes.Element) and not _EDITORIAL_CLASSES.isdisjoint(node["classes"])
    )
