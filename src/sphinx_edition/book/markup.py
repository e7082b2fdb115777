"""Typst's own syntax: markup in which every character stands for itself, and values in code."""

import re
from collections.abc import Iterable, Mapping

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")  # not \s: that has the no-break spaces too


def escaped(text: str) -> str:
    """Return a text as Typst markup in which every mark stands for itself."""
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text))


def quoted(text: str) -> str:
    """Return a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def array(items: Iterable[str]) -> str:
    """Return Typst expressions as an array, or as the arguments of a call."""
    return f"({''.join(f'{item}, ' for item in items)})"


def dictionary(items: Mapping[str, str]) -> str:
    """Return Typst expressions as a dictionary, one item a line."""
    lines = [f"{quoted(key)}: {value},\n" for key, value in items.items()]
    return f"({''.join(lines) or ':'})"
