"""What a quoter has done by convention: the words of each cut, what was put in, whose capitals.

A quotation can be exact and still say something else than its source, by what it leaves out or
puts in. So this is shown beside every verdict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .collate import align
from .quotations import Quotation
from .tokens import QUOTATION_MARKS, Token, tokens

KINDS = ("cut", "insertion", "substitution", "capital", "quotation marks")


@dataclass(frozen=True, slots=True)
class Convention:
    """A use of a convention, with the words on both sides; either may be empty."""

    kind: str  #: one of ``KINDS``
    quotation: str
    source: str


def conventions(quotation: str, text: str) -> tuple[Convention, ...]:
    """Return what a quotation does by convention, at its first place in a text, in order.

    Nothing is returned for a quotation that the text does not bear out.
    """
    parsed, alignments = align(quotation, text)
    if not alignments:
        return ()
    alignment, source = alignments[0], tokens(text)
    found: list[Convention] = [*_outside(parsed, 0)]
    for number, (start, end) in enumerate(alignment):
        stretch = parsed.stretches[number]
        if len(stretch) == end - start:  # a line end in the source has no token there
            found += _within(stretch, parsed.text, source[start:end], text)
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
            marked.add(index if ours.is_word else index - 1)
    for index in sorted(marked):
        sides = (_with_marks(stretch[index], quoted), _with_marks(source[index], text))
        if sides[0] != sides[1]:
            yield Convention("quotation marks", *sides)


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
