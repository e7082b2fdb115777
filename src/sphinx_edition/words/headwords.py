"""The index of names and terms: the places of each entry, and the order of entries.

An entry is a head word of the glossary or of a like page. Its places are the passages that its
definition names, and those in which its words stand, in any version or in our remarks. A word
counts with another ending (struggle, struggles), but not in another form (national, nationalism).
Inside a longer entry (world market) the shorter ones are not counted.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from ..loci import locus_id
from ..model import HeadWord, Page, Place, is_text
from .collation import collation_key, initial
from .stems import stem
from .tokens import Span, word_tokens

Form = tuple[list[str], HeadWord]  #: the words of a form of an entry, and the entry
_ENDING = 2  #: the most letters by which forms of one word differ in length


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A line of the index: an entry and its places, or another form and the entry to see."""

    head: str
    entry: HeadWord
    places: tuple[Place, ...] = ()

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


def natural_name(entry: HeadWord) -> str:
    """Return the name of an entry as headers write it: “Mill, John”, if a person, is John Mill."""
    family, _, given = entry.head.partition(", ")
    return f"{given} {family}" if entry.kind == "person" else entry.head


def collation(head: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the sort key of a head word: letter by letter, up to the comma first."""
    first, _, rest = head.partition(",")
    return collation_key(first), collation_key(rest)


def _start(word: str) -> str:
    """Return the first two letters of a word in lower case, without accents; й is a letter.

    Every ending of a word leaves them as they are, even where it changes a vowel (Markt, Märkte).
    """
    plain = unicodedata.normalize("NFD", word[:2].casefold()).replace("и\u0306", "й")
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
        index_places = tuple(
            Place(docname, locus, locus and f"p{locus_id(locus)}", (docname, locus) in named)
            for docname, locus in places
        )
        lines.append(IndexLine(entry.head, entry, index_places))
        lines += [IndexLine(form[:1].upper() + form[1:], entry) for form in forms(entry)[1:]]
    return sorted(lines, key=lambda line: (collation(line.head), line.head, line.entry.docname))


def identified(lines: Iterable[IndexLine]) -> dict[str, list[HeadWord]]:
    """Return the entries with identifiers that stand in each text, by document name."""
    found: dict[str, list[HeadWord]] = defaultdict(list)
    for line in lines:
        if line.head == line.entry.head and line.entry.authorities:
            for docname in dict.fromkeys(place.docname for place in line.places):
                found[docname].append(line.entry)
    return found


def _occurrences(
    entries: Iterable[HeadWord], texts: Iterable[Page], lang: str
) -> dict[HeadWord, set[tuple[str, str]]]:
    """Map each entry to the places where its words stand, as document name and locus."""
    found: dict[HeadWord, set[tuple[str, str]]] = defaultdict(set)
    lookup = Lookup(entries)
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


class Lookup:
    """The entries by the words of their forms, the longest first.

    A word of a text is looked up once: a text repeats its words, and there may be many entries.
    """

    def __init__(self, entries: Iterable[HeadWord]) -> None:
        """Take the entries of an edition, in their order."""
        found = [(words, entry) for entry in entries for words in map(_words, forms(entry))]
        self.forms = sorted(filter(itemgetter(0), found), key=lambda form: -len(form[0]))
        self._by_start: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms:
            self._by_start[_start(form[0][0])].append(form)
        self._known: dict[tuple[str, str], list[Form]] = {}

    def forms_from(self, word: str, lang: str) -> list[Form]:
        """Return the forms that begin with a word, in one of its forms; the longest first."""
        if (word, lang) not in self._known:
            candidates = self._by_start.get(_start(word), ())
            self._known[word, lang] = [f for f in candidates if _is_same(f[0][0], word, lang)]
        return self._known[word, lang]


def _is_same(one: str, other: str, lang: str) -> bool:
    """Tell whether two words differ by an ending at most."""
    return abs(len(one) - len(other)) <= _ENDING and stem(one, lang) == stem(other, lang)


def find_entries(text: str, lang: str, lookup: Lookup) -> Iterator[tuple[HeadWord, Span]]:
    """Yield the entries whose words a text has, with the offsets; of one word, only the longest."""
    tokens = word_tokens(text)
    texts = [token.text.casefold() for token in tokens]
    position = 0
    while position < len(texts):
        size = 1
        for words, entry in lookup.forms_from(texts[position], lang):
            end = position + len(words)
            pairs = zip(words[1:], texts[position + 1 : end], strict=False)
            if size <= len(words) <= len(texts) - position and all(
                _is_same(*pair, lang) for pair in pairs
            ):
                yield entry, (tokens[position].start, tokens[end - 1].end)
                size = len(words)
        position += size
