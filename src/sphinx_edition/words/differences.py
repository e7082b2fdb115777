"""Explain how words differ from their source, as entries of an apparatus.

``collate`` decides whether they differ, and ``difflib`` only explains how. Nothing here makes a
quotation right or wrong, but for the least likeness that a declared variant must have.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate, pairwise

from .collate import is_inside_word, places
from .conventions import Convention
from .quotations import parse
from .tokens import Span, Token, tokens, word_tokens

#: ``(i1, i2, j1, j2)``, as in ``difflib``: a quotation has its tokens ``j1:j2`` for ``i1:i2``.
Change = tuple[int, int, int, int]
_TRIED = 300  #: how many stretches of a long text are compared letter by letter
_NEAR = 0.5  # between languages that share an alphabet, short sentences reach 0.45


@dataclass(frozen=True, slots=True)
class Variant:
    """An entry of the apparatus: the source's reading, then the quotation's."""

    lemma: str
    reading: str

    @property
    def is_reordered(self) -> bool:
        """Whether the two have the same words in another order."""
        ours, theirs = _folded(word_tokens(self.reading)), _folded(word_tokens(self.lemma))
        return ours != theirs and sorted(ours) == sorted(theirs)

    @property
    def is_accidental(self) -> bool:
        """Whether the two differ in nothing but capitals and punctuation."""
        ours, theirs = word_tokens(self.reading), word_tokens(self.lemma)
        return _folded(ours) == _folded(theirs)


def apparatus(entries: Sequence[Variant]) -> str:
    """Return entries in the form of an apparatus: the source's reading, a bracket, the other."""
    return "; ".join(f"{v.lemma or '(nothing)'}] {v.reading or '(omitted)'}" for v in entries)


def quoted_spans(quotation: str, text: str) -> list[tuple[int, int, bool]]:
    """Return the stretches of a text that a quotation is from, in its order.

    Each is ``(start, end, same)``: offsets in the text, and whether the quotation has these words
    or others instead.
    """
    if found := places(quotation, text):
        return [(start, end, True) for start, end in found[0]]
    source, pieces = tokens(text), _pieces(quotation, text)
    spans: list[tuple[int, int, bool]] = []
    for piece in pieces if source else []:
        window = source[slice(*_window(piece, source))]
        runs: list[tuple[int, int, bool]] = []  # of tokens of the window
        last = 0
        for start, end, *_ in [*_changes(window, piece), (len(window), len(window))]:
            if start > last:
                runs.append((last, start, True))
            if end > start:
                follows = runs and runs[-1][1:] == (start, False)
                runs.append((runs.pop()[0] if follows else start, end, False))
            last = end
        spans += [(window[i].start, window[j - 1].end, same) for i, j, same in runs]
    return spans


def _folded(tokens: Sequence[Token]) -> list[str]:
    return [token.text.casefold() for token in tokens]


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(_folded(tokens))


def _matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, a, b, autojunk=False)


def _ratio(a: str, b: str) -> float:
    return _matcher(a, b).ratio()


def _window(piece: list[Token], source: Sequence[Token]) -> Span:
    """Return the stretch of the source most like a piece of a quotation, as a span of tokens."""
    a, b = _folded(source), _folded(piece)
    run = _matcher(a, b).find_longest_match()
    slack = len(b) // 5 + 2
    if run.size > 2 or len(b) > 12:  # a long piece: trust its longest run, then trim the ends
        low, high = max(0, run.a - run.b - slack), min(len(a), run.a - run.b + len(b) + slack)
        blocks = _matcher(a[low:high], b).get_matching_blocks()[:-1]  # the last is always empty
        if not blocks:
            return low, low
        first, last = blocks[0], blocks[-1]
        tail = len(b) - last.b - last.size
        return max(low, low + first.a - first.b), min(len(a), low + last.a + last.size + tail)
    sizes = range(max(1, len(b) - slack), len(b) + slack + 1)
    spans = [(start, start + size) for size in sizes for start in _starts(a, b, size)]
    wanted = " ".join(b)
    return max(spans, key=lambda span: _ratio(wanted, " ".join(a[slice(*span)])))


def _starts(a: Sequence[str], b: Sequence[str], size: int) -> Iterable[int]:
    """Return where a stretch of ``a`` may begin: everywhere, or where it shares most words."""
    starts = range(max(1, len(a) - size + 1))
    if len(starts) <= _TRIED:
        return starts
    shared = [0, *accumulate(word in b for word in a)]
    return nlargest(_TRIED, starts, key=lambda start: shared[start + size] - shared[start])


