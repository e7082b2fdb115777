"""The index of names and terms: the places of each entry, and the order of entries.

An entry is a head word of the glossary or of a like page. Its places are the passages that its
definition names, and those in which its words stand, in any version or in our remarks. A word
counts with another ending (struggle, struggles), but not in another form (national, nationalism).
Inside a longer entry (world market) the shorter ones are not counted.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..model import HeadWord, Page, is_text
from .collation import collation_key, initial
from .stems import stem
from .tokens import Span, word_tokens

#: Entries, each with the words of one of its forms, by the start of the first of them.
Lookup = Mapping[str, Sequence[tuple[Sequence[str], HeadWord]]]
_ENDING = 2  #: the most letters by which forms of one word differ in length


class IndexPlace(NamedTuple):
    """Where an entry leads: a passage or, without a locus, the introduction of a text."""

    docname: str
    locus: str
    named: bool  #: the entry's definition names it


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of the index: an entry and its places, or another form and the entry to see."""

    head: str
    entry: HeadWord
    places: tuple[IndexPlace, ...] = ()

    @property
    def letter(self) -> str:
        """The letter under which it stands."""
        first = initial(self.head)
        return first if first.isalpha() else "0–9"

    @property
    def see(self) -> str:
        """The head word to see, without the other forms that stand in it."""
        first, comma, rest = self.entry.head.partition(", ")
        return first if rest[:1].islower() else first + comma + rest


def forms(entry: HeadWord) -> list[str]:
    """Return the words that stand for an entry: of “Mill, John” one, of “social, socialist” two."""
    first, *others = (part.strip() for part in entry.head.split(","))
    return [first, *(form for form in others if form[:1].islower()), *entry.forms]


def collation(head: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the sort key of a head word: letter by letter, up to the comma first."""
    first, _, rest = head.partition(",")
    return collation_key(first), collation_key(rest)


@lru_cache(maxsize=4096)  # it is asked for the start of each word
def _letters(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents; й is a letter."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace("и\u0306", "й")
    return "".join(character for character in plain if character.isalnum())


def build_index(pages: Sequence[Page], lang: str) -> list[IndexLine]:
    """Return the lines of the index in their order.

    The places of an entry are in the order of the pages. ``lang`` is the language of our remarks.
    """
    entries = [(page, entry) for page in pages for entry in page.head_words]
    texts = [page for page in pages if is_text(page.docname)]
    keys = {p.key: (page.docname, p.locus) for page in texts for p in page.passages}
    order: dict[tuple[str, str], int] = {}
    for page in texts:
        for locus in ("", *(passage.locus for passage in page.passages)):
            order[page.docname, locus] = len(order)
    occurrences = _occurrences([entry for _, entry in entries], texts, lang)
    lines = []
    for page, entry in entries:
        targets = [t for m in page.mentions if m.head == entry.head for t in m.targets]
        named = {keys[target] for target in targets if target in keys}
        places = sorted(occurrences[entry] | named, key=order.__getitem__)
        index_places = tuple(IndexPlace(*place, place in named) for place in places)
        lines.append(IndexLine(entry.head, entry, index_places))
        lines += [IndexLine(form[:1].upper() + form[1:], entry) for form in forms(entry)[1:]]
    return sorted(lines, key=lambda line: (collation(line.head), line.head, line.entry.docname))


def _occurrences(
    entries: Iterable[HeadWord], texts: Iterable[Page], lang: str
) -> dict[HeadWord, set[tuple[str, str]]]:
    """Map each entry to the places where its words stand, as document name and locus."""
    found: dict[HeadWord, set[tuple[str, str]]] = defaultdict(set)
    lookup = entry_lookup(entries)
    for page in texts:
        stretches = [(p.locus, v.lang, v.text) for p in page.passages for v in p.versions]
        for comment in page.comments:
            locus = comment.passage.partition(":")[2]
            stretches += [(locus, lang, block.text) for block in comment.blocks]
        stretches += [("", lang, block.text) for block in page.introduction]
        for locus, text_lang, text in stretches:
            for entry, _ in find_entries(text, text_lang, lookup):
                found[entry].add((page.docname, locus))
    return found


def _words(text: str) -> list[str]:
    return [token.text.casefold() for token in word_tokens(text)]


def entry_lookup(entries: Iterable[HeadWord]) -> Lookup:
    """Map the start of a first word to the forms that begin so, the longest first.

    The start is two letters without accents: every ending of a word leaves them as they are, even
    where it changes a vowel (Markt, Märkte).
    """
    found: dict[str, list[tuple[list[str], HeadWord]]] = defaultdict(list)
    for entry in entries:
        for words in filter(None, map(_words, forms(entry))):
            found[_letters(words[0][:2])].append((words, entry))
    for candidates in found.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return found


def find_entries(text: str, lang: str, lookup: Lookup) -> Iterator[tuple[HeadWord, Span]]:
    """Yield the entries whose words a text has, with the offsets; of one word, only the longest."""
    tokens = [*word_tokens(text)]
    texts = [token.text.casefold() for token in tokens]

    def same(a: str, b: str) -> bool:
        return abs(len(a) - len(b)) <= _ENDING and stem(a, lang) == stem(b, lang)

    position = 0
    while position < len(texts):
        size = 1
        for words, entry in lookup.get(_letters(texts[position][:2]), ()):
            end = position + len(words)
            window = texts[position:end]
            if size <= len(words) == len(window) and all(map(same, words, window)):
                yield entry, (tokens[position].start, tokens[end - 1].end)
                size = len(words)
        position += size
