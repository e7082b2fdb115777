"""Stems of words: what remains of a word without its endings, by the Snowball rules.

In a language for which Snowball has no rules, a word is its own stem.
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
_SHORTEST_ROOT = 4  #: letters of a stem that may have derivatives
_LONGEST_SUFFIX = 3  #: letters that a derivative adds

_stemmer = cache(snowballstemmer.stemmer)


@lru_cache(maxsize=65536)
def stem(word: str, lang: str) -> str:
    """Return the stem of a word in lower case; ``lang`` is a language tag such as ``en-GB``."""
    word = word.casefold()
    name = _NAMES.get(lang.partition("-")[0])
    return str(_stemmer(name).stemWord(word)) if name else word


def families(words: Iterable[str], lang: str) -> dict[str, str]:
    """Map each word to the shortest stem among them that its own begins with: worker → work."""
    stems = {word: stem(word, lang) for word in words}
    known = set(stems.values())

    def root(word: str) -> str:
        lengths = range(max(_SHORTEST_ROOT, len(word) - _LONGEST_SUFFIX), len(word))
        return next((word[:n] for n in lengths if word[:n] in known), word)

    return {word: root(its_stem) for word, its_stem in stems.items()}
