"""The chapters of a book that Typst has set: what is astray in them, and what their pages say."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .galley import Mark
from .markup import quoted

Moves = dict[str, dict[str, str]]  # Typst's expressions, by the names of marks and of moves


class Fault(NamedTuple):
    """A thing astray on a page; ``name`` is its mark's.

    A single line may have to stand alone, where a note is about as long as a page.
    """

    page: int
    name: str
    message: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as set, its marks in the order of the text; the one without a name is the front."""

    name: str
    galley: bool  #: whether it is made up of a galley: if not, Typst makes its pages
    first: int
    last: int
    marks: list[Mark]

    def lines(self) -> list[Mark]:
        """Return the lines of its text."""
        found = (mark for mark in self.marks if mark.kind == "line")
        return sorted(found, key=lambda mark: (mark.sheet, mark.y))

    def paragraphs(self) -> list[str]:
        """Return for each line the name of its paragraph."""
        return [mark.name for mark in self.lines()]

    def faults(self) -> list[Fault]:
        """Return what is astray in its pages."""
        found = []
        on = {(mark.kind, mark.name): mark.sheet for mark in reversed(self.marks)}
        for (kind, name), page in on.items():
            if kind == "call" and on.get(("note", name)) != page:
                found.append(Fault(page, name, "this note is not on the page of its call"))
            elif kind == "head" and on.get(("text", f"{name}>"), page) != page:
                found.append(Fault(page, name, "this heading is not on the page of its text"))
        lines: dict[str, list[int]] = defaultdict(list)
        for mark in self.lines():
            lines[mark.name].append(mark.sheet)
        for name, sheets in lines.items():
            ends = {sheets[0], sheets[-1]} if name and sheets[0] != sheets[-1] else set()
            alone = (page for page in ends if sheets.count(page) == 1)
            found += (Fault(page, name, "a line of this stands alone", True) for page in alone)
        return sorted(found)

    def says(self, indents: Mapping[str, float], entries: Mapping[str, str]) -> Moves:
        """Return what its pages say: their heads and their apparatus, and the numbers beside them.

        ``indents`` are of the lines that have a number, in points.
        """
        moves: Moves = defaultdict(dict)
        lines = [(mark.sheet, mark.y) for mark in self.lines()]
        opened, locus = self.first, ""
        loci: dict[int, list[str]] = {page: [] for page in range(self.first, self.last + 1)}
        calls: dict[int, str] = {}  # the first on each page
        feet: dict[str, str] = defaultdict(str)
        for kind, name, page, _, y, more in self.marks:
            if kind == "number":
                opened, locus = page, str(more[0])
                moves[name]["place"] = f"({str(page % 2 == 1).lower()}, {indents[name]})"
            elif kind == "ends":
                above = bisect_right(lines, (page, y + 0.1))
                for on in range(opened, (lines[above - 1][0] if above else page) + 1):
                    loci[on].append(locus)
            elif kind in ("call", "entry") and name[-1] != "+":
                calls.setdefault(page, name)
                if kind == "entry":
                    feet[calls[page]] += f"{entries[name]},\n"
        for name, foot in feet.items():
            moves[name]["feet"] = f"(\n{foot})"
        heads = ""
        for on, found in [*loci.items()][1:]:  # the first page has none
            ends = dict.fromkeys(found[:1] + found[-1:])
            heads += f'"{on}": ({"".join(f"{quoted(end)}, " for end in ends)}), '
        moves[self.name]["heads"] = f"({heads or ':'})"
        return moves


def chapters(marks: list[Mark]) -> list[Chapter]:
    """Return the chapters of a book, each with the marks on its sheets."""
    opened = [mark for mark in marks if mark.kind == "chapter"]
    last = {mark.name: mark.sheet for mark in marks if mark.kind == "last"}
    found = [Chapter("", False, 1, opened[0].sheet - 1, [])]
    found += (Chapter(m.name, m.more == [True], m.sheet, last[m.name], []) for m in opened)
    firsts = [chapter.first for chapter in found]
    for mark in marks:
        found[bisect_right(firsts, mark.sheet) - 1].marks.append(mark)
    return found
