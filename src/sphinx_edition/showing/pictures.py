"""Draw a timeline, and a map of what draws on what.

Rule: the same records give the same picture, to the letter, and each record is in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, count
from math import floor

from ..catalogs import N_, _
from .drawing import Drawing, Form, Group, Label, break_lines, line, spread, text_height, text_width

#: How the lines of a map are dashed, and what they are called.
STYLES = {
    "solid": ("", N_("quotation")),
    "dashed": ("5 2.5", N_("echo or allusion")),
    "dotted": ("1.5 2.5", N_("parallel")),
}
WIDE = Form("wide", 760, 14, (0.28, 0.57))
NARROW = Form("narrow", 350, 12, (0.34, 0.6))
BOOK = Form("book", 495, 11.5, (0.29, 0.57))

_HALF_SCALE = 1.45  #: of the width of the scale of years, in font sizes
_GAP = 1.6  #: between the ends of two lines of a map


@dataclass(frozen=True, slots=True)
class Point:
    """A dated thing: an event, or a text, whose name links to its page."""

    moment: float  #: in years, as ``words.dates.year_fraction``
    year: str  #: the year or years, as they are printed
    name: str
    is_text: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bond:
    """How often one of the names on the left of a map draws on one of the points on the right."""

    left: int
    right: int
    style: str  #: one of ``STYLES``
    count: int

    @property
    def width(self) -> float:
        """The width of its line."""
        return 0.4 + 0.8 * min(self.count, 9)


# -- a timeline: events, a scale of years, texts ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """Years running downwards in steps of different heights; ``tops`` has the end of the last."""

    first: int
    step: int
    tops: tuple[float, ...]

    def at(self, moment: float) -> float:
        """Return the height of a moment."""
        steps = (moment - self.first) / self.step
        whole = min(int(steps), len(self.tops) - 2)
        top, end = self.tops[whole : whole + 2]
        return top + (steps - whole) * (end - top)


def timeline(points: Sequence[Point], form: Form) -> Drawing:
    """Draw events at the left of a scale of years, texts at its right, and say how it is spaced."""
    size, centre, top = form.size, form.width / 2, 2.5 * form.size
    near = _HALF_SCALE * size + 0.045 * form.width  # from the centre to the years of labels
    far = near + _years_width(points, size)  # to their names
    names = {p: break_lines(p.name, centre - far - 2, size) for p in points}
    heights = {p: text_height(name, size) + 0.3 * size for p, name in names.items()}
    sides = {side: [p for p in points if p.is_text == (side > 0)] for side in (-1, 1)}
    needs = [[(p.moment, 0.8 * heights[p]) for p in entries] for entries in sides.values()]
    scale = _scale(needs, top + size, size)
    groups = [_ruler(scale, form)]
    for side, entries in sides.items():
        heading, anchor = (_("Texts"), "start") if side > 0 else (_("Events"), "end")
        edge, year_x = centre + side * _HALF_SCALE * size, centre + side * near
        groups.append(((Label((heading,), year_x, 0.8 * size, size, anchor, kind="heading"),), ""))
        # the first line of a name is to stand level with its mark
        shifts = [text_height(names[p], size) - text_height(names[p][:1], size) for p in entries]
        wanted = [scale.at(p.moment) + s / 2 for p, s in zip(entries, shifts, strict=True)]
        middles = spread(wanted, [heights[p] for p in entries], top)
        for point, y in zip(entries, middles, strict=True):
            name = Label(names[point], centre + side * far, y, size, anchor, point.href)
            year_y, mark_y = name.first_y, scale.at(point.moment)
            year = Label((point.year,), year_x, year_y, 0.85 * size, anchor, kind="year")
            path = f"M{edge:.1f} {mark_y:.1f}L{year_x - side * 0.3 * size:.1f} {year_y:.1f}"
            look = 'class="mark"' if point.is_text else 'class="mark open" fill="#fff"'
            place = f'cx="{edge:.1f}" cy="{mark_y:.1f}" r="{0.26 * size:.1f}"'
            mark = f'<circle {look} {place} stroke="currentColor"/>'
            groups.append(((year, name), line("lead", path, 0.7, 0.5) + mark))
    spacing = _spacing(scale, form, max(label.bottom for labels, _ in groups for label in labels))
    return Drawing(form, spacing.bottom + 0.5 * size, (*groups, ((spacing,), "")))


def _spacing(scale: Scale, form: Form, top: float) -> Label:
    """Return the sentence that says that the scale is uneven, below a height."""
    sentence = _("The scale is uneven: each step is {years} years, taller where it holds more.")
    lines = break_lines(sentence.format(years=scale.step), form.width - 2, 0.9 * form.size)
    y = top + 0.8 * form.size + text_height(lines, 0.9 * form.size) / 2
    return Label(lines, form.width / 2, y, 0.9 * form.size, "middle", kind="key")


def _scale(sides: Sequence[Sequence[tuple[float, float]]], top: float, size: float) -> Scale:
    """Return a scale for the moments on each side, with the height that each one's label needs.

    Steps are taller where more labels stand. On an even scale, a crowded decade would push its
    labels far from where they belong.
    """
    moments = [moment for side in sides for moment, _ in side] or [2000]
    steps = chain((10, 50), (10**power for power in count(2)))
    step = next(n for n in steps if max(moments) - min(moments) <= 40 * n)
    first = floor(min(moments) / step) * step
    needs = [[0.0] * (floor((max(moments) - first) / step) + 1) for _ in sides]
    for need, side in zip(needs, sides, strict=True):
        for moment, height in side:
            need[floor((moment - first) / step)] += height
    tops = accumulate((max(1.7 * size, *need) for need in zip(*needs, strict=True)), initial=top)
    return Scale(first, step, tuple(tops))


def _years_width(points: Iterable[Point], size: float) -> float:
    """Return the room for the years before names; that of four digits at least."""
    widths = (text_width(point.year, 0.85 * size) + 0.4 * size for point in points)
    return max(2.5 * size, *widths, 0)


def _tick(year: int) -> str:
    """Return the year at a tick of a scale, which has no year 0."""
    form = _("{year} BC") if year < 0 else "{year}" if year else _("AD {year}")
    return form.format(year=-year if year < 0 else year or 1)


def _ruler(scale: Scale, form: Form) -> Group:
    """Draw two lines with a tick for each step, its year between them, and ticks for its fifths."""
    half, centre = _HALF_SCALE * form.size, form.width / 2
    edges = ((centre - half, 0.35 * form.size), (centre + half, -0.35 * form.size))
    path = "".join(f"M{x:.1f} {scale.tops[0]:.1f}V{scale.tops[-1]:.1f}" for x, _ in edges)
    labels = []
    for number in range(5 * len(scale.tops) - 4):
        year, length = scale.first + number * scale.step // 5, 0.5 if number % 5 else 1
        y = scale.at(year)
        path += "".join(f"M{x:.1f} {y:.1f}h{length * tick:.1f}" for x, tick in edges)
        if length == 1:
            labels.append(Label((_tick(year),), centre, y, 0.8 * form.size, "middle", kind="year"))
    return tuple(labels), line("scale", path, 0.8, 0.6)


# -- a map: what on the left draws on what on the right ----------------------------------------


def sources_map(
    lefts: Sequence[str], rights: Sequence[Point], bonds: Iterable[Bond], form: Form
) -> Drawing:
    """Draw a line for each bond, from names at the left to points at the right, in their order."""
    size, top = form.size, 0.3 * form.size
    start, stop = (share * form.width for share in form.columns)
    name_x = stop + 0.7 * size + _years_width(rights, size)
    bend = (start + stop) / 2
    bonds = sorted(bonds, key=lambda b: (b.left, b.right, list(STYLES).index(b.style)))
    left_bonds = [[b for b in bonds if b.left == n] for n in range(len(lefts))]
    right_bonds = [[b for b in bonds if b.right == n] for n in range(len(rights))]
    left_names = [break_lines(name, start - 0.7 * size, 0.9 * size) for name in lefts]
    right_names = [break_lines(p.name, form.width - name_x - 2, size) for p in rights]
    left_heights = _heights(left_names, left_bonds, size, size)
    right_heights = _heights(right_names, right_bonds, size, 0.35 * size)
    height = max(sum(left_heights), sum(right_heights))
    left_ys, starts = _arrange(left_heights, left_bonds, top, height)
    right_ys, stops = _arrange(right_heights, right_bonds, top, height)
    groups: list[Group] = []
    for name, y, ends in zip(left_names, left_ys, left_bonds, strict=True):
        shapes = _bar(start, y, ends)
        for bond in ends:
            a, b = starts[bond], stops[bond]
            path = f"M{start:.1f} {a:.1f}C{bend:.1f} {a:.1f} {bend:.1f} {b:.1f} {stop:.1f} {b:.1f}"
            shapes += _styled_line(bond.style, path, bond.width)
        groups.append(((Label(name, start - 0.6 * size, y, 0.9 * size, "end"),), shapes))
    for point, name, y, ends in zip(rights, right_names, right_ys, right_bonds, strict=True):
        label = Label(name, name_x, y, size, href=point.href)
        year = Label((point.year,), stop + 0.6 * size, label.first_y, 0.85 * size, kind="year")
        groups.append(((year, label), _bar(stop, y, ends)))
    return Drawing(form, *_legend(form, height + top + 1.2 * size, groups))


def _heights(
    names: Sequence[Sequence[str]], bonds: Sequence[Sequence[Bond]], size: float, gap: float
) -> list[float]:
    """Return the height of each name, or of its bar if that is longer, and a gap."""
    return [
        max(text_height(name, size), _bar_length(ends)) + gap
        for name, ends in zip(names, bonds, strict=True)
    ]


def _arrange(
    heights: Sequence[float], bonds: Sequence[Sequence[Bond]], top: float, height: float
) -> tuple[list[float], dict[Bond, float]]:
    """Return the middles of names at even distances over a height, and of the lines at each."""
    gap = (height - sum(heights)) / max(len(heights), 1)
    rooms = [needed + gap for needed in heights]
    middles = [top + end - room / 2 for end, room in zip(accumulate(rooms), rooms, strict=True)]
    line_ends: dict[Bond, float] = {}
    for ends, y in zip(bonds, middles, strict=True):
        edge = y - _bar_length(ends) / 2
        for bond in ends:
            line_ends[bond] = edge + (bond.width + _GAP) / 2
            edge += bond.width + _GAP
    return middles, line_ends


def _bar_length(ends: Sequence[Bond]) -> float:
    return sum(bond.width + _GAP for bond in ends)


def _bar(x: float, y: float, ends: Sequence[Bond]) -> str:
    """Draw the bar at which lines end, if any do."""
    half = _bar_length(ends) / 2
    return line("scale", f"M{x:.1f} {y - half:.1f}v{2 * half:.1f}", 1.6, 1) if ends else ""


def _styled_line(style: str, path: str, width: float) -> str:
    return line(f"bond {style}", path, width, 1 if style == "solid" else 0.6, STYLES[style][0])


def _legend(form: Form, y: float, groups: list[Group]) -> tuple[float, tuple[Group, ...]]:
    """Return the height of a map and its groups, with what the styles mean, in rows that fit."""
    size, x, sample = 0.9 * form.size, 2.0, 2.2 * form.size
    for style, (_dashes, label_text) in STYLES.items():
        name = _(label_text)
        width = sample + 0.5 * size + text_width(name, size)
        if x > 2 and x + width > form.width:
            x, y = 2.0, y + 1.6 * size
        label = Label((name,), x + sample + 0.5 * size, y, size, kind="key")
        groups.append(((label,), _styled_line(style, f"M{x:.1f} {y:.1f}h{sample:.1f}", 1.2)))
        x += width + 1.5 * size
    return y + size, tuple(groups)
