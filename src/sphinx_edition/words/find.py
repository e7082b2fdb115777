"""Find what a text has in common with the passages of the edition: quotations and echoes.

A stretch is worth the words that it shares with a passage, in their order and near each other. A
word is known by its stem; the rarer it is in all these texts, the more it is worth; and each word
that lies between costs something. So a run of common words is nothing, and a few rare words are an
echo even where others stand between them.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log2

from ..model import RENDERING, Page, Passage, Version
from .differences import Variant
from .likeness import likeness
from .pairs import variants
from .stems import families
from .tokens import Token, word_tokens

# ``benchmarks/find.py`` measures these numbers: they find the most with the least chance in it.
LEAST = 10.5  #: the fewest bits of a finding
_COMMON = 4.25  #: bits taken off each word, so that none remain of “the” and “of”
_GAP = 0.5  #: bits that each word between two shared ones costs
_NEAR = 8  #: the most words from one shared word to the next
#: Words in quotation marks.
_MARKED = re.compile(r"(?<!\w)[\"“„«](?=\w)[^\"“”„«»\n]{8,400}(?<=\S)[\"”“»](?!\w)")

Match = tuple[int, int]  #: a word of the text and the same word of a version, by their positions


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that stands, exactly or nearly, in a version of a passage."""

    start: int  #: offset in the text
    end: int
    passage: Passage
    version: Version
    bits: float  #: how unlikely it is to be chance, as a power of two
    likeness: float  #: by letters, from 0 to 1
    variants: tuple[Variant, ...]

    def meets(self, other: "Finding") -> bool:
        """Tell whether two findings have words of the text in common."""
        return self.start < other.end and other.start < self.end


def find(text: str, pages: Iterable[Page], least: float = LEAST) -> list[Finding]:
    """Return what a text has in common with passages, best first; our own words are left out.

    Of the versions of a passage, a finding names the best. A stretch that one passage accounts for
    is not named again for another that accounts for less than half as many bits of it.
    """
    versions = [
        (passage, version) for page in pages if page.header.get("text") != "restated"
        for passage in page.passages for version in passage.versions if version.key != RENDERING
    ]  # fmt: skip
    texts = (text, *(version.text for _, version in versions))
    total = sum(len(word_tokens(part)) for part in texts)
    found: list[Finding] = []
    for lang in dict.fromkeys(version.lang for _, version in versions):
        candidates = [(passage, version) for passage, version in versions if version.lang == lang]
        found += _in_language(text, candidates, lang, least, total)
    best: list[Finding] = []
    for finding in sorted(found, key=lambda finding: (-finding.bits, finding.start)):
        rivals = [other for other in best if finding.meets(other)]
        if not any(r.passage is finding.passage or finding.bits < r.bits / 2 for r in rivals):
            best.append(finding)
    return best


def _in_language(
    text: str, versions: Sequence[tuple[Passage, Version]], lang: str, least: float, total: int
) -> Iterator[Finding]:
    """Yield what a text shares with versions in one language, overlaps included.

    ``total`` is the number of words in all texts of all languages.
    """
    ours = word_tokens(text)
    theirs = [word_tokens(version.text) for _, version in versions]
    stems = families({token.text for tokens in (ours, *theirs) for token in tokens}, lang)
    our_stems, *their_stems = ([stems[t.text] for t in tokens] for tokens in (ours, *theirs))
    counts = Counter(chain(our_stems, *their_stems))
    weights = {word: log2(total / count) - _COMMON for word, count in counts.items()}
    places: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(our_stems):
        if weights[word] > 0:
            places[word].append(i)
    marked = _marked(text, ours)
    for (passage, version), tokens, version_stems in zip(
        versions, theirs, their_stems, strict=True
    ):
        islands = _islands(places, version_stems, weights, least, marked)
        for bits, first, last in _chains(islands, version_stems, weights):
            (i, j), (k, m) = _extended(first, last, ours, tokens)
            start, end = ours[i].start, ours[k].end
            low, high, expected = marked.get(first[0], (0, 0, 0.0))
            if low <= start and end <= high and 2 * (end - start) > high - low:
                bits += expected
            if bits >= least:
                words, source = text[start:end], version.text[tokens[j].start : tokens[m].end]
                alike, differences = likeness(words, source), tuple(variants(words, source))
                yield Finding(start, end, passage, version, bits, alike, differences)


def _marked(text: str, ours: Sequence[Token]) -> dict[int, tuple[int, int, float]]:
    """Map each word of ours in quotation marks to their offsets, and to bits: less is chance there.

    A quotation is expected between quotation marks, if they have three words or more.
    """
    found = dict[int, tuple[int, int, float]]()
    starts = [token.start for token in ours]
    for low, high in (match.span() for match in _MARKED.finditer(text)):
        inside = range(bisect_left(starts, low), bisect_left(starts, high))
        count = len(word_tokens(text[low:high]))
        if count > 2:
            found |= dict.fromkeys(inside, (low, high, log2(len(ours) / count)))
    return found


def _islands(
    places: Mapping[str, Sequence[int]], theirs: Sequence[str], weights: Mapping[str, float],
    least: float, marked: Mapping[int, tuple[int, int, float]],
) -> Iterator[list[Match]]:  # fmt: skip
    """Yield the matches that stand near each other in our text, where they may be a finding.

    A run never leaves its island, and is worth no more than all of its matches. ``places`` has the
    positions in our text of each word that is worth anything: so no version is compared with words
    that it does not have.
    """
    shared = [(i, j) for j, word in enumerate(theirs) for i in places.get(word, ())]
    shared.sort()
    begin, last, bits, expected = 0, -1, 0.0, 0.0
    for number, (i, j) in enumerate([*shared, (shared[-1][0] + _NEAR + 1, 0)] if shared else []):
        if i - last > _NEAR:
            if bits + expected >= least and number - begin > 1:
                yield shared[begin:number]
            begin, bits, expected = number, 0.0, 0.0
        last = i
        bits += weights[theirs[j]]
        if i in marked:
            expected = max(expected, marked[i][2])


def _extended(
    first: Match, last: Match, ours: Sequence[Token], theirs: Sequence[Token]
) -> tuple[Match, Match]:
    """Extend a run to the words on either side of it that are alike, however common."""
    (i, j), (k, m) = first, last
    while i and j and ours[i - 1].text == theirs[j - 1].text:
        i, j = i - 1, j - 1
    while k + 1 < len(ours) and m + 1 < len(theirs) and ours[k + 1].text == theirs[m + 1].text:
        k, m = k + 1, m + 1
    return (i, j), (k, m)


def _chains(
    islands: Iterable[list[Match]], theirs: Sequence[str], weights: Mapping[str, float]
) -> Iterator[tuple[float, Match, Match]]:
    """Yield the runs of two shared words or more, best first: bits, first and last match.

    No two runs have a match in common.
    """
    matches = [*chain.from_iterable(islands)]
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
