"""Tables of what the edition knows, with their columns’ widths in hundredths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

_WIDTHS = {"concordance": (16, 31, 11, 28, 14), "chronology": (20, 80), "sources-map": (28, 36, 36)}


def table(
    kind: str, heads: Iterable[str], rows: Iterable[Iterable[Sequence[nodes.Node]]]
) -> nodes.table:
    """Return a table of a kind, with a head row; each cell is a list of inline nodes."""
    head: list[list[nodes.Node]] = [[nodes.Text(text)] for text in heads]

    def row(cells: Iterable[Sequence[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *c)) for c in cells))

    group = nodes.tgroup(
        "", *(nodes.colspec(colwidth=width) for width in _WIDTHS[kind]), nodes.thead("", row(head)),
        nodes.tbody("", *(row(cells) for cells in rows)), cols=len(head),
    )  # fmt: skip
    return nodes.table("", group, classes=[kind])
