"""The index of the search, folded and cut into files, so that a query loads only what it needs.

The parts of all places are numbered in one row, and so are the words in each: by these numbers a
browser finds a phrase without its text. The first part of a place is its title, which is not shown,
and whose words count for each of the others.
There are three kinds of files. ``index`` names the places. Those of ``words`` hold every word
that contains one of a few keys, which are runs of three letters, and where it stands: what a reader
types is found in the file of its first three letters, as a word or inside longer ones. Those of
``texts`` hold the texts, for the results that are seen. ``scripts/search/files.js`` loads them.
They are scripts and not data, because a page opened from a file may not fetch data.
"""

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from ..words.languages import language_name
from ..words.tokens import UNSPACED

_KEY = 3  #: letters of a key
#: Characters of a file, but where one key or text has more: many small files cost requests, few
#: large ones bytes that no query needs. A host sends them gzipped, which is about a third.
_WORDS_SIZE, _TEXTS_SIZE = 64_000, 16_000
_MOST_LISTED = 12  #: loci of a text
_UNSPACED = re.compile(f"[{UNSPACED}]")


class Part(NamedTuple):
    """Words of one language in a place: of a version, a note, an entry or a section."""

    lang: str
    label: str  #: what they are, if not the words of the page itself
    text: str  #: one line a paragraph
    kind: str = "note"  #: or ``text``, for those that are not the editors'


class Place(NamedTuple):
    """What a search finds: a passage, an entry, a work, or the rest of a section."""

    docname: str
    ident: str  #: empty for a whole page
    name: str
    about: str  #: the text that it is in: author and year, or the short title
    locus: str  #: empty for what is no passage
    parts: tuple[Part, ...]


class Text(NamedTuple):
    """A page as the search lists it: its address, its short title, and the key that it goes by."""

    address: str
    label: str
    key: str


