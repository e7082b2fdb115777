"""The chapters of a book as Typst has set it: what is wrong in them, and what their pages show.

What pages show (running heads, numbers in the margin, the apparatus) depends on where Typst set
the text, so the template is given it for the next time.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple

from ..citing.printed import ending
from .galley import Mark
from .markup import array, quoted

#: Expressions of Typst by the name of an item, then by that of an instruction; both are listed at
#: the head of ``templates/parts.typ``.
Instructions = dict[str, dict[str, str]]


class Fault(NamedTuple):
    """Something wrong on a page; ``name`` is that of an item or a place.

    A lone line may be inevitable, where a note is about as long as a page.
    """

    page: int
    name: str
    message: str
    is_lone_line: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as set; the one without a name is all that stands before the first."""

    name: str
    is_galley: bool  #: its pages are made up of a galley: if not, Typst makes them
    first: int
    last: int
    marks: list[Mark]  #: in the order of the text
    is_part: bool = False  #: the half-title of a part, which stands on a recto
    tight: int = 0  #: steps by which it is set closer, which saves a page or a hole

    def lines(self) -> list[Mark]:
        """Return the lines of its text from top to bottom."""
        lines = (mark for mark in self.marks if mark.kind == "line")
        return sorted(lines, key=lambda mark: (mark.page, mark.y))

    def faults(self) -> list[Fault]:
        """Return what is wrong on its pages."""
        faults = []
        page_of = {(mark.kind, mark.name): mark.page for mark in reversed(self.marks)}
        for (kind, name), page in page_of.items():
            note = {"call": "note", "apparatus-call": "apparatus"}.get(kind)
            if note and page_of.get((note, name)) != page:
                faults.append(Fault(page, name, "this note is not on the page of its call"))
            elif kind == "heading" and page_of.get(("heading-text", name), page) != page:
                faults.append(Fault(page, name, "this heading is not on the page of its text"))
        pages_of: dict[str, list[int]] = defaultdict(list)  # the page of each line of a paragraph
        for mark in self.lines():
            pages_of[mark.name].append(mark.page)
        for name, pages in pages_of.items():
            if name and pages[0] != pages[-1]:
                lone = [page for page in (pages[0], pages[-1]) if pages.count(page) == 1]
                faults += (Fault(page, name, "a line of this stands alone", True) for page in lone)
        return sorted(faults)

    def instructions(
        self, indents: Mapping[str, float], entries: Mapping[str, str]
    ) -> Instructions:
        """Return what the template needs to set the pages as they are.

        Args:
            indents: points from the edge of the text to each number of a passage, by its item.
            entries: those of the apparatus as Typst expressions, by their items.
        """
        found: Instructions = defaultdict(dict)
        first_calls: dict[int, str] = {}  # by page
        apparatus: dict[str, list[str]] = defaultdict(list)  # by its call
        for mark in self.marks:
            if mark.kind == "locus":
                is_recto = str(mark.page % 2 == 1).lower()
                found[mark.name]["side"] = f"({is_recto}, {indents[mark.name]})"
            elif mark.kind in ("call", "entry"):
                call = first_calls.setdefault(mark.page, mark.name)
                if mark.kind == "entry":
                    apparatus[call].append(entries[mark.name])
        for call, texts in apparatus.items():
            found[call]["apparatus"] = array(texts)
        found[self.name] |= {"pages": "true"} | self.tightness()
        found["heads"] = self._running_heads()
        return found

    def tightness(self) -> dict[str, str]:
        """Return the instruction to set it as close as it is."""
        return {"tight": str(self.tight)} if self.tight else {}

    def _running_heads(self) -> dict[str, str]:
        """Return the first and the last locus of each page after that of the title."""
        loci: dict[int, list[str]] = {page: [] for page in range(self.first, self.last + 1)}
        lines = [(mark.page, mark.y) for mark in self.lines()]
        start, locus = self.first, ""
        for mark in self.marks:
            if mark.kind == "locus":
                start, locus = mark.page, str(mark.data[0])
            elif mark.kind == "passage-end":  # which may have gone on to the page after its text
                above = bisect_right(lines, (mark.page, mark.y + 0.1))
                end = lines[above - 1][0] if above else mark.page
                for page in range(start, end + 1):
                    loci[page].append(quoted(locus))
        title = min(
            (mark.page for mark in self.marks if mark.kind == "heading"), default=self.first
        )
        ends = {page: dict.fromkeys(on[:1] + on[-1:]) for page, on in loci.items() if page > title}
        return {str(page): array(pair) for page, pair in ends.items()}


def split_chapters(marks: list[Mark]) -> list[Chapter]:
    """Return the chapters of a book, each with the marks on its pages."""
    openings = [mark for mark in marks if mark.kind == "chapter"]
    last = {mark.name: mark.page for mark in marks if mark.kind == "chapter-end"}
    chapters = [
        Chapter("", False, 1, openings[0].page - 1, []),
        *(Chapter(m.name, m.data[0], m.page, last[m.name], [], *m.data[1:]) for m in openings),
    ]
    firsts = [chapter.first for chapter in chapters]
    before = marks.index(openings[0])  # in a text alone, on the page of its first chapter
    chapters[0].marks.extend(marks[:before])
    for mark in marks[before:]:
        chapters[bisect_right(firsts, mark.page) - 1].marks.append(mark)
    return chapters


def endings(marks: list[Mark], docnames: Set[str]) -> list[tuple[str, int, float]]:
    """Return name, page and height of the end of each document that begins a chapter."""
    found, docname = [], ""
    for mark in marks:
        if mark.kind == "place" and mark.name in docnames:
            docname = mark.name
        elif mark.kind == "chapter-end" and docname:
            found.append((ending(docname), mark.page, mark.y))
    return found
