"""Find the words that a quotation emphasises and its source does not, or the other way round."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from .pairs import Pair, aligned
from .quotations import offset_in_text
from .tokens import Span, Token


def emphasis(
    quotation: str, text: str, emphases: Sequence[Span], source_emphases: Sequence[Span]
) -> tuple[Pair, ...]:
    """Return the words that only one side emphasises, in asterisks on that side.

    ``emphases`` are the offsets of emphasised words in the quotation, ``source_emphases`` in the
    text, which bears the quotation out.
    """
    here = [(offset_in_text(quotation, a), offset_in_text(quotation, b)) for a, b in emphases]
    found: list[Pair] = []
    for _, stretch, row in aligned(quotation, text):
        found += _within(stretch, row, text, here, source_emphases)
    return tuple(found)


def _within(
    stretch: Sequence[Token], source: Sequence[Token], text: str, here: Sequence[Span],
    there: Sequence[Span],
) -> Iterator[Pair]:  # fmt: skip
    sides = [
        (_is_in(ours, here), _is_in(theirs, there))
        for ours, theirs in zip(stretch, source, strict=True)
    ]
    for (ours, theirs), run in groupby(range(len(source)), key=sides.__getitem__):
        row = [token for token in map(source.__getitem__, run) if token.is_word]
        if row and ours != theirs:
            words = " ".join(text[row[0].start : row[-1].end].split())
            yield Pair("emphasis", *((f"*{words}*", words) if ours else (words, f"*{words}*")))


def _is_in(token: Token, spans: Sequence[Span]) -> bool:
    return any(start <= token.start < end for start, end in spans)
