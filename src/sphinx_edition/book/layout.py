"""Lay the book out: make pages up of galleys, let Typst set them, and repeat until both agree.

Rule: what pages say of each other (the number in “p. 41”, a running head, the apparatus) is given
to the template with the layout. A layout holds if the book that Typst sets by it says the same, no
note has strayed from its call, and no line stands alone. Left to itself, Typst sets the book anew
for every such answer, and lets notes stray (typst#5314, #5376, #5603).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from .chapters import Chapter, Fault, Instructions, split_chapters
from .galley import Galley, Mark, TypeArea, read_galley
from .makeup import Errors, Page, make_up
from .markup import array, dictionary

_TURNS = 20  #: after which it is a fault that no layout holds
_CORRECTIONS = 12  #: of them, in which pages that ended elsewhere than planned are made up anew
_UNSETTLED = "the page of this does not settle: reword it, or shorten the notes on its page"
_ERROR = 6.0  #: points by which such a page is reckoned fuller or emptier


class Layout(NamedTuple):
    """What the template is given: where all places are, and what to do at each item."""

    places: dict[str, tuple[int, int]]  #: page, and points from its top: links lead there
    instructions: Instructions  #: those without running heads let chapters be galleys

    def with_breaks(self, plans: Iterable["Plan"]) -> "Layout":
        """Return this layout with the page breaks of some chapters."""
        old = {item: {**given} for item, given in self.instructions.items()}
        found: Instructions = defaultdict(dict, old)
        for item, name, value in chain.from_iterable(plan.breaks() for plan in plans):
            found[item][name] = value
        return self._replace(instructions=found)

    def typst(self) -> str:
        """Return the definitions of ``destination`` and ``item``, in which the first is used."""
        places = {name: f"({page}, {y})" for name, (page, y) in self.places.items()}
        items = {name: dictionary(given) for name, given in self.instructions.items()}
        functions = f"#let destination = bind-places({dictionary(places)})\n"
        return f"{functions}#let item = bind-layouts({dictionary(items)})\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """A chapter as it is to be set: its marks are where the pages made up would have them."""

    chapter: Chapter
    galley: Galley | None = None
    pages: tuple[Page, ...] = ()

    def breaks(self) -> Iterator[tuple[str, str, str]]:
        """Yield instructions, each with its item and its name, that end the pages where planned.

        A page can begin with a piece that has an opening. Before any other, room is taken away at
        the foot of the page before it, so that its first line does not go there.
        """
        pieces = self.galley.pieces if self.galley else []
        for page, following in pairwise(self.pages):
            next_piece = pieces[following.first]
            need = next_piece.bottom - pieces[page.last].bottom
            on_page = pieces[page.first : following.first]
            openings = [piece.opening for piece in on_page if piece.opening]
            holders = openings or [call for piece in on_page for call in piece.calls]
            if next_piece.opening:
                yield next_piece.opening, "new-page", "true"
            elif page.free > 0.8 * need and holders:
                yield holders[-1], "pad", f"{page.free - need / 2:.1f}"


def lay_out(
    places: dict[str, tuple[int, int]],
    entries: Mapping[str, str],
    query: Callable[[Layout], list[Mark]],
) -> tuple[list[Mark], list[Fault]]:
    """Try layouts until one holds; return the marks of the last, and what is wrong in it.

    Args:
        places: guesses at all of ``Layout.places``.
        entries: those of the apparatus as Typst expressions, by their items.
        query: returns the marks of the book set by a layout.
    """
    one_each: Instructions = {name: {"apparatus": array([e])} for name, e in entries.items()}
    errors: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    galleys = split_chapters(query(Layout(places, one_each)))
    plans = expected = tried = None
    candidates: list[tuple[int, int, list[Plan], Layout]] = []  # fewest faults first, then earliest
    for turn in range(_TURNS):
        plans = plans or plan_chapters(galleys, errors)
        expected = expected or read_layout([plan.chapter for plan in plans], galleys, entries)
        marks = query(expected.with_breaks(plans))
        book = split_chapters(marks)
        faults = [fault for chapter in book for fault in chapter.faults()]
        found = read_layout(book, galleys, entries)
        if found == expected and (not faults or turn >= _CORRECTIONS):
            return marks, faults
        if not faults or turn >= _CORRECTIONS:  # the pages stay, only what they show is set anew
            asked, expected = expected, found
            continue
        candidates.append((len(faults), turn, plans, found))
        # Either other page numbers have broken other lines, and galleys are set with these numbers;
        # or pages have less or more room than was reckoned.
        if expected != tried and _has_other_lines(galleys, book):
            tried = expected
            galleys = split_chapters(query(Layout(expected.places, one_each)))
        else:
            correct(errors, plans, book)
        galleys = [old if old.is_galley else new for old, new in zip(galleys, book, strict=True)]
        plans, expected = min(candidates)[2:] if turn + 1 == _CORRECTIONS else (None, None)
    return marks, sorted([*faults, *_unsettled(asked, found)])


def _unsettled(asked: Layout, found: Layout) -> list[Fault]:
    """Return a fault for the first place, or else item, that Typst did not set as asked."""
    places = sorted((page, name) for name, (page, _) in found.places.items() - asked.places.items())
    old, new = asked.instructions, found.instructions
    items = sorted((0, name) for name in new if new[name] != old.get(name))
    return [Fault(page, name, _UNSETTLED) for page, name in [*places, *items][:1]]


def plan_chapters(galleys: list[Chapter], errors: Mapping[str, Errors]) -> list[Plan]:
    """Make up the chapters one after another, each on the next page; a part opens on a recto.

    ``errors`` are by the names of the chapters.
    """
    area = next(TypeArea(*m.data) for c in galleys for m in c.marks if m.kind == "type-area")
    plans: list[Plan] = []
    last = 0
    for old in galleys:
        first = last + 1 + (last % 2 if old.is_part else 0)
        if old.is_galley:
            galley = read_galley(old.marks, area)
            pages = make_up(galley, area, first, errors.get(old.name, {}))
            last = first + len(pages) - 1
            tops = [galley.pieces[page.first].top for page in pages]
            chapter = replace(old, first=first, last=last, marks=_on_pages(old.marks, tops, first))
            plans.append(Plan(chapter, galley, tuple(pages)))
        else:
            last = first + old.last - old.first
            marks = [mark._replace(page=mark.page - old.first + first) for mark in old.marks]
            plans.append(Plan(replace(old, first=first, last=last, marks=marks)))
    return plans


def _on_pages(marks: list[Mark], tops: list[float], first: int) -> list[Mark]:
    """Return the marks of a galley as they are on pages that begin at the given heights of it.

    Those in notes go where the notes are called.
    """
    calls = {mark.name: mark.y for mark in marks if mark.kind in ("call", "apparatus-call")}
    notes = [(m.y - 1, calls[m.name]) for m in marks if m.kind in ("note", "apparatus")]
    on_pages = []
    for mark in marks:
        note = bisect_right(notes, (mark.y, 0))
        y = notes[note - 1][1] if note else mark.y
        page = max(0, bisect_right(tops, y + 0.5) - 1)
        on_pages.append(mark._replace(page=first + page, y=y - tops[page] + tops[0]))
    return on_pages


def read_layout(book: list[Chapter], galleys: list[Chapter], entries: Mapping[str, str]) -> Layout:
    """Return what the pages of a book show, as the layout that it should be given."""
    indents: dict[str, float] = {}
    for galley in galleys:  # which may stand on a recto or a verso, with other margins
        edge = next((mark.x for mark in galley.marks if mark.kind == "chapter"), 0.0)
        loci = (mark for mark in galley.marks if mark.kind == "locus")
        indents.update((mark.name, round(mark.x - edge, 1)) for mark in loci)
    layout = Layout({}, {})
    for chapter in book:
        layout.instructions.update(chapter.instructions(indents, entries))
        places = (mark for mark in chapter.marks if mark.kind == "place")
        layout.places.update({mark.name: (mark.page, round(mark.y)) for mark in places})
    return layout


def _has_other_lines(galleys: list[Chapter], book: list[Chapter]) -> bool:
    """Tell whether a paragraph of a galley has more or fewer lines in the book."""
    return any(
        [line.name for line in old.lines()] != [line.name for line in new.lines()]
        for old, new in zip(galleys, book, strict=True)
        if old.is_galley
    )


def correct(errors: dict[str, dict[int, float]], plans: list[Plan], book: list[Chapter]) -> None:
    """Correct the errors of pages in chapters with faults, for the next plan.

    These are the pages that began but did not end as planned. If there are none, pages with faults
    are reckoned fuller.
    """
    for plan, chapter in zip(plans, book, strict=True):
        faulty = {fault.page for fault in chapter.faults()}
        if not faulty or not plan.galley:
            continue
        line_count = [0, *accumulate(piece.lines for piece in plan.galley.pieces)]
        pages = [line.page for line in chapter.lines()]
        ends = {bisect_left(pages, page): bisect_right(pages, page) for page in {*pages}}
        surplus = []  # 1 if the page took more lines than planned, -1 if fewer
        for page in plan.pages:
            planned = line_count[page.last + 1]
            end = ends.get(line_count[page.first], planned)
            surplus.append((end > planned) - (end < planned))
        for number, page in enumerate(plan.pages):
            if any(surplus):
                errors[chapter.name][page.first] -= _ERROR * surplus[number]
            elif chapter.first + number in faulty:
                errors[chapter.name][page.first] += _ERROR
