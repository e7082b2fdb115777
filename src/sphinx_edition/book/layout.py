"""Lay the book out: its pages are made up of galleys, and Typst sets what was made up.

Rule: what pages say of each other (the number in “p. 41”, the head of a page, the apparatus at its
foot) is given to the template with the layout. A layout holds when the book that Typst sets by it
says the same, no note has strayed from its call, and no line stands alone. Left to itself, Typst
sets the book anew for every such answer, and lets notes stray (typst#5314, #5376, #5603).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from .chapters import Chapter, Fault, Moves, chapters
from .galley import Galley, Mark, Measure, galley
from .makeup import Page, pages
from .markup import quoted

_PASSES = 20  #: after which what has not settled is an error
_LESSONS = 12  #: of them, in which pages that have ended elsewhere are measured anew
_ERROR = 6.0  #: points by which a page is measured anew that has ended elsewhere


class Said(NamedTuple):
    """What the pages of a book say of each other."""

    numbers: dict[str, int]  #: pages, by the names of places
    moves: Moves
    heights: dict[str, int]  #: of places, in points from the head of the page: where links lead


class Layout(NamedTuple):
    """What the template is given."""

    given: Said
    moves: Moves
    galleys: bool = False

    def typst(self) -> str:
        """Return the functions that the book asks.

        Links lead to points on pages: for labels, Typst would set everything twice.
        """
        heights = self.given.heights
        places = "".join(
            f"{quoted(name)}: ({page}, {heights.get(name, 0)}), "
            for name, page in self.given.numbers.items()
        )
        moves = ""
        for name, move in self.moves.items():
            moves += f"{quoted(name)}: ({''.join(f'{key}: {move[key]}, ' for key in move)}),\n"
        return (
            f"#let places = ({places or ':'})\n"
            "#let point(page, y) = ((page: page, x: 0pt, y: y * 1pt), page)\n"
            "#let to(name) = point(..places.at(name))\n"
            f"#let moves = ({moves or ':'})\n"
            f"#let other = ({'galley: true' if self.galleys else ':'})\n"
            "#let at(name) = (name, moves.at(name, default: other))\n"
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A chapter made up: where its marks will be, and what brings it about."""

    chapter: Chapter
    galley: Galley | None = None
    pages: tuple[Page, ...] = ()

    def moves(self) -> Moves:
        """Say where pages begin, and what is left free that the next line must not go to."""
        moves: Moves = {}
        pieces = self.galley.pieces if self.galley else []
        for page, following in pairwise(self.pages):
            piece = pieces[following.first]
            need = piece.bottom - pieces[page.last].bottom
            on = pieces[page.first : following.first]
            holders = [p.opening for p in on if p.opening] or [c for p in on for c in p.calls]
            if piece.opening:
                moves.setdefault(piece.opening, {})["breaks"] = "true"
            elif page.free > 0.8 * need and holders:
                moves.setdefault(holders[-1], {})["pad"] = f"{page.free - need / 2:.1f}"
        return moves


def made_up(galleys: list[Chapter], errors: Mapping[str, Mapping[int, float]]) -> list[Made]:
    """Make up the chapters one after another; each opens on a recto.

    ``errors`` are those of ``makeup.pages``, by the names of the chapters.
    """
    measure = next(Measure(*m.more) for c in galleys for m in c.marks if m.kind == "measure")
    made: list[Made] = []
    last = 0
    for old in galleys:
        first = last + 1 + last % 2
        found, parts = None, []
        last = first + old.last - old.first
        marks = [mark._replace(sheet=mark.sheet - old.first + first) for mark in old.marks]
        if old.galley:
            found = galley(old.marks, measure)
            parts = pages(found, measure, first, errors.get(old.name, {}))
            last = first + len(parts) - 1
            marks = _placed(old.marks, [found.pieces[p.first].top for p in parts], first)
        chapter = replace(old, first=first, last=last, marks=marks)
        made.append(Made(chapter, found, tuple(parts)))
    return made


def _placed(marks: list[Mark], tops: list[float], first: int) -> list[Mark]:
    """Return the marks of a galley on pages that begin at some heights of it.

    Those in notes are put where the notes are called.
    """
    calls = {mark.name: mark.y for mark in marks if mark.kind == "call"}
    notes = [(mark.y - 1, calls[mark.name]) for mark in marks if mark.kind == "note"]
    placed = []
    for mark in marks:
        note = bisect_right(notes, (mark.y, 0))
        y = notes[note - 1][1] if note else mark.y
        page = max(0, bisect_right(tops, y + 0.5) - 1)
        placed.append(mark._replace(sheet=first + page, y=y - tops[page] + tops[0]))
    return placed


