"""The two sides of a comparison as standard nodes, made of the pairs of its verdict.

What differs is ``strong`` on both sides: that is plain in every output, with any style or none.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from docutils import nodes

from ..catalogs import _, ngettext
from ..nodes import linebreak
from ..reading.wrapping import own_offsets, wrap
from ..words.pairs import Pair
from ..words.verdicts import Verdict
from .findings import SUBSTANTIAL, convention_sentence
from .placeholders import join_nodes

#: The kinds of pairs that are marked, with the classes of their two sides.
_MARKED = {
    "difference": ("difference", "difference"), "insertion": ("insertion", ""),
    "substitution": ("insertion", "difference"),
}  # fmt: skip


def fold(classes: str, title: nodes.title, *content: nodes.Node) -> nodes.admonition:
    """Return a box of which only the title shows until it is opened."""
    return nodes.admonition("", title, *content, classes=classes.split(), collapsible=True)


def with_breaks(text: str) -> Iterator[nodes.Node]:
    """Yield the lines of a text, with a line break between one and the next."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield linebreak("", "\n")
        if line:
            yield nodes.Text(line)


def shortened(text: str, limit: int) -> str:
    """Return a text, or as many of its words as fit."""
    if len(text) <= limit:
        return text
    return text[: max(text.rfind(" ", 0, limit), limit // 2)] + " …"


def stretch(pair: Pair, side: int) -> list[nodes.Node]:
    """Return the words of a pair on one side, 0 or 1: marked, or faint if they are context."""
    words = [*with_breaks(pair.source if side else pair.quotation)]
    if pair.kind == "context":
        return [nodes.inline("", "", *words, classes=["context"])]
    name = _MARKED.get(pair.kind, ("", ""))[side]
    return [nodes.strong("", "", *words, classes=[name])] if name and words else words


def quoted_words(text: str, pairs: Iterable[Pair]) -> nodes.block_quote:
    """Return the side of the quotation."""
    words = nodes.paragraph()
    for pair in pairs:
        words += stretch(pair, 0)
    if not len(words):
        words += with_breaks(text)
    return nodes.block_quote("", words)


def mark_words(quotation: nodes.block_quote, pairs: Iterable[Pair]) -> bool:
    """Mark in a block what differs; tell whether its words are those of the pairs."""
    blocks = list(quotation.findall(nodes.paragraph))
    offsets, at = own_offsets(blocks), 0  # of all that is not white space
    ends = [(len("".join(pair.quotation.split())), pair.kind) for pair in pairs]
    if ends and sum(length for length, _ in ends) != len(offsets):
        return False
    for length, kind in ends:
        if length and kind in _MARKED:
            span = (offsets[at], offsets[at + length - 1] + 1)
            wrap(blocks, [span], partial(nodes.strong, "", "", classes=[_MARKED[kind][0]]))
        at += length
    return True


def source_words(verdict: Verdict) -> nodes.block_quote:
    """Return the side of the source; what a cut leaves out is folded."""
    assert verdict.version is not None
    block = nodes.block_quote(classes=["source-words", f"language-{verdict.version.lang}"])
    words = nodes.paragraph()
    for pair in verdict.pairs:
        if pair.kind == "cut":
            count = len(pair.source.split())
            text = ngettext("{count} word left out here", "{count} words left out here", count)
            title = nodes.title("", text.format(count=count))
            cut = fold("cut", title, nodes.paragraph("", "", *with_breaks(pair.source)))
            block += [words, cut]
            words = nodes.paragraph()
        else:
            words += stretch(pair, 1)
    block += words
    return block


def apparatus_nodes(verdict: Verdict) -> list[nodes.Node]:
    """Return differences as entries of an apparatus: the source's reading ] the quotation's.

    What was left out or put in by convention follows them.
    """
    entries: list[list[nodes.Node]] = [
        [nodes.inline("", variant.lemma or _("(nothing)"), classes=["lemma"]), nodes.Text("] "),
         nodes.inline("", variant.reading or _("(omitted)"), classes=["reading"])]
        for variant in verdict.variants
    ]  # fmt: skip
    uses = [pair for pair in verdict.conventions if pair.kind in SUBSTANTIAL]
    return join_nodes([*entries, *([nodes.Text(convention_sentence(p))] for p in uses)], " · ")
