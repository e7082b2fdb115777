"""The edition as its data publish it: with addresses, seen from each file.

Every file is a function of the records alone: the same records, the same bytes. An address is
absolute if the edition has one (``html_baseurl``), and otherwise relative to the file it is in.
"""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import urljoin

from ..edition import Edition
from ..model import KINDS, Block, Mention, Piece


class Publication:
    """The edition, and from the name of a document the path of its page (``uri``)."""

    def __init__(self, edition: Edition, uri: Callable[[str], str]) -> None:
        """Publish the edition below its public address, if it has one."""
        self.edition, self.uri, self.facts = edition, uri, edition.facts
        address = self.facts.address
        self.base = f"{address.rstrip('/')}/" if address else ""
        self.texts, self.passages, self.verdict = edition.texts, edition.passages, edition.verdict

    @property
    def mentions(self) -> list[Mention]:
        """The mentions whose passages exist, in the order of lists."""
        known = self.edition.passages
        return [m for m in self.edition.mentions if all(target in known for target in m.targets)]

    def reference(self, key: str, file: str) -> str:
        """Return the address of a work in the bibliography; nothing if no page lists it."""
        listed = self.edition.references.get(key)
        return self.address(listed.docname, listed.anchor, file) if listed and listed.label else ""

    def path(self, name: str, file: str) -> str:
        """Return the address of a path of the edition, as a file of the edition has it."""
        path, mark, ident = name.partition("#")
        if self.base:
            return urljoin(self.base, path) + mark + ident
        return _relative(path, dirname(file)) + mark + ident

    def address(self, docname: str, ident: str, file: str) -> str:
        """Return the address of a place on a page."""
        return self.path(self.uri(docname) + (f"#{ident}" if ident else ""), file)

    def passage(self, key: str, file: str) -> str:
        """Return the address of a passage."""
        return self.address(self.passages[key].docname, self.passages[key].anchor, file)

    def text_of(self, piece: Piece) -> str:
        """Return the words of a piece, and of a bare link the name of what it leads to."""
        if piece.role.startswith("cite"):
            listed = self.edition.references
            labels = [listed[k].label if k in listed else "" for k in piece.targets]
            pairs = zip(labels, piece.targets, strict=True)
            label = "; ".join(label or key for label, key in pairs)
            return f"({label})" if piece.role == "cite:p" else label
        if piece.text or piece.role not in KINDS:
            return piece.text
        found = [self.passages[t] for t in piece.targets if t in self.passages]
        return "; ".join(" ".join(self.edition.name(passage)) for passage in found)

    def plain(self, blocks: Iterable[Block]) -> str:
        """Return the text of some paragraphs, one line each."""
        return "\n".join("".join(map(self.text_of, block.pieces)) for block in blocks)


@lru_cache(maxsize=4096)
def _relative(path: str, folder: str) -> str:
    return relpath(path or ".", folder or ".") + "/" * path.endswith("/")


def dumped(value: dict[str, Any], indent: int | None = None) -> str:
    """Return a value as a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"
