"""Place each remark where its lemma stands, so that a builder can print it there as a footnote.

Rule: a remark is called after its lemma in the first version of the passage in which the lemma
occurs once, or after the words that restate it. If it occurs in none, the remark is called at the
end of the first paragraph; in a restated passage, after the author's first words.
``passage(passage_version(paragraph("… lemma …")), notes(…))``
becomes ``passage(passage_version(paragraph("… lemma", call(term, definition), " …")))``. What was
found of a quotation is called at the end of the quotation.
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
        term = next(item.findall(nodes.term))
        _place(note, term.get("ours") or term.astext(), versions)


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
    for card in [n for n in document.findall(nodes.Element) if "comparison" in n["classes"]]:
        _call_collation(card)


def _call_collation(card: nodes.Element) -> None:
    """Move what a comparison found into a call at the end of the quotation.

    That is its apparatus, or else its sentence. Of a quotation in running words the card is not
    printed. Where no copy of the source was found, the sentence stays in the place of its words.
    """
    parent = cast("nodes.Element", card.parent)
    found = [n[1] for n in card.findall(nodes.admonition) if "entries" in n["classes"]]
    collations = [n for n in card.findall(nodes.container) if "collation" in n["classes"]]
    quotation = card.next_node(nodes.block_quote)
    note = call(kind="collation", locus=locus_of(card))
    if quotation is None or isinstance(card, nodes.admonition):
        note += found or collations[0][0]
        host = cast("nodes.Element", parent[parent.index(card) - 1])
        parent.remove(card)
    else:
        note["status"] = collations[0]["classes"][-1]
        host = cast("nodes.Element", quotation.children[-1])
        if collations[0] in card:
            note += found or collations[0][0]
            card.remove(collations[0])
    host += note


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
    host = versions[0].next_node(nodes.paragraph) or versions[0]
    links = [node for node in host.findall(nodes.inline) if "published" in node["classes"]]
    host.insert(host.index(links[0]) if links else len(host), note)


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
