"""Make up the pages of a galley: of all ways to part it, the best.

Rule: a note begins on the page of its call, and goes on overleaf only by two lines or more; the
apparatus of a page is one of its notes. White at a page's foot costs the square of its lines, a
page's end what the piece before it says, the more the whiter its foot, and more again if a leaf is
turned there within a passage. The method is that of M. F. Plass, *Optimal Pagination Techniques for
Automatic Typesetting Systems* (1981), here without figures.
"""

from collections.abc import Mapping
from math import ceil
from typing import NamedTuple

from .galley import NEVER, Galley, Measure

_SPLIT = 12.0  #: what it costs to let a note go on overleaf
_SHORT = 4  #: lines that the last page of a chapter should have
_WHITE = 12.0  #: points that make a white line
_ALONE = 2  #: lines of a note that may stand on a page
_BELOW, _BETWEEN = 4.0, 9.0  #: points that the apparatus takes below it, and between two entries


class Page(NamedTuple):
    """A page, from one piece to another; ``free`` points are left white at its foot."""

    first: int
    last: int
    free: float


class _End(NamedTuple):
    page: Page
    spilt: int  #: lines of a note that go on overleaf
    cost: float


def pages(galley: Galley, measure: Measure, number: int, errors: Mapping[int, float]) -> list[Page]:
    """Return the pages of a chapter whose first has this number.

    ``errors`` says how many points more than they should pages took that began with a piece.
    """
    pieces = galley.pieces
    best: dict[tuple[int, int, bool], tuple[float, list[Page]]]  # what comes next; on a recto?
    best = {(0, 0, number % 2 == 1): (0.0, [])}
    for first in range(len(pieces)):
        for key in [key for key in best if key[0] == first]:
            _, above, recto = key
            before, made = best.pop(key)
            for page, spilt, cost in _ends(galley, measure, first, above, errors.get(first, 0.0)):
                following = page.last + 1, spilt, not recto
                total = before + cost + recto * pieces[page.last].turn
                if following not in best or total < best[following][0]:
                    best[following] = total, [*made, page]
    return min(best.values())[1]


def _ends(galley: Galley, measure: Measure, first: int, spilt: int, error: float) -> list[_End]:
    """Return the ways to end a page that begins with a piece, below lines of a note spilt on it.

    It is less than half full, or parts what should not be parted, only for want of another.
    """
    found = []
    feet = (spilt - 1) * measure.note + galley.gap if spilt else 0.0
    lines, width, opened = 0, 0.0, False
    for last in range(first, len(galley.pieces)):
        piece = galley.pieces[last]
        lines += piece.lines
        feet += sum(galley.notes.get(name, 0.0) + galley.gap for name in piece.calls)
        width += sum(galley.entries[name] + _BETWEEN for name in piece.entries)
        block = (ceil(width / measure.width) - 1) * measure.note + _BELOW + galley.gap
        below = feet + block * (width > 0)
        free = measure.height - error - (piece.bottom - galley.pieces[first].top)
        free -= below + galley.rule - galley.gap if below else 0.0
        cost, spills, over = piece.cost, 0, last + 1 == len(galley.pieces)
        opened |= bool(piece.opening or piece.calls)
        if over:
            cost = max(0.0, _SHORT - lines) ** 2
        elif free > 0:
            following = galley.pieces[last + 1]
            white = free / _WHITE
            cost += white**2 + white * cost * (cost < NEVER)  # to part what has room is odd
            if not (opened or following.opening) and free > following.bottom - piece.bottom:
                cost += NEVER  # nothing there could keep what follows from this page
        if free < 0 and piece.calls and not over:
            spills = max(_ALONE, ceil(-free / measure.note))
            if round(galley.notes.get(piece.calls[-1], 0.0) / measure.note) + 1 - spills < _ALONE:
                spills = 0
        cost += _SPLIT if spills else NEVER * (free < 0)
        if free >= 0 or spills or last == first:
            found.append(_End(Page(first, last, max(0.0, free)), spills, cost))
        if free < 0:
            break
    good = [end for end in found if end.cost < NEVER and end.page.free < measure.height / 2]
    return good or found
