"""Tell the scripts of letters apart, by the names that Unicode gives them."""

import unicodedata
from collections.abc import Iterable

from .differences import Variant


def script(letter: str) -> str:
    """Return the first word of a letter's name, such as LATIN or CYRILLIC; "" without a name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def other_script(variants: Iterable[Variant]) -> str:
    """Name the first letter that may look like one of the source's, but is of another script."""
    for variant in variants:
        scripts = {script(char) for char in variant.lemma if char.isalpha()}
        for char in filter(str.isalpha, variant.reading):
            if scripts and script(char) not in scripts:
                return f" (“{char}” is {unicodedata.name(char, 'a letter')}, U+{ord(char):04X})"
    return ""
