"""Read the words of a text with their links, for data: paragraphs as rows of pieces.

It leaves out what ``doctree.text_of`` leaves out, except bare references, which become pieces
without words. So the words of a version's pieces are its ``text``.
"""

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..model import Block, Mention, Piece
from .doctree import cited_keys, is_editorial, own_text, text_of

_SPACE = re.compile(r"\s+")


def read_blocks(content: Iterable[nodes.Node], quoted: Piece | None = None) -> Iterator[Block]:
    """Yield the paragraphs in some nodes; those of a quotation have ``quoted``, its link."""
    for node in content:
        if isinstance(node, nodes.TextElement):
            if not is_editorial(node) and (pieces := _trimmed([*_pieces(node)])):
                yield Block(pieces, quoted)
        elif isinstance(node, nodes.block_quote) and "mention" in node:
            attribution = _SPACE.sub(" ", "".join(own_text(node[-1]))).strip(" ,;")
            yield from read_blocks(node.children, _link(node["mention"], attribution))
        elif isinstance(node, nodes.Element) and not is_editorial(node):
            yield from read_blocks(node.children, quoted)


def _pieces(node: nodes.Element) -> Iterator[Piece]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Piece(_SPACE.sub(" ", child.astext()))
        elif isinstance(child, pending_xref) and "mention" in child:
            yield _link(child["mention"], child["mention"].text)
        elif isinstance(child, pending_xref) and child.get("refdomain") == "cite":
            yield Piece("", f"cite:{child['reftype']}", cited_keys(child))
        elif isinstance(child, nodes.reference) and "refuri" in child and not is_editorial(child):
            yield Piece(child.astext(), "link", (child["refuri"],))
        elif isinstance(child, nodes.emphasis) and not any(child.findall(pending_xref)):
            role = "incipit" if "incipit" in child["classes"] else "emphasis"
            yield Piece(text_of([child]), role)
        elif isinstance(child, nodes.Element) and not is_editorial(child):
            yield from _pieces(child)


def _link(mention: Mention, words: str) -> Piece:
    return Piece(words, mention.kind, mention.targets, mention.anchor)


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces without the space at either end of the row."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while pieces and not pieces[end].role and not pieces[end].text.strip():
            del pieces[end]
        if pieces and not pieces[end].role:
            pieces[end] = Piece(strip(pieces[end].text))
    return tuple(pieces)
