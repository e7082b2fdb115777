"""Digests: of words, whatever their typography, and of files, whatever their times."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

from .tokens import tokens


@cache  # the register, witnesses and data ask for the words of every version
def digestible(text: str) -> str:
    """Return the words and marks of a text as comparison sees them, with a space between."""
    return " ".join(token.text for token in tokens(text))


def digest(text: str) -> str:
    """Return eight hex digits that change with the words of a text, not with its typography."""
    return short_digest(digestible(text))


def checksum(text: str) -> str:
    """Return eight hex digits of the words of a text: CRC-32 over their UTF-8.

    It finds what has changed by accident. A browser makes it in a few lines, word by word.
    """
    return f"{crc32(digestible(text).encode()):08x}"


def short_digest(text: str) -> str:
    """Return eight hex digits that change with a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def file_digest(paths: Iterable[Path], *settings: str) -> str:
    """Return a digest of the names and bytes of those files that are there, and of settings."""
    found = hashlib.sha256("\0".join(settings).encode())
    for path in sorted(path for path in paths if path.is_file()):
        found.update(f"\0{path}\0".encode() + path.read_bytes())
    return found.hexdigest()