class _Letters(dict[int, str]):
    """Maps a character to what it is in the row of words, and each is looked up once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        is_alone = category[0] in "LN" and _UNSPACED.match(sign)
        kept = sign if category[0] in "LNM" or category == "Cf" else " "
        self[code] = f" {sign} " if is_alone else kept
        return self[code]


_LETTERS = _Letters()


@cache
def _fold_word(word: str) -> str:
    """Fold a word as ``scripts/search/fold.js`` does: no accents, no capitals, ss for ß."""
    plain = unicodedata.normalize("NFKD", word).lower().replace("ß", "ss")
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")


def fold(text: str) -> list[str]:
    """Return the words of a text, folded. Each letter of a script without spaces is a word."""
    return [word for word in map(_fold_word, text.translate(_LETTERS).split()) if word]


def index_files(texts: Mapping[str, Text], places: Mapping[str, list[Place]]) -> dict[str, str]:
    """Map the names of the files of the index to the scripts that they hold.

    Args:
        texts: By document name, what the search knows of each page.
        places: Those of each page, by document name.

    Returns:
        ``index``, ``words-0`` …, ``texts-0`` …. All but the first carry a digest of the whole, so
        that no file is taken together with those of another build.
    """
    parts = [
        part for name, found in places.items()
        for place in found for part in (_title(place, texts[name]), *place.parts)
    ]  # fmt: skip
    kinds = list(dict.fromkeys(_kind(part) for part in parts if part.kind))
    languages = {language: language_name(language) for _tag, language, _part in kinds if language}
    pages = [_page(texts[name], found, kinds) for name, found in places.items() if found]
    words, shown = list(_word_files(parts)), list(_text_files(parts))
    files = {f"words-{number}": text for number, (_key, text) in enumerate(words)}
    files |= {f"texts-{number}": text for number, (_first, text) in enumerate(shown)}
    index: dict[str, Any] = {"pages": pages, "kinds": kinds}
    index["languages"] = sorted(languages.items(), key=lambda item: fold(item[1]))
    index |= {"words": [key for key, _text in words], "texts": [first for first, _text in shown]}
    digest = hashlib.sha256(_json([index, files]).encode()).hexdigest()[:8]
    scripts = {name: f'searchData["{name}?{digest}"]={text};\n' for name, text in files.items()}
    return scripts | {"index": f"searchData.index={_json(index | {'digest': digest})};\n"}


def _title(place: Place, text: Text) -> Part:
    """Return all words by which a place can be named, as a part of no kind."""
    names = [f"{name} {place.locus}" for name in _names(text) if place.locus]
    return Part("", "", " ".join([place.name, place.about, *names]), "")


def _names(text: Text) -> list[str]:
    """Return the names that a text goes by beside its label: the initials of that, and its key."""
    return ["".join(word[0] for word in text.label.split()), text.key]


def _kind(part: Part) -> tuple[str, str, str]:
    """Return the tag of a part, and what readers can choose it by: its language and its kind."""
    return part.lang, part.lang.partition("-")[0], part.kind


def _page(text: Text, places: list[Place], kinds: list[tuple[str, str, str]]) -> list[object]:
    """Return what the index says of a page: its address, label and names, and its places.

    Before the places stand a summary of their loci, and what they mostly have for ``about``.
    """
    names = [" ".join(fold(name)) for name in (text.label, *_names(text))]
    loci = [place.locus for place in places if place.locus]
    summary = ", ".join(loci) if len(loci) <= _MOST_LISTED else f"{loci[0]}–{loci[-1]}"
    about = places[-1].about
    rows = []
    for place in places:
        usual = [f"p{place.locus}", f"{text.label} {place.locus}", about]
        unlike = [place.ident, place.name, place.about]
        # Those that scripts/search/places.js expects are left out from the end.
        while unlike and unlike[-1] == usual[len(unlike) - 1]:
            unlike.pop()
        rows.append([place.locus, [kinds.index(_kind(part)) for part in place.parts], *unlike])
    return [text.address, text.label, names, summary, about, rows]


def _word_files(parts: list[Part]) -> Iterator[tuple[str, str]]:
    """Yield the first key of each file of words, and its lines: a word, and where it stands.

    A file has the words of keys that follow one another, each once.
    """
    lines = {word: f"{word} {''.join(steps)}" for word, steps in _steps(parts).items()}
    by_key: dict[str, list[str]] = defaultdict(list)
    for word in sorted(lines):
        for start in {word[i : i + _KEY] for i in range(max(1, len(word) - _KEY + 1))}:
            by_key[start].append(word)
    first, size = "", 0
    chosen: dict[str, str] = {}
    # A browser compares by units of UTF-16.
    for key in sorted(by_key, key=lambda key: key.encode("utf-16-be")):
        new = {word: lines[word] for word in by_key[key] if word not in chosen}
        added = sum(len(line) + 1 for line in new.values())
        if chosen and size + added > _WORDS_SIZE:
            yield first, _json("\n".join(chosen.values()))
            first, size, chosen = key, 0, {}
            new = {word: lines[word] for word in by_key[key]}
            added = sum(len(line) + 1 for line in new.values())
        chosen |= new
        size += added
    yield first, _json("\n".join(chosen.values()))


def _steps(parts: list[Part]) -> dict[str, list[str]]:
    """Map each word to where it stands, each time as two numbers in code.

    They are the step from the part before that has it, and its own number in its part.
    """
    steps: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = defaultdict(int)
    for number, part in enumerate(parts):
        for at, word in enumerate(fold(part.text)):
            steps[word].append(_code(number - last[word]) + _code(at))
            last[word] = number
    return steps


@cache
def _code(number: int) -> str:
    """Write a number as one character, of one byte if it is small; surrogates are left out."""
    return chr(number + 36 if number + 36 < 0xD800 else number + 36 + 0x800)


def _text_files(parts: list[Part]) -> Iterator[tuple[int, str]]:
    """Yield the number of the first part in each file of texts, and its parts by their numbers."""
    first, size = 0, 0
    chosen: dict[int, tuple[str, str]] = {}
    for number, part in enumerate(parts):
        if not part.kind:
            continue
        if chosen and size + len(part.text) > _TEXTS_SIZE:
            yield first, _json(chosen)
            first, size, chosen = number, 0, {}
        chosen[number] = part.label, part.text
        size += len(part.text)
    yield first, _json(chosen)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
