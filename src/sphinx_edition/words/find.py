"""Find what a text has from the passages of the edition, marked or not: quotations and echoes.

Pure. A stretch counts by the words that it shares with a passage, in their order and near each
other: a word by its stem, the more the rarer it is in all these texts, less what lies between.
So a run of common words is nothing, and a few rare ones are an echo even where others intervene.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from ..model import OWN, Page, Passage, Version
from . import collate
from .differences import Variant, likeness, variants
from .stems import families

#: All are measured by ``benchmarks/find.py``: they find most for the least that is chance.
LEAST = 10.5  #: bits of a finding
_COMMON = 4.25  #: bits of a word that do not count: of “the” and “of” none remains
_GAP = 0.5  #: bits that each word between two shared ones costs
_NEAR = 8  #: how far the next shared word may be
_MARKED = re.compile(r"(?<!\w)[\"“„«](?=\w)[^\"“”„«»\n]{8,400}(?<=\S)[\"”“»](?!\w)")

Match = tuple[int, int]  #: a word of the text and the same word of a version, by number


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of a text that stands, exactly or nearly, in a version of a passage."""

    start: int
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
    """Return what a text shares with passages, best first; never with what is in our words.

    Of the versions of a passage it names the best; and a stretch that one passage accounts for is
    not named again for another that has less than half as much of it.
    """
    versions = [
        (passage, version) for page in pages if page.header.get("text") != "restated"
        for passage in page.passages for version in passage.versions if version.key != OWN
    ]  # fmt: skip
    found: list[Finding] = []
    texts = (text, *(version.text for _, version in versions))
    total = sum(len(collate.word_tokens(part)) for part in texts)
    for lang in dict.fromkeys(version.lang for _, version in versions):
        found += _in_language(text, [x for x in versions if x[1].lang == lang], lang, least, total)
    best: list[Finding] = []
    for one in sorted(found, key=lambda f: (-f.bits, f.start)):
        if not any(
            one.meets(o) and (o.passage is one.passage or one.bits < o.bits / 2) for o in best
        ):
            best.append(one)
    return best


def _in_language(
    text: str, versions: Sequence[tuple[Passage, Version]], lang: str, least: float, total: int
) -> Iterator[Finding]:
    ours, theirs = (
        collate.word_tokens(text),
        [collate.word_tokens(version.text) for _, version in versions],
    )
    names = families({t.text for part in (ours, *theirs) for t in part}, lang)
    counts = Counter(names[t.text] for part in (ours, *theirs) for t in part)
    weights = {word: log2(total / n) - _COMMON for word, n in counts.items()}
    rare = [names[t.text] for t in ours]
    marked = [m.span() for m in _MARKED.finditer(text) if len(collate.word_tokens(m[0])) > 2]
    for (passage, version), tokens in zip(versions, theirs, strict=True):
        for bits, (i, j), (k, m) in _chains(rare, [names[t.text] for t in tokens], weights):
            while i and j and ours[i - 1].text == tokens[j - 1].text:  # common words alike
                i, j = i - 1, j - 1
            while (
                k + 1 < len(ours) and m + 1 < len(tokens) and ours[k + 1].text == tokens[m + 1].text
            ):
                k, m = k + 1, m + 1
            start, end = ours[i].start, ours[k].end
            for a, b in marked:  # where a quotation is expected, less is chance
                if a <= start and end <= b and 2 * (end - start) > b - a:
                    bits += log2(len(ours) / len(collate.word_tokens(text[a:b])))
            if bits >= least:
                words, piece = text[start:end], version.text[tokens[j].start : tokens[m].end]
                like, differ = likeness(words, piece), tuple(variants(words, piece))
                yield Finding(start, end, passage, version, bits, like, differ)


def _chains(
    ours: Sequence[str], theirs: Sequence[str], weights: Mapping[str, float]
) -> Iterator[tuple[float, Match, Match]]:
    """Yield the runs of two shared words or more: their bits, first and last; none twice."""
    where: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(theirs):
        if weights[word] > 0:
            where[word].append(j)
    matches = [(i, j) for i, word in enumerate(ours) for j in where.get(word, ())]
    bits: dict[Match, float] = {}
    before: dict[Match, Match] = {}
    for n, (i, j) in enumerate(matches):
        bits[i, j] = weights[ours[i]]
        for at in range(n - 1, -1, -1):
            k, m = matches[at]
            if i - k > _NEAR:
                break
            total = bits[k, m] + weights[ours[i]] - _GAP * (i - k + j - m - 2)
            if k < i and 0 < j - m <= _NEAR and total > bits[i, j]:
                bits[i, j], before[i, j] = total, (k, m)
    taken: set[Match] = set()
    for last in sorted(before, key=lambda match: -bits[match]):
        chain = [last]
        while chain[-1] in before:
            chain.append(before[chain[-1]])
        if not taken.intersection(chain):
            yield bits[last], chain[-1], last
        taken.update(chain)
