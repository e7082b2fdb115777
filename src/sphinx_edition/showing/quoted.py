"""The post-transform that marks the quoted words of each passage, on the web and in the book."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from docutils import nodes

from ..model import text_key
from ..nodes import WEB, passage, passage_version
from ..reading.doctree import ancestors, incipits, is_editorial
from ..reading.wrapping import joined_text, wrap
from ..words.pairs import compare, quoted_spans
from .placeholders import PlaceholderTransform


class QuotedWords(PlaceholderTransform):
    """Mark the words of a passage that are quoted, each in the version compared.

    ``paragraph(Text)`` becomes ``paragraph(Text, inline.mark(Text, inline.other(Text), Text),
    Text)``. What stands in ``inline.other`` a quotation has in other words.
    """

    default_priority = 3  # before lemmata are linked (4), which may stand in quoted words
    builders = (*WEB, "typst")

    def run(self, **kwargs: Any) -> None:
        """Mark the passages of one page."""
        key = text_key(self.env.current_document.docname)
        for node in self.document.findall(passage):
            mentions = self.edition.mentions_of(f"{key}:{node['locus']}")
            verdicts = [self.edition.verdict(mention) for mention in mentions]
            for version in node.findall(passage_version):
                blocks = text_blocks(version)
                text = joined_text(blocks)
                found = [
                    span for mention, verdict in zip(mentions, verdicts, strict=True)
                    if verdict.version is not None and verdict.version.key == version["key"]
                    for span in quoted_spans(compare(mention.text, text))
                ]  # fmt: skip
                quoted = [(start, end) for start, end, _same in found]
                others = [(start, end) for start, end, same in found if not same]
                for name, spans in (("mark", quoted), ("other", others)):
                    wrapper = partial(nodes.inline, "", "", classes=[name])
                    wrap(blocks, stretches(spans, text), wrapper)


def stretches(spans: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return spans of a text in order, those that overlap or have only space between as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            last = found.pop()
            start, end = last[0], max(last[1], end)
        found.append((start, end))
    return found


def own_paragraphs(version: nodes.Element) -> list[nodes.paragraph]:
    """Return the paragraphs of a version that are part of the passage, and say nothing of it."""
    paragraphs = version.findall(nodes.paragraph)
    return [p for p in paragraphs if not any(map(is_editorial, [p, *ancestors(p)]))]


def text_blocks(version: passage_version) -> list[nodes.paragraph]:
    """Return the paragraphs of a version that hold the text's own words, not ours.

    Of a passage that is restated, these are its block quotations.
    """
    restated = bool(incipits(version))
    return [p for p in own_paragraphs(version) if not restated or ancestors(p, nodes.block_quote)]
