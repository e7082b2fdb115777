"""Read a galley: a chapter that Typst sets on one long page, with all its notes at the end.

Rule: a galley tells the exact height of each line and note, since nothing on it has to give way to
a page. So ``makeup`` makes pages of its pieces without asking Typst again. The marks are listed at
the head of ``templates/parts.typ``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, NamedTuple

#: Asks Typst for all marks, each as the fields of a ``Mark``, and for all labels that are places:
#: those that end in an angle bracket are the template's own.
MARKS = """
query(selector(metadata).or(heading).or(footnote)).filter(it => it.has("label")).map(it => {
  let position = it.location().position()
  let is-mark = str(it.label) == "mark<"
  let (kind, name, ..data) = if is-mark { it.value } else { ("place", str(it.label)) }
  (kind, name, position.page, position.x.pt(), position.y.pt(), data)
}).filter(((kind, name, ..)) => kind != "place" or name.last() not in "<>")"""
NEVER = 1e5  #: the penalty of a page break that is taken only if there is no other
_BETWEEN_PARAGRAPHS = 1.0  #: the penalty of a break between paragraphs of a passage
_WITHIN_PARAGRAPH = 2.0
_BEFORE_JOINED = 20.0  #: between a passage and the block about it that follows
_TURN = 6.0  #: the further penalty if the leaf is turned within a passage
TURN_COLUMNS = 10_000.0  #: the same where two versions stand side by side


class Mark(NamedTuple):
    """A mark that the template has set, or a label of the book (of the kind ``place``)."""

    kind: str
    name: str
    page: int
    x: float  #: points from the left
    y: float  #: points from the top
    data: list[Any]


class TypeArea(NamedTuple):
    """The part of a page that text and notes fill, and the heights of lines: in points."""

    height: float
    width: float
    line_height: float  #: of a line of text above its foot
    note_leading: float  #: from line to line in a note


@dataclass(slots=True)
class Piece:
    """A line, or a block that is not broken over pages; heights are points from the top."""

    top: float
    bottom: float
    paragraph: tuple[str, int]  #: its name and number; lines that nothing parts share it
    opening: str = ""  #: the item with which a page can begin here
    passage: str = ""
    lines: int = 1
    penalty: float = 0.0  #: of a page that ends after it
    turn_penalty: float = 0.0  #: added if the leaf is turned there
    calls: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)  #: of the apparatus


@dataclass(frozen=True, slots=True)
class Galley:
    """The pieces of a chapter from top to bottom, and the sizes of what goes below them."""

    pieces: list[Piece]
    notes: dict[str, float]  #: heights, from the foot of the first line to that of the last
    entries: dict[str, float]  #: widths of the entries of the apparatus, each as one line
    rule: float  #: from the last line of text on a page to the first of its notes
    gap: float  #: from one note to the next


def read_galley(marks: Sequence[Mark], area: TypeArea) -> Galley:
    """Return the galley of the marks of one chapter."""
    pieces = _read_pieces(marks, area)
    _penalize_breaks(pieces, marks)
    notes = [mark for mark in marks if mark.kind in ("note", "apparatus")]
    ends = {mark.name: mark for mark in marks if mark.kind == "note-end"}
    heights, widths = {}, {}
    for mark in notes:
        end = ends[mark.name]
        if mark.kind == "note":
            heights[mark.name] = end.y - mark.y
        else:
            full_lines = round((end.y - mark.y) / area.note_leading)
            widths[mark.name] = full_lines * area.width + end.x - mark.x
    rule = min((note.y for note in notes), default=0) - pieces[-1].bottom
    gaps = (after.y - ends[note.name].y for note, after in pairwise(notes))
    return Galley(pieces, heights, widths, rule, min(gaps, default=area.note_leading))


def _read_pieces(marks: Sequence[Mark], area: TypeArea) -> list[Piece]:
    """Return the pieces; only what must stay with the next piece has its penalty yet."""
    pieces: list[Piece] = []
    top, opening, passage = 0.0, "", ""
    paragraph = 0
    in_heading = in_block = False
    for mark in sorted(marks, key=lambda mark: (round(mark.y, 2), mark.kind != "line")):
        if mark.kind in ("heading", "passage", "paragraph") and not in_block:
            paragraph += 1
            top, opening = top or mark.y, opening or mark.name
            in_heading = mark.kind == "heading"
        match mark.kind:
            case "passage":
                passage = mark.name
            case "passage-end":
                passage = ""
            case "line" if in_block:
                pieces[-1].lines += 1
            case "line" | "block":
                in_block = mark.kind == "block"
                paragraph += in_block
                start = top or (mark.y if in_block else mark.y - area.line_height)
                name = mark.name, paragraph
                piece = Piece(start, mark.y, name, opening, passage, not in_block)
                piece.penalty = NEVER * in_heading
                pieces.append(piece)
                top, opening, in_heading = 0.0, "", in_heading and not in_block
            case "block-end":
                pieces[-1].bottom, in_block = mark.y, False
                paragraph += 1
            case "column-end" if len(pieces) > 1:  # its last line may not stand alone
                pieces[-2].penalty += NEVER
            case "heading-text":
                in_heading = False
            case "keep" | "join":
                pieces[-1].penalty += NEVER if mark.kind == "keep" else _BEFORE_JOINED
            case "call":
                pieces[-1].calls.append(mark.name)
            case "entry":
                pieces[-1].entries.append(mark.name)
    return pieces


def _penalize_breaks(pieces: list[Piece], marks: Sequence[Mark]) -> None:
    """Add the penalties of breaks within paragraphs and passages: no line may stand alone."""
    for _, group in groupby(pieces, key=lambda piece: piece.paragraph):
        lines = [*group]
        for number, piece in enumerate(lines[:-1], 1):
            piece.penalty += NEVER if number in (1, len(lines) - 1) else _WITHIN_PARAGRAPH
    columns = {mark.name for mark in marks if mark.kind == "column-end"}
    for piece, following in pairwise(pieces):
        if piece.passage == following.passage != "":
            is_new = piece.paragraph != following.paragraph
            piece.penalty += _BETWEEN_PARAGRAPHS * is_new
            in_columns = piece.paragraph[0] in columns and not is_new
            piece.turn_penalty = TURN_COLUMNS if in_columns else _TURN
