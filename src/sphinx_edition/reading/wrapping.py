"""Put stretches of running text into nodes of their own."""

from collections.abc import Callable, Sequence

from docutils import nodes


def joined_text(blocks: Sequence[nodes.TextElement]) -> str:
    """Return the text of some blocks, one line each."""
    return "\n".join(block.astext() for block in blocks)


def wrap(
    blocks: Sequence[nodes.TextElement], spans: Sequence[tuple[int, int]],
    made: Callable[[nodes.Text], nodes.Element],
) -> list[nodes.Element]:  # fmt: skip
    """Put stretches of some blocks, offsets in their joined lines, into nodes of their own."""
    found: list[nodes.Element] = []
    for low, high in spans:
        at = 0
        for block in blocks:
            for piece in list(block.findall(nodes.Text)):
                start, end = max(low - at, 0), min(high - at, len(piece))
                at += len(piece)
                if start < end:
                    parent, here = piece.parent, position(piece)
                    new = made(nodes.Text(piece[start:end]))
                    around = [nodes.Text(piece[:start]), new, nodes.Text(piece[end:])]
                    parent[here : here + 1] = [n for n in around if n.astext()]
                    found.append(new)
            at += 1
    return found


def position(node: nodes.Node) -> int:
    """Return the place of a node in its parent; two texts alike are two."""
    return next(n for n, child in enumerate(node.parent.children) if child is node)
