"""The edition as the data files publish it: its records, and the addresses of its places.

Every file is a function of the records alone: the same records give the same bytes. An address is
absolute if the edition has a public one (``html_baseurl``), and otherwise relative to the file
that it stands in.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from posixpath import dirname, relpath
from typing import Any

from ..bibliography import Reference
from ..edition import Edition
from ..model import KINDS, Block, Mention, Passage, Piece
from .revisions import History


@dataclass(frozen=True)
class Publication:
    """The edition with its addresses, as one of the data files writes them."""

    edition: Edition
    page_path: Callable[[str], str]  #: from a document name to the path of its page
    path: str = ""  #: of the data file, from the root of the web edition

    def at(self, path: str) -> "Publication":
        """Return the same edition with its addresses as another file writes them."""
        return replace(self, path=path)

    @cached_property
    def history(self) -> History:
        """What has changed of the edition since it was first published."""
        return History(self.edition)

    @property
    def base(self) -> str:
        """The public address, with a slash at its end; empty if the edition has none."""
        address = self.edition.facts.address
        return f"{address.rstrip('/')}/" if address else ""

    @property
    def mentions(self) -> list[Mention]:
        """The mentions of which every passage exists, in the order of lists."""
        known = self.edition.quotable
        return [m for m in self.edition.mentions if all(target in known for target in m.targets)]

    def url(self, path: str) -> str:
        """Return the address of a path, which is given from the root of the web edition."""
        if self.base:
            return self.base + path
        return _relative(path, dirname(self.path))

    def place_url(self, docname: str, ident: str = "") -> str:
        """Return the address of a page, or of an id on it."""
        is_here = docname not in self.edition.volumes
        path = self.url(self.page_path(docname)) if is_here else docname
        return path + (f"#{ident}" if ident else "")

    def passage_url(self, passage: Passage) -> str:
        """Return the address of a passage, here or in another volume."""
        return self.place_url(passage.docname, passage.anchor)

    def reference(self, key: str) -> Reference:
        """Return a work of the bibliography; without a label if no page lists it."""
        return self.edition.references.get(key, Reference(key))

    def reference_url(self, key: str) -> str:
        """Return the address of a work in the bibliography; empty if no page lists it."""
        reference = self.reference(key)
        return self.place_url(reference.docname, reference.anchor) if reference.label else ""

    def passages_of(self, piece: Piece | Mention) -> list[Passage]:
        """Return the passages that a piece names, without those that do not exist."""
        passages = self.edition.quotable
        return [passages[target] for target in piece.targets if target in passages]

    def piece_text(self, piece: Piece) -> str:
        """Return the words of a piece; of a bare link, the name of what it leads to."""
        if piece.role.startswith("cite"):
            citation = "; ".join(self.reference(key).label or key for key in piece.targets)
            return f"({citation})" if piece.role == "cite:p" else citation
        if piece.text or piece.role not in KINDS:
            return piece.text
        return "; ".join(" ".join(self.edition.name(p)) for p in self.passages_of(piece))

    def plain_text(self, blocks: Iterable[Block]) -> str:
        """Return the text of some paragraphs, one line each."""
        return "\n".join("".join(map(self.piece_text, block.pieces)) for block in blocks)


@cache  # the answers of DTS name each passage of a text in many files
def _relative(path: str, folder: str) -> str:
    """Return a path as a file in a folder names it; both start from the root of the web edition."""
    relative = relpath(path or ".", folder or ".")
    return f"{relative}/" if path.endswith("/") else relative


def json_text(value: dict[str, Any], indent: int | None = None) -> str:
    """Return a value as the text of a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"
