"""The booklet: every page once, where it stands in the folded book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from sphinx_edition.book import booklet

from .test_print import OPTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Project


def test_a_booklet_has_each_page_once_and_folds_to_the_book() -> None:
    assert booklet.impose(8) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    for pages, sheets in [(1, 4), (16, 4), (17, 4), (157, 5), (160, 99)]:
        sides = booklet.impose(pages, sheets)
        papers = list(zip(sides[::2], sides[1::2], strict=True))
        assert sorted(n for side in sides for n in side) == list(range(-(-pages // 4) * 4))
        assert all(front[1] + 1 == back[0] for front, back in papers)  # on one leaf's two sides
        assert all(front[0] - 1 == back[1] for front, back in papers)
        middles = [n for n, side in enumerate(sides, 1) if side[0] + 1 == side[1] and n % 2 == 0]
        lengths = [b - a for a, b in zip([0, *middles], middles, strict=False)]
        assert max(lengths) <= 2 * sheets
        assert max(lengths) - min(lengths) <= 2


def test_a_booklet_is_on_paper_twice_as_wide(project: Project, tmp_path: Path) -> None:
    made = project.build("typst", *OPTIONS)
    booklet.main(str(made.out / "edition.pdf"), str(tmp_path / "one.pdf"))
    booklet.main(str(made.out / "edition.pdf"), str(tmp_path / "two.pdf"), "4")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    with (
        pikepdf.open(tmp_path / "one.pdf") as sheets,
        pikepdf.open(made.out / "edition.pdf") as book,
    ):
        assert len(sheets.pages) == -(-len(book.pages) // 4) * 2
        wide, high = (float(n) for n in sheets.pages[0].mediabox[2:])
        assert (wide, high) == pytest.approx((2 * 419.528, 595.276), abs=0.1)
        assert [*sheets.pages[2].Resources.XObject] == ["/Left", "/Right"]
        placed = sum(len(sheet.Resources.get("/XObject", {})) for sheet in sheets.pages)
        assert placed == len(book.pages)
    with pytest.raises(SystemExit, match="SHEETS=no"):
        booklet.main(str(made.out / "edition.pdf"), str(tmp_path / "no.pdf"), "no")
