"""Name the places of the printed book, and read the page map, which has the page of each.

Rule: a place has one name in the PDF, in the page map and in the EPUB. The book writes the map as
``pages.json``: names mapped to page numbers as they are printed, ``ix`` or ``41``.
"""

import json
from contextlib import suppress
from pathlib import Path

from ..loci import NUMBER
from ..model import is_text, text_key


def destination(docname: str, ident: str = "") -> str:
    """Return the name of a place in the book: ``mill-1859:22``, ``bibliography#id``, ``glossary``.

    ``edition.pdf#mill-1859:22`` opens there; in a URL, a second ``#`` is written ``%23``.
    """
    if is_text(docname) and ident[:1] == "p" and NUMBER.fullmatch(ident[1:]):
        return f"{text_key(docname)}:{ident[1:]}"
    return f"{docname}#{ident}" if ident else docname


def ending(docname: str) -> str:
    """Return the name of the end of a document in the book."""
    return f"{docname}#"


def read_page_map(path: Path) -> dict[str, str]:
    """Return the page of each place, by the name of the place; empty if there is no file.

    Raises:
        ValueError: if the file is no page map.
    """
    if not path.is_file():
        return {}
    with suppress(ValueError):
        pages = json.loads(path.read_text("utf-8"))
        if isinstance(pages, dict) and all(isinstance(page, str) for page in pages.values()):
            return pages
    raise ValueError("this is no page map: make the book anew")
