"""Put each remark where its lemma stands, so that a builder can make it a footnote there.

Rule: a remark is called after the only place of its lemma in a version of the passage, the text's
own words first; where there is none, as in a text restated in other words than its lemmata have,
at the end of the first paragraph. ``passage(passage_version(paragraph("… lemma …")), notes(…))``
becomes ``passage(passage_version(paragraph("… lemma", call(term, definition), " …")))``. What
comparison says of a quotation is called at the quotation's end.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import cast

from docutils import nodes

from ..nodes import notes, passage, passage_version
from ..reading.doctree import ancestors, is_editorial
from ..words.collate import places

_CLOSING = ".,;:!?)]”’“»"  #: a call stands after these, not between them and their word


class call(nodes.Inline, nodes.Element):  # noqa: N801  (docutils names nodes in lower case)
    """The place that calls a remark: of which ``kind``, under which ``locus``.

    Filled, it holds a term, then its definition; of a ``collation``, a paragraph.
    """


def place_calls(document: nodes.document) -> None:
    """Put a call in the text of a document, fresh and unresolved, for each of its remarks."""
    for number, (node, list_, item) in enumerate(_remarks(document)):
        item["call"] = number
        versions = [v for v in node.children if isinstance(v, passage_version)]
        note = call(number=number, kind=list_["kind"], locus=node["locus"])
        _place(note, next(item.findall(nodes.term)).astext(), versions)


def fill_calls(document: nodes.document) -> None:
    """Move each remark into its call, references resolved: not before, for in a link none would be.

    Sphinx resolves a link that holds another, but not the other.
    """
    remarks = list(_remarks(document))
    items = {item["call"]: item.children for _, _, item in remarks}
    for note in document.findall(call):
        note += items.pop(note["number"])
    for node, list_, _ in remarks:
        if list_ in node:
            node.remove(list_)
    for box in [box for box in document.findall(nodes.container) if "collation" in box["classes"]]:
        loci = [outer["locus"] for outer in ancestors(box) if isinstance(outer, passage)]
        note = call("", *box.children, kind="collation", locus="".join(loci))
        parent = cast("nodes.Element", box.parent)
        quotation = cast("nodes.Element", parent[parent.index(box) - 1])
        if isinstance(quotation, nodes.block_quote):
            note["status"] = box["classes"][-1]
            quotation = cast("nodes.Element", quotation.children[-1])
        quotation += note
        parent.remove(box)


def _remarks(
    document: nodes.document,
) -> Iterator[tuple[passage, notes, nodes.definition_list_item]]:
    for node in document.findall(passage):
        for list_ in node.findall(notes):
            for item in list_.findall(nodes.definition_list_item):
                yield node, list_, item


def _place(note: call, lemma: str, versions: list[passage_version]) -> None:
    for version in versions:
        texts = list(_texts(version))
        found = places(lemma, "".join(texts))
        if len(found) == 1:
            return _insert(note, texts, found[0][-1][1])
    first = versions[0].next_node(nodes.paragraph)
    return (versions[0] if first is None else first).append(note)


def _insert(note: call, texts: list[nodes.Text], at: int) -> None:
    """Split the text in which an offset falls; an end belongs to the text before it."""
    ends = zip(texts, accumulate(map(len, texts)), strict=True)
    text, end = next((text, end) for text, end in ends if at <= end and text.parent is not None)
    cut = at - end + len(text)
    cut += len(text[cut:]) - len(text[cut:].lstrip(_CLOSING))
    parent = text.parent
    index = next(i for i, child in enumerate(parent.children) if child is text)
    if cut < len(text):
        parent[index : index + 1] = [nodes.Text(text[:cut]), note, nodes.Text(text[cut:])]
        return
    while index + 1 < len(parent) and isinstance(parent[index + 1], call):
        index += 1  # remarks called at one place keep their order
    parent.insert(index + 1, note)


def _texts(node: nodes.Element) -> Iterator[nodes.Text]:
    """Yield the pieces of the text's own words, and a line end after each paragraph."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not (
            isinstance(child, call) or is_editorial(child)
        ):
            yield from _texts(child)
            if not isinstance(child, nodes.Inline):
                yield nodes.Text("\n")
