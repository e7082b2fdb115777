"""Check a reader's copy against the page of the text that it is a copy of."""

from collections.abc import Collection
from pathlib import Path

from ..model import Page, Problem
from . import decode, matching
from .reports import page_of_copy


def check_copy(pages: Collection[Page], path: Path, register: Path) -> list[Problem]:
    """Return where a copy contradicts the page of its text, or why it cannot be compared.

    ``path`` is the file of the copy, ``register`` that of the digests.
    """
    try:
        copy = decode.read_file(path)
    except ValueError as error:
        return [Problem("copy", path.name, 1, str(error))]
    digests, problems = matching.read_digests(register)
    page = page_of_copy(pages, copy.text)
    if page is None:
        message = "the copy has no words of any text of this edition: give another file"
        return [Problem("copy", path.name, 1, message)]
    if page.header.get("text") == "restated":
        problems += matching.author_words(page, copy.text, digests)[1]
        if problems and not copy.certain:
            message = "the copy is not UTF-8, and was read as Windows-1252: save it as UTF-8"
            problems.append(Problem("copy", path.name, 1, message))
    return problems
