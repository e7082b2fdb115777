"""Typst's own syntax: strings, and text in which every character stands for itself."""

import re

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")  # not \s: that has the no-break spaces too


def quoted(text: str) -> str:
    """Return a text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def escaped(text: str) -> str:
    """Return a text as Typst markup in which every mark stands for itself."""
    return _SPECIAL.sub(r"\\\1", _BREAKS.sub(" ", text))
