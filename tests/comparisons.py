"""What a page, a record or a printed page shows of comparisons, read back without the kit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element

Difference = tuple[str, str]  # the source's reading, the quotation's
STATUSES = ("exact", "variant", "unverified", "wrong")
Found = tuple[str, list[Difference]]  # a status, the differences


def plain(text: str) -> str:
    return " ".join(text.split())


def _words(element: Element) -> str:
    return plain("".join(element.itertext()))


def _of_class(element: Element, name: str, tag: str = "*") -> list[Element]:
    path = f".//{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    return element.xpath(path.replace("//*", "//*[local-name()]"))


def cards(page: Element) -> Iterator[Found]:
    """Yield the comparisons of a page in their order, but those of its previews."""
    for card in _of_class(page, "comparison"):
        if not card.xpath("ancestor::*[contains(@class, 'preview')]"):
            sides = _of_class(card, "side")
            marked = [[_words(it) for it in _of_class(side, "difference")] for side in sides]
            quotation, source = marked if len(sides) > 1 else ([], [])
            status = next(name for name in card.get("class").split() if name in STATUSES)
            yield status, list(zip(source, quotation, strict=True))


def apparatus(page: Element) -> Iterator[list[Difference]]:
    """Yield the differences that each comparison has as an apparatus."""
    for box in _of_class(page, "entries"):
        if not box.xpath("ancestor::*[contains(@class, 'preview')]"):
            lemmata, readings = (_of_class(box, name) for name in ("lemma", "reading"))
            yield [*zip(map(_words, lemmata), map(_words, readings), strict=True)]


def of_record(verdict: dict[str, Any]) -> list[Difference]:
    """Return the differences among the pairs of a verdict in ``edition.json``."""
    pairs = [pair for pair in verdict["pairs"] if pair["kind"] == "difference"]
    return [(plain(pair["source"]), plain(pair["quotation"])) for pair in pairs]


def mentions(folder: Path) -> list[dict[str, Any]]:
    """Return the mentions of a web edition that were set beside their source."""
    data = json.loads((folder / "edition.json").read_text("utf-8"))
    return [mention for mention in data["mentions"] if mention["verdict"]["pairs"]]


def letters(text: str) -> str:
    """Return a text as paper has it: without spaces, hyphens and soft hyphens."""
    return re.sub(r"[\s\u00ad‐-]+", "", text)
