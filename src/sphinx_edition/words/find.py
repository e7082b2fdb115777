"""Find what a text has in common with the passages of the edition: quotations and echoes.

A stretch is worth the words that it shares with a passage, in their order and near each other. A
word is known by its stem; the rarer it is in all these texts, the more it is worth; and each word
that lies between costs something. So a run of common words is nothing, and a few rare words are an
echo even where others stand between them.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log2

from ..model import RENDERING, Page, Passage, Version
from .differences import Variant
from .likeness import likeness
from .pairs import variants
from .runs import UNMARKED, Marks, Match, pairs_near, runs
from .stems import families
from .tokens import Token, word_tokens

# ``benchmarks/find.py`` measures these numbers: they find the most with the least chance in it.
LEAST = 10.5  #: the fewest bits of a finding
_COMMON = 4.25  #: bits taken off each word, so that none remain of “the” and “of”
_PART = 500  #: characters of the text that are asked together for findings
#: Words in quotation marks.
_MARKED = re.compile(r"(?<!\w)[\"“„«](?=\w)[^\"“”„«»\n]{8,400}(?<=\S)[\"”“»](?!\w)")


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that stands, exactly or nearly, in a version of a passage."""

    start: int  #: offset in the text
    end: int
    passage: Passage
    version: Version
    bits: float  #: how unlikely it is to be chance, as a power of two
    words: str  #: as the text has them
    source: str  #: as the version has them

    @property
    def likeness(self) -> float:
        """How like the two are by letters, from 0 to 1."""
        return likeness(self.words, self.source)

    @property
    def variants(self) -> tuple[Variant, ...]:
        """How the words differ from those of the version."""
        return tuple(variants(self.words, self.source))

    def meets(self, other: "Finding") -> bool:
        """Tell whether two findings have words of the text in common."""
        return self.start < other.end and other.start < self.end


def find(text: str, pages: Iterable[Page], least: float = LEAST) -> list[Finding]:
    """Return what a text has in common with passages, best first; our own words are left out.

    Of the versions of a passage, a finding names the best. A stretch that one passage accounts for
    is not named again for another that accounts for less than half as many bits of it.
    """
    versions = [
        (passage, version) for page in pages if not page.is_restated
        for passage in page.passages for version in passage.versions if version.key != RENDERING
    ]  # fmt: skip
    texts = (text, *(version.text for _, version in versions))
    total = sum(len(word_tokens(part)) for part in texts)
    found: list[Finding] = []
    for lang in dict.fromkeys(version.lang for _, version in versions):
        candidates = [(passage, version) for passage, version in versions if version.lang == lang]
        found += _in_language(text, candidates, lang, least, total)
    best: list[Finding] = []
    parts: dict[int, list[Finding]] = defaultdict(list)  # what is named in each part of the text
    for finding in sorted(found, key=lambda finding: (-finding.bits, finding.start)):
        own = [parts[at] for at in range(finding.start // _PART, finding.end // _PART + 1)]
        rivals = (other for part in own for other in part if finding.meets(other))
        if not any(r.passage is finding.passage or finding.bits < r.bits / 2 for r in rivals):
            best.append(finding)
            for part in own:
                part.append(finding)
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
    shared = {*our_stems} & {*chain(*their_stems)}
    weights = {word: log2(total / counts[word]) - _COMMON for word in shared}
    marked = _marked(text, ours)
    near = pairs_near(our_stems, weights, marked, least)
    for (passage, version), tokens, version_stems in zip(
        versions, theirs, their_stems, strict=True
    ):
        for bits, first, last in runs(near, our_stems, version_stems, weights, least):
            (i, j), (k, m) = _extended(first, last, ours, tokens)
            start, end = ours[i].start, ours[k].end
            mark = marked.get(first[0], UNMARKED)
            if mark.start <= start and end <= mark.end < 2 * end - 2 * start + mark.start:
                bits += mark.bits
            if bits >= least:
                source = version.text[tokens[j].start : tokens[m].end]
                yield Finding(start, end, passage, version, bits, text[start:end], source)


def _marked(text: str, ours: Sequence[Token]) -> dict[int, Marks]:
    """Map each word of ours to the quotation marks round it, if they have three words or more."""
    found = dict[int, Marks]()
    starts = [token.start for token in ours]
    for low, high in (match.span() for match in _MARKED.finditer(text)):
        inside = range(bisect_left(starts, low), bisect_left(starts, high))
        if (count := len(inside)) > 2:
            found |= dict.fromkeys(inside, Marks(low, high, log2(len(ours) / count), count))
    return found


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
