"""The stems of words: what remains when a language's endings are off, by the Snowball rules.

Pure. A language without rules, or not named here, keeps its words as they are.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

import snowballstemmer

_NAMES = {
    "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_LEAST, _MOST = 4, 3  #: letters of a stem that has derivatives, and of what those add


_stemmer = cache(snowballstemmer.stemmer)


@lru_cache(maxsize=65536)
def stem(word: str, lang: str) -> str:
    """Return the stem of a word in a language, in lower case."""
    word = word.casefold()
    name = _NAMES.get(lang.partition("-")[0])
    return str(_stemmer(name).stemWord(word)) if name else word


def families(words: Iterable[str], lang: str) -> dict[str, str]:
    """Map each word to the shortest stem among them that its own begins with: worker → work."""
    stems = {word: stem(word, lang) for word in words}
    known = set(stems.values())

    def root(word: str) -> str:
        lengths = range(max(_LEAST, len(word) - _MOST), len(word))
        return next((word[:n] for n in lengths if word[:n] in known), word)

    return {word: root(found) for word, found in stems.items()}
