"""Find the words of a text that a quotation is most like, and say how like they are.

``collate`` decides whether a quotation is right. This serves only to say how it is wrong, and
whether a declared variant is one at all. The work is bounded, however long the text is and however
many cuts the quotation has.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from heapq import nlargest
from itertools import accumulate

from .alignment import longest_run, matcher, matching_blocks, ratio
from .quotations import parse
from .tokens import Span, Token, tokens

_TRIED = 100  #: how many stretches of a long text a quotation is compared with letter by letter
_SCANNED = 20_000  #: how many words of a text are looked at for all pieces of a quotation together
_LETTERS = 300  #: a short piece that has more is compared with fewer stretches, and more roughly
_NEAR = 0.5  # between languages that share an alphabet, short sentences reach 0.45


@lru_cache(maxsize=1024)
def likeness(quotation: str, text: str) -> float:
    """Return how like a quotation is to the nearest stretch of a text, by letters, from 0 to 1."""
    ours, theirs, source = list[str](), list[str](), tokens(text)
    for piece, span in piece_spans(quotation, text):
        ours += folded(piece)
        theirs += folded(source[slice(*span)])
    return ratio(" ".join(ours), " ".join(theirs)) if ours else 0.0


def is_near(quotation: str, text: str) -> bool:
    """Tell whether a quotation is a variant of a text at all: half its letters, in order."""
    return likeness(quotation, text) >= _NEAR


@lru_cache(maxsize=1024)  # a verdict asks for it, then the comparison that shows it
def piece_spans(quotation: str, text: str) -> tuple[tuple[list[Token], Span], ...]:
    """Return each piece of a quotation with the span of a text's tokens that it is most like.

    If there are two such spans, that which stands after the piece before. Of many pieces in a long
    text, each is sought only in the words that follow the piece before.
    """
    pieces, source = _pieces(quotation, text), folded(tokens(text))
    return tuple(_spans(pieces, source)) if source else ()


def _spans(pieces: Sequence[list[Token]], source: list[str]) -> Iterator[tuple[list[Token], Span]]:
    low = 0
    for piece in pieces:
        words, most = folded(piece), max(1, _TRIED // len(pieces))
        reach = max(_SCANNED // len(pieces), 2 * len(words))
        if reach < len(source):
            start = max(0, min(low, len(source) - reach))
            found = _window(words, source[start : start + reach], most)
            low = start + found[1]
            yield piece, (start + found[0], low)
            continue
        span = _window(words, source, most)
        if span[0] < low < len(source):
            start, end = _window(words, source[low:], most)
            nearness = partial(_nearness, words, source)
            span = max((low + start, low + end), span, key=nearness)
        low = span[1]
        yield piece, span


def _window(b: Sequence[str], a: Sequence[str], most: int) -> Span:
    """Return the stretch of the words *a* that is most like the words *b*.

    Of a long text no more than *most* stretches of one length are compared letter by letter.
    """
    run = longest_run(a, b)
    slack = len(b) // 5 + 2
    if run.size > 2 or len(b) > 12:  # a long piece: trust its longest run, then trim the ends
        low, high = max(0, run.a - run.b - slack), min(len(a), run.a - run.b + len(b) + slack)
        blocks = matching_blocks(a[low:high], b)
        if not blocks:
            return low, low
        first, last = blocks[0], blocks[-1]
        tail = len(b) - last.b - last.size
        return max(low, low + first.a - first.b), min(len(a), low + last.a + last.size + tail)
    sizes = range(max(1, len(b) - slack), len(b) + slack + 1)
    best, nearest = -1.0, (0, 0)
    words = " ".join(b)
    letters = matcher("", words)
    starts = _starts(a, b, sizes[-1], max(1, most * _LETTERS // max(_LETTERS, len(words))))
    for size in sizes:
        for start in starts:
            if start > max(0, len(a) - size):
                continue
            window = " ".join(a[start : start + size])
            letters.set_seq1(window)
            if min(letters.real_quick_ratio(), letters.quick_ratio()) <= best:
                continue  # these are never less than the ratio, and take less time
            like = letters.ratio() if len(words) < _LETTERS else ratio(window, words)
            if like > best:
                best, nearest = like, (start, start + size)
    return nearest


def _nearness(b: Sequence[str], a: Sequence[str], span: Span) -> float:
    return ratio(" ".join(b), " ".join(a[slice(*span)]))


def _starts(a: Sequence[str], b: Sequence[str], size: int, most: int) -> Iterable[int]:
    """Return where a stretch of ``a`` may begin: everywhere, or where it shares most words."""
    starts = range(len(a))
    if len(starts) <= most:
        return starts
    words = {*b}
    shared = [0, *accumulate(word in words for word in a)]
    shared += [shared[-1]] * size
    counts = [after - before for before, after in zip(shared, shared[size:], strict=False)]
    return nlargest(most, starts, key=counts.__getitem__)


def _pieces(quotation: str, text: str) -> list[list[Token]]:
    """Return the pieces of a quotation; where a text has lines, ``/`` is the end of one."""
    pieces = parse(quotation).pieces
    if "\n" not in text:
        return pieces
    words = ([token for token in piece if token.text != "/"] for piece in pieces)
    return [piece for piece in words if piece]


def folded(tokens: Sequence[Token]) -> list[str]:
    """Return tokens as text, without regard to case."""
    return [token.text.casefold() for token in tokens]
