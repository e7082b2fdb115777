"""The same links with the same ends in every form: pages, book, records, TEI and annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..links import check_same, dead_links, missing_in_book, of_records

if TYPE_CHECKING:
    from pathlib import Path

    from .volume import Volume


def test_pages_records_tei_and_annotations_have_the_same_links(site: Path) -> None:
    check_same(site)


def test_no_link_of_a_page_is_dead(site: Path) -> None:
    assert dead_links(site) == set()


def test_the_book_has_them_too(site: Path, volume: Volume) -> None:
    links = {link for link in of_records(site) if link[0] != "index"}  # the title page
    assert missing_in_book(volume.folder / "edition.pdf", links) == set()
