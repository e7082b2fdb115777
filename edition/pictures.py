"""Pictures of the edition, drawn from records: when things were, and what draws on what.

Rule: the same records give the same picture, to the letter, and each of them is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor
from typing import TYPE_CHECKING

from .drawing import Drawing, Form, Group, Label, breadth, broken, line, middle, spread, tall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: How a line is drawn for what kind of bond, and how the legend calls it.
STYLES = {
    "solid": ("", "quotation"),
    "dashed": ("5 2.5", "echo or allusion"),
    "dotted": ("1.5 2.5", "parallel"),
}


WIDE, NARROW, BOOK = Form("wide", 760, 14), Form("narrow", 350, 12), Form("book", 440, 11.5)


@dataclass(frozen=True, slots=True)
class Point:
    """Something with a date: what happened, or a ``text``, whose name links to its page."""

    moment: float
    name: str
    text: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bond:
    """How often one of the places on the left draws on one of the points on the right."""

    left: int
    right: int
    style: str  #: one of ``STYLES``
    count: int


# -- a timeline: what happened, a scale of years, texts ----------------------------------------


def timeline(points: Sequence[Point], form: Form) -> Drawing:
    """Draw events at the left of a scale of years, texts at its right."""
    size, centre = form.size, form.width / 2
    sides = [(side, [p for p in points if p.text == (side > 0)]) for side in (-1, 1)]
    near = 1.45 * size + 0.045 * form.width  # from the middle of the scale to the years of labels
    far = near + 2.5 * size  # to their names
    named = [[broken(p.name, centre - far - 2, size) for p in some] for _, some in sides]
    heights = [[tall(lines, size) + 0.3 * size for lines in some] for some in named]
    top, tail = 3.2 * size, 1.1 * max(map(sum, heights))
    first = floor(min((p.moment for p in points), default=2000) / 10) * 10
    last = max(ceil(max((p.moment for p in points), default=2000) / 10) * 10, first + 10)

    def at(moment: float) -> float:
        return top + size + (moment - first) / (last - first) * tail

    groups = [_scale(first, last, at, form)]
    for (side, some), lines, tops in zip(sides, named, heights, strict=True):
        edge, anchor = centre + side * 1.45 * size, "start" if side > 0 else "end"
        x, heading = centre + side * near, "Texts" if side > 0 else "Events"
        groups.append(((Label((heading,), x, 0.8 * size, size, anchor, kind="heading"),), ""))
        shift = [(tall(words, size) - tall(words[:1], size)) / 2 for words in lines]
        wanted = [at(p.moment) + down for p, down in zip(some, shift, strict=True)]
        for point, words, y in zip(some, lines, spread(wanted, tops, top), strict=True):
            begin, start = middle(words, y, size), at(point.moment)
            year = Label((str(int(point.moment)),), x, begin, 0.85 * size, anchor, kind="year")
            name = Label(words, centre + side * far, y, size, anchor, point.href)
            path = f"M{edge:.1f} {start:.1f}L{x - side * 0.3 * size:.1f} {begin:.1f}"
            mark = f'cx="{edge:.1f}" cy="{start:.1f}" r="{0.26 * size:.1f}"'
            dot = 'class="mark"' if point.text else 'class="mark open" fill="#fff"'
            shapes = line("lead", path, 0.7, 0.5) + f'<circle {dot} {mark} stroke="currentColor"/>'
            groups.append(((year, name), shapes))
    bottom = max([at(last), *(label.box[3] for labels, _ in groups for label in labels)])
    return Drawing(form, bottom + 0.5 * size, tuple(groups))


def _scale(first: int, last: int, at: Callable[[float], float], form: Form) -> Group:
    """Draw two lines with a tick a decade, and between them as many years as there is room for."""
    size, half, centre = 0.8 * form.size, 1.45 * form.size, form.width / 2
    edges = [centre - half, centre + half]
    path = "".join(f"M{x:.1f} {at(first):.1f}V{at(last):.1f}" for x in edges)
    for year in range(first, last + 1, 10):
        ticks = zip(edges, (0.35, -0.35), strict=True)
        path += "".join(f"M{x:.1f} {at(year):.1f}h{way * form.size:.1f}" for x, way in ticks)
    steps = (s for s in (10, 20, 50, 100) if at(first + s) - at(first) > 2.5 * size)
    step = next(steps, 500)
    years = range(ceil(first / step) * step, last + 1, step)
    labels = (Label((str(y),), centre, at(y), size, "middle", kind="year") for y in years)
    return tuple(labels), line("scale", path, 0.8, 0.6)


# -- a map: what on the left draws on what on the right ----------------------------------------


_GAP = 1.6  #: between the ends of lines


def sources_map(
    lefts: Sequence[str], rights: Sequence[Point], bonds: Iterable[Bond], form: Form
) -> Drawing:
    """Draw a line for each bond, from places at the left to points at the right, in their order."""
    size, top = form.size, 0.3 * form.size
    start, stop = 0.27 * form.width, 0.57 * form.width
    far = stop + 3.2 * size
    bonds = sorted(bonds, key=lambda b: (b.left, b.right, list(STYLES).index(b.style)))
    rows = [broken(name, start - 0.7 * size, size) for name in lefts]
    names = [broken(p.name, form.width - far - 2, size) for p in rights]
    goes = [[b for b in bonds if b.left == n] for n in range(len(lefts))]
    comes = [[b for b in bonds if b.right == n] for n in range(len(rights))]
    tops = [max(tall(row, size), _room(ends)) + size for row, ends in zip(rows, goes, strict=True)]
    under = [
        max(tall(name, size), _room(ends)) + 0.35 * size
        for name, ends in zip(names, comes, strict=True)
    ]
    high = max(sum(tops), sum(under))
    here, there = _stack(tops, high, top), _stack(under, high, top)
    begin, end = _ports(goes, here), _ports(comes, there)
    groups: list[Group] = []
    for row, y, ends in zip(rows, here, goes, strict=True):
        shapes = _bar(start, y, ends)
        for bond in ends:
            (a, b), bend = (begin[bond], end[bond]), (start + stop) / 2
            path = f"M{start:.1f} {a:.1f}C{bend:.1f} {a:.1f} {bend:.1f} {b:.1f} {stop:.1f} {b:.1f}"
            shapes += line("bond", path, _thick(bond), 0.6, STYLES[bond.style][0])
        groups.append(((Label(row, start - 0.6 * size, y, size, "end"),), shapes))
    for point, name, y, ends in zip(rights, names, there, comes, strict=True):
        first = middle(name, y, size)
        year = Label((str(int(point.moment)),), stop + 0.6 * size, first, 0.85 * size, kind="year")
        label = Label(name, far, y, size, href=point.href)
        groups.append(((year, label), _bar(stop, y, ends)))
    return Drawing(form, *_legend(form, high + top + 1.2 * size, groups))


def _thick(bond: Bond) -> float:
    return 0.4 + 0.8 * min(bond.count, 9)


def _room(ends: Sequence[Bond]) -> float:
    return sum(_thick(bond) + _GAP for bond in ends)


def _stack(heights: Sequence[float], high: float, top: float) -> list[float]:
    """Return the middles of what stands one below the other at even distances."""
    gap = (high - sum(heights)) / max(len(heights), 1)
    ends = accumulate(height + gap for height in heights)
    return [top + end - (height + gap) / 2 for end, height in zip(ends, heights, strict=True)]


def _ports(nodes: Sequence[Sequence[Bond]], middles: Sequence[float]) -> dict[Bond, float]:
    """Return where each line begins or ends, side by side about the middle of its node."""
    found: dict[Bond, float] = {}
    for ends, y in zip(nodes, middles, strict=True):
        edge = y - _room(ends) / 2
        for bond in ends:
            found[bond] = edge + (_thick(bond) + _GAP) / 2
            edge += _thick(bond) + _GAP
    return found


def _bar(x: float, y: float, ends: Sequence[Bond]) -> str:
    half = _room(ends) / 2
    return line("scale", f"M{x:.1f} {y - half:.1f}v{2 * half:.1f}", 1.6, 1) if ends else ""


def _legend(form: Form, y: float, groups: list[Group]) -> tuple[float, tuple[Group, ...]]:
    """Add what the lines mean, in as many rows as it needs; return the height of all."""
    size, x, sample = 0.9 * form.size, 2.0, 2.2 * form.size
    for dashes, name in STYLES.values():
        wide = sample + 0.5 * size + breadth(name, size)
        if x > 2 and x + wide > form.width:
            x, y = 2.0, y + 1.6 * size
        sample_line = line("bond", f"M{x:.1f} {y:.1f}h{sample:.1f}", 1.2, 0.6, dashes)
        groups.append(
            ((Label((name,), x + sample + 0.5 * size, y, size, kind="key"),), sample_line)
        )
        x += wide + 1.5 * size
    return y + size, tuple(groups)
