"""Typst's own syntax: markup in which every character stands for itself, and values in code."""

import re
from collections.abc import Iterable, Mapping

from ..catalogs import _

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
SENTENCE = re.compile(r'\btr\("([^"\\]*)"\)')  #: of a template, in English
_BREAKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")  # not \s: that has the no-break spaces too
#: What is read sign by sign: numbers of versions and licences, and codes; not *1969a*, *19th*.
_CODE = re.compile(
    r"(CC [A-Z-]+ \d\.\d|\b\d+\.\d+\.\d+\b|\b(?!\d+[a-z]{1,2}\b)(?=\w*\d)(?=\w*[A-Za-z])\w{5,})"
)


def escaped(text: str) -> str:
    """Return a text as Typst markup in which every mark stands for itself; codes are lining."""
    words = _CODE.split(_BREAKS.sub(" ", text))
    marked = [_SPECIAL.sub(r"\\\1", word) for word in words]
    marked[1::2] = [f"#code[{word}]" for word in marked[1::2]]
    return "".join(marked)


def quoted(text: str) -> str:
    """Return a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(string: str) -> str:
    """Return the text of a Typst string that ``quoted`` has made."""
    return re.sub(r"\\(.)", r"\1", string[1:-1])


def translated(template: str) -> str:
    """Return a template with each ``tr("…")`` in the language of the interface."""
    return SENTENCE.sub(lambda found: f"tr({quoted(_(found[1]))})", template)


def array(items: Iterable[str]) -> str:
    """Return Typst expressions as an array, or as the arguments of a call."""
    return f"({''.join(f'{item}, ' for item in items)})"


def dictionary(items: Mapping[str, str]) -> str:
    """Return Typst expressions as a dictionary, one item a line."""
    lines = [f"{quoted(key)}: {value},\n" for key, value in items.items()]
    return f"({''.join(lines) or ':'})"
