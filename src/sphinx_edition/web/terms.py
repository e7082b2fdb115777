"""The post-transform of terms and persons: their words in a passage lead to what we say of them.

Rule: in each passage the first mention of an entry of the glossary, or of a like page, is a link to
the entry, unless it lies in a link or across the end of a mark. The theme opens the entry over the
page; without scripts the link is followed.
"""

from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..model import Block, HeadWord, safe_id, text_key
from ..nodes import WEB, passage, passage_version, preview
from ..reading.doctree import ancestors
from ..reading.wrapping import joined_text, wrap
from ..showing.placeholders import PlaceholderTransform
from ..showing.quoted import own_paragraphs
from ..words.headwords import find_entries


class Terms(PlaceholderTransform):
    """Link the words of entries, and give the page one preview of each entry.

    ``Text`` becomes ``pending_xref.term``. At the end of the document stand the previews:
    ``preview(paragraph(pending_xref), paragraph)``.
    """

    default_priority = 4  # before references are resolved (10); after the lemmata, which go first
    builders = WEB

    def run(self, **kwargs: Any) -> None:
        """Link the words of one page."""
        if self.edition.head_words.forms:
            linked = [
                entry for node in self.document.findall(passage) for entry in self.link_words(node)
            ]
            self.document += map(self.preview_of, dict.fromkeys(linked))

    def link_words(self, node: passage) -> Iterator[HeadWord]:
        """Link the first mention of each entry in a passage, and yield the entries."""
        linked = set[HeadWord]()
        for version in node.findall(passage_version):
            blocks = [p for p in own_paragraphs(version) if not ancestors(p, nodes.block_quote)]
            text = joined_text(blocks)
            for entry, span in find_entries(text, version["lang"], self.edition.head_words):
                if entry not in linked:
                    wrapped = wrap(blocks, [span], partial(nodes.inline, "", ""))
                    if len(wrapped) == 1 and not stands_apart(wrapped[0]):
                        linked.add(entry)
                        yield entry
                    for words in wrapped:
                        words.replace_self(
                            self.term(words, entry) if entry in linked else words.children
                        )

    def term(self, words: nodes.Element, entry: HeadWord) -> pending_xref:
        """Return a link from some words to an entry."""
        link = self.link(entry.docname, entry.anchor, *words.children)
        next(link.findall(nodes.inline))["classes"].append("term")
        return link

    def preview_of(self, entry: HeadWord) -> preview:
        """Return the preview of an entry."""
        link = self.link(entry.docname, entry.anchor, nodes.Text(entry.head))
        ident = safe_id(f"pv-{text_key(entry.docname)}.{entry.anchor}")
        paragraphs = [nodes.paragraph("", "", *words_of(block)) for block in entry.definition]
        box = preview("", nodes.paragraph("", "", link), *paragraphs, ids=[ident])
        box["classes"].append("preview")
        return box


def words_of(block: Block) -> list[nodes.Node]:
    """Return the words of a definition, up to its first link without words."""
    pieces = takewhile(lambda piece: piece.text, block.pieces)
    return [
        nodes.emphasis("", piece.text) if piece.role == "emphasis" else nodes.Text(piece.text)
        for piece in pieces
    ]


def stands_apart(words: nodes.Element) -> bool:
    """Tell whether words stand in another link or in an incipit, which lead elsewhere."""
    is_linked = bool(ancestors(words, nodes.reference | pending_xref))
    return is_linked or any("incipit" in outer.get("classes", ()) for outer in ancestors(words))