def said(book: list[Chapter], galleys: list[Chapter], entries: Mapping[str, str]) -> Said:
    """Return what the pages of a book say of each other."""
    edge = next(mark.x for mark in galleys[-1].marks if mark.kind == "chapter")
    indents = {m.name: round(m.x - edge, 1) for c in galleys for m in c.marks if m.kind == "number"}
    moves: Moves = {}
    for chapter in book:
        moves |= chapter.says(indents, entries)
    marks = (mark for chapter in book for mark in chapter.marks)
    places = [mark for mark in marks if mark.kind == "place"]
    numbers = {mark.name: mark.sheet for mark in places}
    return Said(numbers, moves, {mark.name: round(mark.y) for mark in places})


def settled(
    numbers: dict[str, int], entries: Mapping[str, str], query: Callable[[Layout], list[Mark]]
) -> tuple[list[Mark], list[Fault]]:
    """Ask about layouts until one holds; return the marks of the last and what is astray in it.

    ``numbers`` are guesses at the pages of all places, ``entries`` those of the apparatus by the
    names of their marks; ``query`` returns the marks of the book set by a layout.
    """
    alone: Moves = {name: {"feet": f"({entry},)"} for name, entry in entries.items()}
    errors: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    galleys = chapters(query(Layout(Said(numbers, {}, {}), alone, galleys=True)))
    plan, given, guessed = None, None, None
    best: list[tuple[int, int, list[Made], Said]] = []
    for turn in range(_PASSES):
        plan = plan or made_up(galleys, errors)
        given = given or said([made.chapter for made in plan], galleys, entries)
        moves = [move for made in plan for move in made.moves().items()]
        marks = query(Layout(given, merged([*given.moves.items(), *moves])))
        book = chapters(marks)
        faults = [fault for chapter in book for fault in chapter.faults()]
        says = said(book, galleys, entries)
        if says == given and (not faults or turn >= _LESSONS):
            return marks, faults
        if not faults or turn >= _LESSONS:
            given = says
            continue
        best.append((len(faults), turn, plan, says))
        pairs = [(old, new) for old, new in zip(galleys, book, strict=True) if old.galley]
        if any(old.paragraphs() != new.paragraphs() for old, new in pairs) and given != guessed:
            guessed = given  # other numbers have broken other lines
            galleys = chapters(query(Layout(given, alone, galleys=True)))
        else:
            learn(errors, plan, book)
        galleys = [old if old.galley else new for old, new in zip(galleys, book, strict=True)]
        plan, given = min(best)[2:] if turn + 1 == _LESSONS else (None, None)
    moved = {*says.numbers.items()} - {*given.numbers.items()} if given else set()
    faults += (Fault(page, name, "the page of this does not settle") for name, page in moved)
    return marks, sorted(faults)


def merged(moves: Iterable[tuple[str, dict[str, str]]]) -> Moves:
    """Return all moves under one name as one."""
    found: Moves = defaultdict(dict)
    for name, move in moves:
        found[name].update(move)
    return found


def learn(errors: dict[str, dict[int, float]], plan: list[Made], book: list[Chapter]) -> None:
    """Measure anew, where something is astray, the pages that have begun but not ended as planned.

    If all have, those that are astray.
    """
    for made, chapter in zip(plan, book, strict=True):
        faulty = {fault.page for fault in chapter.faults()}
        if not faulty or not made.galley:
            continue
        at = [0, *accumulate(piece.lines for piece in made.galley.pieces)]
        sheets = [line.sheet for line in chapter.lines()]
        ends = {bisect_left(sheets, sheet): bisect_right(sheets, sheet) for sheet in {*sheets}}
        over = []
        for page in made.pages:
            last = at[page.last + 1]
            end = ends.get(at[page.first], last)
            over.append((end > last) - (end < last))
        for number, page in enumerate(made.pages):
            if any(over):
                errors[chapter.name][page.first] -= _ERROR * over[number]
            elif chapter.first + number in faulty:
                errors[chapter.name][page.first] += _ERROR
