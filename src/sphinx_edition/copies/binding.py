"""The read transforms that bind a reader's own copy into a restated page, and mark its notes.

Rule: a page is bound whole or not at all. A copy that does not bear the page out leaves it as it
is, and the checks say why. What is recorded of a bound page is what the edition says of it unbound:
nothing after this transform sees a difference but those who show the page.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..model import COMPARED, ESSAYS, Mention
from ..nodes import locus, passage, passage_version, placeholder
from ..reading import records
from ..reading.doctree import ancestors, incipits, lemmata, references_of
from ..reading.passages import TEXT_FORMS, EditionTransform
from ..reading.wrapping import joined_text, position, wrap
from ..words.collate import places
from . import decode, matching
from .given import copy_paths, read_copy

_CLOSING = re.compile(r"[.,;:!?…]*[\"'”’»]")
_SAID = (
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
        """Bind one page, if a copy is given that bears it out in everything."""
        if not self.config.edition_copy or self.header.get("text") != "restated":
            return
        for path in copy_paths(self.env):
            self.env.note_dependency(str(path))
        page = records.read_page(self.env.current_document.docname, self.document, self.header)
        self.document["page"] = page
        digests, problems = matching.read_digests(copy_paths(self.env)[1])
        words, found = matching.author_words(page, read_copy(self.env) or "", digests)
        if problems or found or len(words) < max(len(page.passages), 1):
            return
        for node in list(self.document.findall(passage)):
            self.bind(node, decode.paragraphs(words[node["locus"]]))
        self.say()

    def say(self) -> None:
        """Say at the head of the page that a copy is bound in."""
        for body in self.document.findall(nodes.field_body):
            if body.astext() == TEXT_FORMS["restated"]:
                body.children = []
                body += nodes.paragraph("", "The author’s words, from the reader’s own copy.")
                head = body.parent.parent
                head.parent.insert(
                    position(head) + 1, nodes.paragraph("", _SAID, classes=["bound"])
                )

    def bind(self, node: passage, lines: Sequence[str]) -> None:
        """Bind one passage: quotations first, then what the notes are about."""
        base = next(node.findall(passage_version))
        label = next(base.findall(locus))
        label.parent.remove(label)
        argument = nodes.admonition(
            "", nodes.title("", "In our words"), *base.children, collapsible=True,
            classes=["argument", f"language-{self.config.language}"],
        )  # fmt: skip
        blocks = [nodes.paragraph("", words) for words in lines]
        base.children = []
        for para in blocks:
            para.source, para.line = base.source, base.line
            base += para
        mentions = [n for n in argument.findall(nodes.Element) if "mention" in n]
        for mention in sorted(mentions, key=lambda n: isinstance(n, pending_xref)):
            quote(mention, argument, blocks)
        annotate(node, blocks)
        blocks[0].insert(0, [label, nodes.Text(" ")])
        for said in incipits(argument):
            said.parent.remove(said)
        for text in [text for para in argument[1:2] for text in para.findall(nodes.Text)]:
            text.parent[position(text)] = nodes.Text(text.lstrip())
            if text.strip():
                break
        base += argument


class Lemmata(EditionTransform):
    """Mark in an essay that is given in full what its notes are about, as in a bound one."""

    default_priority = 860  # after the page has been read (850), so that no record shows it

    def apply(self, **kwargs: Any) -> None:
        """Mark the passages of one page."""
        here, form = self.env.current_document.docname, self.header.get("text")
        if here.startswith(ESSAYS) and form == "full":
            for node in self.document.findall(passage):
                annotate(node, list(node[0].findall(nodes.paragraph)))


def annotate(node: passage, blocks: Sequence[nodes.paragraph]) -> None:
    """Mark in the words of a passage the lemmata of its notes, the longest first; and slips."""
    for term, kind in sorted(lemmata(node), key=lambda pair: -len(pair[0].astext())):
        mark(blocks, term.astext(), partial(inline, {"apparatus": "slip"}.get(kind, "lemma")))


def inline(classes: str, text: nodes.Text) -> nodes.inline:
    """Return a text with classes."""
    return nodes.inline("", "", text, classes=classes.split())


def quote(node: nodes.Element, argument: nodes.Element, blocks: Sequence[nodes.paragraph]) -> None:
    """Link the quoted words where they stand in the author's; let our words name the source only.

    What is not compared, and stands in a line of ours, stays there.
    """
    block = isinstance(node, nodes.block_quote)
    refs = list(node.findall(pending_xref))
    ref = references_of(node, "ed")[0]
    if not (block or ref["reftype"] in COMPARED):
        return

    def link(text: nodes.Text) -> nodes.Element:
        if any(isinstance(outer, pending_xref) for outer in ancestors(text)):
            return inline("", text)
        made = ref.copy()
        made["refexplicit"] = True
        made += inline(f"xref ed ed-{ref['reftype']} quoted", text)
        return made

    mention: Mention = node["mention"]
    found = mark(blocks, mention.text, link, framed=True)
    if not found:
        return
    for target in list(node.parent.findall(nodes.target)):
        if mention.anchor in target["ids"]:
            target.parent.remove(target)
            found[0].parent.insert(position(found[0]), target)
    for shown in list(argument.findall(placeholder)):
        if shown["target"] == mention.anchor:
            shown.parent.remove(shown)
            host = next(n for n in ancestors(found[-1]) if n in blocks)
            host.parent.insert(position(host) + 1, shown)
    if block:
        at = position(node)
        before = node.parent[at - 1]
        if not isinstance(before, nodes.paragraph):
            before = nodes.paragraph()
            node.parent.insert(at, before)
        node.parent.remove(node)
        for n, link_ in enumerate(refs):
            before += [nodes.Text("; " if n else " "), link_]
        before += nodes.Text(".")


def mark(
    blocks: Sequence[nodes.paragraph], words: str, made: Callable[[nodes.Text], nodes.Element],
    framed: bool = False,
) -> list[nodes.Element]:  # fmt: skip
    """Put words where they stand in some blocks into nodes of their own, and return these.

    Each piece between two cuts is one, and what is ``framed`` has its quotation marks.
    """
    text = joined_text(blocks)
    spans = list(next(iter(places(words, text)), ()))
    if spans and framed:
        (low, high), before = spans[-1], spans[0][0] - 1
        after = _CLOSING.match(text, high)
        if after and text[max(before, 0)] in "\"'“‘„«":
            spans[-1] = (low, after.end())
            spans[0] = (before, spans[0][1])
    return wrap(blocks, spans, made)
