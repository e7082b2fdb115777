"""The layout of the book: it holds, or the build says what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_edition.book.galley import Mark
from sphinx_edition.book.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_edition.book.layout import Layout, Query


def book(place: Callable[[int], int]) -> Query:
    """Return what sets a chapter whose place ``a`` depends on where the layout has it."""

    def query(layout: Layout, _: object) -> list[Mark]:
        return [
            Mark("type-area", "", 1, 0, 0, [100.0, 100.0, 7.0, 8.0]),
            Mark("chapter", "0", 1, 0, 0, [False, False]),
            Mark("place", "a", place(layout.places["a"][0]), 0, 0, []),
            Mark("chapter-end", "0", 2, 0, 0, []),
        ]

    return query


@pytest.mark.parametrize(("place", "told"), [(lambda page: 2, []), (lambda page: 3 - page, ["a"])])
def test_a_layout_that_never_settles_is_a_fault(
    place: Callable[[int], int], told: list[str]
) -> None:
    _, faults = lay_out({"a": (1, 0)}, {}, book(place))
    assert [fault.name for fault in faults] == told
    assert all("does not settle" in fault.message for fault in faults)
