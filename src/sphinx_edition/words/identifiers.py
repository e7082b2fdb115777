"""Check the identifiers that registers give to persons, bodies and places.

Rule: an identifier has the form and, where there is one, the check digit of its register. Whether
it names the right person nobody can check but who reads the register.
"""

import re
from collections.abc import Callable
from typing import NamedTuple


class Scheme(NamedTuple):
    """A register: the address before each identifier, its form, an example, and its check."""

    address: str
    form: str
    example: str
    check: Callable[[str], bool]


def _orcid(text: str) -> bool:
    """Check by ISO 7064, MOD 11-2."""
    plain, total = text.replace("-", ""), 0
    for digit in plain[:-1]:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11] == plain[-1]


def _ror(text: str) -> bool:
    """Check by ISO 7064, MOD 97-10, of a number in Crockford's base 32."""
    number = 0
    for sign in text[:7]:
        number = number * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(sign)
    return 98 - number * 100 % 97 == int(text[7:])


def _gnd(text: str) -> bool:
    """Check by a weighted sum, modulo 11: its rest after a hyphen, else what it lacks of 11."""
    plain = text.replace("-", "")
    total = sum(weight * int(digit) for weight, digit in enumerate(plain[-2::-1], 2))
    return "0123456789X"[total % 11 if "-" in text else -total % 11] == plain[-1]


#: The registers that are known, by their names.
SCHEMES = {
    "ORCID": Scheme(
        "https://orcid.org/", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", "0000-0002-1825-0097", _orcid
    ),
    "ROR": Scheme("https://ror.org/", r"0[0-9a-hj-km-np-tv-z]{6}\d{2}", "03yrm5c26", _ror),
    "GND": Scheme("https://d-nb.info/gnd/", r"\d{8,9}[\dX]|\d{1,7}-[\dX]", "118540238", _gnd),
    "DOI": Scheme("https://doi.org/", r"10\.\d{4,9}(?:\.\d+)*/\S+", "10.1234/edition", bool),
    "VIAF": Scheme("https://viaf.org/viaf/", r"[1-9]\d{0,21}", "24602065", bool),
    "GeoNames": Scheme("https://www.geonames.org/", r"[1-9]\d{0,8}", "2950159", bool),
    "Wikidata": Scheme("https://www.wikidata.org/entity/", r"Q[1-9]\d*", "Q5879", bool),
}


#: Those of persons, bodies and places that a text names.
AUTHORITIES = ("GND", "VIAF", "GeoNames", "Wikidata")
_OPENING = re.compile(rf"({'|'.join(AUTHORITIES)}) \S*\d")


def identifiers(text: str) -> list[tuple[str, str]]:
    """Return the identifiers in a line such as “GND 118540238, Wikidata Q5879”; none in another.

    A line that opens with one is taken for such a line; the parts may be wrong.
    """
    if not _OPENING.match(text):
        return []
    parts = (part.strip().partition(" ") for part in re.split("[,;]", text.rstrip(".")))
    return [(name, number.strip()) for name, _, number in parts]


def identifier_fault(name: str, text: str) -> str:
    """Return what is wrong with an identifier of a register, and what to do; empty if nothing."""
    if (scheme := SCHEMES.get(name)) is None:
        return f"“{name}” is no register: write {', '.join(AUTHORITIES)}, each with its number"
    if not re.fullmatch(scheme.form, text):
        return f"“{text}” is no {name}: write it as in {scheme.example}"
    return "" if scheme.check(text) else f"the {name} {text} has a wrong check digit: look it up"


def identifier_url(name: str, text: str) -> str:
    """Return the address of an identifier."""
    return SCHEMES[name].address + text
