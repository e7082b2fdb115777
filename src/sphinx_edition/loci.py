"""The numbers of passages: which forms they have, how they open a paragraph, how ids spell them."""

import re

_NUMBER = r"(?:[IVXLCDM]+|[A-Z]?\d+[a-z]?)"
#: A locus as most texts have it, whose order can be known: ``22``, ``IV``, ``5.3a``, ``12-13``.
NUMBER = re.compile(rf"{_NUMBER}(?:[.-]{_NUMBER})*")
_ROMAN = r"(?=\w)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
#: Any locus: such a number, ``iv``, or a short run with a digit: ``1094a1``, ``A 51``, ``§ 3``.
LOCUS = re.compile(
    rf"(?:{NUMBER.pattern}|{_ROMAN}|(?=[^\d\n\]]{{0,11}}\d)(?:[^\W_]|[.§*-]| (?! )){{1,12}}(?<! ))"
)
OPENING = re.compile(rf"\[(?! )({LOCUS.pattern})\]\s+")


def locus_id(locus: str) -> str:
    """Return a locus as it stands in an id: a space is ``_``, § is ``sect``, * is ``star``."""
    names = {" ": "_", "§": "sect", "*": "star", "†": "dagger", "‡": "daggers"}
    return "".join(names.get(sign, sign) for sign in locus)
