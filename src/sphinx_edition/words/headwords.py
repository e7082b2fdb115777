"""The index of names and terms: which entry stands where, and in what order entries stand.

Pure. An entry is a head word of the glossary or of a like page. Its places are the passages that
its definition names, and those in which its words stand: in any version, or in our remarks. A word
counts in another ending (struggle, struggles), but not in another form (national, nationalism);
within the words of a longer entry (world market) the shorter ones are not counted.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..model import HeadWord, Page, is_text
from . import collate
from .stems import stem

_ENDING = 2  #: the most letters by which forms of one word differ in length


class IndexPlace(NamedTuple):
    """Where an entry leads: a passage or, without a locus, the introduction of a text."""

    docname: str
    locus: str
    named: bool  #: the definition names it


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of the index: an entry and its places, or another form and the entry to see."""

    head: str
    entry: HeadWord
    places: tuple[IndexPlace, ...] = ()

    @property
    def letter(self) -> str:
        """The letter under which it stands."""
        first = collation(self.head)[0][:1]
        return first.upper() if first.isalpha() else "0–9"

    @property
    def to(self) -> str:
        """The head word to see, without the other forms that stand in it."""
        first, comma, rest = self.entry.head.partition(", ")
        return first if rest[:1].islower() else first + comma + rest


def forms(entry: HeadWord) -> list[str]:
    """Return the words that stand for an entry: “Marx, Karl” is Marx, “social, socialist” both."""
    first, *others = (part.strip() for part in entry.head.split(","))
    return [first, *(form for form in others if form[:1].islower()), *entry.forms]


def collation(head: str) -> tuple[str, str]:
    """Return the sort key of a head word: letter by letter, Latin before Cyrillic, no accents."""
    first, _, rest = head.partition(",")
    return _letters(first), _letters(rest)


@lru_cache(maxsize=4096)  # of the start of each word
def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold()).replace("и\u0306", "й")  # a letter
    return "".join(c for c in plain if c.isalnum())


def build_index(pages: Sequence[Page], lang: str) -> list[IndexLine]:
    """Return the lines of the index in their order; the pages come in theirs."""
    entries = [(page, entry) for page in pages for entry in page.head_words]
    texts = [page for page in pages if is_text(page.docname)]
    keys = {p.key: (page.docname, p.locus) for page in texts for p in page.passages}
    order = {key: n for n, key in enumerate(
        place for page in texts
        for place in [(page.docname, ""), *((page.docname, p.locus) for p in page.passages)]
    )}  # fmt: skip
    stand = _standing([entry for _, entry in entries], texts, lang)
    lines = []
    for page, entry in entries:
        targets = [t for m in page.mentions if m.head == entry.head for t in m.targets]
        named = {keys[target] for target in targets if target in keys}
        every = sorted(stand[entry] | named, key=order.__getitem__)
        lines.append(IndexLine(entry.head, entry, tuple(IndexPlace(*p, p in named) for p in every)))
        lines += [IndexLine(form[:1].upper() + form[1:], entry) for form in forms(entry)[1:]]
    return sorted(lines, key=lambda line: (collation(line.head), line.head, line.entry.docname))


def _standing(
    entries: Iterable[HeadWord], texts: Iterable[Page], lang: str
) -> dict[HeadWord, set[tuple[str, str]]]:
    """Return in which places the words of each entry stand."""
    found: dict[HeadWord, set[tuple[str, str]]] = defaultdict(set)
    sought = _sought(entries)
    for page in texts:
        said = [(c.passage.partition(":")[2], b) for c in page.comments for b in c.blocks]
        said += [("", block) for block in page.introduction]
        words = [(p.locus, v.lang, v.text) for p in page.passages for v in p.versions]
        for locus, its, text in [*words, *((locus, lang, block.text) for locus, block in said)]:
            for entry in _occurring(_words(text), its, sought):
                found[entry].add((page.docname, locus))
    return found


def _words(text: str) -> list[str]:
    return [token.text.casefold() for token in collate.word_tokens(text)]


def _sought(entries: Iterable[HeadWord]) -> dict[str, list[tuple[list[str], HeadWord]]]:
    """Map the start of the first word of each form to all of it, the longest first.

    It is two letters without accents, with which begin all forms of a word (Märkte).
    """
    found: dict[str, list[tuple[list[str], HeadWord]]] = defaultdict(list)
    for entry in entries:
        for words in filter(None, map(_words, forms(entry))):
            found[_letters(words[0][:2])].append((words, entry))
    return {start: sorted(those, key=lambda f: -len(f[0])) for start, those in found.items()}


def _occurring(
    text: list[str], lang: str, sought: dict[str, list[tuple[list[str], HeadWord]]]
) -> Iterator[HeadWord]:
    def same(a: str, b: str) -> bool:
        return abs(len(a) - len(b)) <= _ENDING and stem(a, lang) == stem(b, lang)

    at = 0
    while at < len(text):
        size = 1
        for words, entry in sought.get(_letters(text[at][:2]), ()):
            here = text[at : at + len(words)]
            if size <= len(words) == len(here) and all(map(same, words, here)):
                yield entry
                size = len(words)
        at += size
