"""Find the words of a text that a quotation is most like, and say how like they are.

``collate`` decides whether a quotation is right. This serves only to say how it is wrong, and
whether a declared variant is one at all. The work is bounded, however long the text is and however
many cuts the quotation has.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache, partial
from heapq import nlargest
from itertools import accumulate

from .quotations import parse
from .tokens import Span, Token, tokens

_TRIED = 300  #: how many stretches of a long text a quotation is compared with letter by letter
_NEAR = 0.5  # between languages that share an alphabet, short sentences reach 0.45


@lru_cache(maxsize=1024)
def likeness(quotation: str, text: str) -> float:
    """Return how like a quotation is to the nearest stretch of a text, by letters, from 0 to 1."""
    ours, theirs, source = list[str](), list[str](), tokens(text)
    for piece, span in piece_spans(quotation, text):
        ours += folded(piece)
        theirs += folded(source[slice(*span)])
    return _ratio(" ".join(ours), " ".join(theirs)) if ours else 0.0


def is_near(quotation: str, text: str) -> bool:
    """Tell whether a quotation is a variant of a text at all: half its letters, in order."""
    return likeness(quotation, text) >= _NEAR


def piece_spans(quotation: str, text: str) -> Iterator[tuple[list[Token], Span]]:
    """Yield each piece of a quotation with the span of a text's tokens that it is most like.

    If there are two such spans, that which stands after the piece before.
    """
    pieces, source, low = _pieces(quotation, text), folded(tokens(text)), 0
    for piece in pieces if source else ():
        words, most = folded(piece), max(1, _TRIED // len(pieces))
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
    run = matcher(a, b).find_longest_match()
    slack = len(b) // 5 + 2
    if run.size > 2 or len(b) > 12:  # a long piece: trust its longest run, then trim the ends
        low, high = max(0, run.a - run.b - slack), min(len(a), run.a - run.b + len(b) + slack)
        blocks = matcher(a[low:high], b).get_matching_blocks()[:-1]  # the last is always empty
        if not blocks:
            return low, low
        first, last = blocks[0], blocks[-1]
        tail = len(b) - last.b - last.size
        return max(low, low + first.a - first.b), min(len(a), low + last.a + last.size + tail)
    sizes = range(max(1, len(b) - slack), len(b) + slack + 1)
    best, nearest = -1.0, (0, 0)
    letters = matcher("", " ".join(b))
    for size in sizes:
        for start in _starts(a, b, size, most):
            letters.set_seq1(" ".join(a[start : start + size]))
            if min(letters.real_quick_ratio(), letters.quick_ratio()) <= best:
                continue  # these are never less than the ratio, and take less time
            if (ratio := letters.ratio()) > best:
                best, nearest = ratio, (start, start + size)
    return nearest


def _nearness(b: Sequence[str], a: Sequence[str], span: Span) -> float:
    return _ratio(" ".join(b), " ".join(a[slice(*span)]))


def _starts(a: Sequence[str], b: Sequence[str], size: int, most: int) -> Iterable[int]:
    """Return where a stretch of ``a`` may begin: everywhere, or where it shares most words."""
    starts = range(max(1, len(a) - size + 1))
    if len(starts) <= most:
        return starts
    shared = [0, *accumulate(word in b for word in a)]
    return nlargest(most, starts, key=lambda start: shared[start + size] - shared[start])


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


def matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    """Return what aligns two rows of words, or two texts letter by letter."""
    return SequenceMatcher(None, a, b, autojunk=False)


def _ratio(a: str, b: str) -> float:
    return matcher(a, b).ratio()
