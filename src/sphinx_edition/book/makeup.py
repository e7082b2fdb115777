"""Make up the pages of a galley: of all ways to break it into pages, choose the best.

Rule: a note begins on the page of its call, and goes on overleaf only by two lines or more; the
apparatus of a page is one of its notes. White at the foot of a page costs the square of its lines,
and more if it is a hole.
A page break costs the penalty of the piece before it, more with more white at the foot, and more
again if a leaf is turned there within a passage. The method is that of M. F. Plass, *Optimal
Pagination Techniques for Automatic Typesetting Systems* (1981), here without figures.
"""

from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from .galley import NEVER, Galley, TypeArea

_NOTE_BREAK = 12.0  #: the cost of a note that goes on overleaf
_LAST_PAGE = 0.24, 4  #: of a page, and at least so many lines: what the last page should have
HOLE = 0.14  #: of a page: white that, with the space above a note, looks like a fifth
_HOLE_LINE = 200.0  #: the cost of each line by which a hole is larger
_WHITE_LINE = 12.0  #: points that make a white line
_NOTE_LINES = 2  #: the fewest lines of a broken note on each of its pages
_BELOW, _BETWEEN = 4.0, 9.0  #: points that the apparatus takes below it, and between two entries


#: Points by which Typst took more for a page than was reckoned, by the first piece of the page.
Errors = Mapping[int, float]


class Page(NamedTuple):
    """A page, from one piece to another."""

    first: int
    last: int
    free: float  #: points that are left white at its foot
    overleaf: int = 0  #: lines of its last note that go on overleaf


def make_up(galley: Galley, area: TypeArea, number: int, errors: Errors) -> list[Page]:
    """Return the pages of a chapter that begins on the page with a number."""
    pieces = galley.pieces
    # The cheapest pages so far, by what comes next: a piece, below some lines of a note; on a recto
    best = {(0, 0, number % 2 == 1): (0.0, list[Page]())}
    for first in range(len(pieces)):
        for key in [key for key in best if key[0] == first]:
            _, carried, is_recto = key
            cost_so_far, pages = best.pop(key)
            for cost, page in _candidates(galley, area, first, carried, errors.get(first, 0.0)):
                following = page.last + 1, page.overleaf, not is_recto
                total = cost_so_far + cost + is_recto * pieces[page.last].turn_penalty
                if following not in best or total < best[following][0]:
                    best[following] = total, [*pages, page]
    return min(best.values())[1]


def _candidates(
    galley: Galley, area: TypeArea, first: int, carried: int, error: float
) -> list[tuple[float, Page]]:
    """Return the pages that can begin with a piece, and their costs.

    At their feet stand ``carried`` lines of an earlier note; Typst takes ``error`` points more.
    A page that is less than half full, or ends where none should, is among them only if there is
    no other.
    """
    found = []
    notes = (carried - 1) * area.note_leading + galley.gap if carried else 0.0
    lines, entries, can_hold = 0, 0.0, False
    for last in range(first, len(galley.pieces)):
        piece = galley.pieces[last]
        lines += piece.lines
        notes += sum(galley.notes.get(name, 0.0) + galley.gap for name in piece.calls)
        entries += sum(galley.entries[name] + _BETWEEN for name in piece.entries)
        foot = notes
        if entries:
            foot += (ceil(entries / area.width) - 1) * area.note_leading + _BELOW + galley.gap
        free = area.height - error - (piece.bottom - galley.pieces[first].top)
        free -= foot + galley.rule - galley.gap if foot else 0.0
        can_hold |= bool(piece.opening or piece.calls)
        overleaf = 0
        if last + 1 == len(galley.pieces):
            share, fewest = _LAST_PAGE
            cost = max(0.0, max(fewest, share * area.height / _WHITE_LINE) - lines) ** 2
        else:
            cost = _break_cost(galley, last, free, can_hold)
            cost += _HOLE_LINE / _WHITE_LINE * max(0.0, free - HOLE * area.height)
            overleaf = _lines_overleaf(galley, area, last, free)
        cost += _NOTE_BREAK if overleaf else NEVER * (free < 0)
        if free >= 0 or overleaf or last == first:
            found.append((cost, Page(first, last, max(0.0, free), overleaf)))
        if free < 0:
            break
    good = [(cost, page) for cost, page in found if cost < NEVER and page.free < area.height / 2]
    return good or found


def _break_cost(galley: Galley, last: int, free: float, can_hold: bool) -> float:
    """Return the cost of a page break after a piece.

    ``can_hold``: the page has an item that can keep what follows from it, if there is room.
    """
    piece, following = galley.pieces[last], galley.pieces[last + 1]
    cost = piece.penalty
    if free > 0:
        white = free / _WHITE_LINE
        # A break that has a penalty looks the odder, the more room there was to avoid it.
        cost += white**2 + (white * cost if cost < NEVER else 0)
        if not (can_hold or following.opening) and free > following.bottom - piece.bottom:
            cost += NEVER
    return cost


def _lines_overleaf(galley: Galley, area: TypeArea, last: int, free: float) -> int:
    """Return how many lines of the last note of an overfull page go on overleaf, if it can part."""
    calls = galley.pieces[last].calls
    if free >= 0 or not calls:
        return 0
    overleaf = max(_NOTE_LINES, ceil(-free / area.note_leading))
    lines = round(galley.notes.get(calls[-1], 0.0) / area.note_leading) + 1
    return overleaf if lines - overleaf >= _NOTE_LINES else 0
