"""Put names and titles in order, letter by letter, as a reader looks for them.

The order is that of the Unicode Collation Algorithm without tailorings (library ``pyuca``), which
is right for English and most languages in Latin letters: Æ as ae, Đ as d, Ł as l, Ø as o, Latin
before Cyrillic. Spaces, hyphens and other signs do not count (Chicago Manual of Style, 17th
edition, 16.58–61).
"""

import unicodedata
from functools import cache
from string import ascii_uppercase

from pyuca import Collator


@cache  # reading its table takes a tenth of a second
def _collator() -> Collator:
    return Collator()


@cache
def collation_key(text: str) -> tuple[int, ...]:
    """Return the sort key of a text."""
    plain = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(c for c in plain if c.isalnum() or unicodedata.combining(c))
    return tuple(_collator().sort_key(letters))


def initial(text: str) -> str:
    """Return the letter under which a text stands, ``O`` for "Ørsted"; empty if it has none.

    Accents are left out, in Cyrillic as well: “Ёлка” stands under Е. Й is a letter of its own.
    """
    letter = next(filter(str.isalnum, text), "")
    key = collation_key(letter)[:1]
    base = (other for other in ascii_uppercase if key and collation_key(other)[:1] == key)
    bare = letter if letter in "йЙ" else unicodedata.normalize("NFD", letter)[:1]
    return next(base, bare.upper())
