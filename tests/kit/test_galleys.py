"""Galleys and the pages made up of them: what is parted, what is white, what is at the foot."""

from __future__ import annotations

import pytest

from sphinx_edition.book.galley import NEVER, Galley, Mark, Piece, TypeArea, read_galley
from sphinx_edition.book.makeup import make_up

LINE = 10.0
AREA = TypeArea(height=100.0, width=100.0, line_height=7.0, note_leading=8.0)


def text(*lengths: int) -> list[Piece]:
    """Return the pieces of paragraphs of so many lines."""
    marks = []
    for number, length in enumerate(lengths):
        top = LINE * sum(lengths[:number])
        marks.append(Mark("paragraph", str(number), 1, 0, top, []))
        feet = (top + 7 + LINE * n for n in range(length))
        marks += (Mark("line", str(number), 1, 0, foot, []) for foot in feet)
    return read_galley(marks, AREA).pieces


def made(pieces: list[Piece], number: int = 1, **heights: float) -> list[tuple[int, int]]:
    """Return the first and last piece of each page, of a galley that has notes of these heights."""
    found = Galley(pieces, heights, {"entry": 150.0}, rule=15.0, gap=10.0)
    return [(page.first, page.last) for page in make_up(found, AREA, number, {})]


def test_a_page_takes_the_lines_for_which_it_has_room() -> None:
    assert made(text(*[1] * 25)) == [(0, 9), (10, 19), (20, 24)]


@pytest.mark.parametrize(
    ("lengths", "first"),
    [
        ((9, 6), (0, 8)),  # not the first line of the second paragraph alone
        ((5, 6, 5), (0, 8)),  # nor its last
        ((8, 3, 5), (0, 7)),  # three lines cannot be parted at all
        ((4, 8, 5), (0, 9)),
    ],
)
def test_no_line_of_a_paragraph_stands_alone(
    lengths: tuple[int, ...], first: tuple[int, int]
) -> None:
    assert made(text(*lengths))[0] == first


def test_a_heading_stays_with_two_lines_of_its_text() -> None:
    pieces = text(8, 1, 6)
    pieces[8].penalty = NEVER
    assert made(pieces)[0] == (0, 7)


def test_a_note_stands_on_the_page_of_its_call() -> None:
    pieces = text(*[1] * 15)
    pieces[6].calls = ["a"]
    assert made(pieces, a=8.0)[0] == (0, 7)  # 77 of text, 15 to the note, 8 of two lines
    assert made(pieces, a=16.0)[0] == (0, 6)


def test_a_long_note_goes_on_overleaf_by_two_lines_or_more() -> None:
    pieces = text(*[1] * 15)
    pieces[5].calls = ["a"]
    found = Galley(pieces, {"a": 8.0 * 9}, {}, rule=15.0, gap=10.0)
    first, second, *_ = make_up(found, AREA, 1, {})
    assert (first.last, first.free) == (5, 0.0)
    assert (second.last, second.free) == (9, 8.0)  # 37 of text, 15 and 40 of six lines spilt


def test_of_a_note_no_single_line_goes_on_overleaf() -> None:
    pieces = text(*[1] * 24)
    pieces[5].calls = ["a"]
    found = Galley(pieces, {"a": 8.0 * 4}, {}, rule=15.0, gap=10.0)  # 57 + 15 + 32: a line too much
    first, second, *_ = make_up(found, AREA, 1, {})
    assert first.last == 5
    assert (second.last, second.free) == (13, 0.0)  # 77 of text, 15 and 8 of two lines


def test_a_page_is_not_overfull_if_another_can_be_short() -> None:
    pieces = [*text(*[1] * 7), Piece(70, 130, ("", 99))]
    pieces[6].calls = ["a"]  # what would be spilt of it leaves no room for the last piece
    assert made(pieces, a=8.0 * 9) == [(0, 5), (6, 6), (7, 7)]


def test_a_paragraph_that_has_room_is_not_parted_to_share_the_white() -> None:
    pieces = [*text(5, 5), Piece(100, 177, ("", 98)), Piece(180, 270, ("", 99))]
    assert made(pieces)[0] == (0, 9)
    pieces[-2:] = Piece(100, 162, ("", 98)), Piece(165, 255, ("", 99))  # which leaves a hole
    assert made(pieces)[0] == (0, 7)


def test_the_last_page_has_more_than_a_line_or_two() -> None:
    assert made(text(*[1] * 12)) == [(0, 8), (9, 11)]


def test_the_apparatus_of_a_page_is_one_note() -> None:
    pieces = text(*[1] * 15)
    pieces[0].entries = ["entry"]
    assert made(pieces)[0] == (0, 6)  # two lines: 77 + 15 + 8 and what is below them
    pieces[1].entries = ["entry"]
    assert made(pieces)[0] == (0, 5)  # four


def test_a_leaf_is_not_turned_between_a_text_and_the_translation_beside_it() -> None:
    marks = []
    for n in range(18):
        passage, top = str(n // 6), LINE * n
        marks += [Mark("passage", passage, 1, 0, top, [])] * (n % 6 == 0)
        marks += [Mark("line", f"row {passage}", 1, 0, top + 7, [])]
        ends = ("column-end", f"row {passage}"), ("passage-end", passage)
        marks += [Mark(kind, name, 1, 0, top + 7, []) for kind, name in ends] * (n % 6 == 5)
    pieces = read_galley(marks, AREA).pieces
    assert made(pieces, 1)[0] == (0, 5)
    assert made(pieces, 2)[0] == (0, 9)  # the other page is in sight


def test_pages_that_cannot_hold_a_piece_are_made_all_the_same() -> None:
    pieces = text(2, 2)
    pieces[1].bottom = 400.0
    for piece in pieces[2:]:
        piece.top, piece.bottom = piece.top + 400, piece.bottom + 400
    assert made(pieces)[-1][1] == 3


def test_a_page_measured_too_small_is_made_up_anew() -> None:
    found = Galley(text(*[1] * 25), {}, {}, 15.0, 10.0)
    assert make_up(found, AREA, 1, {})[0].last == 9
    assert make_up(found, AREA, 1, {0: 6.0})[0].last == 8


def test_what_may_not_be_parted_is_one_piece_with_its_lines() -> None:
    marks = [
        Mark("paragraph", "a", 1, 0, 0, []),
        Mark("line", "a", 1, 0, 7, []),
        Mark("join", "", 1, 0, 10, []),
        Mark("block", "", 1, 0, 10, []),
        Mark("line", "", 1, 0, 17, []),
        Mark("line", "", 1, 0, 27, []),
        Mark("block-end", "", 1, 0, 30, []),
        Mark("line", "", 1, 0, 37, []),
    ]
    first, whole, after = read_galley(marks, AREA).pieces
    assert (whole.top, whole.bottom, whole.lines) == (10, 30, 2)
    assert first.penalty > 0
    assert (after.top, after.lines) == (30, 1)
