"""The register of published anchors: what has been published stays, and keeps its words.

Pure: text and records in, lines and problems out. A line of ``anchors.txt`` is *page anchor digest
version*: a page has the anchor ``-``; the digest stands for the words as ``collate`` sees them,
so typographic tidying leaves it alone; the version is the edition's that first published it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from .collate import digestible
from .model import COMPARED, Page, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADING = (
    "# page anchor digest-of-words first-published; additions by `make anchors`, never by hand"
)
_NONE = "-"


class Anchor(NamedTuple):
    """The address of a published thing: a page, and an id on it or ``-``."""

    page: str
    ident: str

    def __str__(self) -> str:
        return self.page if self.ident == _NONE else f"{self.page}#{self.ident}"


def digest(text: str) -> str:
    """Return eight hex digits that change with the words of a text, not with its typography."""
    return hashlib.sha256(digestible(text).encode()).hexdigest()[:8]


def current(pages: Iterable[Page]) -> dict[Anchor, tuple[str, int]]:
    """Map every anchor that the pages publish to the digest of its words and to its line."""
    found: dict[Anchor, tuple[str, int]] = {}
    for page in pages:
        found[Anchor(page.docname, _NONE)] = (_NONE, 1)
        for passage in page.passages:
            for version in passage.versions:
                anchor = Anchor(page.docname, version.anchor)
                found.setdefault(anchor, (digest(version.text), version.line))
        for mention in page.mentions:
            if mention.kind in COMPARED:
                anchor = Anchor(page.docname, mention.anchor)
                found.setdefault(anchor, (digest(mention.text), mention.line))
    return found


def read(text: str, name: str) -> tuple[dict[Anchor, tuple[str, str, int]], list[Problem]]:
    """Parse a register into anchor → (digest, version), with a problem for each bad line."""
    register: dict[Anchor, tuple[str, str, int]] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split()
        if len(words) != 4:
            message = f"“{line}” is not a line of four words: page, anchor, digest, version"
            problems.append(Problem("register", name, number, message))
            continue
        anchor = Anchor(words[0], words[1])
        if anchor in register:
            problems.append(Problem("register", name, number, f"{anchor} stands here twice"))
        register[anchor] = (words[2], words[3], number)
    return register, problems


def compare(
    register: dict[Anchor, tuple[str, str, int]], now: dict[Anchor, tuple[str, int]], name: str
) -> Iterator[Problem]:
    """Say what the pages have lost or altered of what is registered; additions are welcome."""
    for anchor, (words, version, number) in sorted(register.items()):
        if anchor not in now:
            yield Problem(
                "register", name, number,
                f"{anchor} has been published since {version} and is gone: bring it back",
            )  # fmt: skip
        elif now[anchor][0] != words:
            found, line = now[anchor]
            yield Problem(
                "register", anchor.page, line,
                f"the words of {anchor.ident} are not those published since {version}: undo the "
                f"change, or, if it mends the edition, commit it as [Editorial] with this line in "
                f"{name}: {anchor.page} {anchor.ident} {found} {version}",
            )  # fmt: skip


def extended(
    register: dict[Anchor, tuple[str, str, int]], now: dict[Anchor, tuple[str, int]], version: str
) -> str:
    """Return the register's text with a line for everything that it did not have yet."""
    lines = {anchor: (words, version) for anchor, (words, _) in now.items()}
    lines |= {anchor: (words, since) for anchor, (words, since, _) in register.items()}
    rows = (f"{a.page} {a.ident} {words} {since}" for a, (words, since) in sorted(lines.items()))
    return "\n".join([HEADING, *rows, ""])
