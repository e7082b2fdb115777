"""The post-transform that marks the quoted words of each passage, on the web and in the book."""

from functools import partial
from typing import Any

from docutils import nodes

from ..model import text_key
from ..nodes import WEB, mark, passage, passage_version
from ..reading.doctree import ancestors, incipits, is_editorial
from ..reading.wrapping import joined_text, wrap
from ..words.pairs import compare, quoted_spans
from .placeholders import PlaceholderTransform


class QuotedWords(PlaceholderTransform):
    """Mark the words of a passage that are quoted, each in the version compared.

    ``paragraph(Text)`` becomes ``paragraph(Text, mark(Text), Text)``.
    """

    default_priority = 3  # before lemmata are linked (4), which may stand in quoted words
    builders = (*WEB, "typst")

    def run(self, **kwargs: Any) -> None:
        """Mark the passages of one page."""
        key = text_key(self.env.current_document.docname)
        for node in self.document.findall(passage):
            versions = {version["key"]: version for version in node.findall(passage_version)}
            for mention in self.edition.mentions_of(f"{key}:{node['locus']}"):
                version = self.edition.verdict(mention).version
                if version is not None and version.key in versions:
                    blocks = text_blocks(versions[version.key])
                    for start, end, same in quoted_spans(
                        compare(mention.text, joined_text(blocks))
                    ):
                        wrap(blocks, [(start, end)], partial(quoted_words, same))


def text_blocks(version: passage_version) -> list[nodes.TextElement]:
    """Return the paragraphs of a version that hold the text's own words, not ours.

    Of a passage that is restated, these are its block quotations.
    """
    restated = bool(incipits(version))
    return [
        block for block in version.findall(nodes.paragraph)
        if not is_of_editors(block)
        and (not restated or any(isinstance(o, nodes.block_quote) for o in ancestors(block)))
    ]  # fmt: skip


def is_of_editors(block: nodes.Element) -> bool:
    """Tell whether a paragraph is no part of the passage, but says something of it."""
    return any(map(is_editorial, [block, *ancestors(block)]))


def quoted_words(same: bool, *words: nodes.Node) -> mark:
    """Return quoted words; those that the quotation has otherwise are of the class ``other``."""
    return mark("", "", *words, classes=[] if same else ["other"])
