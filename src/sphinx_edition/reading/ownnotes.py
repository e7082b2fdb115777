"""The read transform of a text's own footnotes: each becomes a passage of its own.

Rule: a footnote is the text's if the text's words call it. It stands below the passage that calls
it, and its locus is made of that of the passage and of its sign, as citations have it: note 1 on
page 22 is ``22n1``. So it is quoted, linked, registered and searched as any passage is. What calls
a note from a remark, an introduction, or words of the editors is a footnote of the editors.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes

from ..loci import locus_id
from ..model import RENDERING, is_text
from ..nodes import note_call, notes, passage_version, pause
from .doctree import ancestors, line_of
from .passages import EditionTransform, opening

_SIGN = re.compile(r"(?:[^\W_]|[.§*†‡-]){1,12}")


class OwnNotes(EditionTransform):
    """Put the text's own footnotes below the passages that call them, as numbered paragraphs.

    ``paragraph(footnote_reference), footnote(label, paragraph…)`` becomes
    ``paragraph(superscript(note_call)), paragraph…``; the first paragraph has a ``locus``.
    """

    default_priority = 495  # before passages are gathered (500) and docutils counts notes (620)

    def apply(self, **kwargs: Any) -> None:
        """Shape one text, unless all of its words are the editors'."""
        if not is_text(self.env.docname) or self.is_restated:
            return
        footnotes = [*self.document.findall(nodes.footnote)]
        self.footnotes = {name: note for note in footnotes for name in note["names"]}
        self.loci: dict[str, tuple[str, str]] = {}  # by label, with the sign
        for parent in [self.document, *self.document.findall(nodes.section)]:
            self.place(parent)
        for call in list(self.document.findall(nodes.footnote_reference)):
            if call["refname"] in self.loci:
                self.link(call, *self.loci[call["refname"]])

    def place(self, parent: nodes.Element) -> None:
        """Put the notes that each passage of a section calls below it."""
        locus, found, above = "", list[nodes.Node](), list[nodes.Node]()
        for child in [*parent.children, None]:
            number = opening(child)
            if child is None or number or isinstance(child, nodes.section | nodes.title):
                if found:
                    after = 1 + max(parent.index(node) for node in above if node in parent)
                    parent[after:after] = found
                locus, found, above = number[0] if number else "", [], []
            if child is None or not locus:
                continue
            found += self.take(child, locus)
            if not isinstance(child, pause):
                above.append(child)

    def take(self, node: nodes.Node, locus: str) -> Iterator[nodes.Node]:
        """Take off the notes that words of a passage call; yield their blocks."""
        for call in list(node.findall(nodes.footnote_reference)):
            if any(map(is_ours, ancestors(call))) or call["refname"] not in self.footnotes:
                continue
            label, note = call["refname"], self.footnotes.pop(call["refname"])
            if not _SIGN.fullmatch(label):
                self.problem(
                    "locus", call,
                    f"“{label}” is no sign of a note: write up to twelve letters, digits or the "
                    "signs . - § * † ‡, such as [^1]; a remark of yours belongs into {commentary}",
                )  # fmt: skip
                continue
            name = label if label.startswith(f"{locus}n") else f"{locus}n{label}"
            self.loci[label] = name, name.removeprefix(locus)
            note.parent.remove(note)
            for noted in (self.document.footnotes, self.document.autofootnotes):
                noted[:] = [other for other in noted if other is not note]
            for names in (self.document.nameids, self.document.nametypes):
                names.pop(label, None)
            for block in numbered(note, name, locus):
                block.parent = None  # it stands in no footnote any more
                yield block
                yield from self.take(block, locus)

    def link(self, call: nodes.footnote_reference, name: str, sign: str) -> None:
        """Replace a call by the sign of its note, which is a link: ``n1``, not to be a remark's."""
        label = call["refname"]
        self.document.footnote_refs.pop(label, None)
        noted = self.document.autofootnote_refs
        noted[:] = [other for other in noted if other is not call]
        link = note_call("", sign, refid=f"p{locus_id(name)}", internal=True, locus=name)
        call["ids"].clear()  # which docutils has counted
        call.replace_self(nodes.superscript("", "", link))


def numbered(note: nodes.footnote, name: str, locus: str) -> list[nodes.Node]:
    """Return the blocks of a note, which open with a paragraph that has its locus."""
    blocks = [child for child in note.children if not isinstance(child, nodes.label)]
    opens = isinstance(blocks[0], nodes.paragraph) if blocks else False
    first = cast("nodes.paragraph", blocks.pop(0)) if opens else nodes.paragraph()
    first.source, first.line = note.source, line_of(note)
    first["locus"], first["note_to"] = name, locus
    return [first, *blocks]


def is_ours(node: nodes.Node) -> bool:
    """Tell whether a node holds words of the editors, or those of another note."""
    if isinstance(node, passage_version):
        return bool(node["key"] == RENDERING)
    return isinstance(node, notes | nodes.footnote)
