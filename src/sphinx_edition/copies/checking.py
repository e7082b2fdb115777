"""Check a reader's copy against the page of the text that it is a copy of."""

from collections.abc import Collection
from pathlib import Path

from ..model import Page, Problem
from . import decode, matching
from .reports import page_of_copy, reproduced_share


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
    if page.is_restated:
        words, faults = matching.author_words(page, copy.text, digests)
        known = all((page.docname, passage.locus) in digests for passage in page.passages)
        problems += faults or (_share_fault(page, words) if known else [])
        if problems and not copy.certain:
            message = "the copy is not UTF-8, and was read as Windows-1252: save it as UTF-8"
            problems.append(Problem("copy", path.name, 1, message))
    return problems


def _share_fault(page: Page, words: dict[str, str]) -> list[Problem]:
    """Return that the header states another share of the author's words than is reproduced."""
    stated, share = page.header.get("reproduced", ""), f"{reproduced_share(page, words):.0%}"
    if stated in ("", share):
        return []
    message = f"incipits and lemmata have {share} of the author's words: put “reproduced: {share}”"
    return [Problem("copy", page.docname, 1, message)]
