"""The same links with the same ends in every form: pages, book, records, TEI and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..links import check_same, missing_in_book, of_records
from .test_print import OPTIONS

if TYPE_CHECKING:
    from ..project import Build, Project


def test_pages_records_tei_and_annotations_have_the_same_links(sample: Build) -> None:
    check_same(sample.out)


def test_the_book_has_them_too(sample: Build, project: Project) -> None:
    made = project.build("typst", *OPTIONS)
    assert made.status == 0, made.warnings
    links = {link for link in of_records(sample.out) if link[0] != "index"}  # its title page
    assert len(links) > 20
    assert missing_in_book(made.out / "edition.pdf", links) == set()
    wrong = {(docname, ident, "one:1.1") for docname, ident, _ in links}
    assert missing_in_book(made.out / "edition.pdf", wrong)
