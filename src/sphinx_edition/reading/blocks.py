"""Read the words of a text with their links, for data: paragraphs as rows of pieces.

What is left out as the editor's is what ``doctree.words`` leaves out, but for bare links, so that
the words of a version's pieces are its ``text``.
"""

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from ..model import Block, Piece
from .doctree import is_editorial, own_text, text_of

_SPACE = re.compile(r"\s+")


def read_blocks(content: Iterable[nodes.Node], quoted: Piece | None = None) -> Iterator[Block]:
    """Yield the paragraphs in some nodes, those of a block quotation with what it quotes."""
    for node in content:
        if isinstance(node, nodes.TextElement):
            found = () if is_editorial(node) else trimmed([*_pieces(node)])
            if found:
                yield Block(found, quoted)
        elif isinstance(node, nodes.block_quote) and "mention" in node:
            said = _SPACE.sub(" ", "".join(own_text(node[-1]))).strip(" ,;")
            link = Piece(said, node["kind"], tuple(node["targets"]), node["mention"])
            yield from read_blocks(node.children, link)
        elif isinstance(node, nodes.Element) and not is_editorial(node):
            yield from read_blocks(node.children, quoted)


def _pieces(node: nodes.Element) -> Iterator[Piece]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Piece(_SPACE.sub(" ", child.astext()))
        elif isinstance(child, pending_xref) and "mention" in child:
            targets = (child["reftarget"],)
            yield Piece(child["words"], child["reftype"], targets, child["mention"])
        elif isinstance(child, pending_xref) and child.get("refdomain") == "cite":
            keys = tuple(target.key for target in parse_citation_targets(child["reftarget"]))
            yield Piece("", f"cite:{child['reftype']}", keys)
        elif isinstance(child, nodes.reference) and "refuri" in child and not is_editorial(child):
            yield Piece(child.astext(), "link", (child["refuri"],))
        elif isinstance(child, nodes.emphasis) and not any(child.findall(pending_xref)):
            role = "incipit" if "incipit" in child["classes"] else "emphasis"
            yield Piece(text_of([child]), role)
        elif isinstance(child, nodes.Element) and not is_editorial(child):
            yield from _pieces(child)


def trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return pieces without the space at either end of the row."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while pieces and not pieces[end].role and not pieces[end].text.strip():
            del pieces[end]
        if pieces and not pieces[end].role:
            pieces[end] = Piece(strip(pieces[end].text))
    return tuple(pieces)
