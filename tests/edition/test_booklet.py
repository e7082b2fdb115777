"""The booklet of the edition: each of its pages where it stands in the folded book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from sphinx_edition.book import booklet

if TYPE_CHECKING:
    from pathlib import Path

    from .volume import Volume


def test_the_booklet_of_the_edition_has_its_pages_as_they_fold(
    volume: Volume, tmp_path: Path
) -> None:
    booklet.main(str(volume.folder / "edition.pdf"), str(tmp_path / "booklet.pdf"))
    pages = [page.Contents.read_bytes() for page in volume.book.pdf.pages]
    sides = booklet.impose(len(pages))
    with pikepdf.open(tmp_path / "booklet.pdf") as made:
        for side, (left, right) in zip(made.pages, sides, strict=True):
            drawn = side.Resources.XObject
            on = {n: drawn[name].read_bytes() for n, name in ((left, "/Left"), (right, "/Right"))
                  if n < len(pages)}  # fmt: skip
            assert on == {n: pages[n] for n in (left, right) if n < len(pages)}
