"""Find the words that a quotation emphasises and its source does not, or the other way round."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from .alignment import matching_blocks
from .likeness import folded
from .pairs import Pair
from .quotations import offset_in_text, parse
from .tokens import Span, Token, tokens, tokens_within

Row = list[tuple[Token, bool]]  #: tokens, each with whether it is emphasised


def emphasis(
    quotation: str, text: str, pairs: Iterable[Pair], emphases: Sequence[Span],
    source_emphases: Sequence[Span],
) -> tuple[Pair, ...]:  # fmt: skip
    """Return the words that only one side emphasises, in asterisks on that side.

    ``pairs`` set the quotation beside the text. ``emphases`` are the offsets of emphasised words in
    the quotation, ``source_emphases`` in the text. Words that differ have no emphasis in common.
    """
    if not (emphases or source_emphases):
        return ()
    here = [(offset_in_text(quotation, a), offset_in_text(quotation, b)) for a, b in emphases]
    found, at = list[Pair](), 0
    for pair in pairs:
        quoted = parse(pair.quotation).text
        ours = [(token, _is_in(token.start + at, here)) for token in tokens(quoted)]
        theirs = [
            (token, _is_in(token.start, source_emphases))
            for span in pair.spans for token in tokens_within(text, *span)
        ]  # fmt: skip
        found += _of_one_side(ours, theirs, text)
        at += len(quoted)
    return tuple(found)


def _of_one_side(ours: Row, theirs: Row, text: str) -> Iterator[Pair]:
    """Yield the words of two rows that are the same, where only one of them is emphasised."""
    words = [folded([token for token, _ in row]) for row in (ours, theirs)]
    for at, source_at, size in matching_blocks(*words):
        sides = [(ours[at + n][1], theirs[source_at + n][1]) for n in range(size)]
        for (quoted, in_source), run in groupby(range(size), key=sides.__getitem__):
            row = [theirs[source_at + n][0] for n in run]
            row = [token for token in row if token.is_word]
            if row and quoted != in_source:
                plain = " ".join(text[row[0].start : row[-1].end].split())
                both = (f"*{plain}*", plain) if quoted else (plain, f"*{plain}*")
                yield Pair("emphasis", *both)


def _is_in(offset: int, spans: Iterable[Span]) -> bool:
    return any(start <= offset < end for start, end in spans)
