"""Bind a reader's own copy into its restated page, and mark what the notes of an essay are on.

A page is bound whole or not at all. If the copy contradicts the page, the page stays as it is, and
the check of the copy says why. The record of a bound page is that of the page as published: only
what shows the page sees a difference.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..catalogs import N_, _
from ..model import COMPARED, Mention, is_essay
from ..nodes import argument, locus, passage, passage_version, placeholder
from ..reading import records
from ..reading.doctree import ancestors, incipits, lemmata, references_of
from ..reading.passages import TEXT_FORMS, EditionTransform
from ..reading.wrapping import joined_text, position, wrap
from ..words.collate import places
from ..words.languages import interface_tag
from . import decode, matching
from .files import copy_path, digests_path, read_copy

_CLOSING = re.compile(r"[.,;:!?…]*[\"'”’»]")
_NOTICE = N_(
    "Your own copy is bound in: here stand the author’s words, from the file that you gave when "
    "this was made. What the edition as published has instead stands under each passage, “In our "
    "words”. Keep this to yourself; the text is not ours to give."
)


class Binding(EditionTransform):
    """Give each restated passage the author's words, and fold ours into its argument.

    ::

        passage_version.base
            paragraph(locus, …, target#q5.3-…, pending_xref(inline(quoted words)), inline.slip, …)…
            placeholder (the verdict of a quotation)
            admonition.argument(title, paragraph…)
    """

    default_priority = 520  # after mentions (510), whose ids move; before the page is read (850)

    def apply(self, **kwargs: Any) -> None:
        """Bind one page, if a copy is given that contradicts it in nothing."""
        if not self.config.edition_copy or not self.is_restated:
            return
        for path in (copy_path(self.env), digests_path(self.env)):
            self.env.note_dependency(str(path))
        page = records.read_page(self.env.current_document.docname, self.document, self.header)
        self.document["page"] = page
        digests, bad_lines = matching.read_digests(digests_path(self.env))
        words, problems = matching.author_words(page, read_copy(self.env), digests)
        if bad_lines or problems or len(words) < max(len(page.passages), 1):
            return
        for node in list(self.document.findall(passage)):
            self.bind(node, decode.paragraphs(words[node["locus"]]))
        self.announce()

    def announce(self) -> None:
        """Add a notice below the header of the page, which then no longer says *restated*."""
        restated = TEXT_FORMS["restated"]
        for body in self.document.findall(nodes.field_body):
            if body.astext() == _(restated):
                body.clear()
                body += nodes.paragraph("", _("The author’s words, from the reader’s own copy."))
                header = body.parent.parent
                notice = nodes.paragraph("", _(_NOTICE), classes=["bound"])
                header.parent.insert(position(header) + 1, notice)

    def bind(self, node: passage, lines: Sequence[str]) -> None:
        """Bind the author's words, a paragraph a line: first quotations, then lemmata."""
        base = next(node.findall(passage_version))
        label = next(base.findall(locus))
        label.parent.remove(label)
        box = argument(
            "", nodes.title("", _("In our words")), *base.children, collapsible=True,
            classes=["argument", f"language-{interface_tag(self.config.language)}"],
        )  # fmt: skip
        blocks = [nodes.paragraph("", line) for line in lines]
        for block in blocks:
            block.source, block.line = base.source, base.line
        base.clear()
        base += blocks
        quotations = [n for n in box.findall(nodes.Element) if "mention" in n]
        for quotation in sorted(quotations, key=lambda n: isinstance(n, pending_xref)):
            quote(quotation, box, blocks)  # the block quotations first
        annotate(node, blocks)
        blocks[0].insert(0, [label, nodes.Text(" ")])
        for incipit in incipits(box):
            incipit.parent.remove(incipit)
        for text in [text for block in box[1:2] for text in block.findall(nodes.Text)]:
            text.parent[position(text)] = nodes.Text(text.lstrip())  # after the incipit
            if text.strip():
                break
        base += box


class Lemmata(EditionTransform):
    """Mark in an essay that is given in full what its notes are on, as in a bound one.

    ::

        passage_version.base
            paragraph(locus, …, inline.lemma, …, inline.slip, …)…
    """

    default_priority = 860  # after the page has been read (850), so that no record shows it

    def apply(self, **kwargs: Any) -> None:
        """Mark the passages of one page."""
        if is_essay(self.env.current_document.docname) and self.header.get("text") == "full":
            for node in self.document.findall(passage):
                annotate(node, list(node[0].findall(nodes.paragraph)))


def annotate(node: passage, blocks: Sequence[nodes.paragraph]) -> None:
    """Mark in the words of a passage the lemmata of its notes, the longest first; and slips."""
    for term, kind in sorted(lemmata(node), key=lambda pair: -len(pair[0].astext())):
        name = "slip" if kind == "apparatus" else "lemma"
        mark(blocks, term.astext(), partial(nodes.inline, "", "", classes=[name]))


def quote(node: nodes.Element, box: nodes.Element, blocks: Sequence[nodes.paragraph]) -> None:
    """Link quoted words where they stand in the author's; our words then only name the source.

    What is not compared, and stands in a line of ours, stays there.
    """
    mention: Mention = node["mention"]
    is_block = isinstance(node, nodes.block_quote)
    reference = references_of(node, "ed")[0]
    if not is_block and reference["reftype"] not in COMPARED:
        return

    def link(text: nodes.Text) -> nodes.Element:
        if ancestors(text, pending_xref):
            return nodes.inline("", "", text)
        new = reference.copy()
        new["refexplicit"] = True
        classes = ["xref", "ed", f"ed-{reference['reftype']}", "quoted"]
        new += nodes.inline("", "", text, classes=classes)
        return new

    quoted = mark(blocks, mention.text, link, framed=True)
    if not quoted:
        return
    for target in list(node.parent.findall(nodes.target)):
        if mention.anchor in target["ids"]:
            target.parent.remove(target)
            quoted[0].parent.insert(position(quoted[0]), target)
    for verdict in list(box.findall(placeholder)):
        if verdict["target"] == mention.anchor:
            verdict.parent.remove(verdict)
            block = next(outer for outer in ancestors(quoted[-1]) if outer in blocks)
            block.parent.insert(position(block) + 1, verdict)
    if is_block:
        name_source(node)


def name_source(quotation: nodes.Element) -> None:
    """Replace a block quotation by its references, at the end of the paragraph before it."""
    at = position(quotation)
    before = quotation.parent[at - 1]
    if not isinstance(before, nodes.paragraph):
        before = nodes.paragraph()
        quotation.parent.insert(at, before)
    quotation.parent.remove(quotation)
    for number, reference in enumerate(list(quotation.findall(pending_xref))):
        before += [nodes.Text("; " if number else " "), reference]
    before += nodes.Text(".")


def mark(
    blocks: Sequence[nodes.paragraph], words: str, wrapper: Callable[[nodes.Text], nodes.Element],
    framed: bool = False,
) -> list[nodes.Element]:  # fmt: skip
    """Wrap words where they first stand in some blocks, and return the nodes that hold them now.

    Each piece between two cuts has its own, and if ``framed``, with the quotation marks round all.
    """
    text = joined_text(blocks)
    spans = list(next(iter(places(words, text)), ()))
    if spans and framed:
        (low, high), before = spans[-1], spans[0][0] - 1
        after = _CLOSING.match(text, high)
        if after and text[max(before, 0)] in "\"'“‘„«":
            spans[-1] = (low, after.end())
            spans[0] = (before, spans[0][1])
    return wrap(blocks, spans, wrapper)