@lru_cache(maxsize=1024)
def likeness(quotation: str, text: str) -> float:
    """Return how like a quotation is to the nearest stretch of a text, by letters, from 0 to 1."""
    source, pieces = tokens(text), _pieces(quotation, text)
    if not source or not pieces:
        return 0.0
    nearest = (source[slice(*_window(piece, source))] for piece in pieces)
    return _ratio(" ".join(map(_joined, pieces)), " ".join(map(_joined, nearest)))


def is_near(quotation: str, text: str) -> bool:
    """Tell whether a quotation is a variant of a text at all: half its letters, in order."""
    return likeness(quotation, text) >= _NEAR


def variants(quotation: str, text: str) -> list[Variant]:
    """Return the differences of a quotation from the nearest words of a text, in order.

    Every entry can be read by itself: an omission, an insertion or a change of mere punctuation
    takes in a word beside it, or its neighbour where at most one word lies between. Words that
    differ in nothing but their order, or that end inside a word, are one entry.
    """
    source, parsed = tokens(text), parse(quotation)
    entries = []
    for piece in _pieces(quotation, text):
        window = source[slice(*_window(piece, source))]
        for lemma, reading in _readings(window, piece):
            entries.append(Variant(_written(lemma, text), _written(reading, parsed.text)))
    if entries or not source or places(quotation, text):
        return entries
    spans = sorted(_whole_words(_window(piece, source), text) for piece in parsed.pieces)
    nearest = " … ".join(_written(source[slice(*span)], text) for span in spans)
    return [Variant(nearest, " ".join(parsed.text.split()))]


def cuts(quotation: str, text: str) -> Iterator[Convention]:
    """Yield the words left out at each cut of a quotation that differs from its source."""
    source = tokens(text)
    spans = [_window(piece, source) for piece in _pieces(quotation, text)]
    for (_, end), (start, _) in pairwise(spans):
        if end < start:
            yield Convention("cut", "…", _written(source[end:start], text))


def _pieces(quotation: str, text: str) -> list[list[Token]]:
    """Return the pieces of a quotation; where a text has lines, ``/`` is the end of one."""
    pieces = parse(quotation).pieces
    if "\n" not in text:
        return pieces
    words = ([token for token in piece if token.text != "/"] for piece in pieces)
    return [piece for piece in words if piece]


def _whole_words(span: Span, text: str) -> Span:
    """Return a span of tokens, made longer to the ends of hyphenated words."""
    source, (low, high) = tokens(text), span
    while low > 0 and is_inside_word(low, source, text):
        low -= 1
    while high < len(source) and is_inside_word(high, source, text):
        high += 1
    return low, high


def _written(part: Sequence[Token], text: str) -> str:
    return " ".join(text[part[0].start : part[-1].end].split()) if part else ""


def _readings(
    window: Sequence[Token], piece: list[Token]
) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Yield the source's and the quotation's tokens of each entry of the apparatus."""

    def is_bare(change: Change) -> bool:  # no word on one side
        i1, i2, j1, j2 = change
        return not (_word_count(window[i1:i2]) and _word_count(piece[j1:j2]))

    merged: list[Change] = []
    for change in _changes(window, piece):
        last = merged[-1] if merged else None
        if (
            last and (is_bare(last) or is_bare(change))
            and _word_count(window[last[1] : change[0]]) <= 1
        ):  # fmt: skip
            merged[-1] = (last[0], change[1], last[2], change[3])
        else:
            merged.append(change)
    for i1, i2, j1, j2 in merged:
        bare = is_bare((i1, i2, j1, j2))
        opens_with_words = all(part[0].is_word for part in (window[i1:i2], piece[j1:j2]) if part)
        before = (bare or not opens_with_words) and i1 > 0 and j1 > 0
        after = bare and not before and i2 < len(window) and j2 < len(piece)
        yield window[i1 - before : i2 + after], piece[j1 - before : j2 + after]


def _word_count(part: Sequence[Token]) -> int:
    return sum(token.is_word for token in part)


def _changes(window: Sequence[Token], piece: list[Token]) -> Iterator[Change]:
    """Yield the stretches that differ: aligned without regard to case, then compared with it."""
    for tag, i1, i2, j1, j2 in _matcher(_folded(window), _folded(piece)).get_opcodes():
        if tag != "equal":
            yield i1, i2, j1, j2
            continue
        for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
            if not piece[j].same(window[i]):
                yield i, i + 1, j, j + 1
