"""Read the words of a text with their links, for data: paragraphs as rows of pieces.

It leaves out what ``doctree.text_of`` leaves out, except bare references, which become pieces
without words. So the words of a version's pieces are its ``text``.
"""

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..model import Block, Mention, Piece
from ..nodes import note_call, pause
from .doctree import cited_keys, is_editorial, text_of, words_of
from .wrapping import position

_SPACES, _LINE_END = re.compile(r"[^\S\n]+"), re.compile(r" ?\n\s*")


def read_blocks(content: Iterable[nodes.Node], quoted: Piece | None = None) -> Iterator[Block]:
    """Yield the paragraphs in some nodes; those of a quotation have ``quoted``, its link."""
    for node in content:
        if is_editorial(node):
            continue
        if isinstance(node, nodes.TextElement):
            if pieces := _trimmed(_joined(_pieces(node))):
                yield Block(pieces, quoted, follows_pause(node))
        elif isinstance(node, nodes.block_quote) and "mention" in node:
            attribution = text_of(node[-1].children).strip(" ,;")
            yield from read_blocks(node.children, _link(node["mention"], attribution))
        elif isinstance(node, nodes.Element):
            yield from read_blocks(node.children, quoted)


def follows_pause(node: nodes.Node) -> bool:
    """Tell whether a pause stands before a block, or before what it opens."""
    outer = node.parent
    if outer is None:
        return False
    at = position(node)
    return isinstance(outer[at - 1], pause) if at else follows_pause(outer)


def _pieces(node: nodes.Element) -> Iterator[Piece]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Piece(words_of(child))
        elif isinstance(child, pending_xref) and "mention" in child:
            yield _link(child["mention"], child["mention"].text)
        elif isinstance(child, pending_xref) and child.get("refdomain") == "cite":
            yield Piece("", f"cite:{child['reftype']}", cited_keys(child))
        elif isinstance(child, note_call):
            yield Piece("", "note", (child["locus"],))
        elif is_editorial(child):
            continue
        elif isinstance(child, nodes.reference) and "refuri" in child:
            yield Piece(text_of([child]), "link", (child["refuri"],))
        elif isinstance(child, nodes.emphasis) and not any(child.findall(pending_xref)):
            role = "incipit" if "incipit" in child["classes"] else "emphasis"
            yield Piece(text_of([child]), role)
        elif isinstance(child, nodes.Element):
            yield from _pieces(child)


def _link(mention: Mention, words: str) -> Piece:
    return Piece(words, mention.kind, mention.targets, mention.anchor)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with plain words in one piece, and in these one space between two words."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not (piece.role or joined[-1].role):
            piece = Piece(joined.pop().text + piece.text)
        joined.append(piece)
    return [p if p.role else Piece(_LINE_END.sub("\n", _SPACES.sub(" ", p.text))) for p in joined]


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces without the space at either end of the row."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while pieces and not pieces[end].role and not pieces[end].text.strip():
            del pieces[end]
        if pieces and not pieces[end].role:
            pieces[end] = Piece(strip(pieces[end].text))
    return tuple(pieces)
