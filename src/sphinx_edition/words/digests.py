"""Digests of words: the same for the same words, whatever their typography."""

import hashlib

from .collate import tokens


def digestible(text: str) -> str:
    """Return the words of a text as comparison sees them: the same for the same words."""
    return " ".join(token.text for token in tokens(text))


def digest(text: str) -> str:
    """Return eight hex digits that change with the words of a text, not with its typography."""
    return hashlib.sha256(digestible(text).encode()).hexdigest()[:8]
