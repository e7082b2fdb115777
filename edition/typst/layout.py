"""Lay the book out in passes: the apparatus on its page, each note by its call, no line alone.

Rule: only Typst knows where a thing stands. So the template leaves marks of what can go astray, and
a pass moves the first thing in each chapter that did, and others some pages on; what follows close
may come right by itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING, Any

from .links import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: Where the marks are: kind, name, number of the sheet, points from its top.
MARKS = """query(label("mark<")).map(it => {
  let at = it.location().position()
  (..it.value, at.page, at.y.pt())
})"""
_OPENS = ("chapter", "head", "passage", "start")
_PASSES = 40  #: after which what is still astray is an error
_FAR = 2  #: pages after which one fault is not thought to be owed to another
_FREE = 2  #: passes in which an entry goes wherever its word went; later it only goes on


@dataclass(frozen=True, slots=True)
class Layout:
    """What is moved: the names are those that the template's functions are called with."""

    feet: dict[str, list[str]]  #: by a page's first call, the entries of its apparatus
    pads: dict[str, int] = field(default_factory=dict)  #: lines left free on the page of a mark
    breaks: list[str] = field(default_factory=list)  #: what begins a page

    def typst(self, entries: Mapping[str, str]) -> str:
        """Return the function that gives for a name what the template's functions take.

        It gives it as an argument, for nothing that has stayed the same is laid out again.
        """
        out = ""
        for name in dict.fromkeys([*self.feet, *self.pads, *self.breaks]):
            feet = "".join(f"{entries[entry]},\n" for entry in self.feet.get(name, ()))
            pad, breaks = self.pads.get(name, 0), str(name in self.breaks).lower()
            out += f"{quoted(name)}: (feet: (\n{feet}), pad: {pad}, breaks: {breaks}), "
        return f"#let at(name) = (name, ({out or ':'}).at(name, default: (:)))\n"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A thing astray on a ``page``; ``name`` is its mark's."""

    page: int
    name: str
    message: str
    breaks: bool = False  #: whether a page break before it cures it, not fewer lines on the page
    lines: int = 1  #: how many fewer


class Marks:
    """Where the marks of one pass stand: each is its kind, name, page and height in points."""

    def __init__(self, marks: Iterable[tuple[str, Any, int, float]]) -> None:
        """Sort the marks out by kind and by page."""
        self.marks = [(kind, str(name), page, y) for kind, name, page, y in marks]
        self.page: dict[tuple[str, str], int] = {}
        self.lines: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for kind, name, page, y in self.marks:
            self.page.setdefault((kind, name), page)
            if kind == "line":  # a number beside the line is one of its own, a little higher
                self.lines[name][page].add(round((y + 6) / 12))
        self.chapters = [page for kind, _, page, _ in self.marks if kind == "chapter"]

    def faults(self) -> list[Fault]:
        """Return what is astray, but the apparatus."""
        found = []
        for (kind, name), page in self.page.items():
            if kind == "call" and (note := self.page["note", name]) != page:
                found.append(self.strayed(name, page, note))
            elif kind == "head" and self.page.get(("text", f"{name}>"), page) != page:
                found.append(Fault(page, name, "this heading is not on the page of its text", True))
        for name, pages in self.lines.items():
            counts = [len(pages[page]) for page in sorted(pages)]
            if len(counts) > 1 and 1 in (counts[0], counts[-1]):
                page = sorted(pages)[0 if counts[0] == 1 else -2]
                found.append(Fault(page, name, "a line of this stands alone", counts[0] == 1))
        return found

    def called(self, name: str) -> int:
        """Return the page of a call."""
        return self.page.get(("call", name)) or self.page["entry", name]

    def strayed(self, name: str, page: int, note: int) -> Fault:
        """Return the fault of a note that is not on the page of its call."""
        at = self.marks.index(next(mark for mark in self.marks if mark[:2] == ("call", name)))
        par = next(mark for mark in reversed(self.marks[:at]) if mark[0] == "start")
        message = "this note is not on the page of its call"
        if note < page and page in self.lines[par[1]] and par[2] == page:
            return Fault(note, par[1], message, True)
        y = (self.marks[at][3] + 6) / 12
        below = sum(line >= y - 0.6 for line in self.lines[par[1]][page])
        return Fault(min(note, page), name, message, lines=below if note > page else 1)

    def feet(self, old: Layout, free: bool) -> tuple[dict[str, list[str]], list[Fault]]:
        """Return the entries of each page under its first call, and those too early for theirs."""
        first: dict[int, str] = {}
        feet: dict[str, list[str]] = defaultdict(list)
        astray = []
        of = {entry: self.called(n) for n, entries in old.feet.items() for entry in entries}
        for kind, name, page, _ in self.marks:
            if kind in ("call", "entry") and name[-1] != "+":
                first.setdefault(page, name)
        for kind, name, page, _ in self.marks:
            if kind == "entry":
                to = page if free else max(page, of[name])
                feet[first.get(to, name)].append(name)
                if to > page:
                    astray.append(Fault(page, name, "the apparatus on this is on another page"))
        return dict(feet), astray

    def chapter(self, page: int) -> int:
        """Return the number of the chapter that a page is of."""
        return sum(first <= page for first in self.chapters)

    def cured(self, layout: Layout, faults: Iterable[Fault], but: Iterable[int]) -> Layout:
        """Return a layout that moves the first fault of each chapter but some, and far ones."""
        pads, breaks = dict(layout.pads), [*layout.breaks]
        moved = dict.fromkeys(but, inf)  # the last page of each chapter where something was
        for fault in sorted(faults):
            chapter = self.chapter(fault.page)
            if fault.page < moved.get(chapter, -inf) + _FAR:
                continue
            moved[chapter] = fault.page
            if fault.breaks:
                breaks.append(self.opening(fault.name))
            else:
                name = self.holder(fault.page)
                pads[name] = pads.get(name, 0) + max(fault.lines, pads.get(name, 0))
        return replace(layout, pads=pads, breaks=breaks)

    def opening(self, name: str) -> str:
        """Return the mark at which a page has to begin for a paragraph or heading to begin it."""
        kinds = (*_OPENS, "end")
        opens = [(kind, other) for kind, other, _, _ in self.marks if kind in kinds]
        at = next(i for i, (kind, other) in enumerate(opens) if other == name and kind != "end")
        while at and opens[at - 1][0] in ("passage", "head"):
            at -= 1
        return opens[at][1]

    def holder(self, page: int) -> str:
        """Return the mark on a page that can leave lines free at its foot."""
        on = [(kind, name) for kind, name, at, _ in self.marks if at == page]
        opens = [name for kind, name in on if kind in _OPENS]
        return (opens or [name for kind, name in on if kind == "call"] or [""])[0]


def settled(entries: Iterable[str], query: Callable[[Layout], list[Any]]) -> list[Fault]:
    """Ask about layouts until nothing is astray in the last; return what still is."""
    layout = Layout({entry: [entry] for entry in entries})
    for turn in range(_PASSES):
        marks = Marks(query(layout))
        feet, astray = marks.feet(layout, turn < _FREE)
        faults = [*marks.faults(), *astray]
        if not faults and feet == layout.feet:
            break
        changed = [name for name in feet if feet[name] != layout.feet.get(name)]
        unsettled = [marks.chapter(marks.called(name)) for name in changed if turn < _FREE]
        layout = replace(marks.cured(layout, faults, unsettled), feet=feet)
    return faults
