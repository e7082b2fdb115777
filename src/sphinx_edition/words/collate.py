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

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, takewhile

from .quotations import Gap, Quotation, literal, parse
from .tokens import Span, Token, positions, tokens

_BRACKET_WORDS = 3  #: the most words of the source that a bracket may stand for
_HYPHENS = "-‐‑−"  #: these join words; an en dash does if it has a word on both sides
_EN_DASH = "–"

#: Where a quotation stands in a source: for each of its stretches, a span of tokens of the source.
Alignment = list[Span]


def places(quotation: str, text: str) -> list[tuple[Span, ...]]:
    """Return every place of a text that bears a quotation out; none, if it is misquoted.

    A place is the quotation's stretches in their order, as ``(start, end)`` offsets in ``text``: a
    stretch ends at a cut or a bracket. A quotation without words of its own stands nowhere.
    """
    source, (_, alignments) = tokens(text), align(quotation, text)
    return [
        tuple((source[start].start, source[end - 1].end) for start, end in alignment)
        for alignment in alignments
    ]


def align(quotation: str, text: str) -> tuple[Quotation, list[Alignment]]:
    """Return a quotation as it was read, and every alignment of it with the tokens of a text."""
    parsed = parse(quotation)
    found = [] if parsed.has_empty_bracket else _alignments(parsed, text)
    if not found and "[" in quotation:
        as_typed = literal(quotation)
        if in_source := _alignments(as_typed, text):
            return as_typed, in_source
    return parsed, found


def _alignments(quotation: Quotation, text: str) -> list[Alignment]:
    """Align each stretch with its nearest place after the one before it.

    From the last stretch to the first, only those places are kept after which the rest has a place,
    so that no choice made on the way forward can be wrong.
    """
    source = tokens(text)
    if not quotation.stretches:
        return []
    known = dict[tuple[tuple[str, bool], ...], list[Span]]()  # a stretch may stand there often
    found = list[list[Span]]()
    for stretch in quotation.stretches:
        key = tuple((token.text, token.open_case) for token in stretch)
        if key not in known:
            known[key] = _occurrences(stretch, source, text)
        if not known[key]:
            return []  # before anything is compared with the places of the others
        found.append(known[key])
    words = [0, *accumulate(token.is_word for token in source)]
    reachable = found[-1:]
    for spans, gap in zip(found[-2::-1], quotation.gaps[-2:0:-1], strict=True):
        following = reachable[0]
        if not following:
            return []
        if gap.is_cut:
            last = following[-1][0]
            reachable.insert(0, [span for span in spans if span[1] <= last])
        else:
            reachable.insert(0, [s for s in spans if _next(s, gap, following, source, words)])
    alignments = []
    for first in reachable[0]:
        alignment = [first]
        for gap, following in zip(quotation.gaps[1:-1], reachable[1:], strict=True):
            after = _next(alignment[-1], gap, following, source, words)
            assert after is not None  # or the span before it would not be reachable
            alignment.append(after)
        alignments.append(alignment)
    return alignments


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


def _occurrences(stretch: Sequence[Token], source: Sequence[Token], text: str) -> list[Span]:
    """Return the spans of the source's tokens that a stretch matches, by their beginnings.

    They are sought where its rarest token stands; but of those after a ``/``, which may be no
    token of the source, nobody knows how far behind the beginning they are.
    """
    known = positions(text)
    fixed = [*takewhile(lambda token: token.text != "/", stretch)] or stretch[:1]
    rows = [known.get(token.text.casefold(), ()) for token in fixed]
    rarest = min(range(len(rows)), key=lambda number: len(rows[number]))
    starts = (place - rarest for place in rows[rarest] if place >= rarest)
    ends = ((start, _match(stretch, source, start, text)) for start in starts)
    return [
        (start, end) for start, end in ends
        if end and not (is_inside_word(start, source, text) or is_inside_word(end, source, text))
    ]  # fmt: skip


def _match(stretch: Sequence[Token], source: Sequence[Token], start: int, text: str) -> int:
    """Return the end of a stretch that begins at a token of the source; 0 if it does not match."""
    index = start
    for token in stretch:
        if index < len(source) and token.same(source[index]):
            index += 1
        elif not (token.text == "/" and _ends_line(index, source, text)):
            return 0
    return index


def _ends_line(index: int, source: Sequence[Token], text: str) -> bool:
    """Tell whether a line of the source ends before a token."""
    return 0 < index < len(source) and "\n" in text[source[index - 1].end : source[index].start]


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
