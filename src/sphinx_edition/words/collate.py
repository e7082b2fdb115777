"""Compare quoted words with their source: the law of comparison.

The question is exact, and so is the answer: a source bears a quotation out, or it does not.

*Forgiven* is typography: Unicode form, white space, invisible characters, quotation marks, the
style of apostrophes and dashes, and ``. , ; : -`` at either end of a piece.

*Never forgiven* are spelling, case, order, omission, punctuation inside a piece, ``!`` and ``?``,
and the beginning or end of a piece inside a word, hyphenated words included.

*Conventions* are the quoter's (``quotations``): cuts, one letter's case, brackets, remarks. A ``/``
stands for the end of a line. If the source does not bear the quotation out so, brackets and dots
are read as the source's own.

``tests/kit/collate.toml`` has the law as cases. Rows are added to it, never altered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from .quotations import Gap, Quotation, literal, parse
from .tokens import Span, Token, positions, tokens

_BRACKET_WORDS = 3  #: the most words of the source that a bracket may stand for
_HYPHENS = "-‐‑−־﹣－"  #: these join words; an en dash does if it has a word on both sides
_EN_DASH = "–"

_MOST_SPANS = 30_000  #: of the places of a quotation with many cuts, only the first are looked at

#: What is compared of the tokens of a stretch: their text, and whether the case is open.
Stretch = tuple[tuple[str, bool], ...]


class Occurrences(NamedTuple):
    """Where a stretch stands in a text: boundaries before tokens, as bits of numbers and as such.

    A step has the boundaries before the tokens that agree with one of the stretch, and those at
    which it stands for no token: a ``/`` at the end of a line.
    """

    steps: Sequence[tuple[int, int]]
    starts: int
    ends: Mapping[int, int]  #: by their starts


#: Where a quotation stands in a source: for each of its stretches, a span of tokens of the source.
Alignment = tuple[Span, ...]


def places(quotation: str, text: str) -> list[tuple[Span, ...]]:
    """Return the places of a text that bear a quotation out; none, if it is misquoted.

    A place is the quotation's stretches in their order, as ``(start, end)`` offsets in ``text``: a
    stretch ends at a cut or a bracket. A quotation without words of its own stands nowhere.
    """
    source, (_, alignments) = tokens(text), align(quotation, text)
    return [
        tuple((source[start].start, source[end - 1].end) for start, end in alignment)
        for alignment in alignments
    ]


@lru_cache(maxsize=64)  # a verdict asks for it, then the comparison that shows it
def align(quotation: str, text: str) -> tuple[Quotation, tuple[Alignment, ...]]:
    """Return a quotation as it was read, and its alignments with the tokens of a text."""
    parsed = parse(quotation)
    found = () if parsed.has_empty_bracket else _alignments(parsed, text)
    if not found and "[" in quotation:
        as_typed = literal(quotation)
        if in_source := _alignments(as_typed, text):
            return as_typed, in_source
    return parsed, found


def _alignments(quotation: Quotation, text: str) -> tuple[Alignment, ...]:
    """Align each stretch with its nearest place after the one before it.

    From the last stretch to the first, only those places are kept after which the rest has a place,
    so that no choice made on the way forward can be wrong.
    """
    if not quotation.stretches:
        return ()
    known = dict[Stretch, Occurrences]()  # a stretch may stand there often
    found, reachable = list[Occurrences](), list[int]()
    ends = (2 << len(tokens(text))) - 1
    for stretch, gap in zip(quotation.stretches[::-1], quotation.gaps[-2::-1], strict=True):
        key = tuple((token.text, token.open_case) for token in stretch)
        if key not in known:
            known[key] = _occurrences(key, text)
        starts = known[key].starts & _led_back(known[key].steps, ends)
        if not starts:
            return ()
        found.append(known[key])
        reachable.append(starts)
        ends = _ends_before(gap, starts, text)
    alignments = list[Alignment]()
    for first in islice(_numbers(reachable[-1]), max(1, _MOST_SPANS // len(found))):
        alignment = [(first, found[-1].ends[first])]
        for gap, occurrences, starts in zip(
            quotation.gaps[1:-1], found[-2::-1], reachable[-2::-1], strict=True
        ):
            start = _nearest(alignment[-1][1], gap, starts, text)
            alignment.append((start, occurrences.ends[start]))
        alignments.append(tuple(alignment))
    return tuple(alignments)


def _ends_before(gap: Gap, starts: int, text: str) -> int:
    """Return the boundaries from which a gap leads to one of the starts, all as bits."""
    if gap.is_cut:
        return (1 << starts.bit_length()) - 1
    own = starts
    for token in reversed(gap.bracket):  # in case the source has the bracket itself
        own = own >> 1 & _bits(token.text, token.open_case, text)
    is_word = _word_bits(text)
    is_mark = ((1 << len(tokens(text))) - 1) ^ is_word
    for _ in range(_BRACKET_WORDS):
        starts = _spread(starts, is_mark)
        starts |= starts >> 1 & is_word
    return own | _spread(starts, is_mark)


def _spread(bits: int, over: int) -> int:
    """Return bits with all those that join them from below; each step goes twice as far."""
    step = 1
    while over:
        bits |= bits >> step & over
        over &= over >> step
        step *= 2
    return bits


def _nearest(end: int, gap: Gap, starts: int, text: str) -> int:
    """Return the first of the starts to which a gap leads from an end; there is one.

    A bracket that the source has itself comes before all others.
    """
    source, own = tokens(text)[end : end + len(gap.bracket)], end + len(gap.bracket)
    if not gap.is_cut and starts >> own & 1 and all(map(Token.same, gap.bracket, source)):
        return own
    return end + next(_numbers(starts >> end))


def _occurrences(stretch: Stretch, text: str) -> Occurrences:
    """Return where a stretch stands in a text.

    All beginnings are tried at once, as bits of a number: bit n is the boundary before token n. Of
    all ends, those boundaries stay from which the last token matches, then the last two, and so on;
    from the beginnings that remain, the same steps lead to their ends. So a word that stands there
    a thousand times costs no more than a thousand words.
    """
    source, steps = tokens(text), list[tuple[int, int]]()
    line_ends = _line_ends(text) if ("/", False) in stretch else 0
    for token in stretch:
        same = _bits(*token, text)
        steps.append((same, line_ends & ~same if token[0] == "/" else 0))
    starts = ends = _led_back(steps, (2 << len(source)) - 1)
    for same, skipped in steps:
        ends = ((ends & same) << 1) | (ends & skipped)
    spans = {
        start: end for start, end in zip(_numbers(starts), _numbers(ends), strict=True)
        if start < end  # a ``/`` alone, at the end of a line, is no words
        and not (is_inside_word(start, source, text) or is_inside_word(end, source, text))
    }  # fmt: skip
    return Occurrences(steps, _as_bits(spans), spans)


def _led_back(steps: Sequence[tuple[int, int]], ends: int) -> int:
    """Return the boundaries from which the steps of a stretch lead to some ends, as bits."""
    for same, skipped in reversed(steps):
        if not ends:
            break
        ends = (ends >> 1 & same) | (ends & skipped)
    return ends


@lru_cache(maxsize=1024)  # the stretches of a quotation have many words in common
def _bits(word: str, open_case: bool, text: str) -> int:
    """Return the places of the tokens that agree with one of a quotation, as bits of a number."""
    token, source = Token(word, 0, 0, open_case), tokens(text)
    places = positions(text).get(word.casefold(), ())
    return _as_bits(place for place in places if token.same(source[place]))


@lru_cache(maxsize=16)  # each bracket asks for it
def _word_bits(text: str) -> int:
    """Return the places of the tokens of a text that are words, as bits of a number."""
    return _as_bits(place for place, token in enumerate(tokens(text)) if token.is_word)


def _line_ends(text: str) -> int:
    """Return the boundaries between tokens at which a line ends, as bits; not after a ``/``."""
    return _as_bits(
        index for index, (last, token) in enumerate(pairwise(tokens(text)), 1)
        if last.text != "/" and "\n" in text[last.end : token.start]
    )  # fmt: skip


def _as_bits(numbers: Iterable[int]) -> int:
    """Return a number in which those bits are set."""
    bits = bytearray()
    for number in numbers:
        bits.extend(bytes(max(0, number // 8 + 1 - len(bits))))
        bits[number // 8] |= 1 << number % 8
    return int.from_bytes(bits, "little")


def _numbers(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def is_inside_word(index: int, source: Sequence[Token], text: str) -> bool:
    """Tell whether the boundary before a token of the source lies inside a hyphenated word."""
    return any(_joins(at, index, source, text) for at in (index - 1, index))


def _joins(at: int, boundary: int, source: Sequence[Token], text: str) -> bool:
    """Tell whether a token is a hyphen that joins the tokens on both sides of a boundary.

    A hyphen before a word belongs to it even if nothing stands before the hyphen: a minus.
    """
    if not 0 <= at < len(source) - 1:
        return False
    token = source[at]
    mark = text[token.start : token.end]
    touches_next = source[at + 1].start == token.end
    touches_last = at > 0 and source[at - 1].end == token.start
    if mark in _HYPHENS:
        return touches_next and (touches_last or at < boundary)
    return mark == _EN_DASH and touches_next and touches_last
