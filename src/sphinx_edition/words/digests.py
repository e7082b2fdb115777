"""Digests of words: the same words have the same digest, whatever their typography."""

import hashlib

from .tokens import tokens


def digestible(text: str) -> str:
    """Return the words and marks of a text as comparison sees them, with a space between."""
    return " ".join(token.text for token in tokens(text))


def digest(text: str) -> str:
    """Return eight hex digits that change with the words of a text, not with its typography."""
    return hashlib.sha256(digestible(text).encode()).hexdigest()[:8]
