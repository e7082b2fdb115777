"""Align two rows of words, or two texts letter by letter, in work that stays bounded.

``difflib`` looks at every pair of places that have the same item. Of long rows those are too many.
Then what the rows begin and end with is aligned first, and the items that each has once, in their
order (a patience diff); ``difflib`` aligns what lies between. Where even that would be too much,
nothing is the same.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher

_PAIRS = 100_000  #: the most pairs of places that ``difflib`` looks at; it needs about 10 ms then
_ROUNDS = 4  #: how often what lies between single items is divided by the single items in it

#: Two rows, as stretches of the first and of the second: ``(i1, i2, j1, j2)``.
Part = tuple[int, int, int, int]


def matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    """Return what aligns two rows of words, or two texts letter by letter."""
    return SequenceMatcher(None, a, b, autojunk=False)


def matching_blocks(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """Return the stretches that two rows have in common, in order; none is empty."""
    parts, blocks = [(0, len(a), 0, len(b))], list[Match]()
    for _ in range(_ROUNDS):
        divided = list[Part]()
        for part in parts:
            same, rest = _divided(a, b, part)
            blocks += same
            divided += rest
        parts = divided
    return [*_joined(sorted(blocks))]


def longest_run(a: Sequence[str], b: Sequence[str]) -> Match:
    """Return the longest stretch that two rows have in common, the first of several."""
    if _pairs(a, b) <= 10 * _PAIRS:  # one look at each
        return matcher(a, b).find_longest_match()
    return max(matching_blocks(a, b), key=lambda block: block.size, default=Match(0, 0, 0))


def ratio(a: str, b: str) -> float:
    """Return how like two texts are by letters, from 0 to 1."""
    if not a + b:
        return 1.0
    if _pairs(a, b) <= _PAIRS:
        return matcher(a, b).ratio()
    ours, theirs = a.split(), b.split()
    at, other, same = 0, 0, 0
    for i, j, size in [*matching_blocks(ours, theirs), Match(len(ours), len(theirs), 0)]:
        same += _letters(" ".join(ours[at:i]), " ".join(theirs[other:j]))
        same += sum(map(len, ours[i : i + size])) + size
        at, other = i + size, j + size
    return 2 * min(same, len(a), len(b)) / (len(a) + len(b))


def _letters(a: str, b: str) -> int:
    """Count the letters that two short texts have in common, in order; of long ones, none."""
    return sum(block.size for block in matching_blocks(a, b)) if _pairs(a, b) <= _PAIRS else 0


def _pairs(a: Iterable[str], b: Iterable[str]) -> int:
    """Count the pairs of places at which two rows have the same item."""
    ours, theirs = Counter(a), Counter(b)
    return sum(count * theirs[item] for item, count in ours.items())


def _divided(a: Sequence[str], b: Sequence[str], part: Part) -> tuple[list[Match], list[Part]]:
    """Return what a part has in common for certain, and the parts between that need another look.

    A part that ``difflib`` can align is done with at once.
    """
    i1, i2, j1, j2 = part
    if _pairs(a[i1:i2], b[j1:j2]) <= _PAIRS:
        found = matcher(a[i1:i2], b[j1:j2]).get_matching_blocks()[:-1]  # the last is always empty
        return [Match(i1 + i, j1 + j, size) for i, j, size in found], []
    found = []
    start = i1
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        i1, j1 = i1 + 1, j1 + 1
    if i1 > start:
        found.append(Match(start, j1 - (i1 - start), i1 - start))
    end = i2
    while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    if i2 < end:
        found.append(Match(i2, j2, end - i2))
    singles = [*_singles(a, b, (i1, i2, j1, j2))]
    rest, at, other = list[Part](), i1, j1
    for i, j in [*singles, (i2, j2)]:
        if at < i and other < j:
            rest.append((at, i, other, j))
        at, other = i + 1, j + 1
    return [*found, *(Match(i, j, 1) for i, j in singles)], rest


def _singles(a: Sequence[str], b: Sequence[str], part: Part) -> Iterator[tuple[int, int]]:
    """Yield the places of the items that two rows have once each: the longest rising series."""
    i1, i2, j1, j2 = part
    ours, theirs = Counter(a[i1:i2]), Counter(b[j1:j2])
    places = {b[j]: j for j in range(j1, j2) if theirs[b[j]] == 1}
    pairs = [(i, places[a[i]]) for i in range(i1, i2) if ours[a[i]] == 1 and a[i] in places]
    ends, lasts, before = list[int](), list[int](), dict[int, int]()
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)  # of the longest series that this one may follow
        ends[length : length + 1], lasts[length : length + 1] = [j], [number]
        before[number] = lasts[length - 1] if length else -1
    series, number = list[int](), lasts[-1] if lasts else -1
    while number >= 0:
        series.append(number)
        number = before[number]
    yield from (pairs[number] for number in reversed(series))


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
