"""What a quoter has done by convention: the words of each cut, what was put in, whose capitals.

A quotation can be exact and still say something else than its source, by what it leaves out or
puts in. So this is shown beside every verdict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .collate import align
from .quotations import Quotation, offset_in_text
from .tokens import QUOTATION_MARKS, Span, Token, tokens

KINDS = ("cut", "insertion", "substitution", "capital", "quotation marks", "emphasis")


@dataclass(frozen=True, slots=True)
class Convention:
    """A use of a convention, with the words on both sides; either may be empty."""

    kind: str  #: one of ``KINDS``
    quotation: str
    source: str


def conventions(
    quotation: str, text: str, emphases: Sequence[Span] = (), source_emphases: Sequence[Span] = ()
) -> tuple[Convention, ...]:
    """Return what a quotation does by convention, at its first place in a text, in order.

    ``emphases`` are the offsets of emphasised words in the quotation, ``source_emphases`` in the
    text. Nothing is returned for a quotation that the text does not bear out.
    """
    parsed, alignments = align(quotation, text)
    if not alignments:
        return ()
    alignment, source = alignments[0], tokens(text)
    found: list[Convention] = [*_outside(parsed, 0)]
    here = [(offset_in_text(quotation, a), offset_in_text(quotation, b)) for a, b in emphases]
    for number, (start, end) in enumerate(alignment):
        stretch, row = parsed.stretches[number], source[start:end]
        if len(stretch) > len(row):  # a line end in the source has no token there
            stretch = tuple(token for token in stretch if token.text != "/")
        found += _within(stretch, parsed.text, row, text)
        found += _emphasis(stretch, row, text, here, source_emphases)
        if number + 1 < len(alignment):
            between = source[end : alignment[number + 1][0]]
            found += _between(parsed, number + 1, between, text)
    return (*found, *_outside(parsed, -1))


def _outside(quotation: Quotation, index: int) -> Iterator[Convention]:
    """Yield the brackets before or after all stretches: what they stand for, nobody can tell."""
    if quotation.gaps[index].text:
        yield Convention("insertion", quotation.gaps[index].text, "")


def _between(
    quotation: Quotation, index: int, omitted: Sequence[Token], text: str
) -> Iterator[Convention]:
    """Yield the cut or the bracket between two stretches."""
    gap, words = quotation.gaps[index], _written(omitted, text)
    if gap.is_cut:
        if gap.text:
            yield Convention("insertion", gap.text, "")
        if words:
            yield Convention("cut", "…", words)
    elif [token.text for token in gap.bracket] == [token.text for token in omitted]:
        return  # the bracket is the source's
    elif words:
        yield Convention("substitution", gap.text, words)
    else:
        yield Convention("insertion", gap.text, "")


def _within(
    stretch: Sequence[Token], quoted: str, source: Sequence[Token], text: str
) -> Iterator[Convention]:
    """Yield changed capitals, and quotation marks that only one side has."""
    marked = set[int]()
    for index, (ours, theirs) in enumerate(zip(stretch, source, strict=True)):
        if ours.open_case and ours.text[:1] != theirs.text[:1]:
            word = quoted[ours.start : ours.end]
            yield Convention("capital", f"[{word[:1]}]{word[1:]}", text[theirs.start : theirs.end])
        if index and _marks(stretch, index, quoted) != _marks(source, index, text):
            marked |= {index - 1, index}
    for index in sorted(marked):
        sides = (_with_marks(stretch[index], quoted), _with_marks(source[index], text))
        if sides[0] != sides[1]:
            yield Convention("quotation marks", *sides)


def _emphasis(
    stretch: Sequence[Token], source: Sequence[Token], text: str, here: Sequence[Span],
    there: Sequence[Span],
) -> Iterator[Convention]:  # fmt: skip
    """Yield the words that only one side emphasises; in the other they are in asterisks."""
    sides = [
        (_is_in(ours, here), _is_in(theirs, there))
        for ours, theirs in zip(stretch, source, strict=True)
    ]
    for (ours, theirs), run in groupby(range(len(source)), key=sides.__getitem__):
        indices = [*run]
        words = _written(source[indices[0] : indices[-1] + 1], text)
        if words and ours != theirs:
            marked = f"*{words}*"
            yield Convention("emphasis", *((marked, words) if ours else (words, marked)))


def _is_in(token: Token, spans: Sequence[Span]) -> bool:
    return any(start <= token.start < end for start, end in spans)


def _marks(row: Sequence[Token], index: int, text: str) -> int:
    """Count the quotation marks before a token of a row."""
    return sum(char in QUOTATION_MARKS for char in text[row[index - 1].end : row[index].start])


def _with_marks(token: Token, text: str) -> str:
    start, end = token.start, token.end
    while start and text[start - 1] in QUOTATION_MARKS:
        start -= 1
    while end < len(text) and text[end] in QUOTATION_MARKS:
        end += 1
    return text[start:end]


def _written(row: Sequence[Token], text: str) -> str:
    """Return the words of a row, without the punctuation at its ends."""
    words = [token for token in row if token.is_word]
    return " ".join(text[words[0].start : words[-1].end].split()) if words else ""
