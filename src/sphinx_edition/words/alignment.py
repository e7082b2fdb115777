"""Align two rows of words, or two texts letter by letter, in work that stays bounded.

``difflib`` explains best, but of long rows it looks at too much. Then what the rows begin and end
with is the same, and between these their longest common series, whose rows of a table are bits of a
number. Where even that would be too much, nothing between is the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher

_PAIRS = 100_000  #: the most pairs of places with the same letter that ``difflib`` looks at
_WORDS = 1_000_000  #: the most places of one row, times those of the other, that it looks at
_BITS = 200_000_000  #: the same of a table


def matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    """Return what aligns two rows of words, or two texts letter by letter."""
    return SequenceMatcher(None, a, b, autojunk=False)


def matching_blocks(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """Return the stretches that two rows have in common, in order; none is empty."""
    if len(a) * len(b) <= _WORDS and _pairs(a, b) <= _PAIRS // 5:
        return matcher(a, b).get_matching_blocks()[:-1]  # the last is always empty
    start = _alike(a, b)
    a, b = a[start:], b[start:]
    end = _alike(a[::-1], b[::-1])
    last = Match(start + len(a) - end, start + len(b) - end, end)
    series = _series(a[: len(a) - end], b[: len(b) - end])
    between = (Match(start + i, start + j, 1) for i, j in series)
    return [*_joined([Match(0, 0, start), *between, last])]


def longest_run(a: Sequence[str], b: Sequence[str]) -> Match:
    """Return the longest stretch that two rows have in common, the first of several."""
    if _pairs(a, b) <= 2 * _PAIRS:  # one look at each
        return matcher(a, b).find_longest_match()
    return max(matching_blocks(a, b), key=lambda block: block.size, default=Match(0, 0, 0))


def ratio(a: str, b: str) -> float:
    """Return how like two texts are by letters, from 0 to 1."""
    if not a + b:
        return 1.0
    if _letter_work(a, b) <= _PAIRS:
        return matcher(a, b).ratio()
    ours, theirs = a.split(), b.split()
    at, other, same, rest = 0, 0, 0, list[tuple[int, str, str]]()
    for i, j, size in [*matching_blocks(ours, theirs), Match(len(ours), len(theirs), 0)]:
        between = " ".join(ours[at:i]), " ".join(theirs[other:j])
        rest.append((_letter_work(*between), *between))
        same += sum(map(len, ours[i : i + size])) + size
        at, other = i + size, j + size
    looked_at = 0
    for work, left, right in sorted(rest):  # what is short between equal words comes first
        looked_at += work
        if looked_at > _PAIRS:
            break
        same += sum(block.size for block in matcher(left, right).get_matching_blocks())
    return 2 * min(same, len(a), len(b)) / (len(a) + len(b))


def _letter_work(a: str, b: str) -> int:
    """Return what ``difflib`` has to do for two texts, as pairs of places with the same letter."""
    return max(_pairs(a, b), len(a) * len(b) // 40)


def _pairs(a: Iterable[str], b: Iterable[str]) -> int:
    """Count the pairs of places at which two rows have the same item."""
    ours, theirs = Counter(a), Counter(b)
    return sum(count * theirs[item] for item, count in ours.items())


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """Count the items at the beginning of two rows that are the same."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (ours, theirs) in pairs if ours != theirs), min(len(a), len(b)))


def _series(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of a longest series of items that two rows have in common, in order.

    In row n of the table, bit m is unset where b[m] makes the series longest in a[: n + 1] longer.
    """
    if len(a) * len(b) > _BITS:
        return
    places = defaultdict[str, int](int)
    for m, item in enumerate(b):
        places[item] |= 1 << m
    every = row = (1 << len(b)) - 1
    table = [row]
    for item in a:
        same = row & places.get(item, 0)
        row = (row + same | row - same) & every
        table.append(row)
    found, n, m = list[tuple[int, int]](), len(a), len(b)
    while n and m:
        m = (~table[n] & (1 << m) - 1).bit_length()
        n -= 1
        if m and table[n] >> m - 1 & 1:
            m -= 1
            found.append((n, m))
    yield from reversed(found)


def _joined(blocks: Iterable[Match]) -> Iterator[Match]:
    """Yield blocks, those that touch in both rows as one."""
    last = Match(0, 0, 0)
    for block in blocks:
        if (last.a + last.size, last.b + last.size) == (block.a, block.b):
            last = Match(last.a, last.b, last.size + block.size)
            continue
        if last.size:
            yield last
        last = block
    if last.size:
        yield last
