"""Pictures of the edition, drawn from records: when things were, and what draws on what.

Rule: the same records give the same picture, to the letter, and each of them is in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor

from .drawing import Drawing, Form, Group, Label, breadth, broken, line, middle, spread, tall

_GAP = 1.6  #: between the ends of lines of a map
#: How a line is drawn for what kind of bond, and how the legend calls it.
STYLES = {
    "solid": ("", "quotation"),
    "dashed": ("5 2.5", "echo or allusion"),
    "dotted": ("1.5 2.5", "parallel"),
}


WIDE = Form("wide", 760, 14, (0.28, 0.57))
NARROW = Form("narrow", 350, 12, (0.34, 0.6))
BOOK = Form("book", 495, 11.5, (0.29, 0.57))


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


@dataclass(frozen=True, slots=True)
class Scale:
    """Years running downwards, in steps each as tall as it must be; ``tops`` has one more."""

    first: int
    step: int
    tops: tuple[float, ...]

    def at(self, moment: float) -> float:
        """Return where a moment stands."""
        steps = (moment - self.first) / self.step
        whole = min(int(steps), len(self.tops) - 2)
        top, end = self.tops[whole : whole + 2]
        return top + (steps - whole) * (end - top)


def timeline(points: Sequence[Point], form: Form) -> Drawing:
    """Draw events at the left of a scale of years, texts at its right."""
    size, centre = form.size, form.width / 2
    sides = [(side, [p for p in points if p.text == (side > 0)]) for side in (-1, 1)]
    near = 1.45 * size + 0.045 * form.width  # from the middle of the scale to the years of labels
    far = near + 2.5 * size  # to their names
    named = [[broken(p.name, centre - far - 2, size) for p in some] for _, some in sides]
    heights = [[tall(lines, size) + 0.3 * size for lines in some] for some in named]
    top = 2.5 * size
    room = [
        list(zip(some, tops, strict=True)) for (_, some), tops in zip(sides, heights, strict=True)
    ]
    scale = _scale(room, top + size, size)
    groups = [_ruler(scale, form)]
    for (side, some), lines, tops in zip(sides, named, heights, strict=True):
        edge, anchor = centre + side * 1.45 * size, "start" if side > 0 else "end"
        x, heading = centre + side * near, "Texts" if side > 0 else "Events"
        groups.append(((Label((heading,), x, 0.8 * size, size, anchor, kind="heading"),), ""))
        shift = [(tall(words, size) - tall(words[:1], size)) / 2 for words in lines]
        wanted = [scale.at(p.moment) + down for p, down in zip(some, shift, strict=True)]
        for point, words, y in zip(some, lines, spread(wanted, tops, top), strict=True):
            begin, start = middle(words, y, size), scale.at(point.moment)
            year = Label((str(int(point.moment)),), x, begin, 0.85 * size, anchor, kind="year")
            name = Label(words, centre + side * far, y, size, anchor, point.href)
            path = f"M{edge:.1f} {start:.1f}L{x - side * 0.3 * size:.1f} {begin:.1f}"
            mark = f'cx="{edge:.1f}" cy="{start:.1f}" r="{0.26 * size:.1f}"'
            dot = 'class="mark"' if point.text else 'class="mark open" fill="#fff"'
            shapes = line("lead", path, 0.7, 0.5) + f'<circle {dot} {mark} stroke="currentColor"/>'
            groups.append(((year, name), shapes))
    bottom = max(label.box[3] for labels, _ in groups for label in labels)
    return Drawing(form, bottom + 0.5 * size, tuple(groups))


def _scale(sides: Iterable[Iterable[tuple[Point, float]]], top: float, size: float) -> Scale:
    """Return a scale for points whose labels need some height: less than that, but in proportion.

    Without this, a crowded decade would push its labels far from where they belong.
    """
    sides = [list(side) for side in sides]
    moments = [point.moment for side in sides for point, _ in side] or [2000]
    step = next(n for n in (10, 50, 100, 1000) if max(moments) - min(moments) <= 40 * n)
    first = floor(min(moments) / step) * step
    needs = [[0.0] * (floor((max(moments) - first) / step) + 1) for _ in sides]
    for need, side in zip(needs, sides, strict=True):
        for point, height in side:
            need[floor((point.moment - first) / step)] += 0.8 * height
    tops = accumulate((max(1.7 * size, *need) for need in zip(*needs, strict=True)), initial=top)
    return Scale(first, step, tuple(tops))


def _ruler(scale: Scale, form: Form) -> Group:
    """Draw two lines with a tick for each step, and its year between them."""
    half, centre, end = 1.45 * form.size, form.width / 2, scale.tops[-1]
    edges = ((centre - half, 0.35), (centre + half, -0.35))
    path = "".join(f"M{x:.1f} {scale.tops[0]:.1f}V{end:.1f}" for x, _ in edges)
    labels = []
    for i, y in enumerate(scale.tops):
        path += "".join(f"M{x:.1f} {y:.1f}h{way * form.size:.1f}" for x, way in edges)
        year = str(scale.first + i * scale.step)
        labels.append(Label((year,), centre, y, 0.8 * form.size, "middle", kind="year"))
    return tuple(labels), line("scale", path, 0.8, 0.6)


# -- a map: what on the left draws on what on the right ----------------------------------------


def sources_map(
    lefts: Sequence[str], rights: Sequence[Point], bonds: Iterable[Bond], form: Form
) -> Drawing:
    """Draw a line for each bond, from places at the left to points at the right, in their order."""
    size, top = form.size, 0.3 * form.size
    start, stop = (share * form.width for share in form.sides)
    far = stop + 3.2 * size
    bonds = sorted(bonds, key=lambda b: (b.left, b.right, list(STYLES).index(b.style)))
    rows = [broken(name, start - 0.7 * size, 0.9 * size) for name in lefts]
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
            shapes += _drawn(bond.style, path, _thick(bond))
        groups.append(((Label(row, start - 0.6 * size, y, 0.9 * size, "end"),), shapes))
    for point, name, y, ends in zip(rights, names, there, comes, strict=True):
        first = middle(name, y, size)
        year = Label((str(int(point.moment)),), stop + 0.6 * size, first, 0.85 * size, kind="year")
        label = Label(name, far, y, size, href=point.href)
        groups.append(((year, label), _bar(stop, y, ends)))
    return Drawing(form, *_legend(form, high + top + 1.2 * size, groups))


def _drawn(style: str, path: str, width: float) -> str:
    return line(f"bond {style}", path, width, 1 if style == "solid" else 0.6, STYLES[style][0])


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
    for style, (_, name) in STYLES.items():
        wide = sample + 0.5 * size + breadth(name, size)
        if x > 2 and x + wide > form.width:
            x, y = 2.0, y + 1.6 * size
        label = Label((name,), x + sample + 0.5 * size, y, size, kind="key")
        groups.append(((label,), _drawn(style, f"M{x:.1f} {y:.1f}h{sample:.1f}", 1.2)))
        x += wide + 1.5 * size
    return y + size, tuple(groups)
