"""Plan the chapters of the book one after another: their pages, and whether they are set tight.

Rule: a chapter begins on the next page, a part on a recto. A chapter is set tight where this saves
pages, white at their feet, or the turn of a leaf within columns, here or in later chapters.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, product

from .chapters import Chapter, Instructions
from .galley import TURN_COLUMNS, Galley, Mark, TypeArea, read_galley
from .makeup import HOLE, Errors, Page, make_up

_TIGHT = 0.1  #: pages that a chapter must save by being set tight
_STEPS = 2
_GAIN = 0.14  #: of a page: at most so much is saved on each by a step of tight setting
_PARTED = 100.0  #: pages that it costs to turn a leaf within columns
_HOLE = 15.0  #: white of a fifth of a page is as bad as a further page; a quarter, as three
_SPILL = 0.5  #: pages that it costs to end on a page that is nearly empty
_EMPTY = 0.85  #: of a page: white that makes it so


@dataclass(frozen=True, slots=True)
class Plan:
    """A chapter as it is to be set: its marks are where the pages made up would have them."""

    chapter: Chapter
    galley: Galley | None = None
    pages: tuple[Page, ...] = ()

    def flaws(self, area: TypeArea) -> float:
        """Return what is amiss on its pages, in pages that it would be worth."""
        is_spilt = len(self.pages) > 1 and self.pages[-1].free > _EMPTY * area.height
        cost = _SPILL * is_spilt
        for number, page in enumerate(self.pages[:-1], self.chapter.first):
            share = page.free / area.height
            cost += (_HOLE * max(0.0, share - HOLE)) ** 2
            if self.galley and number % 2 == 1:
                cost += _PARTED * (self.galley.pieces[page.last].turn_penalty >= TURN_COLUMNS)
        return cost

    def can_gain(self, area: TypeArea, tight: int) -> bool:
        """Tell whether it may have a page or a flaw less if it is set as tight as that."""
        others = self.chapter.last - self.chapter.first
        gain = _GAIN * (tight - self.chapter.tight) * others
        return self.flaws(area) > _TIGHT or self._used(area) < gain

    def _used(self, area: TypeArea) -> float:
        """Return the share of its last page that is not white."""
        if self.pages:
            return 1 - self.pages[-1].free / area.height
        top = next((mark.y for mark in self.chapter.marks if mark.kind == "chapter"), 0.0)
        ends = (mark.y for mark in self.chapter.marks if mark.kind == "chapter-end")
        return (next(ends, area.height) - top) / area.height

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


def plan_chapters(galleys: list[Chapter], errors: Mapping[str, Errors]) -> list[Plan]:
    """Make up the chapters one after another, each on the next page; a part opens on a recto.

    ``errors`` are by the names of the chapters.
    """
    area = _type_area(galleys)
    plans: list[Plan] = []
    for old in galleys:
        last = plans[-1].chapter.last if plans else 0
        plans.append(_plan(old, area, _next_page(last, old), errors.get(old.name, {})))
    return plans


def _type_area(chapters: list[Chapter]) -> TypeArea:
    return next(TypeArea(*m.data) for c in chapters for m in c.marks if m.kind == "type-area")


def _next_page(last: int, chapter: Chapter) -> int:
    return last + 1 + (last % 2 if chapter.is_part else 0)


def _plan(old: Chapter, area: TypeArea, first: int, errors: Errors) -> Plan:
    """Make up a chapter that begins on the page with a number."""
    if not old.is_galley:
        last = first + old.last - old.first
        marks = [mark._replace(page=mark.page - old.first + first) for mark in old.marks]
        return Plan(replace(old, first=first, last=last, marks=marks))
    galley = read_galley(old.marks, area)
    pages = make_up(galley, area, first, errors)
    last = first + len(pages) - 1
    tops = [galley.pieces[page.first].top for page in pages]
    chapter = replace(old, first=first, last=last, marks=_on_pages(old.marks, tops, first))
    return Plan(chapter, galley, tuple(pages))


def choose_galleys(query: Callable[[Instructions], list[Chapter]]) -> list[Chapter]:
    """Return the galleys, those of some chapters tight: it saves them pages or holes.

    ``query`` returns the galleys, set tight where it is told so. A chapter decides on which side
    the next begins, so that the best choice is sought for both sides.
    """
    loose = query({})
    area = _type_area(loose)
    galleys = {galley.name: [galley] for galley in loose}
    plans = {plan.chapter.name: plan for plan in plan_chapters(loose, {})}  # of the tightest
    for tight in range(1, _STEPS + 1):
        gaining = [name for name, plan in plans.items() if plan.can_gain(area, tight)]
        tighter = query({name: {"tight": str(tight)} for name in gaining}) if gaining else []
        for galley in tighter[1:]:  # the first is what stands before all chapters
            galleys[galley.name].append(galley)
            plans[galley.name] = _plan(galley, area, plans[galley.name].chapter.first, {})
    # The cheapest choice so far, and its last page, by whether that is a recto.
    best: dict[bool, tuple[float, int, list[Chapter]]] = {False: (0.0, 0, [])}
    for forms in galleys.values():
        choices, best = [*best.values()], {}
        for (total, last, chosen), galley in product(choices, forms):
            plan = _plan(galley, area, _next_page(last, galley), {})
            end = plan.chapter.last
            cost = total + end - last + plan.flaws(area) + _TIGHT * galley.tight
            is_recto = end % 2 == 1
            if is_recto not in best or cost < best[is_recto][0]:
                best[is_recto] = cost, end, [*chosen, galley]
    return min(best.values(), key=lambda choice: choice[0])[2]


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
