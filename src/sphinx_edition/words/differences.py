"""Find the words that a quotation is nearest to, and how it differs from them.

``collate`` decides whether they differ, and ``difflib`` only explains how. Nothing here makes a
quotation right or wrong.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import attrgetter

from .alignment import matching_blocks
from .collate import is_inside_word
from .likeness import folded, piece_spans
from .tokens import Span, Token, tokens, word_tokens

#: ``(i1, i2, j1, j2)``, as in ``difflib``: a quotation has its tokens ``j1:j2`` for ``i1:i2``.
Change = tuple[int, int, int, int]


#: Something to tell of a quotation: its kind, its offsets in the quotation, and in the source.
Event = tuple[str, Span, Span]


@dataclass(frozen=True, slots=True)
class Region:
    """Words of a quotation between two cuts or brackets, and the source's words for them."""

    quotation: Span  #: offsets in the text of a ``Quotation``
    source: Span
    events: tuple[Event, ...] = ()  #: in order, none in another


@dataclass(frozen=True, slots=True)
class Variant:
    """An entry of the apparatus: the source's reading, then the quotation's."""

    lemma: str
    reading: str

    @property
    def is_reordered(self) -> bool:
        """Whether the two have the same words in another order."""
        ours, theirs = folded(word_tokens(self.reading)), folded(word_tokens(self.lemma))
        return ours != theirs and sorted(ours) == sorted(theirs)

    @property
    def is_accidental(self) -> bool:
        """Whether the two differ in nothing but capitals and punctuation."""
        ours, theirs = word_tokens(self.reading), word_tokens(self.lemma)
        return folded(ours) == folded(theirs)


def apparatus(entries: Sequence[Variant]) -> str:
    """Return entries in the form of an apparatus: the source's reading, a bracket, the other."""
    return "; ".join(f"{v.lemma or '(nothing)'}] {v.reading or '(omitted)'}" for v in entries)


def nearest_regions(quotation: str, text: str) -> list[Region]:
    """Return each piece of a quotation with the words nearest to it, and its differences from them.

    Every difference can be read by itself: an omission, an insertion or a change of mere
    punctuation takes in a word beside it, or its neighbour where at most one word lies between. If
    no piece differs, they differ in their order or end inside a word: the words are then whole.
    """
    source, regions = tokens(text), list[Region]()
    for piece, (low, high) in piece_spans(quotation, text):
        window = source[low:high]  # which may end before it
        changes = tuple(
            ("difference", _span(piece, *ours), _span(window, *theirs))
            for theirs, ours in _readings(window, piece)
        )
        whole = _span(piece, 0, len(piece))
        regions.append(Region(whole, _span(source, low, low + len(window)), changes))
    if any(region.events for region in regions):
        return regions
    return [replace(r, source=_whole_words(r.source, text)) for r in regions]


def _span(row: Sequence[Token], low: int, high: int) -> Span:
    """Return the offsets of a row's tokens from ``low`` to ``high``; of none, where they would be.

    That is after the token before them, or before the first.
    """
    if low < high:
        return row[low].start, row[high - 1].end
    at = row[low - 1].end if low else row[0].start if row else 0
    return at, at


def _whole_words(span: Span, text: str) -> Span:
    """Return a stretch of a text, made longer to the ends of hyphenated words."""
    source = tokens(text)
    low = bisect_right(source, span[0], key=attrgetter("end"))
    high = bisect_left(source, span[1], key=attrgetter("end")) + 1
    while low > 0 and is_inside_word(low, source, text):
        low -= 1
    while high < len(source) and is_inside_word(high, source, text):
        high += 1
    return source[low].start, source[high - 1].end


def _readings(window: Sequence[Token], piece: list[Token]) -> list[tuple[Span, Span]]:
    """Return each entry of the apparatus as spans of tokens: the source's, the quotation's."""
    theirs_before, ours_before = _words_before(window), _words_before(piece)

    def is_bare(change: Change) -> bool:  # no word on one side
        i1, i2, j1, j2 = change
        return theirs_before[i1] == theirs_before[i2] or ours_before[j1] == ours_before[j2]

    merged: list[Change] = []
    for change in _changes(window, piece):
        last = merged[-1] if merged else None
        if (
            last and (is_bare(last) or is_bare(change))
            and theirs_before[change[0]] - theirs_before[last[1]] <= 1
        ):  # fmt: skip
            merged[-1] = (last[0], change[1], last[2], change[3])
        else:
            merged.append(change)
    found: list[tuple[Span, Span]] = []
    for i1, i2, j1, j2 in merged:
        bare = is_bare((i1, i2, j1, j2))
        opens_with_words = all(part[0].is_word for part in (window[i1:i2], piece[j1:j2]) if part)
        before = (bare or not opens_with_words) and i1 > 0 and j1 > 0
        after = bare and not before and i2 < len(window) and j2 < len(piece)
        theirs, ours = (i1 - before, i2 + after), (j1 - before, j2 + after)
        if found and (found[-1][0][1] > theirs[0] or found[-1][1][1] > ours[0]):
            (start, _), (our_start, _) = found.pop()  # a word that is in both joins them
            theirs, ours = (start, theirs[1]), (our_start, ours[1])
        found.append((theirs, ours))
    return found


def _words_before(row: Sequence[Token]) -> list[int]:
    """Return how many words stand before each token of a row, and before its end."""
    return [0, *accumulate(token.is_word for token in row)]


def _changes(window: Sequence[Token], piece: list[Token]) -> Iterator[Change]:
    """Yield the stretches that differ: aligned without regard to case, then compared with it."""
    at, other = 0, 0
    end = (len(window), len(piece), 0)
    for i, j, size in [*matching_blocks(folded(window), folded(piece)), end]:
        if at < i or other < j:
            yield at, i, other, j
        for n in range(size):
            if not piece[j + n].same(window[i + n]):
                yield i + n, i + n + 1, j + n, j + n + 1
        at, other = i + size, j + size
