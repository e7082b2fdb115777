"""Place each remark where its lemma stands, so that a builder can print it there as a footnote.

Rule: a remark is called after its lemma in the first version of the passage in which the lemma
occurs once. If it occurs in none, as where a text is restated in other words, the remark is called
at the end of the first paragraph. ``passage(passage_version(paragraph("… lemma …")), notes(…))``
becomes ``passage(passage_version(paragraph("… lemma", call(term, definition), " …")))``. The
verdict on a quotation is called at the end of the quotation.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import cast

from docutils import nodes

from ..nodes import notes, passage, passage_version
from ..reading.doctree import is_editorial, locus_of
from ..reading.wrapping import position
from ..words.collate import places

_CLOSING = ".,;:!?)]”’“»"  #: a call stands after these, not between them and their word


class call(nodes.Inline, nodes.Element):  # noqa: N801  (docutils names nodes in lower case)
    """The place that calls a remark, with its ``number``, its ``kind`` and the ``locus``.

    Once filled it holds a term and its definition, or for a ``collation`` a paragraph.
    """


_Remark = tuple[passage, notes, nodes.definition_list_item]


def place_calls(document: nodes.document) -> None:
    """Put a call for each remark into the text of a document, before references are resolved."""
    for number, (node, list_, item) in enumerate(_remarks(document)):
        item["call"] = number
        versions = [child for child in node.children if isinstance(child, passage_version)]
        note = call(number=number, kind=list_["kind"], locus=node["locus"])
        _place(note, next(item.findall(nodes.term)).astext(), versions)


def fill_calls(document: nodes.document) -> None:
    """Move each remark into its call, after references are resolved.

    A call may stand in a link. Sphinx resolves a link that holds another, but not the other.
    """
    remarks = list(_remarks(document))
    items = {item["call"]: item.children for _, _, item in remarks}
    for note in document.findall(call):
        note += items.pop(note["number"])
    for node, list_, _ in remarks:
        if list_ in node:
            node.remove(list_)
    for box in [box for box in document.findall(nodes.container) if "collation" in box["classes"]]:
        note = call("", *box.children, kind="collation", locus=locus_of(box))
        parent = cast("nodes.Element", box.parent)
        quotation = cast("nodes.Element", parent[parent.index(box) - 1])
        if isinstance(quotation, nodes.block_quote):
            note["status"] = box["classes"][-1]
            quotation = cast("nodes.Element", quotation.children[-1])
        quotation += note
        parent.remove(box)


def _remarks(document: nodes.document) -> Iterator[_Remark]:
    for node in document.findall(passage):
        for list_ in node.findall(notes):
            for item in list_.findall(nodes.definition_list_item):
                yield node, list_, item


def _place(note: call, lemma: str, versions: list[passage_version]) -> None:
    for version in versions:
        texts = list(_texts(version))
        matches = places(lemma, "".join(texts))
        if len(matches) == 1:
            _insert(note, texts, matches[0][-1][1])
            return
    (versions[0].next_node(nodes.paragraph) or versions[0]).append(note)


def _insert(note: call, texts: list[nodes.Text], offset: int) -> None:
    """Insert a call at an offset in some joined texts; where two texts meet, into the first."""
    ends = zip(texts, accumulate(map(len, texts)), strict=True)
    text, end = next((t, end) for t, end in ends if offset <= end and t.parent is not None)
    cut = offset - end + len(text)
    cut += len(text[cut:]) - len(text[cut:].lstrip(_CLOSING))
    parent, index = text.parent, position(text)
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
        elif isinstance(child, call) or is_editorial(child):
            continue
        elif isinstance(child, nodes.Element):
            yield from _texts(child)
            if not isinstance(child, nodes.Inline):
                yield nodes.Text("\n")
