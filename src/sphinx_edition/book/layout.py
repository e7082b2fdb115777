"""Lay the book out: make pages up of galleys, let Typst set them, and repeat until both agree.

Rule: what pages say of each other (the number in “p. 41”, a running head, the apparatus) is given
to the template with the layout. A layout holds if the book that Typst sets by it says the same, no
note has strayed from its call, and no line stands alone. Left to itself, Typst sets the book anew
for every such answer, and lets notes stray (typst#5314, #5376, #5603).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import accumulate, chain
from typing import NamedTuple

from .chapters import Chapter, Fault, Instructions, split_chapters
from .galley import Mark
from .markup import array, dictionary
from .planning import Plan, choose_galleys, plan_chapters

#: Returns the marks of the book set by a layout, or only those of some chapters, by their names.
Query = Callable[["Layout", Collection[str] | None], list[Mark]]
_TURNS = 20  #: after which it is a fault that no layout holds
_CORRECTIONS = 12  #: of them, in which pages that ended elsewhere than planned are made up anew
UNSETTLED = "the page of this does not settle: reword it, or shorten the notes on its page"
_ERROR = 6.0  #: points by which such a page is reckoned fuller or emptier


class Layout(NamedTuple):
    """What the template is given: where all places are, and what to do at each item."""

    places: dict[str, tuple[int, int]]  #: page, and points from its top: links lead there
    instructions: Instructions  #: without ``pages`` chapters are galleys

    def with_breaks(self, plans: Iterable[Plan]) -> "Layout":
        """Return this layout with the page breaks of some chapters."""
        old = {item: {**given} for item, given in self.instructions.items()}
        found: Instructions = defaultdict(dict, old)
        for item, name, value in chain.from_iterable(plan.breaks() for plan in plans):
            found[item][name] = value
        return self._replace(instructions=found)

    def only(self, places: Iterable[str], items: Iterable[str]) -> "Layout":
        """Return what this layout says of some places and items."""
        return Layout(
            {name: self.places[name] for name in places if name in self.places},
            {name: self.instructions[name] for name in items if name in self.instructions},
        )

    def typst(self) -> str:
        """Return the definitions of ``destination`` and ``item``, in which the first is used."""
        places = {name: f"({page}, {y})" for name, (page, y) in self.places.items()}
        items = {name: dictionary(given) for name, given in self.instructions.items()}
        functions = f"#let destination = bind-places({dictionary(places)})\n"
        return f"{functions}#let item = bind-layouts({dictionary(items)})\n"


def lay_out(
    places: dict[str, tuple[int, int]],
    entries: Mapping[str, str],
    query: Query,
) -> tuple[list[Mark], list[Fault]]:
    """Try layouts until one holds; return the marks of the last, and what is wrong in it.

    Args:
        places: guesses at all of ``Layout.places``.
        entries: those of the apparatus as Typst expressions, by their items.
        query: returns the marks of the book set by a layout, or of some chapters.
    """
    one_each: Instructions = {name: {"apparatus": array([e])} for name, e in entries.items()}
    errors: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    galleys = choose_galleys(
        lambda tight: split_chapters(query(Layout(places, one_each | tight), tight or None))
    )
    one_each |= {galley.name: galley.tightness() for galley in galleys if galley.tight}
    plans = expected = tried = None
    candidates: list[tuple[int, int, list[Plan], Layout]] = []  # fewest faults first, then earliest
    for turn in range(_TURNS):
        plans = plans or plan_chapters(galleys, errors)
        expected = expected or read_layout([plan.chapter for plan in plans], galleys, entries)
        marks = query(expected.with_breaks(plans), None)
        book = split_chapters(marks)
        amiss = sum(map(len, map(_faulty_pages, plans, book)))
        found = read_layout(book, galleys, entries)
        if found == expected and (not amiss or turn >= _CORRECTIONS):
            return marks, _faults(book)
        if not amiss or turn >= _CORRECTIONS:  # the pages stay, only what they show is set anew
            asked, expected = expected, found
            continue
        candidates.append((amiss, turn, plans, found))
        # Either other page numbers have broken other lines, and galleys are set with these numbers;
        # or pages have less or more room than was reckoned.
        if expected != tried and (names := _with_other_lines(galleys, book)):
            tried = expected
            anew = split_chapters(query(Layout(expected.places, one_each), names))
            by_name = {galley.name: galley for galley in anew if galley.name in names}
            galleys = [by_name.get(galley.name, galley) for galley in galleys]
        else:
            correct(errors, plans, book, may_swing=turn >= _CORRECTIONS // 2)
        galleys = [old if old.is_galley else new for old, new in zip(galleys, book, strict=True)]
        plans, expected = min(candidates)[2:] if turn + 1 == _CORRECTIONS else (None, None)
    return marks, sorted([*_faults(book), *_unsettled(asked, found)])


def _faults(book: Iterable[Chapter]) -> list[Fault]:
    return [fault for chapter in book for fault in chapter.faults()]


def _faulty_pages(plan: Plan, chapter: Chapter) -> set[int]:
    """Return the pages of a chapter with faults; if it has more than planned, also its first.

    An author cannot mend that a chapter is longer, so this is corrected if it can be, and not told.
    """
    is_longer = plan.pages and chapter.last - chapter.first >= len(plan.pages)
    return {fault.page for fault in chapter.faults()} | ({chapter.first} if is_longer else set())


def _unsettled(asked: Layout, found: Layout) -> list[Fault]:
    """Return a fault for the first place, or else item, that Typst did not set as asked."""
    places = sorted((page, name) for name, (page, _) in found.places.items() - asked.places.items())
    old, new = asked.instructions, found.instructions
    items = sorted((0, name) for name in new if new[name] != old.get(name))
    return [Fault(page, name, UNSETTLED) for page, name in [*places, *items][:1]]


def read_layout(book: list[Chapter], galleys: list[Chapter], entries: Mapping[str, str]) -> Layout:
    """Return what the pages of a book show, as the layout that it should be given."""
    indents: dict[str, float] = {}
    for galley in galleys:  # which may stand on a recto or a verso, with other margins
        edge = next((mark.x for mark in galley.marks if mark.kind == "chapter"), 0.0)
        loci = (mark for mark in galley.marks if mark.kind == "locus")
        indents.update((mark.name, round(mark.x - edge, 1)) for mark in loci)
    layout = Layout({}, {})
    for chapter in book:
        for item, given in chapter.instructions(indents, entries).items():
            layout.instructions.setdefault(item, {}).update(given)
        places = (mark for mark in chapter.marks if mark.kind == "place")
        layout.places.update({mark.name: (mark.page, round(mark.y)) for mark in places})
    return layout


def _with_other_lines(galleys: list[Chapter], book: list[Chapter]) -> set[str]:
    """Return the chapters of which a paragraph has more or fewer lines than in the galley."""
    return {
        old.name
        for old, new in zip(galleys, book, strict=True)
        if old.is_galley
        and [line.name for line in old.lines()] != [line.name for line in new.lines()]
    }


def correct(
    errors: dict[str, dict[int, float]], plans: list[Plan], book: list[Chapter], may_swing: bool
) -> None:
    """Correct the errors of pages in chapters with faults, for the next plan.

    These are the pages that began but did not end as planned. If there are none, or if corrections
    may swing to and fro, pages with faults are reckoned fuller.
    """
    for plan, chapter in zip(plans, book, strict=True):
        faulty = _faulty_pages(plan, chapter)
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
            if any(surplus) and not may_swing:
                errors[chapter.name][page.first] -= _ERROR * surplus[number]
            elif chapter.first + number in faulty:
                errors[chapter.name][page.first] += _ERROR
