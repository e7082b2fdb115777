"""Find the runs of words that a text and another have in common, in order and near each other.

A run is worth the bits of its words, less what lies between them costs. Pairs of words near each
other are looked up among those of the text, so that the work grows with what is shared. A pair
leads to words farther off if it is worth two thirds of what is sought, or one third and such a pair
follows or precedes it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_GAP = 0.5  #: bits that each word between two shared ones costs
_NEAR = 8  #: the most words from one shared word to the next

Match = tuple[int, int]  #: a word of the text and the same word of a version, by their positions
#: For two words near each other: their places in the text, and what these add to their bits.
Near = Mapping[tuple[str, str], Sequence[tuple[int, int, float]]]


class Marks(NamedTuple):
    """Quotation marks in the text. A quotation is expected there: less is chance."""

    start: int  #: offsets
    end: int
    bits: float  #: that a finding gains, if it has half of what they enclose
    words: int  #: how many they enclose


UNMARKED = Marks(0, 0, 0.0, 1)


def pairs_near(
    words: Sequence[str], weights: Mapping[str, float],
    marked: Mapping[int, Marks], least: float,
) -> Near:  # fmt: skip
    """Return the pairs of words near each other that may lead to a finding.

    In quotation marks a pair has twice its share of their bits, since half of them must be found.
    """
    pairs: dict[tuple[str, str], list[tuple[int, int, float]]] = defaultdict(list)
    for i, k, pair, bits in _near(words, weights):
        mark = marked.get(i, UNMARKED)
        share = mark.bits * min(1.0, 2 * (k - i + 1) / mark.words)
        if 3 * (bits + share) >= least:
            pairs[pair].append((i, k, share - _GAP * (k - i - 1)))
    return pairs


def runs(
    near: Near, ours: Sequence[str], theirs: Sequence[str], weights: Mapping[str, float],
    least: float,
) -> Iterator[tuple[float, Match, Match]]:  # fmt: skip
    """Yield the runs that a text, of which ``near`` has the pairs, shares with another, best first.

    Each has its bits, its first match and its last. No two have a match in common.
    """
    matches = _linked(_seeds(near, theirs, weights, least), ours, theirs, weights)
    yield from _chains(sorted(matches), theirs, weights)


def _seeds(
    near: Near, theirs: Sequence[str], weights: Mapping[str, float], least: float
) -> set[Match]:
    """Return the first match of each pair that both sides have and that is worth following."""
    pairs, seeds = list[tuple[Match, Match]](), set[Match]()
    for j, m, pair, bits in _near(theirs, weights):
        for i, k, more in near.get(pair, ()):
            if 3 * (bits + more) >= least:
                pairs.append(((i, j), (k, m)))
                if 3 * (bits + more) >= 2 * least:
                    seeds.add((i, j))
    firsts, lasts = {first for first, _ in pairs}, {last for _, last in pairs}
    return seeds | {first for first, last in pairs if first in lasts or last in firsts}


def _near(
    words: Sequence[str], weights: Mapping[str, float]
) -> Iterator[tuple[int, int, tuple[str, str], float]]:
    """Yield the pairs of words near each other: the places of both, they, and their bits."""
    worth = [(i, word) for i, word in enumerate(words) if weights.get(word, 0) > 0]
    for number, (i, word) in enumerate(worth):
        for k, other in worth[number + 1 : number + 1 + _NEAR]:
            if k - i > _NEAR:
                break
            yield i, k, (word, other), weights[word] + weights[other] - _GAP * (k - i - 1)


def _linked(
    seeds: set[Match], ours: Sequence[str], theirs: Sequence[str], weights: Mapping[str, float]
) -> set[Match]:
    """Return some matches, and those that stand near them, and near those, on both sides."""
    before: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    after: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for j, m, (word, other), _ in _near(theirs if seeds else (), weights):
        after[j][other].append(m)
        before[m][word].append(j)
    found, rest = {*seeds}, [*seeds]
    while rest:
        i, j = rest.pop()
        for low, high, places in (
            (max(0, i - _NEAR), i, before[j]), (i + 1, i + 1 + _NEAR, after[j])
        ):  # fmt: skip
            words = ours[low:high]
            if places.keys().isdisjoint(words):
                continue
            new = {
                (k, m) for k, word in enumerate(words, low) if word in places
                for m in places[word]
            } - found  # fmt: skip
            rest += new
            found |= new
    return found


def _chains(
    matches: Sequence[Match], theirs: Sequence[str], weights: Mapping[str, float]
) -> Iterator[tuple[float, Match, Match]]:
    """Yield the runs of two shared words or more, best first: bits, first and last match.

    No two runs have a match in common.
    """
    bits = [weights[theirs[j]] for _, j in matches]  # of the best run that ends with a match
    before = [-1] * len(matches)  # the number of the match before it in that run
    for number, (i, j) in enumerate(matches):
        alone = bits[number]
        for earlier in range(number - 1, -1, -1):
            k, m = matches[earlier]
            if i - k > _NEAR:
                break
            if k < i and 0 < j - m <= _NEAR:
                total = bits[earlier] + alone - _GAP * (i - k + j - m - 2)
                if total > bits[number]:
                    bits[number], before[number] = total, earlier
    taken: set[int] = set()
    ends = (number for number, earlier in enumerate(before) if earlier >= 0)
    for last in sorted(ends, key=lambda number: -bits[number]):
        run = [last]
        while before[run[-1]] >= 0:
            run.append(before[run[-1]])
        if not taken.intersection(run):
            yield bits[last], matches[run[-1]], matches[last]
        taken.update(run)
