"""Read a galley: a chapter with notes as Typst sets it on one long page, all its notes at the end.

Rule: a galley tells the height of each line and note exactly, for nothing on it has had to give way
to a page. So pages can be made up of its pieces without asking Typst again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, NamedTuple

#: What the template marks, and all places of the book: what each is, its name and sheet, points
#: from the left and the top, and what else it says. A label that ends in a bracket is no place.
MARKS = """
query(selector(metadata).or(heading).or(footnote)).filter(it => it.has("label")).map(it => {
  let at = it.location().position()
  let mark = str(it.label) == "mark<"
  let (kind, name, ..more) = if mark { it.value } else { ("place", str(it.label)) }
  (kind, name, at.page, at.x.pt(), at.y.pt(), more)
}).filter(it => it.first() != "place" or it.at(1).last() not in "<>")"""
NEVER = 1e5  #: what the end of a page costs where there is one only for want of a better
_PARAGRAPH = 1.0  #: between the paragraphs of a passage
_LINE = 2.0  #: within a paragraph
_JOINED = 20.0  #: between a passage and what is said of it
_TURN = 6.0  #: if the leaf is turned within a passage
_PARTED = 200.0  #: and that has translations


class Mark(NamedTuple):
    """A mark of the template's: ``more`` is what it says besides."""

    kind: str
    name: str
    sheet: int
    x: float
    y: float
    more: list[Any]


class Measure(NamedTuple):
    """The type area of a page, and what a line takes: in points."""

    height: float
    width: float
    line: float  #: a line of text above its foot
    note: float  #: from line to line in a note


@dataclass(slots=True)
class Piece:
    """A line, or what may not be parted; ``cost`` is that of a page's end after it.

    A leaf turned there costs ``turn`` more.
    """

    top: float
    bottom: float
    run: tuple[str, int]  #: the paragraph, or else lines that nothing parts
    opening: str = ""  #: the mark at which it can begin a page
    passage: str = ""
    lines: int = 1
    cost: float = 0.0
    turn: float = 0.0
    calls: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)  #: of the apparatus


@dataclass(frozen=True, slots=True)
class Galley:
    """The pieces of a chapter, top to bottom; and what goes to the feet of the pages."""

    pieces: list[Piece]
    notes: dict[str, float]  #: heights, from the foot of the first line to that of the last
    entries: dict[str, float]  #: widths, as one line
    rule: float  #: from the last line of text on a page to the first of its notes
    gap: float  #: from one note to the next


def galley(marks: Sequence[Mark], measure: Measure) -> Galley:
    """Return the galley of the marks of one chapter."""
    begun = {mark.name: mark for mark in marks if mark.kind == "note"}
    over = {mark.name: mark for mark in marks if mark.kind == "over"}
    heights = {name: over[name].y - note.y for name, note in begun.items() if name in over}
    pieces = _pieces([mark for mark in marks if mark.kind not in ("note", "over")], measure)
    for _, group in groupby(pieces, key=lambda piece: piece.run):
        _price([*group])
    translated, passage = set(), ""
    for mark in marks:
        passage = mark.name if mark.kind == "passage" else passage
        translated.update([passage] if mark.kind == "version" else [])
    for piece, following in pairwise(pieces):
        if piece.passage == following.passage != "":
            piece.cost += _PARAGRAPH if piece.run != following.run else 0
            piece.turn = _PARTED if piece.passage in translated else _TURN
    return Galley(
        pieces,
        {name: height for name, height in heights.items() if name[-1] != "+"},
        {
            name[:-1]: round(height / measure.note) * measure.width + over[name].x - begun[name].x
            for name, height in heights.items()
            if name[-1] == "+"
        },
        min((note.y for note in begun.values()), default=0) - pieces[-1].bottom,
        min((b.y - over[a.name].y for a, b in pairwise(begun.values())), default=measure.note),
    )


def _pieces(marks: list[Mark], measure: Measure) -> list[Piece]:
    """Return pieces, of which those that stay with what follows cost what they may."""
    pieces: list[Piece] = []
    top, opening, passage = 0.0, "", ""
    run = 0
    heads = whole = False
    for mark in sorted(marks, key=lambda mark: (round(mark.y, 2), mark.kind != "line")):
        kind, name = mark.kind, mark.name
        if kind in ("head", "passage", "start") and not whole:
            run += 1
            top, opening, heads = top or mark.y, opening or name, kind == "head"
        if kind in ("passage", "ends"):
            passage = name if kind == "passage" else ""
        elif kind == "line" and whole:
            pieces[-1].lines += 1
        elif kind in ("line", "whole"):
            whole = kind == "whole"
            run += whole
            head = top or (mark.y if whole else mark.y - measure.line)
            piece = Piece(head, mark.y, (name, run), opening, passage, not whole, NEVER * heads)
            pieces.append(piece)
            top, opening, heads = 0.0, "", heads and not whole
        elif kind == "part":
            pieces[-1].bottom, whole = mark.y, False
            run += 1
        elif kind == "text":
            heads = False
        elif kind in ("joins", "stays"):
            pieces[-1].cost += NEVER if kind == "stays" else _JOINED
        elif kind == "call" and name[-1] != "+":
            pieces[-1].calls.append(name)
        elif kind == "entry":
            pieces[-1].entries.append(name)
    return pieces


def _price(run: list[Piece]) -> None:
    """Say what it costs to part the lines of a paragraph: none may stand alone."""
    for number, piece in enumerate(run[:-1], 1):
        piece.cost += NEVER if number in (1, len(run) - 1) else _LINE
