"""Chapters of the book that are set by themselves: each once, and the book is the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_edition.book.compositor import Compositor
from sphinx_edition.book.layout import Layout

from .test_print import OPTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Project

FRONT = '#show: edition.with(item("contents"), item("heads"))'
PLACES = {"a": (3, 0), "b": (5, 0), "c": (7, 0)}


def chapter(name: str, links_to: str, kind: str = "chapter", pages: int = 1) -> str:
    """Return a chapter that links to a place, and stands on so many pages."""
    link = f'#goto(destination("{links_to}"))'
    return f'#{kind}(item("{name}"), galley: true)[{"page " * pages}{link}]'


class FakePress:
    """Sets each chapter on as many pages as it says, and the first part on a recto."""

    def __init__(self, source: Path) -> None:
        """Take the file that is set."""
        self.source = source
        self.sets: list[list[str]] = []

    def evaluate(self, _: str) -> list[tuple[str, str, int, int, int, list[bool]]]:
        """Return the marks of the chapters in the file."""
        marks, page = [], 0
        text = self.source.read_text("utf-8")
        found = re.findall(r'#(chapter|part)\(item\("(.)"\)|(page )|(sheet-end)', text)
        for kind, name, is_page, is_end in found:
            page += bool(is_page or is_end)
            if kind:
                page += kind == "part" and page % 2
                marks.append(("chapter", name, page + 1, 0, 0, [True, kind == "part"]))
            if is_end:
                marks.append(("sheet-end", "", page, 0, 0, []))
        self.sets.append([name for _, name, *_ in found if name])
        return marks

    def close(self) -> None:
        """End nothing."""


CHAPTERS = [chapter("a", "b"), chapter("b", "c", pages=2), chapter("c", "a", "part")]


@pytest.fixture
def press(tmp_path: Path) -> FakePress:
    return FakePress(tmp_path / "book.typ")


def compositor(press: FakePress, chapters: list[str], base: str = "") -> Compositor:
    return Compositor(press, press.source, (FRONT, chapters, []), base)  # type: ignore[arg-type]


def test_a_chapter_is_set_again_only_if_what_it_depends_on_has_changed(press: FakePress) -> None:
    made = compositor(press, CHAPTERS)
    layout = Layout(PLACES, {"heads": {"2": "x"}})
    first = made.marks(layout)
    assert press.sets == [[], ["a", "b", "c"]]
    assert made.marks(layout._replace(instructions={"heads": {"2": "y"}})) == first
    assert made.marks(layout._replace(places=PLACES | {"c": (7, 99)})) == first
    assert len(press.sets) == 2
    made.marks(layout._replace(places=PLACES | {"c": (8, 0)}))
    made.marks(layout._replace(instructions={"a": {"tight": "1"}}))
    assert press.sets[2:] == [["b"], ["a"]]


def test_an_earlier_build_serves_a_later_one_of_which_one_text_has_changed(
    press: FakePress, tmp_path: Path
) -> None:
    kept, layout = tmp_path / "kept.json", Layout(PLACES, {})
    made = compositor(press, CHAPTERS)
    made.marks(layout)
    made.save(kept)
    press.sets.clear()
    chapters = [chapter("a", "b", pages=2), *CHAPTERS[1:]]
    warm, cold = compositor(press, chapters), compositor(press, chapters)
    warm.load(kept)
    marks = warm.marks(layout)
    assert press.sets == [["a"]]
    assert marks == cold.marks(layout)
    assert len(press.sets[-1]) == 3
    other = compositor(press, chapters, "other fonts")
    other.load(kept)
    other.marks(layout)
    assert len(press.sets[-1]) == 3


def test_chapters_follow_one_another_and_a_part_opens_on_a_recto(press: FakePress) -> None:
    for pages in (1, 2, 3):
        chapters = [CHAPTERS[0], chapter("b", "c", pages=pages), CHAPTERS[2]]
        marks = compositor(press, chapters).marks(Layout(PLACES, {}))
        found = [mark.page for mark in marks if mark.kind == "chapter"]
        assert found[:2] == [1, 2]
        assert found[2] == 1 + pages + 1 + (1 + pages) % 2


def test_of_some_chapters_only_the_marks_of_these_are_asked_for(press: FakePress) -> None:
    made = compositor(press, CHAPTERS)
    marks = made.marks(Layout(PLACES, {}), {"b"})
    assert press.sets == [[], ["b"]]
    assert [mark.name for mark in marks if mark.kind == "chapter"] == ["b"]


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"a": [[1]]}', '{"a": 1}', "\ufffd\0"])
def test_measurements_that_are_spoilt_are_made_anew(project: Project, spoilt: str) -> None:
    book = project.build("typst", *OPTIONS).out / "edition.pdf"
    before = book.read_bytes()
    [kept] = list(project.made.rglob("book-*.json"))
    assert len(kept.read_text("utf-8")) > 1000
    kept.write_text(spoilt, "utf-8")
    book.unlink()
    build = project.build("typst", *OPTIONS)
    assert (build.status, build.warnings) == (0, "")
    assert book.read_bytes() == before
