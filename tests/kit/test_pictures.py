"""The pictures, drawn from records: no words overlap, and every record is there."""

from __future__ import annotations

from itertools import combinations
from xml.etree.ElementTree import fromstring

import pytest

from sphinx_edition.showing import pictures
from sphinx_edition.showing.drawing import Label, break_lines, spread, text_height, text_width
from sphinx_edition.showing.pictures import BOOK, NARROW, WIDE, Bond, Point
from sphinx_edition.words import dates

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [1833, *range(1840, 1850), *[1841.5] * 9, 1868, 1902]
POINTS = [
    Point(year, f"{year:.0f}", "The Unbreakable Bucketmakers of " * (i % 4) + f"x{i}", i % 3 == 0)
    for i, year in enumerate(sorted(YEARS))
]
LEFTS = [f"{i}. Of Digging and of the Keeping of Wells" for i in range(9)]
BONDS = [Bond(i % 9, i % 22, style, 1 + i % 12) for i in range(60) for style in pictures.STYLES]


FORMS = (WIDE, NARROW, BOOK)
TIMELINES = [pictures.timeline(POINTS, form) for form in FORMS]
MAPS = [pictures.sources_map(LEFTS, POINTS, BONDS, form) for form in FORMS]


def box(label: Label) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of a label."""
    width = max(text_width(line, label.size) for line in label.lines)
    left = label.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[label.anchor]
    half = text_height(label.lines, label.size) / 2
    return left, label.y - half, left + width, label.y + half


def overlaps(labels: list[Label]) -> list[tuple[Label, Label]]:
    def meet(one: Label, two: Label) -> bool:
        (a, b, c, d), (e, f, g, h) = box(one), box(two)
        return min(c, g) - max(a, e) > 0.01 and min(d, h) - max(b, f) > 0.01

    return [pair for pair in combinations(labels, 2) if meet(*pair)]


@pytest.mark.parametrize("number", range(6))
def test_no_words_overlap_or_leave_the_picture(number: int) -> None:
    drawing = [*TIMELINES, *MAPS][number]
    assert not overlaps(drawing.labels)
    assert overlaps([*drawing.labels, drawing.labels[5]])
    boxes = [box(label) for label in drawing.labels]
    assert min(left for left, *_ in boxes) >= 0 <= min(top for _, top, *_ in boxes)
    assert max(right for *_, right, _ in boxes) <= drawing.form.width
    assert max(bottom for *_, bottom in boxes) <= drawing.height


@pytest.mark.parametrize("number", range(3))
def test_every_record_is_in_its_picture(number: int) -> None:
    for drawing, names, marks, lines in (
        (TIMELINES[number], len(POINTS), len(POINTS), 0),
        (MAPS[number], len(LEFTS) + len(POINTS), 0, len(BONDS) + len(pictures.STYLES)),
    ):
        svg = fromstring(drawing.svg("A & B", "<C>"))
        kinds = [e.get("class", "").split() for e in svg.iter()]
        assert [sum(k in kind for kind in kinds) for k in ("name", "mark", "bond")] == [
            names, marks, lines,
        ]  # fmt: skip
        assert [svg.findtext(f"{SVG}g/{SVG}{tag}") for tag in ("title", "desc")] == ["A & B", "<C>"]
        assert not [e for e in svg.iter() if "style" in e.attrib]


def test_the_order_of_records_is_nothing_to_the_map() -> None:
    assert pictures.sources_map(LEFTS, POINTS, BONDS[::-1], WIDE) == MAPS[0]


@pytest.mark.parametrize("drawing", TIMELINES)
def test_a_timeline_says_that_its_scale_is_uneven(drawing) -> None:
    words = " ".join(drawing.labels[-1].lines)
    assert words == "The scale is uneven: each step is 10 years, taller where it holds more."


def test_labels_move_no_farther_than_they_must() -> None:
    assert spread([10, 50, 90], [8, 8, 8], 0) == [10, 50, 90]
    assert spread([50, 50], [8, 8], 0) == [46, 54]
    assert spread([0, 0, 90], [8, 8, 8], 0) == [4, 12, 90]


def test_words_are_broken_and_at_last_shortened() -> None:
    assert break_lines("one two", 1000, 10) == ("one two",)
    assert break_lines("", 1000, 10) == ("",)
    lines = break_lines("a bucket and an unspeakably long rope for a well", 60, 10)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(text_width(line, 10) <= 60 for line in lines)


def test_dates_are_read_spelt_and_placed() -> None:
    assert [dates.spelled(d) for d in ("1841", "1841-05", "1841-05-02")] == [
        "1841", "May 1841", "2 May 1841",
    ]  # fmt: skip
    assert not any(map(dates.date_parts, ("", "c. 1841", "1841-13", "1841-02-30", "184", "1841-5")))
    days = ["1841", "1841-02", "1841-02-28", "1841-12-31", "1842"]
    assert [dates.year_fraction(d) for d in days] == sorted({dates.year_fraction(d) for d in days})
    assert dates.split_entry("1841-05 The  lock ") == ("1841-05", "The  lock")
