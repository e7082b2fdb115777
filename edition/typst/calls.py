"""Put each remark where its lemma stands, so that the book can call it as a footnote.

Rule: a remark is called after the only place of its lemma in a version of the passage, the text's
own words first; where there is none, as in a text restated in other words than its lemmata have,
at the end of the first paragraph. ``passage(passage_version(paragraph("… lemma …")), notes(…))``
becomes ``passage(passage_version(paragraph("… lemma", call(term, definition), " …")))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from docutils import nodes

from ..collate import places
from ..mentions import is_ours
from ..nodes import notes, passage, passage_version

_CLOSING = ".,;:!?)]”’“»"  #: a call stands after these, not between them and their word


class call(nodes.Inline, nodes.Element):  # noqa: N801  (docutils names nodes in lower case)
    """The place that calls the remark of its ``number``; filled, its term, then its definition."""


def place_calls(document: nodes.document) -> None:
    """Put a call in the text of a document, fresh and unresolved, for each of its remarks."""
    for number, (node, item) in enumerate(_remarks(document)):
        item["call"] = number
        versions = [v for v in node.children if isinstance(v, passage_version)]
        _place(call(number=number), next(item.findall(nodes.term)).astext(), versions)


def fill_calls(document: nodes.document) -> None:
    """Move each remark into its call, references resolved: not before, for in a link none would be.

    Sphinx resolves a link that holds another, but not the other.
    """
    remarks = list(_remarks(document))
    items = {item["call"]: item.children for _, item in remarks}
    for note in document.findall(call):
        note += items.pop(note["number"])
    for node, _ in remarks:
        node.children = [child for child in node.children if not _is_commentary(child)]


def _remarks(document: nodes.document) -> Iterator[tuple[passage, nodes.definition_list_item]]:
    for node in document.findall(passage):
        for list_ in filter(_is_commentary, node.children):
            for item in list_.findall(nodes.definition_list_item):
                yield node, item


def _is_commentary(node: nodes.Node) -> bool:
    return isinstance(node, notes) and node["kind"] == "commentary"


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
        elif isinstance(child, nodes.Element) and not (isinstance(child, call) or is_ours(child)):
            yield from _texts(child)
            if not isinstance(child, nodes.Inline):
                yield nodes.Text("\n")
