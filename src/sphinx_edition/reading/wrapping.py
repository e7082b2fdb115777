"""Put stretches of running text into nodes of their own."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from docutils import nodes

from .doctree import is_editorial


def joined_text(blocks: Sequence[nodes.TextElement]) -> str:
    """Return the text's own words in some blocks, one line each."""
    return "\n".join("".join(own_texts(block)) for block in blocks)


def own_texts(node: nodes.Element) -> Iterator[nodes.Text]:
    """Yield the pieces of text in a node, but not those of a number, a note or a reference."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not is_editorial(child):
            yield from own_texts(child)


def own_offsets(blocks: Iterable[nodes.TextElement]) -> list[int]:
    """Return where the text's own letters and signs stand in the ``joined_text`` of blocks."""
    found, offset = list[int](), 0
    for block in blocks:
        for text in own_texts(block):
            found += (offset + n for n, char in enumerate(text) if not char.isspace())
            offset += len(text)
        offset += 1  # the line end between two blocks
    return found


def wrap(
    blocks: Sequence[nodes.TextElement], spans: Sequence[tuple[int, int]],
    wrapper: Callable[[nodes.Text], nodes.Element],
) -> list[nodes.Element]:  # fmt: skip
    """Put stretches of some blocks into nodes of their own, and return these.

    ``spans`` are offsets in the ``joined_text`` of the blocks. A stretch that several texts share
    is wrapped in pieces, each by a call of ``wrapper``. A piece that ``wrapper`` gets has the
    parent of the text that it is of.
    """
    wrapped: list[nodes.Element] = []
    for low, high in spans:
        offset = 0
        for block in blocks:
            for text in list(own_texts(block)):
                start, end = max(low - offset, 0), min(high - offset, len(text))
                offset += len(text)
                if start < end:
                    piece = nodes.Text(text[start:end])
                    piece.parent = text.parent
                    new = wrapper(piece)
                    parts = [nodes.Text(text[:start]), new, nodes.Text(text[end:])]
                    at = position(text)
                    text.parent[at : at + 1] = [part for part in parts if part.astext()]
                    wrapped.append(new)
            offset += 1  # the line end between two blocks
    return wrapped


def position(node: nodes.Node) -> int:
    """Return the index of a node in its parent, which ``index`` confuses with an equal text."""
    return next(n for n, child in enumerate(node.parent.children) if child is node)
