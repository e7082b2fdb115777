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

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter

from .quotations import Gap, Quotation, literal, parse
from .tokens import Span, Token, positions, tokens

_BRACKET_WORDS = 3  #: the most words of the source that a bracket may stand for
_HYPHENS = "-‐‑−"  #: these join words; an en dash does if it has a word on both sides
_EN_DASH = "–"

_MOST_SPANS = 30_000  #: of the places of a quotation with many cuts, only the first are looked at

#: What is compared of the tokens of a stretch: their text, and whether the case is open.
Stretch = tuple[tuple[str, bool], ...]
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
    source = tokens(text)
    if not quotation.stretches:
        return ()
    known = dict[Stretch, list[Span]]()  # a stretch may stand there often
    found = list[list[Span]]()
    for stretch in quotation.stretches:
        key = tuple((token.text, token.open_case) for token in stretch)
        if key not in known:
            known[key] = _occurrences(key, source, text)
        if not known[key]:
            return ()  # before anything is compared with the places of the others
        found.append(known[key])
    words = [0, *accumulate(token.is_word for token in source)]
    reachable = found[-1:]
    for spans, gap in zip(found[-2::-1], quotation.gaps[-2:0:-1], strict=True):
        following = reachable[-1]
        if not following:
            return ()
        if gap.is_cut:
            last = following[-1][0]
            reachable.append(spans[: bisect_right(spans, last, key=itemgetter(1))])
        else:
            reachable.append([s for s in spans if _next(s, gap, following, source, words)])
    reachable.reverse()
    alignments = list[Alignment]()
    for first in reachable[0][: max(1, _MOST_SPANS // len(reachable))]:
        alignment = [first]
        for gap, following in zip(quotation.gaps[1:-1], reachable[1:], strict=True):
            after = _next(alignment[-1], gap, following, source, words)
            assert after is not None  # or the span before it would not be reachable
            alignment.append(after)
        alignments.append(tuple(alignment))
    return tuple(alignments)


def _next(
    span: Span, gap: Gap, following: Sequence[Span], source: Sequence[Token], words: Sequence[int]
) -> Span | None:
    """Return the nearest of the following spans that a gap allows after a span.

    A bracket that the source has itself comes before all others. ``words`` counts the words of the
    source before each token.
    """
    end = span[1]
    index = bisect_left(following, (end, 0))
    if gap.is_cut:
        return following[index] if index < len(following) else None
    own = end + len(gap.bracket)
    if source[end:own] and all(map(Token.same, gap.bracket, source[end:own])):
        at = bisect_left(following, (own, 0))
        if at < len(following) and following[at][0] == own:
            return following[at]
    if index < len(following) and words[following[index][0]] - words[end] <= _BRACKET_WORDS:
        return following[index]
    return None


def _occurrences(stretch: Stretch, source: Sequence[Token], text: str) -> list[Span]:
    """Return the spans of the source's tokens that a stretch matches, by their beginnings.

    All beginnings are tried at once, as bits of a number: bit n is the boundary before token n. Of
    all ends, those boundaries stay from which the last token matches, then the last two, and so on;
    from the beginnings that remain, the same steps lead to their ends. So a word that stands there
    a thousand times costs no more than a thousand words.
    """
    line_ends = _line_ends(text) if ("/", False) in stretch else 0
    steps = []
    for token in stretch:
        same = _bits(*token, text)
        steps.append((same, line_ends & ~same if token[0] == "/" else 0))
    starts = (2 << len(source)) - 1
    for same, skipped in reversed(steps):
        starts = (starts >> 1 & same) | (starts & skipped)
        if not starts:
            return []
    ends = starts
    for same, skipped in steps:
        ends = ((ends & same) << 1) | (ends & skipped)
    return [
        (start, end) for start, end in zip(_numbers(starts), _numbers(ends), strict=True)
        if start < end  # a ``/`` alone, at the end of a line, is no words
        and not (is_inside_word(start, source, text) or is_inside_word(end, source, text))
    ]  # fmt: skip


@lru_cache(maxsize=1024)  # the stretches of a quotation have many words in common
def _bits(word: str, open_case: bool, text: str) -> int:
    """Return the places of the tokens that agree with one of a quotation, as bits of a number."""
    token, source = Token(word, 0, 0, open_case), tokens(text)
    places = positions(text).get(word.casefold(), ())
    return sum(1 << place for place in places if token.same(source[place]))


def _line_ends(text: str) -> int:
    """Return the boundaries between tokens at which a line ends, as bits; not after a ``/``."""
    return sum(
        1 << index for index, (last, token) in enumerate(pairwise(tokens(text)), 1)
        if last.text != "/" and "\n" in text[last.end : token.start]
    )  # fmt: skip


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
